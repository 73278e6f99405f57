"""Reads news reports of business forums: text in, findings with spans out. No Django, database, network or clock."""

from extraction.extractor import VERSION, extract, load
from extraction.findings import Report

__all__ = ["VERSION", "Report", "extract", "load"]

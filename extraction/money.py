"""Sums of money as printed, in three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.findings import Span

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?:[.,]\d{1,3})?|\d{1,12}(?:[.,]\d{1,3}){0,4}"
SCALE_RU = (
    r"(?:тыс\.?|тысяч[аи]?|млн\.?|миллион(?:а|ов)?|млрд\.?|миллиард(?:а|ов)?|трлн\.?|триллион(?:а|ов)?)"
)
CURRENCY_RU = (
    r"(?:(?:российски|белорусски|китайски|американски)[а-я]{1,3}\s)?"
    r"(?:рубл(?:ей|я|ь|ям|ями|ях|ю)|руб\.?|долл(?:ар(?:ов|а|ам|ами)?)?\.?(?:\sСША)?|евро|юан(?:ей|я|ь|ям|ями)|тенге|сум(?:ов|а)?"
    r"|сомони|иен(?:ы)?|вон|ринггит(?:ов|а)?|рупи(?:й|и)|манат(?:ов|а)?|драм(?:ов|а)?|лари|донг(?:ов|а)?|бат(?:ов|а)?|лир|злотых|тугрик(?:ов|а)?|франк(?:ов|а)?|дирхам(?:ов|а)?|фунт(?:ов|а)?(?:\sстерлингов)?|₽|\$|€|¥|RUB|USD|EUR|CNY)"
)
SCALE_EN = r"(?:million|billion|trillion|thousand|mln|bln|bn|m|b)"
CURRENCY_EN = r"(?:U\.?S\.? dollars|dollars|rubles|roubles|yuan|RMB|renminbi|euros?|USD|EUR|CNY|RUB)"
SIGN = r"(?:US\$|\$|€|₽|¥|£|RMB|CNY|USD|EUR|RUB)"
MONEY = re.compile(
    rf"(?<![A-Za-zА-Яа-яЁё0-9.,])(?:{SIGN}\s?(?:{NUMBER})(?:\s?(?:{SCALE_RU}|{SCALE_EN})(?![а-яa-z]))?"
    rf"|(?:{NUMBER})\s?(?:{SCALE_RU}\s?)?{CURRENCY_RU}(?![а-яё])"
    rf"|(?:{NUMBER})\s?(?:{SCALE_EN}\s)?{CURRENCY_EN}\b"
    rf"|(?:{NUMBER})(?:多|余)?[十百千万亿]{{0,3}}(?:元人民币|元|人民币|美元|卢布|欧元|日元|港元|坚戈))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as printed: number, scale and currency."""

    text: str
    span: Span


def find_amounts(text: str) -> list[Amount]:
    """All sums of the text, in order; only what names a currency is one."""
    return [
        Amount(found[0].replace("\u00a0", " ").strip(), Span(found.start(), found.end()))
        for found in MONEY.finditer(text)
    ]

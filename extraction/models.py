"""The neural models, loaded once a process. Only those that ship inside PyPI packages; nothing is fetched."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any

from navec import Navec
from slovnet import NER, Morph

LONGEST_SEQUENCE = 400  # words tagged at once


@lru_cache(maxsize=1)
def _data() -> Path:
    # natasha carries the files but cannot be imported: it needs pkg_resources.
    spec = importlib.util.find_spec("natasha")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package natasha, which carries the models, is not installed")
    return Path(spec.origin).parent / "data"


@lru_cache(maxsize=1)
def _vectors() -> Any:
    return Navec.load(_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


@lru_cache(maxsize=1)
def _entities() -> Any:
    return NER.load(_data() / "model" / "slovnet_ner_news_v1.tar").navec(_vectors())


@lru_cache(maxsize=1)
def _morphology() -> Any:
    return Morph.load(_data() / "model" / "slovnet_morph_news_v1.tar").navec(_vectors())


def load_russian() -> None:
    _entities()
    _morphology()


def tag(words: list[str]) -> tuple[list[str], list[str]]:
    """(entity tags as B-PER, I-PER, O; part of speech and features) of the words of a paragraph."""
    entities: list[str] = []
    grammar: list[str] = []
    for start in range(0, len(words), LONGEST_SEQUENCE):
        chunk = [words[start : start + LONGEST_SEQUENCE]]
        entities += _infer(_entities().infer, chunk)
        grammar += _infer(_morphology().infer, chunk)
    return entities, grammar


def _infer(infer: Any, chunk: list[list[str]]) -> list[str]:
    return list(next(iter(infer.decoder(infer.process(infer.encoder(chunk))))))

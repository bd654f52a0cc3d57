"""Names of countries for people: from a code to a usual name in a locale, and from any such name to the code."""

import functools

from babel import Locale

from .gazetteer import fold, read_table
from .transliterate import to_latin

_LOCALES = ("en", "ru", "sr", "sr_Latn")


@functools.cache
def _own_names() -> dict[str, dict[str, str]]:
    """code → locale → name, for codes and short usual names that babel has otherwise or not at all."""
    rows = read_table("country_names.tsv")
    return {row["code"]: {locale: row[locale] for locale in _LOCALES if row[locale]} for row in rows}


@functools.cache
def _territories(locale: str) -> dict[str, str]:
    return dict(Locale.parse(locale).territories)


@functools.cache
def country_codes() -> tuple[str, ...]:
    """Every code an article's country can have: ISO 3166-1 alpha-2, XK, and ISO 3166-3 for past states; sorted."""
    return tuple(sorted({row["code"] for row in read_table("countries.tsv") if row["code"]}))


def country_name(code: str, locale: str = "en") -> str:
    """The short usual name of a country ('Russia', not 'Russian Federation'); the code itself if it has none."""
    own = _own_names().get(code, {})
    return own.get(locale) or _territories(locale).get(code) or own.get("en") or code


@functools.cache
def _codes_by_name() -> dict[str, str]:
    names = {_key(country_name(code, locale)): code for code in country_codes() for locale in _LOCALES}
    for row in read_table("countries.tsv"):
        if row["kind"] == "name":
            for form in row["forms"].split("|"):
                names.setdefault(_key(form), row["code"])
    names.update({code.lower(): code for code in country_codes()})
    return names


def _key(name: str) -> str:
    return fold(name).strip()


def find_code(name_or_code: str) -> str | None:
    """The code of a country by code or name, in English, Russian or Serbian, in any case: 'RS', 'serbia', 'Србија'."""
    return _codes_by_name().get(_key(name_or_code)) or _codes_by_name().get(_key(to_latin(name_or_code)))

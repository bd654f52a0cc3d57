"""Who took the picture: photo credits, bare or at the end of a caption."""

from __future__ import annotations

import re
from functools import lru_cache

from .lines import count_words

MAX_CREDIT_WORDS = 12
MAX_CAPTION_WORDS = 60
MAX_CREDIT_LENGTH = 160
MIN_CAPTION_WORDS = 4

_AGENCIES = (
    "AP|AFP|EPA|EPA-EFE|EFE|Reuters|REUTERS|TASS|ТАСС|Getty|Getty Images|Shutterstock|iStock|Tanjug|TANJUG|Танјуг",
    "Beta|BETA|BETAPHOTO|Anadolu|Anadolu Agency|AA|Sputnik|RIA Novosti|РИА Новости|Interfax|Интерфакс|Xinhua|Bloomberg",
    "FoNet|Fonet|dpa|DPA|Hina|HINA|Pixsell|PIXSELL|Cropix|MTI|PAP|CTK|ANSA|Агентство «Москва»|Коммерсантъ",
    "Wikimedia|Wikimedia Commons|Unsplash|Pixabay|Flickr|Alamy|Rex Features|ZUMA|Zuma Press|Imago|NurPhoto|UN Photo",
    "Moskva News Agency|AP Photo|AFP Photo|Handout|HANDOUT|Pool|POOL|Press Office|[Pp]ress [Ss]ervice|Press Service",
)
_AGENCY = rf"(?:{'|'.join(sorted('|'.join(_AGENCIES).split('|'), key=len, reverse=True))})"
_DOMAIN = r"(?:[a-z0-9-]+\.)+(?:ru|com|org|net|rs|info|gov|int|eu|me|ua|tv|uk|de|hr|ba|mk|al|am|az|ge)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿčćšžđа-яё-џ]"
_NAME = rf"(?:(?:{_CAPITAL}\.)+|{_CAPITAL}[\w'’-]*(?:\.\w+)*)"
"""A capitalised word, or initials; a full stop ends it, for what stands before is the caption."""
_LABEL = r"(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|[Ff]oto|FOTO|[Фф]ото|ФОТО|[Cc]redit|[Pp]icture)"
_KIND = (
    r"(?:file|archive|archival|illustrative|illustration|undated|combo|arhiva?|ilustracija|архива?|илустрација|архив)"
)
_MAKER = rf"(?:{_AGENCY}|{_DOMAIN})"
_NAMES = rf"{_NAME}(?:,?\s+{_NAME}){{0,4}}"
_PERSON = rf"{_NAME}(?:\s+{_NAME})?"
_OFFICE = rf"(?:{_NAME}\s+){{1,4}}(?:Ministry|Agency|Service|Office|Press|Government|Commons|News|Committee|Command)"
_SLASH = r"(?:\s*[/|]\s*|\s+[–—-]\s+)"

_TRAILING = re.compile(
    rf"""
    \s*(?:
        [(\[]\s*{_LABEL}\b[^()\[\]]{{0,80}}[)\]]                # (Photo by Jane Roe/AFP)
      | [(\[]\s*(?:[^()\[\]/]{{0,60}}/\s*)?{_MAKER}              # (AP Photo/Jane Roe)
        (?:\s*(?:/|via|Photo)\s*[^()\[\]]{{0,60}})?[)\]]
      | {_LABEL}\s*(?:by|:|/|–|—)\s*\S.{{0,60}}                  # Photo: Jane Roe
      | [(\[]\s*(?:(?:{_KIND})\s+)?(?:{_LABEL}|{_KIND})\s*[)\]]    # (file photo)
      | ©\s*\S.{{0,60}}                                         # © Agency
      | (?:(?<=[.!?]\s){_NAMES}|(?<=\s)(?:{_OFFICE}|{_PERSON}))  # Jane Roe / AP / TASS
        (?:\s*[/|]\s*[^/|.]{{2,60}})?\s*[/|]\s*{_MAKER}
        (?:\s*[/|,]\s*{_MAKER})*(?:\s+(?:file|via\s.{{2,40}}))?
      | (?<=\s){_AGENCY}\s*[/|]\s*{_NAMES}                       # AP / Jane Roe
      | (?<=\s){_DOMAIN}                                        # kremlin.ru
    )\s*$
    """,
    re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?…][\"”'’»]*\s*$")
_BARE = re.compile(
    rf"^\W*(?:{_NAMES}{_SLASH}){{0,4}}{_MAKER}(?:(?:{_SLASH}|\s*,\s*)(?:{_MAKER}|{_NAMES}|{_KIND})){{0,4}}\W*$"
)


def is_photo_credit(text: str) -> bool:
    """Tell whether a line is nothing but who made a picture: `Jane Roe / AP / TASS`, `kremlin.ru`."""
    return count_words(text) <= MAX_CREDIT_WORDS and _BARE.match(text) is not None


@lru_cache(maxsize=1 << 12)
def caption_length(text: str) -> int | None:
    """Give how many characters of a line are caption, when it ends with who made the picture; None when it does not.

    0 says that the line is all credit.
    """
    if _SENTENCE.search(text) or count_words(text) > MAX_CAPTION_WORDS:
        return None
    match = _TRAILING.search(text, max(0, len(text) - MAX_CREDIT_LENGTH))
    if match is None:
        return None
    caption = text[: match.start()].rstrip()
    return len(caption) if count_words(caption) >= MIN_CAPTION_WORDS else 0

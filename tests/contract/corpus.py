"""A dozen documents, small enough to count by hand, and their schema."""

from __future__ import annotations

import datetime

from index import Document, Field, Kind, Schema

SCHEMA = Schema(
    (
        Field("title", Kind.TEXT, boost=3.0, searched=True),
        Field("text", Kind.TEXT, searched=True),
        Field("note", Kind.TEXT),
        Field("actor", Kind.KEYWORD, multiple=True),
        Field("country", Kind.KEYWORD, multiple=True),
        Field("source", Kind.KEYWORD),
        Field("shelf", Kind.KEYWORD, stored=False),
        Field("date", Kind.DAY),
        Field("url", Kind.STORED),
    )
)

DOCUMENTS = (
    Document(
        "blame",
        {
            "title": "Moscow blames NATO for tensions",
            "text": "Sergei Lavrov spoke in Slovenia of a cordon sanitaire around Russia. "
            "Serbia and Kosovo were tense; the tension was blamed on NATO.",
            "note": "confidential remark",
            "actor": ("lavrov", "nato"),
            "country": ("RS", "SI", "XK"),
            "source": "courier",
            "shelf": "upper",
            "date": datetime.date(2019, 5, 29),
            "url": "https://example.org/blame",
        },
        "en",
    ),
    Document(
        "calls",
        {
            "title": "Moscow calls for diplomacy",
            "text": "Aleksandar Vucic met the police. The Kremlin’s spokesman called for diplomacy in Kosovo "
            "and for calm at U.N. posts.",
            "actor": ("peskov", "vucic"),
            "country": ("RS", "RU", "XK"),
            "source": "courier",
            "shelf": "lower",
        },
        "en",
    ),
    Document(
        "visit",
        {
            "title": "Vučić visits Moscow",
            "text": "The president of Serbia flew to Moscow to talk about gas. Đoković, the tennis player, came along.",
            "actor": ("vucic",),
            "country": ("RS", "RU"),
            "source": "herald",
            "shelf": "upper",
            "date": datetime.date(2019, 5, 30),
        },
        "en",
    ),
    Document(
        "razgovori",
        {
            "title": "Разговори о Косову",
            "text": "Вучић је у Бриселу говорио о Косову и о договору.",
            "actor": ("vucic",),
            "country": ("XK",),
            "source": "herald",
            "date": datetime.date(2019, 7, 2),
        },
        "sr",
    ),
    Document(
        "tenis",
        {
            "title": "Đoković u Beogradu",
            "text": "Novak Đoković igra tenis. Razgovor o sportu.",
            "actor": ("djokovic",),
            "source": "glas",
            "date": datetime.date(2019, 7, 2),
        },
        "sr",
    ),
    Document(
        "vstrecha",
        {
            "title": "Лавров в Белграде",
            "text": "Встреча министра Лаврова прошла в Белграде. Переговоры продолжатся.",
            "actor": ("lavrov",),
            "country": ("RU",),
            "source": "vesti",
            "date": datetime.date(2020, 1, 15),
        },
        "ru",
    ),
    Document(
        "gas",
        {
            "title": "Gas",
            "text": "Gas prices rose. Gas prices fell. The price of gas rose again.",
            "country": ("RU",),
            "source": "vesti",
        },
        "en",
    ),
    Document(
        "weather",
        {
            "title": "Weather",
            "text": "Rain fell on the U.S. and on the US coast alike; 10,000 umbrellas were sold.",
            "date": datetime.date(2018, 12, 31),
        },
        "en",
    ),
    Document("empty"),
    *(
        Document(
            f"wire-{letter}",
            {
                "title": "An agreement on number plates",
                "text": "Agencies reported that an agreement on number plates was near.",
                "actor": ("nato",),
                "country": ("XK",),
                "source": "courier",
                "date": datetime.date(2021, 3, 3),
            },
            "en",
        )
        for letter in "cab"
    ),
)

ALL_IDS = {document.id for document in DOCUMENTS}
EN = {"blame", "calls", "visit", "gas", "weather", "wire-a", "wire-b", "wire-c"}
WIRES = ["wire-a", "wire-b", "wire-c"]
UNDATED = {"calls", "gas", "empty"}

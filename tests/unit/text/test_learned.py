"""What a source's pages teach about its furniture."""

from __future__ import annotations

from archive.text.learned import Furniture, learn

BODIES = [
    "The envoys of two countries met in Geneva on Monday to settle where their border runs.",
    "Ministers of nine states signed a treaty on fishing in Lisbon on Friday, after a year of talks.",
    "Talks on the reform of the council broke off in Oslo late on Sunday without any result at all.",
    "A court in Rome has freed the captain of the ferry that ran aground off Elba two summers ago.",
    "The island's parliament voted on Tuesday to put its new constitution to the people in the spring.",
]


def _page(body: str, number: int) -> str:
    return f"Site Name\nWorld news\n{body}\nComments ({number})\nOur terms forbid the copying of any of these texts."


PAGES = [_page(body, number) for number, body in enumerate(BODIES)]


def test_lines_that_pages_share_are_furniture() -> None:
    assert {"site name", "world news"} <= learn(PAGES, "s").sides.keys()


def test_lines_that_differ_in_numbers_alone_are_one_line() -> None:
    assert "comments (0)" in learn(PAGES, "s").sides


def test_each_line_is_known_to_stand_before_or_after_the_article() -> None:
    sides = learn(PAGES, "s").sides
    assert (sides["site name"], sides["comments (0)"]) == ("before", "after")


def test_an_article_is_not_furniture() -> None:
    assert not {body.casefold() for body in BODIES} & learn(PAGES, "s").sides.keys()


def test_a_paragraph_of_background_in_two_articles_of_five_is_not_furniture() -> None:
    background = "The strip of land was divided by treaty in 1921 and has been disputed between the two ever since."
    pages = [page.replace("Comments", f"{background}\nComments") if i < 2 else page for i, page in enumerate(PAGES)]
    assert background.casefold() not in {key.replace("0", "1921") for key in learn(pages, "s").sides}


def test_copies_of_one_article_teach_nothing() -> None:
    assert learn([PAGES[0], PAGES[0], PAGES[0]], "s").sides == {}


def test_a_corrected_version_teaches_nothing() -> None:
    text = "\n".join(BODIES)
    corrected = text.replace("Geneva", "Bern", 1) + "\nCorrection: it was Bern."
    assert learn([text, corrected], "s").sides == {}


def test_short_articles_between_much_furniture_are_no_copies() -> None:
    menu = "\n".join(f"Section of the site with letter {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    furniture = learn([f"{menu}\n{body}" for body in BODIES], "s")
    assert furniture.pages == len(BODIES)


def test_a_single_page_teaches_nothing() -> None:
    assert learn(PAGES[:1], "s").sides == {}


def test_a_line_saying_who_else_reported_is_not_furniture() -> None:
    credit = "Agencies contributed reporting to this article."
    assert credit.casefold() not in learn([f"{page}\n{credit}" for page in PAGES], "s").sides


def test_furniture_survives_its_json() -> None:
    furniture = learn(PAGES, "s")
    assert Furniture.from_json(furniture.to_json()) == furniture


def test_the_digest_tells_furniture_apart() -> None:
    assert learn(PAGES, "s").digest == learn(list(PAGES), "s").digest != learn(PAGES[:4], "s").digest

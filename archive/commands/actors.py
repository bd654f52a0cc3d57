"""Commands over actors: list them, and say which names are one actor."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator

import click
import orjson

from archive.actor_names import read_actors, settle
from archive.article import ActorType
from archive.catalogue import Catalogue
from archive.catalogue.records import ActorLabel
from archive.commands.updating import update_index
from archive.commands.workplace import Workplace, pass_workplace, say
from archive.search import Names
from archive.text.alias_file import OPERATOR
from archive.text.aliases import Alias
from archive.text.slugs import slug
from index import Engine

_COLUMNS = "articles\tvalue\ttype\tactor\twritten"


@click.group()
def actors() -> None:
    """List actors, and say which names are one actor.

    Names that the articles agree on are one without being told. What you say stands above that; it is kept in
    actors.tsv in the archive's folder, which you can edit too.

    \b
    Example:
      archive actors list --prefix vuc
      archive actors merge 'A. Vucic' --into 'Aleksandar Vučić'
    """


@actors.command("list")
@click.option("--type", "type_", type=click.Choice(("person", "organisation", "state")), help="Only of this type.")
@click.option("--prefix", default="", help="Only those with a name that has a word that begins so.")
@click.option("--ambiguous", is_flag=True, help="Only names that several actors share, so that they stay apart.")
@click.option("--size", type=click.IntRange(min=1), default=100, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@pass_workplace
def list_actors(
    workplace: Workplace, type_: ActorType | None, prefix: str, ambiguous: bool, size: int, as_json: bool
) -> None:
    """List actors, those in most articles first: value, label, type, articles, and how they are written.

    \b
    Example:
      archive actors list --type person --size 20
    """
    with workplace.catalogue(read_only=True) as catalogue, workplace.engine() as engine:
        found = [
            actor
            for actor in _listed(catalogue, engine, prefix)
            if type_ in (None, actor.type) and (actor.ambiguous or not ambiguous)
        ]
    if as_json:
        click.echo(orjson.dumps(found[:size]).decode())
        return
    for line in (_COLUMNS, *map(_line, found[:size])):
        click.echo(line)
    if len(found) > size:
        say(f"{size:,} of {len(found):,}; --size shows more.")


@actors.command()
@click.option("--json", "as_json", is_flag=True, help="Print the ids as JSON.")
@pass_workplace
def learn(workplace: Workplace, as_json: bool) -> None:
    """Learn anew from all articles which names are one actor, and take in what you wrote into actors.tsv.

    The ids of the articles that this changes are printed. An ingest does the same.

    \b
    Example:
      archive actors learn
    """
    with workplace.catalogue() as catalogue:
        changed = _settle(workplace, catalogue)
        aliases = catalogue.actors.aliases().table.values()
    for line in [orjson.dumps(changed).decode()] if as_json else changed:
        click.echo(line)
    known, shared = sum(alias.label is not None for alias in aliases), sum(alias.is_ambiguous for alias in aliases)
    say(f"{known:,} aliases, {shared:,} names that several actors share; {len(changed):,} articles changed.")


@actors.command()
@click.argument("names", nargs=-1, required=True, metavar="ACTOR...")
@click.option("--into", required=True, metavar="ACTOR", help="The actor that they all are.")
@pass_workplace
def merge(workplace: Workplace, names: tuple[str, ...], into: str) -> None:
    """Read every ACTOR, given by value or name, as one actor.

    \b
    Example:
      archive actors merge sergey-lavrov S.Lavrov --into 'Sergei Lavrov'
    """
    with workplace.catalogue() as catalogue:
        target, shown = _known(into, catalogue)
        merged = [_value(name, catalogue) for name in names]
        if target in merged:
            raise click.UsageError(f"{shown.label} is that actor already; `archive actors rename` changes its name.")
        _decide(workplace, catalogue, [Alias(value, shown.label, shown.type, OPERATOR) for value in merged])


@actors.command()
@click.argument("name", metavar="ACTOR")
@click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
@pass_workplace
def split(workplace: Workplace, name: str, aliases: tuple[str, ...]) -> None:
    """Make every ALIAS of an ACTOR an actor of its own.

    \b
    Example:
      archive actors split 'Anna Novak' Novak
    """
    with workplace.catalogue() as catalogue:
        value, shown = _known(name, catalogue)
        own = _by_actor(catalogue.actors.aliases().table.values())[value]
        if unknown := [alias for alias in aliases if slug(alias) not in own]:
            raise click.UsageError(
                f"{', '.join(unknown)}: not an alias of {shown.label}, which has {', '.join(own) or 'none'}."
            )
        types = catalogue.actors.labels([slug(alias) for alias in aliases])
        decided = [Alias(slug(alias), None, types.get(slug(alias), shown).type, OPERATOR) for alias in aliases]
        _decide(workplace, catalogue, decided)


@actors.command()
@click.argument("name", metavar="ACTOR")
@click.argument("label")
@pass_workplace
def rename(workplace: Workplace, name: str, label: str) -> None:
    """Call an ACTOR by another name, LABEL.

    \b
    Example:
      archive actors rename nato 'North Atlantic Treaty Organization'
    """
    if not slug(label):
        raise click.UsageError(f"{label!r} has no letters that can stand in a value.")
    with workplace.catalogue() as catalogue:
        value, shown = _known(name, catalogue)
        if catalogue.actors.canonical((slug(label),)).get(slug(label), value) != value:
            raise click.UsageError(f"{label} is another actor; `archive actors merge` makes them one.")
        forms = dict.fromkeys((value, slug(label)))
        _decide(workplace, catalogue, [Alias(form, label, shown.type, OPERATOR) for form in forms])


@dataclasses.dataclass(frozen=True, slots=True)
class _ListedActor:
    value: str
    label: str
    type: ActorType | None
    articles: int
    surfaces: tuple[str, ...]
    aliases: tuple[str, ...]
    ambiguous: bool
    why: str | None


def _listed(catalogue: Catalogue, engine: Engine, prefix: str) -> Iterator[_ListedActor]:
    """The actors that the index counts, so that their numbers are those of the facet."""
    names, table = Names(catalogue), catalogue.actors.aliases().table
    aliases = _by_actor(table.values())
    counts = dict(engine.searcher().values("actor"))
    labels = names.labels("actor", names.matching("actor", prefix, counts) if prefix else counts)
    surfaces = names.surfaces(labels)
    for value in sorted(labels.keys() & counts.keys(), key=lambda value: (-counts[value], value)):
        alias = table.get(value)
        yield _ListedActor(
            value,
            labels[value].text,
            labels[value].type,
            counts[value],
            surfaces[value],
            tuple(aliases[value]),
            alias is not None and alias.is_ambiguous,
            alias.why if alias else None,
        )


def _by_actor(aliases: Iterable[Alias]) -> defaultdict[str, list[str]]:
    """The other values that stand for each actor, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for alias in sorted(aliases, key=lambda alias: alias.alias):
        if alias.label and alias.value != alias.alias:
            found[alias.value].append(alias.alias)
    return found


def _line(actor: _ListedActor) -> str:
    """An actor as tab-separated columns: values stand whole, because other commands take them."""
    written = actor.why if actor.ambiguous else ", ".join(actor.surfaces)
    return "\t".join((f"{actor.articles}", actor.value, actor.type or "", actor.label, written or ""))


def _decide(workplace: Workplace, catalogue: Catalogue, decided: list[Alias]) -> None:
    """Writes what the operator decided into the file, and lets it take effect in catalogue and index."""
    read_actors(workplace.settings.home).edited(decided).write()
    changed = _settle(workplace, catalogue)
    say(f"{len(changed):,} articles changed.")


def _settle(workplace: Workplace, catalogue: Catalogue) -> tuple[str, ...]:
    changed = settle(catalogue, read_actors(workplace.settings.home))
    update_index(workplace, catalogue)
    return changed


def _known(name: str, catalogue: Catalogue) -> tuple[str, ActorLabel]:
    """The value of the actor that a name or value stands for, and how it is shown."""
    given = _value(name, catalogue)
    value = catalogue.actors.canonical((given,)).get(given, "")
    return value, catalogue.actors.labels([value])[value]


def _value(name: str, catalogue: Catalogue) -> str:
    """The value that a name has by itself, whatever it stands for."""
    if not catalogue.actors.canonical((slug(name),)):
        raise click.UsageError(f"No article names {name!r}; `archive actors list --prefix` finds actors.")
    return slug(name)

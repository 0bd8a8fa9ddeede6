"""Statements of an entity -> rows of a facts file, with validity and provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from factcheck.sources.rows import Cell
from factcheck.sources.wikidata.asking import Wikidata
from factcheck.sources.wikidata.kinds import Property, ValueKind, When, kinds
from factcheck.sources.wikidata.snaks import (
    LeftOut,
    Moment,
    Node,
    amount_of,
    item_of,
    moment_of,
    snaks_of,
    values_of,
)
from factcheck.sources.wikidata.wording import wording

_PAGE: Final = "https://www.wikidata.org/wiki/"
_SOURCE: Final = "Wikidata"
_PREFERRED, _DEPRECATED = "preferred", "deprecated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a statement holds, and the time it speaks of."""

    start: Moment | None = None
    end: Moment | None = None
    at: Moment | None = None

    @property
    def is_given(self) -> bool:
        """Tell whether there is any."""
        return bool(self.start or self.end or self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement as the service has it."""

    about: Property
    entity: str
    node: Node
    is_female: bool
    death: Moment | None
    is_followed: bool
    """Whether another statement of the property is preferred, or began later."""

    @property
    def label(self) -> str:
        """Return what messages call it."""
        return f"{self.entity} {self.about.name}"


def statements(entity: Node, properties: tuple[Property, ...]) -> Iterator[Statement]:
    """Yield what an entity says in ``properties``, without what it has taken back.

    Where a value is preferred, the others are earlier or lesser ones: they stay only with a time.
    """
    people = kinds().people
    genders = (v for s in snaks_of(entity, "claims", people["gender"]) for v in _main(s))
    is_female = any(isinstance(v, dict) and v.get("id") == people["female"] for v in genders)
    death = _death(entity, people["death"])
    for about in properties:
        found = [
            node
            for node in snaks_of(entity, "claims", about.id)
            if isinstance(node, dict) and node.get("rank") != _DEPRECATED
        ]
        newest = _newest_start(about, found)
        has_preferred = any(node.get("rank") == _PREFERRED for node in found)
        for node in sorted(found, key=lambda one: str(one.get("id"))):
            is_lesser = has_preferred and node.get("rank") != _PREFERRED
            if is_lesser and not _is_dated(node):
                continue
            yield Statement(
                about=about,
                entity=str(entity.get("id")),
                node=node,
                is_female=is_female,
                death=death,
                is_followed=is_lesser or (_start(node) or newest) < newest,
            )


def _newest_start(about: Property, found: Sequence[Node]) -> date:
    """Return when the newest term of an office began that one person holds, else the first day."""
    if about.when is not When.HELD or about.is_held_by_subject:
        return date.min
    return max(filter(None, map(_start, found)), default=date.min)


def _start(node: Node) -> date | None:
    try:
        start = _time(node, kinds().qualifiers["start"], "start")
    except LeftOut:
        return None
    return start.first if start else None


def _main(statement: Any) -> Iterator[Any]:
    holder = {"main": {"": [statement.get("mainsnak")]}} if isinstance(statement, dict) else {}
    yield from values_of(holder, "main", "")


def _death(entity: Node, property_id: str) -> Moment | None:
    """Return the day a person died, the last of several: nobody holds an office after it."""
    found = []
    for statement in snaks_of(entity, "claims", property_id):
        try:
            found.append(moment_of(statement.get("mainsnak")))
        except (LeftOut, AttributeError):
            continue
    return max(found, key=lambda moment: moment.last, default=None)


def _is_dated(node: Node) -> bool:
    return any(snaks_of(node, "qualifiers", one) for one in kinds().qualifiers.values())


def named_items(statement: Statement) -> Iterator[str]:
    """Yield the ids of the entities whose names the statement's row needs."""
    if statement.about.kind is ValueKind.ITEM:
        try:
            yield item_of(statement.node.get("mainsnak"))
        except LeftOut:
            return
    yield from _stated_in(statement.node)


def cells(statement: Statement, service: Wikidata, lang: str) -> Mapping[str, Cell]:
    """Return the cells of the fact in ``lang``; raise ``LeftOut``."""
    node, about = statement.node, statement.about
    identity = node.get("id")
    if not isinstance(identity, str) or not identity:
        raise LeftOut("it has no id")
    times = _times(statement)
    told: dict[str, str] = {"subject": _name(service, statement.entity, lang)}
    speaks_of = times.at
    words = wording(lang)
    if about.kind is ValueKind.ITEM:
        told["value"] = _name(service, item_of(node.get("mainsnak")), lang)
    elif about.kind is ValueKind.QUANTITY:
        told["value"] = words.amount(amount_of(node.get("mainsnak")), about)
    else:
        speaks_of = moment_of(node.get("mainsnak"))
    if speaks_of is not None:
        told["when"] = words.when(speaks_of)
    return {
        "id": f"{identity}:{lang}",
        "statement": words.statement(about, is_female=statement.is_female, **told),
        "lang": lang,
        "event_date": _cell(speaks_of),
        "valid_from": _cell(times.start),
        "valid_to": _cell(times.end),
        "topics": (about.name,),
        **_provenance(statement, service, lang),
    }


def _name(service: Wikidata, item: str, lang: str) -> str:
    name = service.name(item, lang)
    if not name:
        raise LeftOut(f"{item} has no name in {lang}")
    return name


# -- time ----------------------------------------------------------------------------------------


def _times(statement: Statement) -> Times:
    """Return when the statement holds; raise ``LeftOut`` when that cannot be said."""
    _refuse_qualified(statement.node)
    ids = kinds().qualifiers
    times = Times(
        start=_time(statement.node, ids["start"], "start"),
        end=_time(statement.node, ids["end"], "end"),
        at=_time(statement.node, ids["at"], "time"),
    )
    when = statement.about.when
    if when is When.MEASURED and times.at is None:
        raise LeftOut("it does not say when it was measured")
    if when is When.HELD:
        return _held(statement, times)
    return times


def _held(statement: Statement, times: Times) -> Times:
    if times.start is None and times.end is None:
        raise LeftOut("it does not say from when to when it holds")
    end, death = times.end, statement.death
    if statement.about.is_held_by_subject and end is None and death is not None:
        end = death  # an office ends with its holder, also where nobody has noted it
    if end is None and statement.is_followed:
        raise LeftOut("another one follows it, and it does not say when it ended")
    if times.start and end and end.last < times.start.first:
        raise LeftOut("it ends before it begins")
    return Times(start=times.start, end=end)


def _refuse_qualified(node: Node) -> None:
    qualifiers = node.get("qualifiers")
    for name in qualifiers if isinstance(qualifiers, dict) else ():
        if name not in kinds().harmless:
            raise LeftOut(f"it is qualified ({name}) in a way that is not read")


def _time(node: Node, property_id: str, name: str) -> Moment | None:
    """Return the moment of a qualifier, ``None`` when there is none; raise ``LeftOut``."""
    found = [
        snak
        for snak in snaks_of(node, "qualifiers", property_id)
        if not (isinstance(snak, dict) and snak.get("snaktype") == "novalue")
    ]
    if not found:
        return None
    if len(found) > 1:
        raise LeftOut(f"it has more than one {name}")
    try:
        return moment_of(found[0])
    except LeftOut as error:
        raise LeftOut(f"its {name} is not known: {error}") from None


def _cell(moment: Moment | None) -> str:
    if moment is None:
        return ""
    whole = moment.first.isoformat()
    return whole if moment.is_day else whole[: 7 if moment.is_month else 4]


# -- provenance ----------------------------------------------------------------------------------


def _provenance(statement: Statement, service: Wikidata, lang: str) -> Mapping[str, Cell]:
    node, ids = statement.node, kinds().references
    urls = [
        value
        for reference in _references(node)
        for value in values_of(reference, "snaks", ids["url"])
        if isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value
    ]
    stated = [name for item in _stated_in(node) if (name := service.name(item, lang))]
    rank = str(node.get("rank"))
    notes = (f"rank {rank}", "" if urls or stated else "no reference")
    page = f"{_PAGE}{statement.entity}#{statement.about.id}"
    return {
        "source": tuple(dict.fromkeys((_SOURCE, *stated))),
        "url": tuple(dict.fromkeys((page, *urls))),
        "published": _first(node, ids["published"]),
        "checked": _last(node, ids["retrieved"]),
        "note": "; ".join(filter(None, notes)),
    }


def _references(node: Node) -> list[Any]:
    found = node.get("references")
    return found if isinstance(found, list) else []


def _stated_in(node: Node) -> Iterator[str]:
    for reference in _references(node):
        for snak in snaks_of(reference, "snaks", kinds().references["stated_in"]):
            try:
                yield item_of(snak)
            except LeftOut:
                continue


def _moments(node: Node, property_id: str) -> Iterator[Moment]:
    for reference in _references(node):
        for snak in snaks_of(reference, "snaks", property_id):
            try:
                yield moment_of(snak)
            except LeftOut:
                continue


def _first(node: Node, property_id: str) -> str:
    return _cell(min(_moments(node, property_id), key=_first_day, default=None))


def _last(node: Node, property_id: str) -> str:
    return _cell(max(_moments(node, property_id), key=_first_day, default=None))


def _first_day(moment: Moment) -> date:
    return moment.first

"""What speaks for or against two names, or a figure and a name, being the two ends of a fact: words, order, roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.measure_nouns import kind_of
from extract.relations.occurrences import Line, Occurrence, Outline, Topic, around, words_between
from extract.types import Fact, Figure

RuleFacts = Mapping[tuple[str, str], Sequence[Fact]]
_LONGEST_BETWEEN = 25


def pair_features(line: Line, a: Occurrence, b: Occurrence, rules: RuleFacts) -> Iterator[str]:
    """Two names of one sentence; `a` is the subject of the fact, `b` its object."""
    order = "f" if a.item < b.item else "r"
    labels = f"{a.label}>{b.label}"
    between = words_between(line.items, a.item, b.item)
    yield f"L|{labels}{order}"
    yield f"K|{a.is_name}{b.is_name}{labels}"
    yield from _between(between, order, b.label)
    for label, name in ((a.label, "a"), (b.label, "b")):
        yield f"M{name}|{min(3, between.count(f'<{label}>'))}{order}"
    first, last = (a, b) if order == "f" else (b, a)
    yield from _outside(line.items, first.item, last.item, order)
    yield from _roles(a, b)
    yield f"H|a{_head(a.name)}"
    yield f"H|b{_head(b.name)}"
    yield f"H0|b{b.label}{b.name.split(' ', 1)[0].casefold()}"
    yield from _before(line, b)
    yield from _rules(rules, a.name, b.name)


def topic_features(line: Line, topic: Topic, b: Occurrence, outline: Outline, rules: RuleFacts) -> Iterator[str]:
    """A name of the sentence and a thing that was named before it; `b` may be either end."""
    labels = f"{topic.label}>{b.label}"
    yield f"TL|{labels}"
    yield f"TD|{min(topic.distance, 4)}{topic.was_subject}"
    yield f"TR|{topic.rank}{labels}"
    yield f"TM|{(topic.name, topic.label) == outline.main}"
    rivals = {one.label for one in line.names}
    yield f"TO|{topic.label in rivals}{labels}"
    yield f"TN|{min(4, len(line.names))}"
    for word in line.items[: b.item][-8:]:
        yield f"Tw|{word}"
        yield f"Tw{b.label}|{word}"
    yield f"T0|{' '.join(line.items[:1])}"
    yield from (f"Tp{i}|{b.label}{word}" for i, word in enumerate(around(line.items, b.item, -1)))
    yield from (f"Tn{i}|{b.label}{word}" for i, word in enumerate(around(line.items, b.item, 1)))
    if b.label == "PERSON":
        yield from _post(line, b, topic)
    if b.role is not None:
        yield f"Tr|{b.role.kind}"
        yield f"Trv|{b.role.kind}{b.role.verb}"
    yield f"H|a{_head(topic.name)}"
    yield f"H|b{_head(b.name)}"
    yield from _rules(rules, topic.name, b.name)
    yield from _rules(rules, b.name, topic.name)


def payee_before_features(
    line: Line, payee: Topic, payer: Occurrence, outline: Outline, rules: RuleFacts
) -> Iterator[str]:
    """A name of the sentence, and a thing named before it that it may have paid for."""
    return (f"Y{feature}" for feature in topic_features(line, payee, payer, outline, rules))


def _post(line: Line, person: Occurrence, topic: Topic) -> Iterator[str]:
    """Of what a thing or place that was named before is "deputy mayor NAME" or "NAME, the head of the park"."""
    before = line.items[max(0, person.item - 3) : person.item]
    behind = line.items[person.item + 2 : person.item + 6] if line.items[person.item + 1 :][:1] == [","] else []
    for word in (*before, *behind):
        yield f"Tt|{topic.label}{word}"
        yield f"Tt|{topic.label}{topic.rank}{word}"
        yield f"Tt|{_head(topic.name)}={word}"


def holder_features(
    line: Line, of: Occurrence, holder: Occurrence, outline: Outline, rules: RuleFacts
) -> Iterator[str]:
    """A figure and a name of its sentence that may hold it."""
    assert of.figure is not None
    order = "f" if holder.item < of.item else "r"
    kind = _kind(of.figure)
    between = words_between(line.items, holder.item, of.item)
    yield f"FL|{holder.label}{order}{kind}"
    yield from (f"F{feature}" for feature in _between(between, order, kind))
    yield f"FS|{min(3, sum(item.startswith('<') for item in between))}{order}"
    yield f"FT|{min(3, sum(item in ('<CENTER>', '<ORG>', '<PROGRAMME>', '<EVENT>') for item in between))}{order}"
    yield f"FF|{min(3, between.count('#'))}{order}"
    yield f"F1|{holder.item == line.names[0].item}{holder.label}"
    yield f"Fp|{order}{holder.label}{next(around(line.items, holder.item, -1))}"
    yield f"Fn|{order}{holder.label}{next(around(line.items, holder.item, 1))}"
    if holder.role is not None:
        yield f"Fr|{holder.role.kind}{holder.label}{holder.role.owner}"
        yield f"Frv|{holder.role.kind}{holder.role.verb}"
        if of.role is not None:
            same = holder.role.clause == of.role.clause
            yield f"Frr|{holder.role.kind}{of.role.kind}{same}"
            yield f"Frs|{holder.role.kind}{of.role.kind}{holder.role.verb}{same}"
    yield from _about_figure(line, of, holder.label, holder.name, outline)
    yield from _holding_rules(rules, of.figure, holder.name)


def holder_before_features(
    line: Line, of: Occurrence, topic: Topic, outline: Outline, rules: RuleFacts
) -> Iterator[str]:
    """A figure and a thing or place that an earlier sentence named."""
    assert of.figure is not None
    kind = _kind(of.figure)
    yield f"GL|{topic.label}{kind}"
    yield f"GD|{min(topic.distance, 5)}{topic.was_subject}"
    yield f"GR|{min(topic.rank, 4)}{topic.label}"
    labels = {one.label for one in line.names}
    yield f"GO|{'-'.join(sorted(labels - {'DATE'}))}"
    yield f"GS|{topic.label in labels}{topic.label}"
    yield f"G0|{' '.join(line.items[:1])}"
    yield from _about_figure(line, of, f"G{topic.label}", topic.name, outline)
    yield from _holding_rules(rules, of.figure, topic.name)


def status_features(
    line: Line, ends: Sequence[tuple[str, str]], published: str | None, figure: Figure | None, told: Fact | None
) -> Iterator[str]:
    """What speaks for the fact lying ahead: the words of its sentence, what the rules think, a date to come."""
    for word in dict.fromkeys(line.items):
        yield f"S|{word}"
    places = [
        one
        for one in (*line.names, *line.figures)
        if (one.name, one.label) in ends or (one.figure and one.figure is figure)
    ]
    for one in places:
        for word in (*around(line.items, one.item, -1), *around(line.items, one.item, 1)):
            yield f"Sn|{word}"
        if one.role is not None:
            yield f"Sv|{one.role.verb}"
            yield f"Sp|{one.role.planned}"
    day = (published or "")[:10]
    dates = {one.name for one in line.names if one.label == "DATE" and one.name[:2].isdigit()}
    if day:
        yield f"Sd|{any(is_after(date, day) for date in dates)}"
        yield f"Se|{any(is_after(name, day) for name, label in ends if label == 'DATE')}"
    yield f"Sf|{figure is not None and figure.planned}"
    yield f"Sr|{told.status if told is not None else None}"


def is_after(date: str, day: str) -> bool:
    """Whether an ISO date, month or year begins after the day."""
    start = date.split("/")[0]
    return start[:1].isdigit() and start > day[: len(start)]


def rule_features(fact: Fact) -> Iterator[str]:
    """What is known of a fact that only a rule proposes."""
    yield f"R|{fact.rule}"
    yield f"RL|{fact.rule}{fact.subject_label}>{fact.object_label}"
    yield f"RN|{fact.predicate}{min(6, len(fact.object.split()))}"
    yield f"RE|{fact.predicate}{len(fact.evidence) > 1}"
    yield f"RS|{fact.predicate}{fact.status}"
    yield f"RC|{fact.predicate}{round(fact.confidence, 1)}"
    words = fact.evidence[0].text.lower().split()
    yield f"RW|{fact.predicate}{min(6, len(words) // 8)}"
    yield f"R0|{fact.predicate}{fact.object.lower().split()[0] if fact.object.split() else ''}"


def _before(line: Line, b: Occurrence) -> Iterator[str]:
    """What leads to the object: the nearest verb-like and preposition-like words, wherever its subject stands."""
    words = line.items[max(0, b.item - 9) : b.item]
    for i, word in enumerate(reversed(words)):
        yield f"V|{b.label}{word}"
        if i < 4:
            yield f"V{i}|{b.label}{word}"


def _between(between: Sequence[str], order: str, label: str) -> Iterator[str]:
    if len(between) <= 5:
        yield f"B{order}|{' '.join(between)}"
        yield f"B{order}{label}|{' '.join(between)}"
    else:
        yield f"Bf{order}|{' '.join(between[:2])}"
        yield f"Bl{order}|{' '.join(between[-2:])}"
        yield f"Bl{order}{label}|{between[-1]}"
    yield f"N{order}|{min(12, len(between)) // 2}"
    for word in dict.fromkeys(between[:_LONGEST_BETWEEN]):
        yield f"w{order}|{word}"
        yield f"w{order}{label}|{word}"


def _outside(items: Sequence[str], first: int, last: int, order: str) -> Iterator[str]:
    before, behind = list(around(items, first, -1)), list(around(items, last, 1))
    yield f"P1{order}|{before[0]}"
    yield f"P2{order}|{before[1]} {before[0]}"
    yield f"A1{order}|{behind[0]}"
    yield f"A2{order}|{behind[0]} {behind[1]}"


def _roles(a: Occurrence, b: Occurrence) -> Iterator[str]:
    left, right = a.role, b.role
    if left is not None:
        yield f"ra|{left.kind}{left.owner}"
        yield f"rav|{left.kind}{left.verb}"
    if right is not None:
        yield f"rb|{right.kind}{right.owner}"
        yield f"rbv|{right.kind}{right.verb}"
    if left is not None and right is not None:
        same = left.clause == right.clause
        yield f"rr|{left.kind}{left.owner}{right.kind}{right.owner}{same}"
        if same:
            yield f"rv|{left.kind}{right.kind}{left.verb}"


def _about_figure(line: Line, of: Occurrence, label: str, name: str, outline: Outline) -> Iterator[str]:
    figure = of.figure
    assert figure is not None
    kind = _kind(figure)
    yield f"Wm|{(name, label.removeprefix('G')) == outline.main}{kind}"
    yield f"Wh|{name.casefold() in outline.headline}"
    yield f"Wt|{min(4, outline.times[name, label.removeprefix('G')])}"
    yield f"Ws|{figure.scope == name}{figure.scope is None}"
    yield f"Wn|{min(4, len([one for one in line.names if one.label not in ('DATE', 'PERSON')]))}{label}"
    yield f"Ww|{label}{(figure.what or '').lower().split(' ')[-1]}"
    yield f"Wf|{(figure.what or '').lower().split(' ')[-1]}"
    yield f"Wo|{figure.what is None}{kind}"
    yield f"Wp|{kind}{next(around(line.items, of.item, -1))}"
    yield f"Wa|{kind}{next(around(line.items, of.item, 1))}"
    if of.role is not None:
        yield f"Wr|{of.role.kind}{kind}"
        yield f"Wv|{of.role.kind}{of.role.verb}"


def _rules(rules: RuleFacts, a: str, b: str) -> Iterator[str]:
    for fact in rules.get((a, b), ()):
        yield f"R|{fact.rule}"
        yield f"RP|{fact.predicate}"


def _holding_rules(rules: RuleFacts, figure: Figure, name: str) -> Iterator[str]:
    told = rules.get((name, str(figure.value)), ())
    for fact in told:
        yield f"R|{fact.rule}"
    yield f"RP|{bool(told)}"


def _head(name: str) -> str:
    return name.rsplit(" ", 1)[-1].casefold()


def _kind(figure: Figure) -> str:
    return kind_of(figure) or "count"

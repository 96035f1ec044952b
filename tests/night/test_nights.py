"""Nights on which nothing is wrong: news or none, edits, vanished pages, a new coat of paint. No alarm."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest
from mutations import rewritten
from newspapers import SHOWN, Press, Town, town

from db.store import KnowledgeBase
from pipeline.visits import history

PAINT = rewritten('<div class="(\\w+)">', r'<div class="box-\1"><!-- new -->')
"""Every class of every page has another name, and every page is served anew; what is read from it stays the same."""


def live(press: Press, dice: random.Random) -> None:
    """One ordinary day of a paper."""
    press.published += dice.choice((0, 0, 1, 1, 1, 2, 3))
    if dice.random() < 0.4:
        edited = press.published - 1 - dice.randrange(SHOWN)
        press.edited[edited] = press.edited.get(edited, 0) + 1
    if dice.random() < 0.1:
        press.dropped.add(dice.randrange(press.published - SHOWN))


def false_alarms(place: Town, nights: int, seed: int) -> dict[str, list[tuple[str, ...]]]:
    dice = random.Random(seed)
    alarms: dict[str, list[tuple[str, ...]]] = {}
    for press in place.papers.values():
        press.published = SHOWN + 4
    for number in range(nights):
        for press in place.papers.values():
            live(press, dice)
            press.change = PAINT if number >= nights // 2 else None
        place.tomorrow()
        night, visits = place.night()
        for name, visit in visits.items():
            if not visit.healthy:
                alarms.setdefault(name, []).append(visit.evidence)
        assert night.exit_code == 0 or alarms
    return alarms


@pytest.mark.timeout(240)
def test_five_unchanged_nights(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        assert false_alarms(place, 5, seed=3) == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_thirty_unchanged_nights(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        assert false_alarms(place, 30, seed=11) == {}
        with closing(KnowledgeBase(place.data / "kb.sqlite", readonly=True)) as kb:
            visits = [visit for name in place.papers for visit in history(kb, name)]
    assert {visit.verdict for visit in visits} == {"fine", "quiet"}
    assert len(visits) == 30 * len(place.papers)

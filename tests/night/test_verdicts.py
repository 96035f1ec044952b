"""Every kind of change of a site is seen in the first night after it, with the right verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from commandline import cityfacts
from mutations import MUTATIONS, Mutation
from newspapers import SHOWN, Town, town

from db.store import KnowledgeBase
from demo.sites import SITES
from pipeline.visits import Visit


def by_server(mutations: tuple[Mutation, ...]) -> dict[str, Mutation]:
    """The mutations by source: one a site and server."""
    found: dict[str, Mutation] = {}
    for mutation in mutations:
        number = next(n for n in range(len(MUTATIONS)) if f"demo-{mutation.site}-{n}" not in found)
        found[f"demo-{mutation.site}-{number}"] = mutation
    return found


def facts(place: Town) -> set[str]:
    """What is known and stands."""
    with closing(KnowledgeBase(place.data / "kb.sqlite", readonly=True)) as kb:
        return set(kb.connection.column("SELECT id FROM facts WHERE retracted_at IS NULL", []))


def unhealthy(visits: Mapping[str, Visit]) -> dict[str, tuple[str, ...]]:
    return {name: visit.evidence for name, visit in visits.items() if not visit.healthy}


@contextmanager
def ill_town(data: Path, mutations: tuple[Mutation, ...]) -> Iterator[Town]:
    """Three good nights; every change seen in the fourth; in the fifth all are as ill as before."""
    chosen = by_server(mutations)
    wanted = {name: mutation.verdict for name, mutation in chosen.items()}
    with town(data, servers=len(chosen) // len(SITES)) as place:
        place.extra = {name: dict(mutation.source) for name, mutation in chosen.items()}
        for _ in range(3):
            place.publish()
            night, visits = place.night()
            assert unhealthy(visits) == {}
            assert night.exit_code == 0
        known = facts(place)
        for name, press in place.papers.items():
            press.change = chosen[name].change
        for _ in range(2):
            place.publish()
            place.tomorrow()
            night, visits = place.night()
            assert {name: visit.verdict for name, visit in visits.items()} == wanted, visits
            assert all(visit.page and visit.evidence for visit in visits.values())
            assert night.exit_code == 4
            assert known <= facts(place)
        yield place


def assert_healed(place: Town) -> None:
    known = facts(place)
    place.publish()
    place.tomorrow()
    night, visits = place.night()
    assert unhealthy(visits) == {}
    assert night.exit_code == 0
    assert known < facts(place)


def held(data: Path) -> int:
    """How many pages are archived, and not let in."""
    with closing(KnowledgeBase(data / "kb.sqlite", readonly=True)) as kb:
        sql = """
            SELECT count(*) FROM pages WHERE outcome = 'quarantined' AND id IN
                (SELECT page FROM issues WHERE code = 'held_back')
        """
        return int(kb.connection.value(sql, []))


@pytest.mark.timeout(300)
def test_five_changes_of_a_site_what_is_told_of_them_and_how_they_end(tmp_path: Path) -> None:
    with ill_town(tmp_path, MUTATIONS[:5]) as place:
        assert_told(tmp_path)
        assert held(tmp_path) > 10
        # The date stays away, and the source's file says so; the other four are well again.
        for name, press in place.papers.items():
            press.change = press.change if name == "demo-channel-0" else None
        place.extra["demo-channel-0"] = {"expect": {"dates": 0}}
        assert_healed(place)
    assert cityfacts("health", data=tmp_path).out.startswith("the last good run ended 0.0 hours ago")
    with closing(KnowledgeBase(tmp_path / "kb.sqlite", readonly=True)) as kb:
        dates = kb.connection.column("SELECT date_published FROM documents WHERE source = 'demo-channel-0'", [])
        assert kb.verify() == []
    # The list of the first night, and one article of each of the five nights after it.
    assert len(dates) == SHOWN + 5


def assert_told(data: Path) -> None:
    """What a person is shown of sources that are ill."""
    screen = cityfacts("status", data=data).out
    assert "demo-daily-0: redesigned: http" in screen
    assert "0 items, usually 8" in screen
    told = cityfacts("status", "--source", "demo-channel-0", "--json", data=data).json()["comparison"]
    assert (told["verdict"], told["good"]["dates"], told["now"]["dates"]) == ("emptied", "1 of 1", "0 of 1")
    assert (told["good"]["read"][0]["date"] or "").startswith("2025")
    assert any("cityfacts run demo-channel-0" in step for step in told["remedy"])
    shown = cityfacts("status", "--source", "demo-portal-0", data=data).out
    assert re.search(r"items of the list +9 +0", shown)
    assert "To mend it: " in shown
    folder = (
        data / cityfacts("status", "--source", "demo-portal-0", "--json", data=data).json()["comparison"]["failing"]
    )
    assert {path.name for path in folder.iterdir()} == {"page.html", "manifest.jsonl", "expected.json"}
    assert json.loads((folder / "expected.json").read_text())["last_good"]["items"] == 9
    assert "c-7f3a" in (folder / "page.html").read_text()
    assert len(cityfacts("links", "--manifest", folder / "manifest.jsonl").json()["items"]) == 9
    assert "demo-daily-0" in cityfacts("health", data=data, code=4).line
    assert "held back" in cityfacts("export", "facts", "--out", data / "facts.csv", data=data, code=4).line


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_changes_of_a_site(tmp_path: Path) -> None:
    with ill_town(tmp_path, MUTATIONS) as place:
        for press in place.papers.values():
            press.change = None
        assert_healed(place)

"""Every kind of change of a site is seen in the first night after it, with the right verdict."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from mutations import MUTATIONS, Mutation
from newspapers import Town, town

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


def caught(tmp_path: Path, mutations: tuple[Mutation, ...]) -> None:
    """Three good nights; every change seen in the fourth; as ill in the fifth; and healed in the sixth."""
    chosen = by_server(mutations)
    wanted = {name: mutation.verdict for name, mutation in chosen.items()}
    with town(tmp_path, servers=len(chosen) // len(SITES)) as place:
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
        for press in place.papers.values():
            press.change = None
        place.publish()
        place.tomorrow()
        night, visits = place.night()
        assert unhealthy(visits) == {}
        assert night.exit_code == 0
        assert known < facts(place)


@pytest.mark.timeout(240)
def test_five_changes_of_a_site(tmp_path: Path) -> None:
    caught(tmp_path, MUTATIONS[:5])


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_changes_of_a_site(tmp_path: Path) -> None:
    caught(tmp_path, MUTATIONS)

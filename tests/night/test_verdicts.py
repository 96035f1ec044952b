"""Every kind of change of a site is seen in the first night after it, with the right verdict."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutations import MUTATIONS, Mutation
from newspapers import town

from demo.sites import SITES


def by_server(mutations: tuple[Mutation, ...]) -> dict[str, Mutation]:
    """The mutations by source: one a site and server."""
    found: dict[str, Mutation] = {}
    for mutation in mutations:
        number = next(n for n in range(len(MUTATIONS)) if f"demo-{mutation.site}-{n}" not in found)
        found[f"demo-{mutation.site}-{number}"] = mutation
    return found


def caught(tmp_path: Path, mutations: tuple[Mutation, ...]) -> None:
    chosen = by_server(mutations)
    with town(tmp_path, servers=len(chosen) // len(SITES)) as place:
        place.extra = {name: dict(mutation.source) for name, mutation in chosen.items()}
        for _ in range(3):
            for press in place.papers.values():
                press.published += 1
            night, visits = place.night()
            assert {name: visit.evidence for name, visit in visits.items() if not visit.healthy} == {}
            assert night.exit_code == 0
        for name, press in place.papers.items():
            press.published += 1
            press.change = chosen[name].change
        night, visits = place.night()
        told = {(chosen[name].name, visit.verdict) for name, visit in visits.items()}
        for name, visit in visits.items():
            print(chosen[name].name, visit.verdict, visit.evidence, visit.page)
        assert told == {(mutation.name, mutation.verdict) for mutation in mutations}
        assert night.exit_code == 4


@pytest.mark.timeout(240)
def test_five_changes_of_a_site(tmp_path: Path) -> None:
    caught(tmp_path, MUTATIONS[:5])


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_changes_of_a_site(tmp_path: Path) -> None:
    caught(tmp_path, MUTATIONS)

"""The verdict from numbers alone: what a first visit can tell, what chance explains, what takes several nights to show."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.ledger import AnswerCount
from crawler.looks import Look
from crawler.source import Source
from pipeline.measures import Reading
from pipeline.standing import of_reason, of_rejection
from pipeline.verdicts import Seen, judge, judge_pages
from pipeline.visits import HEALTHY, UNREACHED, VERDICTS, Visit

START = datetime(2026, 1, 1, 2, 30, tzinfo=UTC)
URL = "https://www.riverton.example/news"


def source(**values: Any) -> Source:
    given = {
        "name": "riverton-news",
        "publisher": "City of Riverton",
        "url": URL,
        "kind": "listing",
        "language": "en",
        "country": "US",
        "authority": "government",
    }
    return Source.model_validate(given | values)


def look(items: int, **values: Any) -> Look:
    full = Look(url=URL, run="r", items=items, titled=items, dated=items, followed=items)
    return replace(full, **values)


def answers(good: int, bad: int = 0, *, reason: str = "http_403", new: bool = True) -> list[AnswerCount]:
    counts = [("", good), (reason, bad)]
    return [AnswerCount(reason=r, new=new, number=n, example=f"{URL}/1") for r, n in counts if n]


def reading(texts: int, of: int | None = None, **shares: int) -> Reading:
    """So many texts of so many pages; of the other shares all texts unless told."""
    full = {"own": texts, "headlines": texts, "dates": texts, "facts": texts} | shares
    return Reading(
        shares={"texts": (texts, texts if of is None else of)} | {name: (good, texts) for name, good in full.items()},
        lengths=(1000,) * texts,
        codes={"no_text": (of or texts) - texts} if of and of > texts else {},
        details={"no_text": "no main text was found"},
    )


def visit(past: Sequence[Visit], items: int = 20, read: Reading | None = None, **values: Any) -> Visit:
    """The next night's visit."""
    mine = values.pop("source", source())
    read = reading(3) if read is None else read
    days = values.pop("day", len(past))
    seen = Seen(
        **{
            "source": mine,
            "run": f"night-{days}",
            "started_at": f"{START + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}",
            "looks": [look(items)],
            "answers": answers(read.pages),
            "reading": read,
        }
        | values
    )
    return judge(seen, past, judge_pages(mine, read, past))


def nights(number: int, **values: Any) -> list[Visit]:
    """So many good nights, newest first."""
    past: list[Visit] = []
    for _ in range(number):
        past.insert(0, visit(past, **values))
        assert past[0].healthy, past[0].evidence
    return past


# What one visit tells


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, "fine"),
        ({"items": 0}, "redesigned"),
        ({"items": 0, "source": source(expect={"items": 0}), "read": reading(0)}, "fine"),
        ({"items": 7, "source": source(expect={"items": 8})}, "redesigned"),
        ({"read": reading(0, 3)}, "emptied"),
        ({"read": reading(0, 2)}, "fine"),
        ({"read": reading(3, own=0)}, "emptied"),
        ({"read": reading(3, dates=0)}, "fine"),
        ({"read": reading(4, dates=3), "source": source(expect={"dates": 0.9})}, "emptied"),
        ({"read": reading(4, headlines=3), "source": source(expect={"headlines": 0.75})}, "fine"),
        ({"read": reading(6, 10), "source": source(expect={"texts": 0.7})}, "emptied"),
    ],
)
def test_a_first_visit_knows_what_is_expected_and_what_is_absurd(values: dict[str, Any], verdict: str) -> None:
    assert visit([], **values).verdict == verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"items": 17}, "fine"),
        ({"items": 16}, "redesigned"),
        ({"items": 40}, "fine"),
        ({"items": 41}, "redesigned"),
        ({"looks": [look(20, followed=0)]}, "redesigned"),
        ({"looks": [look(20, titled=1)]}, "redesigned"),
        ({"looks": [look(20, dated=12)]}, "redesigned"),
        ({"looks": [look(20, dated=16)]}, "fine"),
        ({"looks": [look(0, reason="http_503")]}, "broken"),
        ({"looks": [look(0, reason="offsite", detail="https://id.example/login?next=/")]}, "blocked"),
        ({"answers": answers(0, 3)}, "blocked"),
        ({"answers": answers(0, 2)}, "quiet"),
        ({"answers": [*answers(30, new=False), *answers(0, 3)]}, "blocked"),
        ({"answers": answers(10, 2, reason="gone", new=False)}, "quiet"),
        ({"answers": answers(2, 8, reason="gone", new=False)}, "moved"),
        ({"read": reading(2, 3)}, "fine"),
        ({"read": reading(3, dates=0)}, "emptied"),
        ({"read": reading(10, dates=8)}, "fine"),
        ({"read": reading(10, dates=5)}, "emptied"),
    ],
)
def test_after_three_good_nights_a_change_shows_and_chance_does_not(values: dict[str, Any], verdict: str) -> None:
    found = visit(nights(3, read=reading(10)), **values)
    assert found.verdict == verdict, found.evidence


def test_what_a_list_has_been_before_is_no_alarm() -> None:
    past: list[Visit] = []
    for items in (20, 3, 12, 30, 8):
        past.insert(0, visit(past, items=items))
    assert {each.verdict for each in past} == {"fine"}
    assert visit(past, items=0).verdict == "redesigned"


def test_the_file_overrules_what_was_learned() -> None:
    halved = source(expect={"items": 10})
    assert visit(nights(5), items=10).verdict == "redesigned"
    assert visit(nights(5), items=10, source=halved).verdict == "fine"


# What takes several nights


def test_a_source_with_one_page_a_night_shows_within_four_what_it_lost() -> None:
    past = nights(12, read=reading(1))
    verdicts = []
    for _ in range(4):
        past.insert(0, visit(past, read=reading(1, dates=0)))
        verdicts.append(past[0].verdict)
    assert verdicts[0] == "fine"
    assert verdicts[-1] == "emptied"
    assert visit(past, read=reading(1)).verdict == "fine"


def test_an_ill_source_stays_ill_until_a_page_shows_that_it_is_well() -> None:
    past = nights(3)
    past.insert(0, visit(past, read=reading(10, dates=0)))
    first = past[0]
    for read in (reading(0), reading(1, dates=0), reading(0)):
        past.insert(0, visit(past, read=read))
        assert (past[0].verdict, past[0].since) == ("emptied", first.run)
    assert "no page since then" in past[0].evidence[0]
    assert visit(past, read=reading(1)).verdict == "fine"


def test_a_list_that_has_become_shorter_for_good_is_told_for_three_nights() -> None:
    past = nights(10)
    verdicts = []
    for _ in range(5):
        past.insert(0, visit(past, items=9))
        verdicts.append(past[0].verdict)
    assert verdicts == ["redesigned"] * 3 + ["fine"] * 2
    for _ in range(5):
        past.insert(0, visit(past, items=0))
        assert past[0].verdict == "redesigned"


def test_a_list_that_was_not_come_to_is_not_judged() -> None:
    past = nights(3)
    assert visit(past, looks=[], answers=[], read=reading(0)).healthy
    assert visit(past, looks=[look(0)], unseen_lists=1).healthy
    ill = [visit(past, items=0), *past]
    assert visit(ill, looks=[], answers=[], read=reading(0)).verdict == "redesigned"


def test_a_source_is_quiet_as_its_history_expects_and_stale_when_it_stays_so() -> None:
    past: list[Visit] = []
    for day in (0, 3, 10, 13):
        past.insert(0, visit(past, day=day))
    known = answers(20, new=False)
    assert visit(past, day=20, read=reading(0), answers=known).verdict == "quiet"
    assert visit(past, day=34, read=reading(0), answers=known).verdict == "quiet"
    late = visit(past, day=35, read=reading(0), answers=known)
    assert (late.verdict, late.evidence) == ("stale", ("nothing new for 22 days; the longest pause before was 7 days",))


# False alarms


def test_false_alarms_of_ordinary_sources() -> None:
    """A hundred sources with habits of their own for sixty nights: at most one alarm in a hundred source-nights."""
    dice = random.Random(5)
    alarms = total = 0
    for _ in range(100):
        habits = {name: dice.choice((0.0, 0.3, 0.7, 0.9, 0.97, 1.0)) for name in ("dates", "facts", "headlines")}
        pace, window = dice.choice((0.3, 1.0, 4.0, 15.0)), dice.choice((True, False))
        past: list[Visit] = []
        for _ in range(60):
            texts = min(40, round(dice.expovariate(1 / pace)))
            pages = texts + sum(dice.random() < 0.03 for _ in range(texts))
            shares = {name: sum(dice.random() < p for _ in range(texts)) for name, p in habits.items()}
            items = dice.randrange(5, 30) if window else 20
            past.insert(0, visit(past, items=items, read=reading(texts, pages, **shares)))
            alarms += not past[0].healthy
            total += 1
    assert total == 6000
    assert alarms <= total / 100


# Words


@pytest.mark.parametrize(
    ("reason", "detail", "verdict"),
    [
        ("http_403", "", "blocked"),
        ("http_429", "", "blocked"),
        ("robots_disallowed", "", "blocked"),
        ("host_busy", "answered 429, asks to be left alone until 2026-01-01 03:00 UTC", "blocked"),
        ("host_busy", "answered 503, asks to be left alone until 2026-01-01 03:00 UTC", "broken"),
        ("offsite", "https://www.new.example/", "moved"),
        ("offsite", "https://sso.riverton.example/?to=news", "blocked"),
        ("gone", "", "moved"),
        ("http_404", "", "moved"),
        ("http_500", "", "broken"),
        ("robots_unreachable", "http_503", "broken"),
        ("timeout", "", "broken"),
        ("host_unknown", "", "broken"),
        ("tls", "", "broken"),
    ],
)
def test_reasons_of_the_crawl(reason: str, detail: str, verdict: str) -> None:
    assert of_reason(reason, detail)[0] == verdict


@pytest.mark.parametrize(
    ("code", "detail", "verdict"),
    [
        ("access_denied", "the page says 'Checking your browser'", "blocked"),
        ("login", "the page says 'Please log in'", "blocked"),
        ("error_page", "the page says '404 Not Found'", "moved"),
        ("error_page", "the page says '页面不存在'", "moved"),
        ("error_page", "the page says 'website is currently under maintenance'", "broken"),
        ("no_text", "no main text was found", "emptied"),
        ("index_page", "80 % of the text are links", "emptied"),
    ],
)
def test_rejections_of_the_reading(code: str, detail: str, verdict: str) -> None:
    assert of_rejection(code, detail) == verdict


def test_the_verdicts_are_a_closed_list() -> None:
    known: Mapping[str, str] = VERDICTS
    assert {*HEALTHY, *UNREACHED} < set(known)

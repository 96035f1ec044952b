"""The whole way, three nights over the demo's five sites: new, changed and vanished, then nothing new."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commandline import cityfacts
from demosite import UNCHANGED, Night, base_urls, changed, demo_night, urls

from db.exporting import formats
from demo.article import load_articles
from demo.sites import article_url

pytestmark = pytest.mark.timeout(300)
KINDS = ("facts", "figures", "entities", "documents")


class Demo(NamedTuple):
    data: Path
    nights: tuple[Night, Night, Night]

    @property
    def kb(self) -> Path:
        return self.data / "demo"

    def show(self, name: str) -> Any:
        return cityfacts("show", name, "--json", data=self.kb).json()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    data = tmp_path_factory.mktemp("demo")
    return Demo(data, (demo_night(data), demo_night(data), demo_night(data)))


@pytest.mark.parametrize("number", range(3))
def test_every_night_balances(demo: Demo, number: int) -> None:
    night = demo.nights[number]
    assert night.screen.seconds < 60
    assert night.status["balanced"]
    assert [source["error"] for source in night.status["sources"]] == [None] * 5
    for source in night.status["sources"]:
        parts = ("stored", "unchanged", "quarantined", "failed", "skipped")
        assert source["seen"] == sum(source[part] for part in parts)
    assert len(night.ended) == sum(source["seen"] for source in night.status["sources"])
    assert f"Run {night.status['run']}" in night.screen.out
    assert "balanced: seen = stored + unchanged + quarantined + failed + skipped" in night.screen.out


def test_the_first_night_stores_every_announcement(demo: Demo) -> None:
    first = demo.nights[0]
    stored = {url for url, (outcome, _) in first.ended.items() if outcome == "stored"}
    assert stored == urls(demo.data, 1)
    assert f"{len(stored)} announcements" in first.screen.out
    assert "What changed" not in first.screen.out


def test_what_is_no_announcement_has_its_reason(demo: Demo) -> None:
    base = base_urls(demo.data)
    ended = demo.nights[0].ended
    assert ended[f"{base['channel']}/English/Cooperation/202502/reader-survey.shtml"] == ("quarantined", "cookie_wall")
    assert ended[f"{base['portal']}/2025-02/01/c_spring-fair.htm"] == ("quarantined", "error_page")
    assert ended[f"{base['portal']}/2025-01/20/c_topics.htm"] == ("quarantined", "index_page")
    assert ended[f"{base['invest']}/english/internal/circular.html"] == ("skipped", "robots_disallowed")
    for reason in ("cookie_wall", "error_page", "index_page", "robots_disallowed"):
        assert reason in demo.nights[0].screen.out


def test_the_second_night_stores_what_is_new_or_changed_and_nothing_else(demo: Demo) -> None:
    ended = demo.nights[1].ended
    before, now = urls(demo.data, 1), urls(demo.data, 2)
    stored = {url for url, (outcome, _) in ended.items() if outcome == "stored"}
    assert stored == (now - before) | changed(demo.data)
    same = (before & now) - stored
    assert len(same) >= 60
    assert {url: ended[url] for url in same if ended[url][0] != "unchanged" or ended[url][1] not in UNCHANGED} == {}
    assert demo.nights[1].screen.seconds < 20


def test_a_changed_page_has_a_new_version_and_its_old_claims_are_marked(demo: Demo) -> None:
    assert len(changed(demo.data)) == 3
    for url in changed(demo.data):
        assert [version["current"] for version in demo.show(url)["versions"]].count(True) == 1
        assert len(demo.show(url)["versions"]) == 2
    assert "3 new versions" in demo.nights[1].screen.out
    # Its opening was planned in the first edition and is done in the second.
    assert "Planned before, done now" in demo.nights[1].screen.out
    assert "Said no longer" in demo.nights[1].screen.out


def test_a_vanished_page_is_marked_with_its_facts_and_nothing_is_deleted(demo: Demo) -> None:
    vanished = urls(demo.data, 2, gone=True)
    assert len(vanished) == 2
    for url in vanished:
        assert demo.nights[1].ended[url] == ("failed", "gone")
        document = demo.show(url)
        assert document["gone_at"] is not None
        assert document["text"]
        assert document["facts"]
        assert [fact for fact in document["facts"] if not fact["documents"] and fact["retracted_why"] != "gone"] == []
        assert [fact for fact in document["facts"] if fact["documents"] and fact["retracted_why"]] == []


def test_the_third_night_finds_nothing_new(demo: Demo) -> None:
    ended = demo.nights[2].ended
    assert {outcome for outcome, _ in ended.values()} <= {"unchanged", "skipped"}
    assert {url: ended[url] for url in urls(demo.data, 2) if ended[url][1] not in UNCHANGED} == {}
    assert "What changed" not in demo.nights[2].screen.out
    assert demo.nights[2].screen.seconds < 20


def test_every_span_equals_its_text(demo: Demo) -> None:
    told = cityfacts("verify", "--json", data=demo.kb).json()
    assert told["problems"] == []
    assert told["evidence"] > 200
    assert "0 problems" in cityfacts("verify", data=demo.kb).out


def test_a_fact_is_shown_with_its_sentence_and_archived_page(demo: Demo) -> None:
    hits = cityfacts("search", "incubator", "--kind", "facts", "--limit", 4, "--json", data=demo.kb).json()
    assert hits
    for hit in hits:
        profile = demo.show(hit["id"])
        assert profile["kind"] == "fact"
        for evidence in profile["evidence"]:
            text = demo.show(evidence["document"])["text"]
            standing = evidence["standing"] == "current"
            assert not standing or text[evidence["start_char"] : evidence["end_char"]] == evidence["text"]
            assert (demo.kb / "sources" / evidence["source"] / evidence["warc"]["file"]).is_file()
    screen = cityfacts("show", hits[0]["id"][:10], data=demo.kb).out
    for evidence in demo.show(hits[0]["id"])["evidence"]:
        assert evidence["warc"]["file"] in screen
        assert " ".join(evidence["text"].split()) in " ".join(screen.split())


def test_an_entity_and_a_document_are_shown(demo: Demo) -> None:
    entity = demo.show("Suzhou")
    assert (entity["kind"], entity["label"], entity["country"]) == ("entity", "CITY", "CN")
    assert demo.show(entity["id"])["name"] == "Suzhou"
    assert "Suzhou (CITY, CN)" in cityfacts("show", "Suzhou", data=demo.kb).out
    article = load_articles(2)["portal", "suzhou-jena-optics"]
    document = demo.show(article_url(article, base_urls(demo.data)))
    assert document["headline"] == article.headline
    screen = cityfacts("show", document["id"], data=demo.kb).out
    assert article.headline in screen
    assert " ".join(article.paragraphs[-1].split()) in " ".join(screen.split())


def test_search_finds_all_kinds_and_obeys_its_filters(demo: Demo) -> None:
    hits = cityfacts("search", "optics", "Jena", "--json", data=demo.kb).json()
    assert {hit["kind"] for hit in hits} == {"document", "entity", "fact"}
    assert "found" in cityfacts("search", "optics", data=demo.kb).out
    documents = cityfacts(
        "search", "--kind", "documents", "--source", "demo-daily", "--since", "2025-05-01", "--json", data=demo.kb
    ).json()
    assert documents
    assert {(hit["source"], hit["date"][:10] >= "2025-05-01") for hit in documents} == {("demo-daily", True)}
    planned = cityfacts("search", "--kind", "facts", "--status", "planned", "--json", data=demo.kb).json()
    assert planned
    assert {demo.show(hit["id"])["fact"]["status"] for hit in planned[:5]} == {"planned"}
    assert cityfacts("search", "zyxwvuts", data=demo.kb).out.strip() == "nothing found"


@pytest.mark.parametrize("format_name", sorted(formats()))
@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_exported_in_every_format(demo: Demo, tmp_path: Path, kind: str, format_name: str) -> None:
    path = tmp_path / f"{kind}.{format_name}"
    said = cityfacts("export", kind, "--format", format_name, "--out", path, data=demo.kb).out
    rows = int(said.split()[0])
    assert said.strip() == f"{rows} {kind} in {path}"
    assert rows >= 70
    assert [other.name for other in tmp_path.iterdir()] == [path.name]
    if format_name in READERS:
        assert len(READERS[format_name](path)) == rows


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


READERS = {"csv": read_csv, "jsonl": read_jsonl}


def test_without_a_name_an_export_lies_in_the_data_folder(demo: Demo) -> None:
    cityfacts("export", data=demo.kb)
    assert read_csv(demo.kb / "exports" / "facts.csv")


def test_status_names_each_source_and_any_run(demo: Demo) -> None:
    first = demo.nights[0].status["run"]
    screen = cityfacts("status", "--run", first, data=demo.kb).out
    for source in demo.nights[0].status["sources"]:
        row = next(line.split() for line in screen.splitlines() if line.split()[:1] == [source["source"]])
        assert row[1:3] == [str(source["seen"]), str(source["stored"])]
    assert cityfacts("status", "--run", first, "--json", data=demo.kb).json() == demo.nights[0].status


def test_next_commands_that_the_demo_names_work(demo: Demo, tmp_path: Path) -> None:
    lines = [line.split() for line in demo.nights[2].screen.out.splitlines() if ".venv/bin/cityfacts" in line]
    assert len(lines) == 4
    for _, *arguments in lines:
        if "--out" in arguments:
            arguments[arguments.index("--out") + 1] = str(tmp_path / "facts.csv")
        cityfacts(*arguments)

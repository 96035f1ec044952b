"""Chinese, Japanese and Korean are found by any part of what was written, mixed with other scripts or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kb_samples import extraction, fact, mention, page

from db.match import MARK_START
from db.search import search
from db.store import KnowledgeBase

RUN = "night-2026-03-01"
TEXT = "滨海创新中心与AI实验室合作，预计2027年开通新地铁线路。"
OTHERS = {"ja": "横浜スタートアップ支援センターが開所した。", "ko": "부산 창업지원센터가 문을 열었다."}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    path: Path = tmp_path_factory.mktemp("unspaced") / "kb.sqlite"
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        said = fact(TEXT, "滨海创新中心", "partner_with", "AI实验室", TEXT, labels=("CENTER", "CENTER"))
        of = page("zh", TEXT)
        named = [mention(TEXT, "CENTER", name) for name in ("滨海创新中心", "AI实验室")]
        kb.add_extraction(extraction(of, TEXT, mentions=named, facts=[said], headline="公告"), page=of, run=RUN)
        for name, text in OTHERS.items():
            of = page(name, text)
            kb.add_extraction(extraction(of, text), page=of, run=RUN)
        yield kb


def urls(kb: KnowledgeBase, query: str) -> set[str]:
    return {hit.url[-2:] for hit in search(kb, query, kind="documents") if hit.url}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_part_of_a_text_finds_it(filled: KnowledgeBase, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    part = TEXT[start:end].strip("，。")
    # Of words in other scripts, a part is no word: those are found whole.
    if not part or set(part) & set("AI2027"):
        return
    assert "zh" in urls(filled, part)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("地铁", {"zh"}), ("新线路", set()), ("地铁 创新", {"zh"}), ("AI实验室", {"zh"}), ("2027年", {"zh"}), ("铁", {"zh"}),
        ("公告", {"zh"}), ("スタートアップ", {"ja"}), ("支援センター", {"ja"}), ("横浜", {"ja"}), ("창업지원", {"ko"}),
        ("부산", {"ko"}), ("심중", set()),
    ],
)  # fmt: skip
def test_words_of_three_languages(filled: KnowledgeBase, query: str, expected: set[str]) -> None:
    assert urls(filled, query) == expected


@pytest.mark.parametrize(("query", "kind"), [("创新中心", "entity"), ("实验室", "entity"), ("滨海创新", "fact")])
def test_names_and_facts_too(filled: KnowledgeBase, query: str, kind: str) -> None:
    assert kind in {hit.kind for hit in search(filled, query)}


def test_what_matched_is_marked(filled: KnowledgeBase) -> None:
    (hit,) = search(filled, "地铁", kind="documents")
    assert f"{MARK_START}地铁" in hit.snippet


@pytest.mark.parametrize(
    "query", ['地铁"', "地铁 AND", "(地铁", "地铁*", "NEAR(地铁 线路)", "-地铁", "标题:地铁", "\x00地铁"]
)
def test_signs_between_them_mean_nothing(filled: KnowledgeBase, query: str) -> None:
    search(filled, query)
    search(filled, "", place=query, label=query, source=query)

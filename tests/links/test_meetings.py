"""Pages of meetings and events: every paper of a meeting is an item."""

from __future__ import annotations

from crawler.links import find_links

SITE = "https://town.example"


def found(body: str, title: str = "Town", path: str = "/board") -> dict[str, tuple[str | None, str | None]]:
    page = find_links(f"<title>{title}</title><body>{body}</body>".encode(), f"{SITE}{path}")
    return {link.url.removeprefix(SITE): (link.title, link.date) for link in page.items}


def rows(cells: str, count: int = 4) -> str:
    return "<table>" + "".join(f"<tr>{cells.format(i=i)}</tr>" for i in range(1, count + 1)) + "</table>"


def test_everything_that_the_row_of_a_meeting_links_to_is_an_item() -> None:
    table = rows(
        "<td>May {i}, 2024</td><td>Harbour Board</td><td><a href='/meet/{i}'>Event page</a></td>"
        "<td><a href='/a/{i}.pdf'>Agenda</a></td><td><a href='https://maps.example/{i}'>(map)</a></td>"
        "<td><a href='/films/{i}.mp4'>Video</a></td>"
    )
    items = found(table)
    for i in range(1, 5):
        for url in (f"/meet/{i}", f"/a/{i}.pdf", f"https://maps.example/{i}", f"/films/{i}.mp4"):
            assert items[url][1] == f"2024-05-0{i}", url


def test_one_paper_in_two_formats_is_one_item() -> None:
    table = rows(
        "<td>May {i}, 2024</td><td><a href='/a/{i}.pdf'>Agenda</a> <a href='/a/{i}.docx'>Agenda, Word</a></td>"
    )
    assert len(found(table)) == 4


def test_links_that_fill_a_calendar_or_share_are_no_items() -> None:
    table = rows(
        "<td>May {i}, 2024</td><td><a href='/m/{i}.pdf'>Minutes</a> <a href='/e/{i}.ics'>Export</a> "
        "<a href='https://facebook.example/sharer?u={i}'>Share</a> <a href='/ical/{i}'><img alt='iCalendar'></a></td>"
    )
    assert sorted(found(table)) == [f"/m/{i}.pdf" for i in range(1, 5)]


def test_papers_outside_the_list_are_items_and_a_menus_other_documents_are_not() -> None:
    menu = (
        "<nav><ul><li><a href='/board-agenda.pdf'>Next session</a></li><li><a href='/form.pdf'>Form</a></li></ul></nav>"
    )
    special = "<p><strong><a href='/special.pdf'>Minutes of the special session of June 7, 2024</a></strong></p>"
    items = found(menu + special + rows("<td>May {i}, 2024</td><td><a href='/m/{i}.pdf'>Minutes</a></td>"))
    assert items.keys() == {"/board-agenda.pdf", "/special.pdf", *(f"/m/{i}.pdf" for i in range(1, 5))}
    assert items["/special.pdf"] == ("Minutes of the special session of June 7, 2024", "2024-06-07")


def test_the_day_in_the_name_of_a_document_is_the_last_resort() -> None:
    entries = "".join(f"<li><a href='/f/Board_Minutes-May%20{i}-2024.pdf'>Minutes</a></li>" for i in range(1, 5))
    assert [day for _, day in found(f"<ul>{entries}</ul>").values()] == [f"2024-05-0{i}" for i in range(1, 5)]


def test_a_newsroom_that_writes_about_minutes_is_no_page_of_meetings() -> None:
    stories = (
        "Ten minutes with the harbour master",
        "The port opens a depot",
        "A crane arrives at last",
        "Ferry fares",
    )
    entries = "".join(
        f"<li><a href='/n/{i}'>{title}</a> May {i + 1}, 2024 <a href='/tag/port{i}'>port</a></li>"
        for i, title in enumerate(stories)
    )
    assert sorted(found(f"<ul>{entries}</ul>")) == [f"/n/{i}" for i in range(4)]


EVENT = (
    '<script type="application/ld+json">{{"@type": "Event", "name": "Opening day {i}",'
    ' "startDate": "2024-05-0{i}T18:00", "url": "/events/{i}"}}</script>'
)
ITEM = (
    "<div itemscope itemtype='https://schema.org/Event'><a itemprop='url' href='/events/{i}'></a>"
    "<span itemprop='name'>Opening day {i}</span><meta itemprop='startDate' content='2024-05-0{i}'></div>"
)


def test_events_that_are_marked_for_machines_are_items() -> None:
    wanted = {f"/events/{i}": (f"Opening day {i}", f"2024-05-0{i}") for i in (1, 2)}
    assert found(EVENT.format(i=1) + EVENT.format(i=2)) == wanted
    assert found(ITEM.format(i=1) + ITEM.format(i=2)) == wanted


def test_a_page_that_marks_one_event_is_that_event() -> None:
    assert found(EVENT.format(i=1)) == found(ITEM.format(i=1)) == {}


def test_broken_marks_are_no_events() -> None:
    broken = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    odd = (
        '<script type="application/ld+json">[{"@type": ["Event"], "url": 7}, {"@type": "Event", "url": 7}, 3]</script>'
    )
    assert found(broken + odd + EVENT.format(i=1) + EVENT.format(i=2)).keys() == {"/events/1", "/events/2"}

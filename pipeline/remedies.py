"""What to do about a verdict: the key of the source's file that mends it, and the command that shows that it does."""

from __future__ import annotations

from pipeline.visits import Visit


def remedy(source: str, visit: Visit) -> list[str]:
    """Lines to read or to type, the likeliest first; none for a source that needs nobody."""
    check = f"cityfacts sources check {source}"
    page = f"{visit.failing} in the data folder" if visit.failing else visit.page or ""
    match visit.verdict:
        case "redesigned":
            lists = f"set `selectors` (items, title, date), `allow` or `expect` in {source}.toml; the page: {page}"
            feed = f"look for a feed or sitemap, as `cityfacts sources new {visit.page}` does"
            script = f"filled by a script: {feed}, or set `render`"
            scripted = any("script" in line for line in visit.evidence)
            return [*([script] if scripted else []), lists, check]
        case "emptied":
            fields = f"set `selectors` (headline, body, date) or `expect` (texts, headlines, dates) in {source}.toml"
            return [f"{fields}; the page: {page}", f"cityfacts run {source}  (reads again what was held back)"]
        case "moved":
            return [f"set `url` in {source}.toml to where it is now; was: {visit.page}", check]
        case "blocked":
            return [
                "ask the publisher for a feed, or take another of its addresses; a refusal is to be respected",
                check,
            ]
        case "broken":
            return [f"nothing for a night or two; then: {check}"]
        case "stale":
            return [f"look whether the news has moved to another page, and set `url` in {source}.toml", check]
    return []

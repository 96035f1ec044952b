"""The group `sources`: the catalogue, a look at a source, a new source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli import (
    EXIT_BAD_DATA,
    Failure,
    Place,
    as_json,
    one_line_errors,
    place,
    print_json,
)

if TYPE_CHECKING:
    pass


@click.group()
def sources() -> None:
    """The sites that are watched: list them, check one, make one."""


@sources.command("list")
@click.option("--markdown", is_flag=True, help="As the table of the documentation.")
@as_json
@place
@one_line_errors
def sources_list(here: Place, /, markdown: bool, json_output: bool) -> None:
    """All sources: kind, city, when last verified.

    \b
    Example:
      cityfacts sources list
    """
    from pipeline.catalogue_views import markdown_table
    from pipeline.views import show_sources

    found = list(here.all_sources().values())
    if markdown:
        click.echo(markdown_table(found), nl=False)
    else:
        print_json([source.model_dump(mode="json") for source in found]) if json_output else show_sources(found)


@sources.command("check")
@click.argument("name")
@click.option(
    "--saved", is_flag=True, help="Ask nothing: compare the page that `sources new` saved with how it reads now."
)
@as_json
@place
@one_line_errors
def sources_check(here: Place, /, name: str, saved: bool, json_output: bool) -> None:
    """One polite fetch of the source's start and of one item; prints what would be collected and extracted.

    \b
    Examples:
      cityfacts sources check invest-shenzhen
      cityfacts sources check my-city --saved
    """
    from pipeline.catalogue_views import show_saved
    from pipeline.check import check_saved, check_source
    from pipeline.newsource import FIXTURES
    from pipeline.views import show_check

    source = here.sources([name])[name]
    if not saved:
        result = check_source(source, data=here.make())
        print_json(result) if json_output else show_check(result)
        return
    result = check_saved(source, here.own_sources / FIXTURES / name)
    print_json(result) if json_output else show_saved(result)
    if result["differences"]:
        raise Failure(f"{name}: the saved page reads differently from when it was saved", EXIT_BAD_DATA)


@sources.command("new")
@click.argument("url")
@click.option("--name", help="The source's name; default: from the host.")
@click.option("--publisher", help="Who publishes, as a person would write it.")
@click.option("--language", help="Of the articles, such as en or zh.")
@click.option("--country", metavar="XX", help="Two letters, where the site does not tell.")
@click.option("--city", help="The city that the publisher writes about.")
@click.option("--authority", type=click.Choice(["government", "news", "agency", "other"]), help="Whose word it is.")
@click.option("--render", is_flag=True, help="Its pages are filled by scripts: look at them in a browser.")
@as_json
@place
@one_line_errors
def sources_new(
    here: Place, /, url: str, name: str | None, render: bool, json_output: bool, **options: str | None
) -> None:
    """Make a source of a site: one polite look, at most six requests, finds its feed, sitemap or list.

    Writes the TOML file to DATA/sources.d (or the folder of --sources), keeps the page that was looked at beside it,
    and prints what the source would collect.

    \b
    Examples:
      cityfacts sources new https://www.riverton.example/news
      cityfacts sources new riverton.example --name riverton --country US
    """
    from pipeline.catalogue_views import show_new
    from pipeline.newsource import new_source

    given = {key: value for key, value in options.items() if value}
    known = here.all_sources()
    folder = here.own_sources
    result = new_source(url, data=here.make(), folder=folder, known=known, name=name, given=given, render=render)
    print_json(result) if json_output else show_new(result)

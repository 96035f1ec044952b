"""The program with leave to ask servers of this machine, and without a pause: no file and no option can give it that.

`python loopback.py HOST:PORT[,HOST:PORT…] ARGUMENTS…`: all else is the command line as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import crawler.run
import crawler.source

P = ParamSpec("P")
R = TypeVar("R")


def allowing(function: Callable[P, R], loopback: object) -> Callable[P, R]:
    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        kwargs["loopback"] = loopback
        return function(*args, **kwargs)

    return wrapped


if __name__ == "__main__":
    hosts = frozenset(sys.argv.pop(1).split(","))
    # Before the modules are loaded that import these by name.
    crawler.run.crawl = allowing(crawler.run.crawl, hosts)
    crawler.run.Prober = allowing(crawler.run.Prober, hosts)  # type: ignore[assignment, misc]
    crawler.source.load_sources = allowing(crawler.source.load_sources, True)
    from run_pipeline import main

    main(prog_name="cityfacts")

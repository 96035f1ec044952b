"""A process that migrates a database and is killed at a statement: `migrating_child.py DATABASE STATEMENT`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from db.connection import Connection
from db.schema import migrate


def main(path: Path, last: int) -> None:
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with closing(Connection(path)) as connection:
        connection.db.conn.set_trace_callback(count)
        migrate(connection)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

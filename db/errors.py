"""What can be wrong with a knowledge base. Each message is one line that names the path and says what to do."""

from __future__ import annotations

from pathlib import Path

# sysexits.h: what a shell script may look at.
EX_DATAERR, EX_NOINPUT, EX_IOERR, EX_TEMPFAIL = 65, 66, 74, 75


class KnowledgeBaseError(Exception):
    """The base of all that follows; `exit_code` is the command's."""

    exit_code = EX_DATAERR


class CorruptDatabase(KnowledgeBaseError):
    """The file is no database, or a damaged one. Nothing was written to it."""


class NewerDatabase(KnowledgeBaseError):
    """A later version of the program has migrated the file."""


class OlderDatabase(KnowledgeBaseError):
    """An earlier version of the program made the file, and a reader does not migrate it."""


class ForeignDatabase(KnowledgeBaseError):
    """A sound SQLite file that belongs to another program."""


class MissingDatabase(KnowledgeBaseError):
    """There is nothing to read yet."""

    exit_code = EX_NOINPUT


class StorageFull(KnowledgeBaseError):
    """The disk is full or answers with errors. What was committed before is kept, the open transaction is not."""

    exit_code = EX_IOERR


class NotWritable(KnowledgeBaseError):
    """The file or its folder refuses to be opened or written."""

    exit_code = EX_IOERR


class DatabaseBusy(KnowledgeBaseError):
    """Another process has held the write lock for too long."""

    exit_code = EX_TEMPFAIL


class NotFound(LookupError):
    """No entity, fact or document of that name or id."""

    exit_code = 1


def corrupt(path: Path, why: str) -> CorruptDatabase:
    advice = "move it away, then restore a backup or let the next run rebuild it from the archived pages"
    return CorruptDatabase(f"{path}: {why}; {advice}")

"""The schema and its history: the only place where tables are made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db.connection import Connection
from db.errors import ForeignDatabase, NewerDatabase, OlderDatabase, corrupt
from db.faults import translated
from extract.types import LABELS, QUALIFIERS, digest

# "ctyf" in the file's header: https://www.sqlite.org/fileformat.html#application_id
APPLICATION_ID = 0x63747966
OUTCOMES = ("stored", "unchanged", "quarantined", "failed", "skipped")


def _choice(column: str, values: Sequence[str]) -> str:
    return f"CHECK ({column} IN ({', '.join(repr(value) for value in values)}))"


def _full_text(table: str, columns: str) -> str:
    """An FTS5 index over columns of a table whose primary key is `pk`, kept up to date by triggers.

    Words are stemmed for English and compared without accents. `grams` makes unspaced scripts findable.
    """
    names = [column.strip() for column in columns.split(",")]
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("new", "old"))
    differ = " OR ".join(f"old.{name} IS NOT new.{name}" for name in names)
    remove = f"INSERT INTO {table}_fts ({table}_fts, rowid, {columns}) VALUES ('delete', old.pk, {old});"
    add = f"INSERT INTO {table}_fts (rowid, {columns}) VALUES (new.pk, {new});"
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5 (
    {columns}, content = '{table}', content_rowid = 'pk', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add} END;
CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN {remove} END;
CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} WHEN {differ} BEGIN {remove} {add} END;
"""


_FIRST = f"""
CREATE TABLE sources (
    name TEXT PRIMARY KEY, publisher TEXT, url TEXT, kind TEXT, language TEXT, country TEXT, city TEXT, authority TEXT,
    settings TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(settings))
) STRICT;

CREATE TABLE runs (
    id TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT,
    summary TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(summary))
) STRICT;

-- Every archived page that was read, whatever came of it.
CREATE TABLE pages (
    id TEXT PRIMARY KEY, source TEXT REFERENCES sources (name), url TEXT NOT NULL, requested_url TEXT NOT NULL,
    fetched_at TEXT, status INTEGER NOT NULL, warc_file TEXT, warc_offset INTEGER CHECK (warc_offset >= 0),
    run TEXT NOT NULL REFERENCES runs (id), outcome TEXT NOT NULL {_choice("outcome", OUTCOMES)}
) STRICT;
CREATE INDEX pages_by_source ON pages (source);
CREATE INDEX pages_by_url ON pages (url);

-- One row a version: `id` is the address, `version` the text, `reading` all that was read from it.
CREATE TABLE documents (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, reading TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '', current INTEGER NOT NULL CHECK (current IN (0, 1)),
    page_id TEXT NOT NULL REFERENCES pages (id), source TEXT REFERENCES sources (name), url TEXT NOT NULL,
    headline TEXT, description TEXT, authors TEXT NOT NULL CHECK (json_valid(authors)), publisher TEXT,
    date_published TEXT, date_modified TEXT, language TEXT, country TEXT,
    methods TEXT NOT NULL CHECK (json_valid(methods)), text TEXT NOT NULL, grams TEXT NOT NULL,
    cluster TEXT NOT NULL, warc_file TEXT, warc_offset INTEGER, fetched_at TEXT,
    run TEXT NOT NULL REFERENCES runs (id), first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    gone_at TEXT, gone_run TEXT REFERENCES runs (id),
    UNIQUE (id, version)
) STRICT;
CREATE UNIQUE INDEX one_current_version ON documents (id) WHERE current = 1;
CREATE INDEX documents_by_url ON documents (url);
CREATE INDEX documents_by_cluster ON documents (cluster);
CREATE INDEX documents_by_page ON documents (page_id);

-- The smallest hashes of the current version's shingles: what near copies share.
CREATE TABLE shingles (
    hash INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents (pk) ON DELETE CASCADE,
    PRIMARY KEY (hash, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingles_by_document ON shingles (document);

CREATE TABLE entities (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL {_choice("label", LABELS)},
    name TEXT NOT NULL, folded TEXT NOT NULL, country TEXT, latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    canonical TEXT NOT NULL, also TEXT NOT NULL DEFAULT '', grams TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, seal TEXT NOT NULL
) STRICT;
CREATE INDEX entities_by_name ON entities (folded);
CREATE INDEX entities_by_canonical ON entities (canonical);

CREATE TABLE aliases (
    entity TEXT NOT NULL REFERENCES entities (id), name TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_name ON aliases (folded);

-- `entity` is another name of `target`. Taking back sets `undone`, and then no rule merges the two again.
CREATE TABLE merges (
    entity TEXT NOT NULL REFERENCES entities (id), target TEXT NOT NULL REFERENCES entities (id),
    reason TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    PRIMARY KEY (entity, target), CHECK (entity <> target)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents (pk) ON DELETE CASCADE,
    label TEXT NOT NULL {_choice("label", LABELS)}, text TEXT NOT NULL, name TEXT NOT NULL,
    start_char INTEGER NOT NULL CHECK (start_char >= 0), end_char INTEGER NOT NULL CHECK (end_char > start_char),
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), title TEXT, entity TEXT REFERENCES entities (id),
    PRIMARY KEY (document, start_char, end_char, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mentions (entity, document);

CREATE TABLE figures (
    document INTEGER NOT NULL REFERENCES documents (pk) ON DELETE CASCADE,
    text TEXT NOT NULL, value TEXT NOT NULL,
    max_value TEXT, unit TEXT, qualifier TEXT NOT NULL {_choice("qualifier", QUALIFIERS)},
    what TEXT, scope TEXT, as_of TEXT, per TEXT, converted_to TEXT,
    estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)), planned INTEGER NOT NULL CHECK (planned IN (0, 1)),
    start_char INTEGER NOT NULL CHECK (start_char >= 0), end_char INTEGER NOT NULL CHECK (end_char > start_char),
    -- Not WITHOUT ROWID: integrity_check of SQLite 3.40 then reports NULLs that are none.
    PRIMARY KEY (document, start_char, end_char, value)
) STRICT;

-- A claim. `documents` counts the independent documents that make it now; none left makes it retracted.
CREATE TABLE facts (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL, subject_label TEXT, subject_id TEXT REFERENCES entities (id),
    predicate TEXT NOT NULL, words TEXT NOT NULL,
    object TEXT NOT NULL, object_label TEXT, object_id TEXT REFERENCES entities (id),
    value TEXT, unit TEXT,
    qualifiers TEXT NOT NULL CHECK (json_valid(qualifiers)), status TEXT NOT NULL CHECK (status IN ('done', 'planned')),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), documents INTEGER NOT NULL CHECK (documents >= 0),
    document INTEGER REFERENCES documents (pk), sentence TEXT NOT NULL, grams TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, run TEXT NOT NULL REFERENCES runs (id),
    seal TEXT NOT NULL, retracted_at TEXT, retracted_run TEXT REFERENCES runs (id),
    retracted_why TEXT CHECK (retracted_why IN ('changed', 'gone')),
    CHECK ((retracted_at IS NULL) = (retracted_why IS NULL)), CHECK ((documents = 0) = (retracted_at IS NOT NULL))
) STRICT;
CREATE INDEX facts_by_subject ON facts (subject_id);
CREATE INDEX facts_by_object ON facts (object_id);
CREATE INDEX facts_by_predicate ON facts (predicate);
CREATE INDEX facts_by_run ON facts (run);
CREATE INDEX facts_by_retraction ON facts (retracted_run);
CREATE INDEX plans ON facts (predicate, coalesce(subject_id, subject), coalesce(object_id, object))
    WHERE status = 'planned';

-- A span that states a fact; `main` is the sentence itself, further spans tell who, where or when.
CREATE TABLE evidence (
    fact TEXT NOT NULL REFERENCES facts (id), document INTEGER NOT NULL REFERENCES documents (pk) ON DELETE CASCADE,
    main INTEGER NOT NULL CHECK (main IN (0, 1)), text TEXT NOT NULL,
    start_char INTEGER NOT NULL CHECK (start_char >= 0), end_char INTEGER NOT NULL CHECK (end_char > start_char),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), rule TEXT NOT NULL,
    qualifiers TEXT NOT NULL CHECK (json_valid(qualifiers)),
    PRIMARY KEY (fact, document, start_char, end_char)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_document ON evidence (document, fact);

-- What a reader has put right: kept apart, so that a new reading of the page does not undo it.
CREATE TABLE corrections (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('document', 'entity', 'fact')), target TEXT NOT NULL,
    field TEXT NOT NULL, old TEXT, new TEXT, author TEXT NOT NULL, note TEXT, at TEXT NOT NULL
) STRICT;

CREATE TABLE issues (
    id TEXT PRIMARY KEY, run TEXT NOT NULL REFERENCES runs (id), source TEXT, url TEXT NOT NULL,
    page TEXT REFERENCES pages (id), code TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX issues_by_run ON issues (run);

-- Where every address that a run saw has ended; `source` is empty for a page without one.
CREATE TABLE ledger (
    run TEXT NOT NULL REFERENCES runs (id), source TEXT NOT NULL, url TEXT NOT NULL,
    outcome TEXT NOT NULL {_choice("outcome", OUTCOMES)}, reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, source, url)
) STRICT, WITHOUT ROWID;
""" + "".join(
    (
        _full_text("documents", "headline, text, grams"),
        _full_text("entities", "name, also, grams"),
        _full_text("facts", "subject, words, object, sentence, grams"),
    )
)

# Words that name nothing ("the plant") mean something within one announcement: its document's id, else NULL.
_WITHIN = """
ALTER TABLE entities ADD COLUMN within TEXT;
ALTER TABLE facts ADD COLUMN within TEXT;
"""

# A source that has gone wrong in a run: what it says since then is left out of exports until it is released.
_HOLDS = """
CREATE TABLE holds (
    source TEXT NOT NULL REFERENCES sources (name), run TEXT NOT NULL REFERENCES runs (id), reason TEXT NOT NULL,
    released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1)),
    PRIMARY KEY (source, run)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_hold_at_a_time ON holds (source) WHERE released = 0;
CREATE INDEX documents_by_source ON documents (source);
"""

# Two facts that became equal when two entities were found to be one: the other one stands for both, else NULL.
_SAME_FACTS = """
ALTER TABLE facts ADD COLUMN same_as TEXT REFERENCES facts (id);
CREATE INDEX facts_by_equal ON facts (same_as) WHERE same_as IS NOT NULL;
"""

# The addresses that were asked for and led to a document: its own, a redirect, a print view.
_ADDRESSES = """
CREATE TABLE addresses (url TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (url, document)) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_document ON addresses (document);
CREATE INDEX ledger_by_url ON ledger (url);
INSERT OR IGNORE INTO addresses SELECT p.requested_url, d.id FROM pages p JOIN documents d ON d.page_id = p.id
    WHERE p.outcome IN ('stored', 'unchanged');
INSERT OR IGNORE INTO addresses SELECT p.requested_url, d.id FROM pages p JOIN documents d ON d.url = p.url
    WHERE p.outcome IN ('stored', 'unchanged');
"""

# The hash of the schema itself: a flipped bit in it renames a column, and SQLite does not mind.
_SCHEMA_SEAL = """
CREATE TABLE schema_seal (seal TEXT NOT NULL) STRICT;
"""

# One script a version. Never change one that was released: add another.
MIGRATIONS: tuple[str, ...] = (_FIRST, _WITHIN, _HOLDS, _SAME_FACTS, _ADDRESSES, _SCHEMA_SEAL)


def migrate(connection: Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Brings the file to the newest schema in one transaction, after a checked backup beside it. Repeating is safe."""
    version = check(connection, migrations)
    if version == len(migrations):
        return
    if version:
        connection.backup(backup_path(connection.path, version))
    steps = "".join(migrations[version:])
    marks = f"PRAGMA user_version = {len(migrations)}; PRAGMA application_id = {APPLICATION_ID};"
    with translated(connection.path):
        try:
            connection.db.conn.executescript(f"BEGIN IMMEDIATE; {steps} {marks}")
            connection.execute("DELETE FROM schema_seal")
            connection.execute("INSERT INTO schema_seal VALUES (?)", [_seal(connection)])
            connection.db.conn.execute("COMMIT")
        except BaseException:
            if connection.db.conn.in_transaction:
                connection.db.conn.execute("ROLLBACK")
            raise


def check(connection: Connection, migrations: Sequence[str] = MIGRATIONS) -> int:
    """The file's schema version, 0 for an empty one. Refuses files that are newer than the program or not ours."""
    version = int(connection.value("PRAGMA user_version"))
    application = connection.value("PRAGMA application_id")
    tables = connection.value("SELECT count(*) FROM sqlite_master")
    if application != APPLICATION_ID and (version or tables):
        raise ForeignDatabase(f"{connection.path}: another program's database; name another file")
    if version > len(migrations):
        raise NewerDatabase(
            f"{connection.path}: schema {version} is newer than this program's {len(migrations)}; update cityfacts"
        )
    if connection.readonly and version == 0:
        raise corrupt(connection.path, "the file holds no tables")
    if connection.readonly and version < len(migrations):
        raise OlderDatabase(
            f"{connection.path}: schema {version} is older than this program's {len(migrations)};"
            " `cityfacts add` brings it up to date and keeps a backup"
        )
    if version == len(migrations) and not _is_sealed(connection):
        raise corrupt(connection.path, "its tables are not as they were made")
    return version


def _is_sealed(connection: Connection) -> bool:
    """Not by name where a name may be what is wrong."""
    tables = connection.column("SELECT name FROM sqlite_master WHERE name = 'schema_seal'")
    return bool(tables) and connection.column("SELECT * FROM schema_seal") == [_seal(connection)]


def _seal(connection: Connection) -> str:
    """SQLite's own tables, of statistics and the like, come and go."""
    made = connection.rows(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' ORDER BY 1, 2"
    )
    return digest("schema", *(repr(tuple(row.values())) for row in made))


def backup_path(path: Path, version: int) -> Path:
    return path.with_name(f"{path.name}.schema{version}.bak")

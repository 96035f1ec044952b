"""The knowledge base: SQLite in, answers out."""

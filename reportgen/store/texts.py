"""Our texts in the store: put there when it is built, read by scope."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence

from reportgen.model.editorial import EditorialText, from_document, to_document
from reportgen.sources.editorial import scopes_of
from reportgen.store.reader import Store


def put_texts(connection: sqlite3.Connection, texts: Sequence[EditorialText]) -> bool:
    """Let `texts` take the place of all texts of their languages. Returns whether anything is different now."""
    rows = [(text.language, text.scope, *_content(text)) for text in texts]
    languages = sorted({text.language for text in texts})
    before = _stored(connection, languages)
    if before == {(language, scope): digest for language, scope, _, digest in rows}:
        return False
    connection.executemany("DELETE FROM editorial WHERE language = ?", [(language,) for language in languages])
    connection.executemany("INSERT INTO editorial (language, scope, content, sha256) VALUES (?, ?, ?, ?)", rows)
    return True


def _content(text: EditorialText) -> tuple[str, str]:
    content = json.dumps(to_document(text), ensure_ascii=False, sort_keys=True)
    return content, hashlib.sha256(content.encode()).hexdigest()


def _stored(connection: sqlite3.Connection, languages: Sequence[str]) -> dict[tuple[str, str], str]:
    return {
        (row["language"], row["scope"]): row["sha256"]
        for language in languages
        for row in connection.execute("SELECT * FROM editorial WHERE language = ?", (language,))
    }


def texts_about(
    store: Store, soc: str, language: str, overrides: Sequence[EditorialText] = ()
) -> tuple[EditorialText, ...]:
    """The texts that speak of an occupation, the nearest first: its own, its minor group's, its major group's.

    `overrides` come before all that the store has, in the same order among themselves.
    """
    scopes = scopes_of(soc)
    by_scope = {text.scope: text for text in overrides if text.language == language}
    theirs = [by_scope[scope] for scope in scopes if scope in by_scope]
    rows = [(scope, store.row("editorial", language=language, scope=scope)) for scope in scopes]
    ours = [from_document(scope, language, json.loads(row["content"])) for scope, row in rows if row]
    return (*theirs, *ours)

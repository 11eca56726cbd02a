"""CareerOneStop's career videos: one address an occupation, from a JSON file.

Source: a list of addresses compiled from CareerOneStop (data/sources/crosswalks.toml). The video itself is not copied.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from reportgen.errors import SourceError
from reportgen.sources import checks, codes
from reportgen.sources.spec import FileSpec, ReleaseSpec
from reportgen.sources.text_files import read_text

_KEY = re.compile(r"(\d\d-\d{4})(?:-(\d\d))?\Z", re.ASCII)


def import_career_videos(path: Path, release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One entry an occupation → a frame for the store table `career_video`.

    Keys are `29-2072` for 29-2072.00 and `11-1011-03` for 11-1011.03. Option `host`: only https addresses of this
    host and those below it are taken. An error names the entry in place of a row.
    """
    (table,) = spec.tables
    document = _read(path)
    videos = document.get("videos")
    if not isinstance(videos, dict) or not videos:
        raise SourceError("has no object “videos”", file=path.name)
    metadata = document.get("metadata")
    said = metadata.get("total_videos") if isinstance(metadata, dict) else None
    if said != len(videos):
        raise SourceError(f"says that it holds {said} videos and holds {len(videos)}", file=path.name)
    rows: list[tuple[str, str, str]] = []
    for key, video in videos.items():
        if not isinstance(video, dict) or set(video) != set(table.columns):
            raise SourceError(
                "has other names than a video should have",
                file=path.name,
                column=f"videos/{key}",
                expected=", ".join(table.columns),
            )
        rows.append(
            (
                _value(path, key, "", _onet_soc, key),
                _value(path, key, "videoUrl", _address_below(spec.options["host"]), video["videoUrl"]),
                _value(path, key, "lastVerified", _date, video["lastVerified"]),
            )
        )
    frame = checks.plain(
        {
            "onet_soc": [onet_soc for onet_soc, _, _ in rows],
            "video_url": [url for _, url, _ in rows],
            "verified_on": [date for _, _, date in rows],
        }
    )
    return {"career_video": frame}


def _read(path: Path) -> dict[str, Any]:
    def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                # JSON allows it and readers keep the last one: one video would vanish without a word.
                raise SourceError(f"repeats the key “{key}”", file=path.name)
            found[key] = value
        return found

    try:
        document = json.loads(read_text(path), object_pairs_hook=without_repeats)
    except json.JSONDecodeError as error:
        raise SourceError(f"is not JSON: {error.msg}", file=path.name, row=error.lineno) from None
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, thousands of brackets
        raise SourceError(f"is not JSON that can be read: {error}", file=path.name) from None
    if not isinstance(document, dict):
        raise SourceError("is not a JSON object", file=path.name)
    return document


def _value(path: Path, key: str, name: str, parser: Callable[[str], str], value: object) -> str:
    place = f"videos/{key}/{name}".rstrip("/")
    if not isinstance(value, str):
        raise SourceError("is not a text", file=path.name, column=place)
    try:
        return parser(value)
    except ValueError as error:
        raise SourceError(str(error), file=path.name, column=place) from None


def _onet_soc(key: str) -> str:
    match = _KEY.match(key)
    if not match:
        raise ValueError(f"“{key}” is not an occupation of the form 29-2072 or 11-1011-03")
    return codes.known_onet_soc(f"{match[1]}.{match[2] or '00'}")


def _address_below(host: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        try:
            parts = urlsplit(text)
        except ValueError:
            raise ValueError(f"“{text}” is not an address") from None
        found = parts.hostname or ""
        # A QR code of it is printed for pupils: no other host, no port, no name before an @.
        if parts.scheme != "https" or parts.netloc != found or not (found == host or found.endswith(f".{host}")):
            raise ValueError(f"“{text}” is not an https address of {host}")
        if not re.fullmatch(r"[\x21-\x7e]+", text):
            raise ValueError(f"“{text}” holds a character that an address cannot have")
        return text

    return parse


def _date(text: str) -> str:
    return datetime.date.fromisoformat(text).isoformat()

"""Downloading from a local server that behaves as publishers' servers do, well and badly."""

from __future__ import annotations

import hashlib
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reportgen.errors import SourceError, UsageError
from reportgen.sources import spec, updates
from reportgen.sources.download import Downloader

CONTACT = "counselor@school.example"


def archive(text: str = "rows", size: int = 300_000) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("data.txt", (text * size)[:size])
    return buffer.getvalue()


@dataclass
class Behaviour:
    """What the server does; `requests` is what it was asked."""

    body: bytes = field(default_factory=archive)
    status: int = 200
    etag: str = '"v1"'
    drops: int = 0  # how many answers break off in the middle
    ranges: bool = True
    content_type: str = "application/zip"
    requests: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


@pytest.fixture
def server(behaviour: Behaviour) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            behaviour.requests.append(dict(self.headers))
            if behaviour.status != 200:
                self.send_error(behaviour.status)
                return
            start = 0
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if asked and behaviour.ranges and self.headers.get("If-Range") == behaviour.etag:
                start = int(asked[1])
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(behaviour.body) - 1}/{len(behaviour.body)}")
            else:
                self.send_response(200)
            body = behaviour.body[start:]
            self.send_header("Content-Type", behaviour.content_type)
            self.send_header("ETag", behaviour.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if behaviour.drops:
                behaviour.drops -= 1
                body = body[: len(body) // 2]
                self.close_connection = True
            self.wfile.write(body)

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}/oesm24nat.zip"
    http.shutdown()
    http.server_close()


@pytest.fixture
def downloader(tmp_path: Path) -> Downloader:
    return Downloader(tmp_path, CONTACT, pause_seconds=0.01)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_good_answer(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    seen: list[tuple[int, int | None]] = []
    path = downloader.fetch(server, progress=lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == behaviour.body
    assert names(downloader.folder) == {"oesm24nat.zip"}
    assert seen[-1] == (len(behaviour.body), len(behaviour.body))
    agent = behaviour.requests[0]["User-Agent"]
    assert agent.startswith("reportgen/")
    assert CONTACT in agent


@pytest.mark.parametrize("contact", ["", "nobody", "a b@c.org", "x@y", "a@b.org\r\nX: 1"])
def test_no_contact_no_download(tmp_path: Path, contact: str) -> None:
    with pytest.raises(UsageError) as caught:
        Downloader(tmp_path, contact)
    assert "REPORTGEN_CONTACT" in caught.value.cure


def test_dropped_connection_goes_on_where_it_stopped(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    behaviour.drops = 2
    assert downloader.fetch(server).read_bytes() == behaviour.body
    half = len(behaviour.body) // 2
    ranges = [request.get("Range") for request in behaviour.requests]
    assert ranges[0] is None
    assert ranges[1] == f"bytes={half}-"
    assert int(str(ranges[2])[6:-1]) > half
    assert names(downloader.folder) == {"oesm24nat.zip"}


def test_truncated_for_good_is_an_error_and_resumes_in_the_next_run(
    server: str, behaviour: Behaviour, downloader: Downloader
) -> None:
    behaviour.drops = 99
    with pytest.raises(SourceError, match="could not be downloaded") as caught:
        downloader.fetch(server)
    assert "goes on where" in caught.value.cure
    assert "oesm24nat.zip" not in names(downloader.folder)
    behaviour.drops, behaviour.requests = 0, []
    assert downloader.fetch(server).read_bytes() == behaviour.body
    assert "Range" in behaviour.requests[0]


def test_a_new_version_meanwhile_is_not_glued_to_the_old_half(
    server: str, behaviour: Behaviour, downloader: Downloader
) -> None:
    behaviour.drops = 99
    with pytest.raises(SourceError):
        downloader.fetch(server)
    behaviour.drops, behaviour.etag, behaviour.body = 0, '"v2"', archive("other", 200_000)
    assert downloader.fetch(server).read_bytes() == behaviour.body


def test_server_without_ranges_starts_again(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    behaviour.drops, behaviour.ranges = 1, False
    assert downloader.fetch(server).read_bytes() == behaviour.body


def test_web_page_instead_of_the_archive(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    behaviour.body, behaviour.content_type = b"\n<!DOCTYPE html><html>Access Denied</html>", "text/html"
    with pytest.raises(SourceError, match="web page") as caught:
        downloader.fetch(server)
    assert "data import" in caught.value.cure
    assert names(downloader.folder) == set()


def test_archive_that_was_truncated_at_its_source(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    behaviour.body = archive()[:-100]
    with pytest.raises(SourceError, match="damaged or incomplete"):
        downloader.fetch(server)
    assert names(downloader.folder) == set()


@pytest.mark.parametrize("status", [403, 404])
def test_refusal_is_not_tried_again(server: str, behaviour: Behaviour, downloader: Downloader, status: int) -> None:
    behaviour.status = status
    with pytest.raises(SourceError, match=str(status)) as caught:
        downloader.fetch(server)
    assert len(behaviour.requests) == 1
    assert "data import FILE" in caught.value.cure


def test_busy_server_is_tried_again(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    behaviour.status = 503
    with pytest.raises(SourceError, match="answered 503"):
        downloader.fetch(server)
    assert len(behaviour.requests) == 4


def test_checksum(server: str, behaviour: Behaviour, downloader: Downloader) -> None:
    with pytest.raises(SourceError, match="another checksum"):
        downloader.fetch(server, sha256="0" * 64)
    right = hashlib.sha256(behaviour.body).hexdigest()
    downloader.fetch(server, sha256=right)
    asked = len(behaviour.requests)
    downloader.fetch(server, sha256=right)  # it is there: nothing is asked
    assert len(behaviour.requests) == asked


def test_no_server_at_all(downloader: Downloader) -> None:
    with pytest.raises(SourceError, match="no connection"):
        downloader.fetch("http://127.0.0.1:9/x.zip")


def test_newest_edition_of_every_source_is_fetched() -> None:
    urls = {archive.url for archive in updates.archives_to_fetch()}
    assert "https://www.bls.gov/oes/special-requests/oesm25nat.zip" in urls
    assert "https://www.bls.gov/oes/special-requests/oesm24nat.zip" not in urls
    assert len(urls) == len(updates.archives_to_fetch())


def test_sources_and_releases_by_name() -> None:
    assert [each.folder for each in updates.archives_to_fetch(["oews-national"])] == ["oews-national-2025"]
    assert [each.folder for each in updates.archives_to_fetch(["oews-national-2023"])] == ["oews-national-2023"]


@pytest.mark.parametrize("name", ["oews-nationall", "oews-national-2020"])  # the latter cannot be used
def test_unknown_source_is_refused_with_a_hint(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        updates.archives_to_fetch([name])
    assert "oews-national" in caught.value.cure


def test_every_archive_address_is_https() -> None:
    assert all(each.archive_url.startswith("https://") for each in spec.all_releases() if each.archive_url)

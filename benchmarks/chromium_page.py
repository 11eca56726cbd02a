"""Chromium as a renderer: a warm browser driven over its debugging port, and a cold one for each document."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from content import Content
from websocket import WebSocket, create_connection

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
]


def executable() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


class Browser:
    """One browser with one tab. Documents are put into a page of the file system, whose style sheets and fonts it keeps."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bench-chromium-"))
        blank = self.folder / "page.html"
        blank.write_text("<!doctype html><title>-</title>")
        self.process = subprocess.Popen(
            [str(executable()), *FLAGS, f"--user-data-dir={self.folder}/profile", "--remote-debugging-port=0",
             "--remote-allow-origins=*", blank.as_uri()],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        port = self.folder / "profile" / "DevToolsActivePort"
        while not (port.is_file() and port.read_text().count("\n")):
            time.sleep(0.05)
        number, path = port.read_text().split()
        address = f"ws://127.0.0.1:{number}{path}"
        self._socket: WebSocket = create_connection(address, timeout=60)
        self._number, self._session = 0, ""
        target = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        while self._value("document.title + document.readyState") != "-complete":
            time.sleep(0.02)
        self._frame = self._call("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": self._session} if self._session else {})))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _value(self, expression: str) -> Any:
        return self._call("Runtime.evaluate", expression=expression, awaitPromise=True)["result"].get("value")

    def pdf(self, html: str) -> bytes:
        self._call("Page.setDocumentContent", frameId=self._frame, html=html)
        ready = (
            "Promise.all([...document.querySelectorAll('link')].map(link => link.sheet || "
            "new Promise(done => link.onload = done))).then(() => document.fonts.ready).then(() => 1)"
        )
        self._value(ready)
        printed = self._call(
            "Page.printToPDF", printBackground=True, preferCSSPageSize=True, generateTaggedPDF=True,
            generateDocumentOutline=True,
        )  # fmt: skip
        return base64.b64decode(printed["data"])

    def close(self) -> None:
        self._socket.close()
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def make() -> Browser:
    return Browser()


def pdf(browser: Browser, content: Content) -> bytes:
    return browser.pdf(content.html)

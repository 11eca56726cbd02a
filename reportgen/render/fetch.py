"""What a page may load: files inside the layout's folders and the assets. Nothing else.

Path logic, and a look at a picture's head; `pdf.py` wraps it into WeasyPrint's fetcher. A brand's logo is no file by
then: it was checked, and its bytes are handed over with the brochure.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reportgen.errors import ReportgenError

LARGEST_FILE_BYTES = 4_000_000
MOST_PIXELS = 40_000_000  # a poster at 300 dots an inch has 17 million; a few KB can hold a thousand times as many


class Confinement:
    """The folders that may be read. Links that lead out of them are refused too: paths are resolved first."""

    def __init__(self, *roots: Path) -> None:
        self._roots = tuple(root.resolve() for root in roots)

    def allowed(self, url: str) -> Path:
        """The file that `url` names. Raises PermissionError for anything but a file inside the roots."""
        from urllib.request import url2pathname  # takes longer to load than most of what a brochure needs

        parts = urlsplit(url)
        if parts.scheme.lower() != "file":
            raise PermissionError(f"only files of the layout and the assets may be loaded, not {url:.80}")
        if parts.netloc not in ("", "localhost"):
            raise PermissionError(f"{url:.80} lies on another machine")
        path = Path(url2pathname(unquote(parts.path))).resolve()
        if not any(path.is_relative_to(root) for root in self._roots):
            raise PermissionError(f"{path} lies outside the folders of the layout and the assets")
        if not path.is_file():
            raise FileNotFoundError(f"{path} is not there")
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise PermissionError(f"{path} is larger than {LARGEST_FILE_BYTES // 1_000_000} MB")
        return path


def require_drawable(path: Path, data: bytes) -> None:
    """Raise PermissionError for a picture of more pixels than a page can show. Its head says so: nothing is decoded."""
    if _pixels(data) > MOST_PIXELS:
        raise PermissionError(f"{path} has more than {MOST_PIXELS // 1_000_000} million pixels")


def _pixels(data: bytes) -> int:
    """0 for what is no picture of pixels."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as image:
                return image.width * image.height
        except Image.DecompressionBombError:
            return MOST_PIXELS + 1
        except (OSError, SyntaxError, ValueError):
            return 0


def refusal(layout: str, reason: str) -> ReportgenError:
    """The error that a user sees."""
    return ReportgenError(
        f"The layout “{layout}” loads what it may not, or what is missing: {reason}.",
        cure="Put the file into the layout's folder, no larger than it is printed, and name it by a relative path.",
    )

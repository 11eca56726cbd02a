"""A brand file to start from: a copy of the shipped sample, with its logo beside it."""

from __future__ import annotations

from pathlib import Path

from reportgen import resources
from reportgen.errors import EnvironmentLacksError, UsageError

_SAMPLE, _LOGO = "harbor-view.toml", "harbor-view.svg"


def sample_file() -> Path:
    """The shipped sample, of a made-up school."""
    return resources.folder("assets") / "brands" / _SAMPLE


def start(path: Path) -> tuple[Path, Path]:
    """Write the sample to `path` and its logo beside it; returns both.

    Raises UsageError where one of them is there already: nothing is written over.
    """
    logo = path.parent / _LOGO
    for target in (path, logo):
        if target.exists() or target.is_symlink():
            raise UsageError(f"{target} is there already.", cure="Choose another name or folder; nothing was written.")
    sample = sample_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for source, target in ((sample, path), (sample.with_name(_LOGO), logo)):
            _write_new(target, source.read_bytes())
    except OSError as error:
        raise EnvironmentLacksError(
            f"{error.filename or path} cannot be written: {error.strerror or error}.", cure="Choose another folder."
        ) from None
    return path, logo


def _write_new(target: Path, data: bytes) -> None:
    """Write a file that is not there yet; nothing is left of it when that fails."""
    with target.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            target.unlink(missing_ok=True)
            raise

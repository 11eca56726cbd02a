"""The user's own folders. A user without a home has none, as in a container whose user is only a number."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

# Nothing can be there and nothing can be made there: what is looked for is not found, what is kept is not kept.
NOWHERE = Path(os.devnull)


def config() -> Path:
    """The folder of settings."""
    import platformdirs

    return _own(platformdirs.user_config_dir)


def data() -> Path:
    """The folder of what the user would miss."""
    import platformdirs

    return _own(platformdirs.user_data_dir)


def cache() -> Path:
    """The folder of what can be made or fetched again."""
    import platformdirs

    return _own(platformdirs.user_cache_dir)


def _own(folder_of: Callable[..., str]) -> Path:
    try:
        folder = Path(folder_of("reportgen", appauthor=False))
    except RuntimeError:  # it knows no home
        return NOWHERE
    return folder if folder.is_absolute() else NOWHERE  # “~” would become a folder of that name

"""What the press does not do."""


class NotPressedError(Exception):
    """The press cannot make this page as WeasyPrint would; the words say why."""

"""What compiled templates run on in place of Jinja2's own macros and `escape`: the same, with fewer questions asked.

A page calls some hundred and fifty macros and escapes four times as many texts, most of them those of the last page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_LONGEST_KEPT = 400  # characters


class OwnMacro(Macro):
    """A macro that knows whether it takes nothing but its arguments."""

    def __init__(
        self,
        environment: jinja2.Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        default_autoescape: bool | None = None,
    ) -> None:
        super().__init__(environment, func, name, arguments, catch_kwargs, catch_varargs, caller, default_autoescape)
        # Names with an underscore: a template sees none of them.
        self._function = func
        self._takes_no_more = not (catch_kwargs or catch_varargs or caller or "caller" in arguments)
        self._lacking = (missing,) * len(arguments)

    def _called(self, evaluation: EvalContext, args: tuple[Any, ...], named: Mapping[str, Any]) -> str:
        """What calling it gives."""
        if self._takes_no_more and not named and len(args) <= len(self._lacking):
            text = self._function(*args, *self._lacking[len(args) :])
            return Markup(text) if evaluation.autoescape else text  # noqa: S704 (a macro escapes what it prints)
        return self(evaluation, *args, **named)


class OwnTemplate(jinja2.Template):
    """A template with our macros and our `escape`."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> jinja2.Template:
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__.update(escape=_escaped, Macro=OwnMacro)
        return made


_kept_escaped = lru_cache(1_500)(escape)


def _escaped(value: Any) -> str:
    """What `escape` makes of a value, for the page: numbers need not be told to be markup."""
    kind = type(value)
    if kind is str:
        return _kept_escaped(value) if len(value) <= _LONGEST_KEPT else escape(value)
    if kind is Markup:
        text: str = value
        return text
    return str(value) if kind is int or kind is float else escape(value)

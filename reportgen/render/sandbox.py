"""Where templates run: they read values, choose and place. They reach no file outside, no code, no endless number.

A layout may come from anybody. Jinja2's sandbox keeps a template from Python's inner attributes and from changing
values; this one also keeps it to the files of its own folders, and to sizes that a page can have.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.render.compiled import OwnMacro, OwnTemplate

_LARGEST = 100_000  # items of a range, characters of a repeated text, places of a padded one
_LARGEST_POWER = 64
_LONGEST_PAGES = 8_000_000  # characters of HTML; four full pages have some 60,000
_SIZED_FILTERS = ("batch", "center", "format", "indent", "slice", "wordwrap")
_OF_EVERY_MAPPING = frozenset((*dir(dict), *dir(MappingProxyType)))
_LONG_NUMBER = re.compile(r"\d{6,}")


class Undefined(jinja2.StrictUndefined):
    """What is not there is an error, which names the nearest thing that is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        message: str = super()._undefined_message
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(name, str):
            return message
        if isinstance(owner, TemplateModule):
            return f"“{owner.__name__}” has no macro “{name}”" + nearest(name, dir(owner))
        if isinstance(owner, Mapping):
            return f"there is no “{name}” in it" + nearest(name, map(str, owner))
        return message + nearest(name, dir(owner))


class Sandbox(ImmutableSandboxedEnvironment):
    """Also refuses files as values, and texts and numbers that would fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found_safe: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        owner = type(obj)
        # `words.pay` is no attribute of a mapping: that need not be tried.
        if (owner is dict or owner is MappingProxyType) and attribute not in _OF_EVERY_MAPPING:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        # Whether an attribute is safe is told from its name and the kind of its owner: once for each is enough, which
        # spares a third of the time that a page takes.
        kind = (owner, attribute)
        if kind in self._found_safe:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        is_plain = isinstance(obj, TemplateModule | LoopContext) or type(obj).__module__.startswith("reportgen.")
        if is_plain and self.is_safe_attribute(obj, attribute, value):
            self._found_safe.add(kind)
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not isinstance(obj, Path | type) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "*":
            for text, times in ((left, right), (right, left)):
                if hasattr(text, "__len__") and isinstance(times, int):
                    _require_small(len(text) * times)
        elif operator == "%" and isinstance(left, str):
            _require_small_format(left, right)
        elif operator == "**" and not (abs(left) <= _LARGEST and abs(right) <= _LARGEST_POWER):
            raise SecurityError("the power is too large")
        return super().call_binop(context, operator, left, right)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(__obj) is OwnMacro:  # what `__context.call` does about a macro, without its questions
            if kwargs:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            return __obj._called(__context.eval_ctx, args, kwargs)
        method = getattr(__obj, "__wrapped__", __obj)  # Jinja2 puts a function of its own around `format`
        if isinstance(getattr(method, "__self__", None), str):
            _require_small_format(method.__self__, *args, *kwargs.values())
        return super().call(__context, __obj, *args, **kwargs)


class _OwnFiles(jinja2.FileSystemLoader):
    """Templates of these folders; a link that leads out of them is no template."""

    def __init__(self, chain: Iterable[Path]) -> None:
        self._roots = tuple(folder.resolve() for folder in chain)
        super().__init__([str(root) for root in self._roots])

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, is_current = super().get_source(environment, template)
        path = Path(name).resolve()
        if not any(path.is_relative_to(root) for root in self._roots):
            raise SecurityError(f"“{template}” leads to {path}, outside the folders of the layout")
        return source, name, is_current


def environment(chain: Iterable[Path], bytecode_cache: jinja2.BytecodeCache) -> jinja2.Environment:
    """Where the templates of these folders run."""
    made = Sandbox(
        loader=_OwnFiles(chain),
        autoescape=True,
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=bytecode_cache,
    )
    made.template_class = OwnTemplate
    # The same brochure is the same page each time it is made.
    del made.globals["lipsum"], made.filters["random"]
    for name in _SIZED_FILTERS:
        made.filters[name] = _sized(made.filters[name])
    return made


def rendered(template: jinja2.Template, context: dict[str, Any]) -> str:
    """The page. Raises SecurityError for one that does not end."""
    parts, length = [], 0
    for part in template.generate(context):
        parts.append(part)
        length += len(part)
        if length > _LONGEST_PAGES:
            raise SecurityError(f"the pages are longer than {_LONGEST_PAGES:,} characters: does a loop not end?")
    return "".join(parts)


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that names the most similar word, if any is."""
    near = difflib.get_close_matches(name, [word for word in known if not word.startswith("_")], n=1)
    return f". Did you mean “{near[0]}”?" if near else ""


def _sized(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        _require_small_format(*args, *kwargs.values())
        return function(*args, **kwargs)

    # Jinja2 sees by these what a filter wants to be handed first.
    guarded.__dict__.update(function.__dict__)
    return guarded


def _require_small_format(*values: Any) -> None:
    for value in values:
        if isinstance(value, str) and ("%" in value or "{" in value) and _LONG_NUMBER.search(value):
            raise SecurityError("the format is too wide")
        if isinstance(value, int):
            _require_small(value)


def _require_small(number: int) -> None:
    if number > _LARGEST:
        raise SecurityError(f"{number:,} is more than the {_LARGEST:,} that a page may ask for")

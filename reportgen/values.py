"""`@dataclass(frozen=True, slots=True)` as in the standard library, but quick to import.

The standard library writes and compiles six methods for each class while it is imported: half a millisecond, and one
brochure needs two hundred classes. Here it writes them when they are first called, which most never are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn


def _dataclass(cls: Any = None, /, *, frozen: bool = False, slots: bool = False, **how: Any) -> Any:
    """As `dataclasses.dataclass`. Values that are not frozen, or have an order, are made there, whole."""
    if not (frozen and slots) or how.keys() - {"kw_only"}:
        return dataclasses.dataclass(cls, frozen=frozen, slots=slots, **how)

    def made(cls: Any) -> Any:
        cls.__doc__ = cls.__doc__ or cls.__name__  # else one is made of the signature, which takes long
        cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
        cls.__getstate__, cls.__setstate__ = _state, _set_state
        cls.__repr__ = _repr
        value = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=True, **how)
        value.__init__ = _at_first_call(value, "__init__", init=True, frozen=True)
        value.__eq__ = _at_first_call(value, "__eq__", eq=True)
        value.__hash__ = _at_first_call(value, "__hash__", eq=True, unsafe_hash=True)
        return value

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _at_first_call(cls: Any, name: str, **made: bool) -> Callable[..., Any]:
    """A method that has the true one written, puts it in its own place, and hands the call on."""

    def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        true = getattr(_written(cls, **made), name)
        true.__qualname__, true.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
        setattr(cls, name, true)
        return true(self, *args, **kwargs)

    return method


def _written(cls: Any, **made: bool) -> Any:
    """A class with the same fields, for which the standard library writes some methods."""
    fields = [(each.name, object, _again(each)) for each in dataclasses.fields(cls)]
    after = {"__post_init__": cls.__post_init__} if hasattr(cls, "__post_init__") else {}
    asked: dict[str, Any] = {"init": False, "eq": False, "repr": False, "match_args": False, **made}
    return dataclasses.make_dataclass(cls.__name__, fields, namespace=after, **asked)


def _again(field: Any) -> Any:
    """The same field for another class."""
    of = {name: getattr(field, name) for name in ("default", "default_factory", "init", "compare", "hash", "kw_only")}
    return dataclasses.field(**of)


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _refuse_to_set(self: Any, name: str, value: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

"""`@dataclass(frozen=True, slots=True)` as in the standard library, but quick to import.

The standard library writes and compiles six methods for each class while it is imported: half a millisecond, and one
brochure needs two hundred classes. Here it writes a method once it was called some hundred times, which most never are;
until then its work is done field by field, which takes some microseconds more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

_BY_HAND = 100  # calls: what they take longer by hand, together, is less than the true method takes to be written
_UNDONE = object()  # what cannot be done by hand


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
        value.__init__ = _after_some_calls(value, "__init__", _init_by_hand, init=True, frozen=True)
        value.__eq__ = _after_some_calls(value, "__eq__", _eq_by_hand, eq=True)
        value.__hash__ = _after_some_calls(value, "__hash__", _hash_by_hand, eq=True, unsafe_hash=True)
        return value

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _after_some_calls(cls: Any, name: str, by_hand: Callable[[Any], Callable[..., Any]], **made: bool) -> Any:
    """A method that is done `by_hand` at first, then has the true one written and puts that in its own place.

    It does so at once where it cannot be done by hand: the true one knows why not.
    """
    left = _BY_HAND
    act: Callable[..., Any] | None = None

    def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        nonlocal left, act
        if left:
            left -= 1
            act = act or by_hand(cls)
            answer = act(self, *args, **kwargs)
            if answer is not _UNDONE:
                return answer
        true = getattr(_written(cls, **made), name)
        true.__qualname__, true.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
        setattr(cls, name, true)
        return true(self, *args, **kwargs)

    return method


def _init_by_hand(cls: Any) -> Callable[..., Any]:
    fields = dataclasses.fields(cls)
    names = [each.name for each in fields if each.init and not each.kw_only]
    after = getattr(cls, "__post_init__", None)

    def init(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        if len(given) != len(args) + len(kwargs):  # too many, or one twice
            return _UNDONE
        for field in fields:
            if field.init and field.name in given:
                value = given.pop(field.name)
            elif field.default is not dataclasses.MISSING:
                value = field.default
            elif field.default_factory is not dataclasses.MISSING:
                value = field.default_factory()
            else:
                return _UNDONE
            object.__setattr__(self, field.name, value)
        if given:
            return _UNDONE
        return after(self) if after else None

    return init


def _eq_by_hand(cls: Any) -> Callable[..., Any]:
    compared = _getter(each.name for each in dataclasses.fields(cls) if each.compare)

    def eq(self: Any, other: Any, /) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return eq


def _hash_by_hand(cls: Any) -> Callable[..., Any]:
    fields = dataclasses.fields(cls)
    hashed = _getter(each.name for each in fields if (each.compare if each.hash is None else each.hash))
    return lambda self: hash(hashed(self))


def _getter(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    kept = tuple(names)
    return lambda value: tuple(getattr(value, name) for name in kept)


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

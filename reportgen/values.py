"""`@dataclass(frozen=True, slots=True)` as in the standard library, but quick to import.

The standard library writes and compiles six methods for each class while it is imported: half a millisecond, and one
brochure needs two hundred classes. Here they are written when they are first called, which most never are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

_REQUIRED = dataclasses.MISSING


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
        value.__init__ = _at_first_call(value, "__init__", _init)
        value.__eq__ = _at_first_call(value, "__eq__", _eq)
        value.__hash__ = _at_first_call(value, "__hash__", _hash)
        return value

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _at_first_call(cls: Any, name: str, write: Callable[[Any], tuple[str, dict[str, Any]]]) -> Callable[..., Any]:
    """A method that writes the true one, puts it in its own place, and hands the call on."""

    def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        source, names = write(cls)
        exec(source, names)  # noqa: S102 (the names of fields, which stand in our own source)
        true = names[name]
        true.__qualname__, true.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
        setattr(cls, name, true)
        return true(self, *args, **kwargs)

    return method


def _init(cls: Any) -> tuple[str, dict[str, Any]]:
    names: dict[str, Any] = {"set_": object.__setattr__, "unset": _REQUIRED}
    fields = [each for each in dataclasses.fields(cls) if each.init]
    parameters, by_name, lines = ["self"], ["*"], [" pass"]
    for field in fields:
        parameter, value = field.name, field.name
        if field.default is not _REQUIRED:
            names[f"default_{field.name}"] = field.default
            parameter += f"=default_{field.name}"
        elif field.default_factory is not _REQUIRED:
            names[f"make_{field.name}"] = field.default_factory
            parameter += "=unset"
            value = f"make_{field.name}() if {field.name} is unset else {field.name}"
        (by_name if field.kw_only else parameters).append(parameter)
        lines.append(f" set_(self, {field.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    if len(by_name) > 1:
        parameters += by_name
    return f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), names


def _eq(cls: Any) -> tuple[str, dict[str, Any]]:
    mine, others = (_tuple(of, _compared(cls)) for of in ("self", "other"))
    return f"def __eq__(self, other):\n return {mine} == {others} if other.__class__ is self.__class__ else no", {
        "no": NotImplemented
    }


def _hash(cls: Any) -> tuple[str, dict[str, Any]]:
    return f"def __hash__(self):\n return hash({_tuple('self', _compared(cls))})", {}


def _compared(cls: Any) -> list[str]:
    return [each.name for each in dataclasses.fields(cls) if each.compare]


def _tuple(of: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


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

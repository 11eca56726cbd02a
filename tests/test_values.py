"""Our dataclass does what the standard library's does; only when it does it differs."""

from __future__ import annotations

import contextlib
import dataclasses
import pickle
from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar

import pytest

from reportgen import values


class Base:
    """What has a name."""

    kind: ClassVar[str] = "of paper"
    name: str


class Sheet(Base):
    """A sheet."""

    sizes_pt: tuple[float, ...]
    notes: list[str] = dataclasses.field(default_factory=list, compare=False)
    secret: bytes = dataclasses.field(default=b"", repr=False)


class Bare:
    width_pt: float
    copies: int = 1

    def __post_init__(self) -> None:
        if self.width_pt < 0:
            raise ValueError("less than nothing")


def made(by: Callable[..., Any], cls: type, parent: Any = None, **how: Any) -> Any:
    """A class made of a plain one, which stays as it is."""
    body = {key: value for key, value in vars(cls).items() if key not in ("__dict__", "__weakref__")}
    body["__annotations__"] = dict(cls.__annotations__)
    for key, value in body.items():
        if isinstance(value, dataclasses.Field):
            body[key] = copy(value)
    return by(type(cls.__name__, (parent,) if parent else (), body), frozen=True, slots=True, **how)


def bare(by: Callable[..., Any]) -> Any:
    return made(by, Bare)


def sheet(by: Callable[..., Any]) -> Any:
    return made(by, Sheet, made(by, Base, kw_only=True), kw_only=True)


def used(cls: Any, *args: Any, **kwargs: Any) -> Any:
    """The class after so many values that its methods are written."""
    by_hand = cls.__init__, cls.__eq__, cls.__hash__
    for _ in range(101):
        value = cls(*args, **kwargs)
        assert value == value
        with contextlib.suppress(TypeError):
            hash(value)
    assert not {cls.__init__, cls.__eq__, cls.__hash__} & {*by_hand}
    return cls


@values.dataclass(frozen=True, slots=True)
class Point:
    """Of this module, so that it can be pickled."""

    x: float
    y: float = 0.0


def told(act: Callable[[Any], Any], cls: Any) -> str:
    try:
        return repr(act(cls))
    except (TypeError, ValueError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize(
    "act",
    [
        lambda cls: cls(2.0),
        lambda cls: cls(width_pt=2.0, copies=3),
        lambda cls: cls(),
        lambda cls: cls(1.0, 2, 3),
        lambda cls: cls(1.0, sides=2),
        lambda cls: cls(1.0, width_pt=2.0),
        lambda cls: cls(-1.0),
        lambda cls: setattr(cls(1.0), "copies", 2),
        lambda cls: delattr(cls(1.0), "copies"),
        lambda cls: (cls(1.0) == cls(1.0, 1), cls(1.0) == cls(1.0, 2), cls(1.0) == (1.0, 1), cls(1.0) != cls(2.0)),
        lambda cls: hash(cls(1.0)) == hash((1.0, 1)),
        lambda cls: {cls(1.0), cls(1.0), cls(2.0)},
        lambda cls: dataclasses.replace(cls(1.0), copies=4),
        lambda cls: dataclasses.asdict(cls(1.0)),
        lambda cls: copy(cls(1.0, 5)),
        lambda cls: [(each.name, each.default) for each in dataclasses.fields(cls)],
        lambda cls: (cls.__slots__, cls.__match_args__, cls(1.0) < cls(2.0)),
    ],
)
def test_it_does_what_the_standard_library_does(act: Callable[[Any], Any]) -> None:
    expected = told(act, bare(dataclasses.dataclass))
    assert told(act, bare(values.dataclass)) == expected
    assert told(act, used(bare(values.dataclass), 1.0)) == expected


@pytest.mark.parametrize(
    "act",
    [
        lambda cls: cls(name="a4", sizes_pt=(595.0, 842.0), secret=b"x"),
        lambda cls: cls("a4"),
        lambda cls: cls(name="a4", sizes_pt=(), colours=3),
        lambda cls: cls(name="a4"),
        lambda cls: cls(name="a", sizes_pt=()) == cls(name="a", sizes_pt=(), notes=["not compared"]),
        lambda cls: cls(name="a", sizes_pt=()) == cls(name="a", sizes_pt=(), secret=b"compared"),
        lambda cls: cls(name="a", sizes_pt=()).notes is cls(name="a", sizes_pt=()).notes,
        lambda cls: cls.kind,
    ],
)
def test_fields_by_name_and_of_a_parent(act: Callable[[Any], Any]) -> None:
    expected = told(act, sheet(dataclasses.dataclass))
    assert told(act, sheet(values.dataclass)) == expected
    assert told(act, used(sheet(values.dataclass), name="", sizes_pt=())) == expected


def test_a_worker_gets_a_value_as_it_was() -> None:
    assert pickle.loads(pickle.dumps(Point(1.0, 2.0))) == Point(1.0, 2.0)  # noqa: S301 (our own)


def test_methods_are_written_once() -> None:
    cls = used(bare(values.dataclass), 1.0)
    written = cls.__init__
    cls(2.0)
    assert cls.__init__ is written


def test_what_has_an_order_or_changes_is_the_standard_librarys() -> None:
    ordered = made(values.dataclass, Bare, order=True)
    assert ordered(1.0) < ordered(2.0)
    changing = values.dataclass(slots=True)(type("Changing", (), {"__annotations__": {"x": "int"}}))
    value = changing(1)
    value.x = 2
    assert value.x == 2

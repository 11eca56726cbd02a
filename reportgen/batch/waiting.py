"""The tasks that wait for a worker, by what they have in common."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Task = TypeVar("Task")


class Waiting(Generic[Task]):
    """Tasks in their order, but those of one kin go to one worker as long as there are others for the others."""

    def __init__(self, kin: Callable[[Task], Hashable], tasks: Iterable[Task] = ()) -> None:
        self._kin = kin
        self._families: dict[Hashable, deque[Task]] = {}
        for task in tasks:
            self._families.setdefault(kin(task), deque()).append(task)
        self._fresh = deque(self._families)  # families that no worker has begun

    def __len__(self) -> int:
        return sum(map(len, self._families.values()))

    def __bool__(self) -> bool:
        return bool(self._families)  # asked far more often than how many there are

    def clear(self) -> None:
        self._families.clear()
        self._fresh.clear()

    def take(self, last: Hashable) -> Task:
        """The next task for a worker whose last one was of this kin. There has to be one."""
        if last not in self._families:
            last = (
                self._fresh.popleft() if self._fresh else max(self._families, key=lambda kin: len(self._families[kin]))
            )
        elif self._fresh and self._fresh[0] == last:
            self._fresh.popleft()
        family = self._families[last]
        task = family.popleft()
        if not family:
            del self._families[last]
        return task

    def put_back(self, task: Task) -> None:
        """The worker could not take it."""
        self._families.setdefault(self._kin(task), deque()).appendleft(task)

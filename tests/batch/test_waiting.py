"""Which task a worker is given next."""

from __future__ import annotations

from reportgen.batch.waiting import Waiting


def first_letter(task: str) -> str:
    return task[0]


def test_a_worker_stays_with_one_kind_as_long_as_there_are_others_for_the_others() -> None:
    waiting = Waiting(first_letter, ["a1", "a2", "a3", "b1", "b2", "c1"])
    one, other = waiting.take(None), waiting.take(None)
    assert (one, other) == ("a1", "b1")
    assert (waiting.take("a"), waiting.take("b")) == ("a2", "b2")
    assert waiting.take("b") == "c1"  # none of its kind is left
    assert waiting.take("c") == "a3"  # nor any that nobody has begun: it helps with the most
    assert not waiting
    assert len(waiting) == 0


def test_without_kinds_tasks_keep_their_order() -> None:
    waiting = Waiting(lambda task: None, ["b", "a", "c"])
    assert [waiting.take(None) for _ in range(3)] == ["b", "a", "c"]


def test_a_task_that_could_not_be_handed_out_is_the_next() -> None:
    waiting = Waiting(first_letter, ["a1", "a2", "b1"])
    task = waiting.take(None)
    waiting.put_back(task)
    assert len(waiting) == 3
    assert waiting.take("a") == "a1"


def test_a_stop_clears_them() -> None:
    waiting = Waiting(first_letter, ["a1", "b1"])
    waiting.clear()
    assert not waiting

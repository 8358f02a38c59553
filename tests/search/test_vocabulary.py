from __future__ import annotations

import pickle
import threading

from bot.search.vocabulary import Vocabulary


def test_names_keep_their_numbers_while_others_come() -> None:
    vocabulary = Vocabulary(["bridge", "road"])
    names, numbers = vocabulary.names, vocabulary.numbers
    assert [vocabulary.add(name) for name in ("road", "tunnel", "bridge", "tunnel")] == [1, 2, 0, 2]
    assert [*names] == ["bridge", "road", "tunnel"]
    assert numbers == {"bridge": 0, "road": 1, "tunnel": 2}
    assert len(vocabulary) == 3


def test_another_process_gets_the_same_and_one_that_grows() -> None:
    vocabulary = pickle.loads(pickle.dumps(Vocabulary(["bridge"])))  # noqa: S301 - our own
    assert vocabulary.add("road") == 1
    assert [*vocabulary.names] == ["bridge", "road"]


def test_threads_that_add_and_read_at_once_agree() -> None:
    vocabulary = Vocabulary()
    words = [f"w{n}" for n in range(5_000)]
    found: list[list[int]] = []

    def add() -> None:
        found.append([vocabulary.add(word) for word in words])

    def read() -> None:
        for _ in range(300):
            for name, number in [*vocabulary.numbers.items()][-3:]:
                assert vocabulary.names[number] == name

    threads = [threading.Thread(target=add) for _ in range(3)]
    threads.append(threading.Thread(target=read))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(own == found[0] for own in found)
    assert sorted(found[0]) == [*range(5_000)]
    assert [vocabulary.names[number] for number in found[0]] == words

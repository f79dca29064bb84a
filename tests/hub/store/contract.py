"""What every `EventStore` promises; each kind of store runs these."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events import codec
from events.examples import EXAMPLES
from events.local_time import local
from hub.application.ports import AnsweredBefore, CannotWrite, EventStore
from tests.hub.written import AT, BY, DAY, answer, run, written

BODIES = [EXAMPLES[name] for name in {**codec.EVENTS, **codec.FACTS}]
DEVICE = "hk01/device/dispenser-1"


class EventStoreContract:
    """The promises, one test each; `store` is a fixture of who runs them."""

    def test_a_new_store_is_empty(self, store: EventStore) -> None:
        """Nothing is at any position, in any stream."""
        assert store.last_position() == 0
        assert store.last_stream("hk01/0", "hk01/:") is None
        assert store.last_version(DAY) == 0
        assert list(store.read_stream(DAY)) == []
        assert store.newest(DAY, 10) == []
        assert store.read_after(0, 1_000) == []

    def test_what_is_saved_is_read(self, store: EventStore) -> None:
        """Events come back as they were given, in order, with their positions."""
        events = run(1, 3)

        store.save(events, [])

        assert store.read_after(0, 1_000) == events
        assert list(store.read_stream(DAY)) == events

    def test_every_event_survives_its_json(self, store: EventStore) -> None:
        """Each event of the contract is read as it was written."""
        events = [
            written(place, event=body, correlation="c-1", device_at=AT)
            for place, body in enumerate(BODIES, 1)
        ]

        store.save(events, [])

        assert store.read_after(0, 1_000) == events

    def test_positions_have_no_gaps(self, store: EventStore) -> None:
        """Positions run on from 1, over all streams and all batches."""
        store.save(run(1, 2), [])
        store.save([*run(3, 3, DEVICE, before=2), *run(4, 4, before=1)], [])
        store.save(run(5, 5, DEVICE, before=3), [])

        positions = [event.position for event in store.read_after(0, 1_000)]
        assert positions == [1, 2, 3, 4, 5]
        assert store.last_position() == 5

    def test_versions_are_counted_per_stream(self, store: EventStore) -> None:
        """Each stream knows its own newest version."""
        store.save([*run(1, 3), *run(4, 5, DEVICE, before=3)], [])

        assert store.last_version(DAY) == 3
        assert store.last_version(DEVICE) == 2
        assert [e.version for e in store.read_stream(DEVICE)] == [1, 2]

    def test_reading_goes_on_page_by_page(self, store: EventStore) -> None:
        """A page begins right after the position named and is no longer than asked."""
        store.save(run(1, 25), [])

        assert [e.position for e in store.read_after(0, 10)] == list(range(1, 11))
        assert [e.position for e in store.read_after(10, 10)] == list(range(11, 21))
        assert [e.position for e in store.read_after(20, 10)] == list(range(21, 26))
        assert store.read_after(25, 10) == []

    def test_a_long_stream_is_read_whole(self, store: EventStore) -> None:
        """No default page size cuts a day short."""
        store.save(run(1, 2_345), [])

        assert [e.version for e in store.read_stream(DAY)] == list(range(1, 2_346))
        assert len(store.read_after(0, 5_000)) == 2_345

    def test_the_newest_of_a_stream(self, store: EventStore) -> None:
        """The last events come in order, all of them if there are fewer."""
        store.save([*run(1, 5), *run(6, 6, DEVICE, before=5)], [])

        assert [e.version for e in store.newest(DAY, 2)] == [4, 5]
        assert [e.version for e in store.newest(DAY, 100)] == [1, 2, 3, 4, 5]
        assert [e.version for e in store.newest(DEVICE, 2)] == [1]

    def test_the_last_stream_by_name(self, store: EventStore) -> None:
        """The last day is found among devices and other offices."""
        names = ("hk01/2026-11-21", DAY, DEVICE, "hk02/2026-11-23")
        store.save([written(n, 1, s) for n, s in enumerate(names, 1)], [])

        assert store.last_stream("hk01/0", "hk01/:") == DAY
        assert store.last_stream("hk02/0", "hk02/:") == "hk02/2026-11-23"
        assert store.last_stream("hk03/0", "hk03/:") is None
        assert store.last_stream(DAY, DAY) is None

    def test_answers_are_kept_with_their_events(self, store: EventStore) -> None:
        """An answer is found again by source and id, and only by both."""
        kept = answer("press-1")

        store.save([written(1)], [kept])

        assert store.answer_to(BY, "press-1") == kept
        assert store.answer_to(BY, "press-2") is None
        assert store.answer_to("/office/hk01/http", "press-1") is None

    def test_an_answer_needs_no_event(self, store: EventStore) -> None:
        """A refusal is kept by itself."""
        store.save([], [answer("press-1", name="refused")])

        assert store.answer_to(BY, "press-1") is not None
        assert store.last_position() == 0

    def test_two_sources_may_use_one_id(self, store: EventStore) -> None:
        """An id belongs to its sender."""
        other = answer("press-1", source="/office/hk01/http")

        store.save([], [answer("press-1"), other])

        assert store.answer_to(other.source, "press-1") == other

    def test_a_command_is_answered_once(self, store: EventStore) -> None:
        """A second answer to a command is refused, with all that came with it."""
        store.save([written(1)], [answer("press-1")])

        with pytest.raises(AnsweredBefore):
            store.save([written(2)], [answer("press-2"), answer("press-1")])

        assert store.last_position() == 1
        assert store.answer_to(BY, "press-2") is None

    def test_a_batch_answers_a_command_once(self, store: EventStore) -> None:
        """Not even the same batch answers twice."""
        with pytest.raises(CannotWrite):
            store.save([written(1)], [answer("press-1"), answer("press-1")])

        assert store.last_position() == 0

    @pytest.mark.parametrize(
        "late",
        [written(2, 1), written(3, 2), written(1, 2)],
        ids=["version taken", "position too far", "position taken"],
    )
    def test_all_or_nothing(self, store: EventStore, late) -> None:
        """A taken version or a position that is not the next writes nothing at all."""
        store.save([written(1)], [])

        with pytest.raises(CannotWrite):
            store.save([late], [answer("press-1")])

        assert store.read_after(0, 10) == [written(1)]
        assert store.answer_to(BY, "press-1") is None

    def test_a_batch_takes_each_version_once(self, store: EventStore) -> None:
        """Two events of a batch cannot stand at one place."""
        with pytest.raises(CannotWrite):
            store.save([written(1, 1), written(2, 1)], [])

        assert store.last_position() == 0
        assert list(store.read_stream(DAY)) == []

    def test_after_a_failed_save_the_next_goes_through(self, store: EventStore) -> None:
        """A refused batch uses no position up."""
        with pytest.raises(CannotWrite):
            store.save(run(5, 9), [])

        store.save(run(1, 2), [])

        assert [e.position for e in store.read_after(0, 10)] == [1, 2]

    def test_old_answers_are_forgotten(self, store: EventStore) -> None:
        """Answers older than the instant go, whatever the zone of their clock."""
        old = local(AT - timedelta(days=7, minutes=1)).replace(microsecond=0)
        store.save(
            [written(1)],
            [
                answer("old", days_ago=7.5),
                answer("older", at=old),
                answer("kept", days_ago=6.5),
                answer("edge", days_ago=7),
            ],
        )

        assert store.forget_answers(AT - timedelta(days=7)) == 2
        assert store.answer_to(BY, "old") is None
        assert store.answer_to(BY, "older") is None
        assert store.answer_to(BY, "kept") is not None
        assert store.answer_to(BY, "edge") is not None
        assert store.forget_answers(AT - timedelta(days=7)) == 0
        assert store.last_position() == 1

    def test_a_probe_leaves_no_trace(self, store: EventStore) -> None:
        """To try the medium, as often as one likes, records nothing."""
        store.save([written(1)], [answer("press-1")])
        id = store.store_id

        for _ in range(3):
            store.probe()

        assert store.read_after(0, 10) == [written(1)]
        assert store.answer_to(BY, "press-1") is not None
        assert store.store_id == id

    def test_its_id_stays(self, store: EventStore) -> None:
        """A store's id is the same for as long as it is open, and not empty."""
        assert store.store_id
        assert store.store_id == store.store_id

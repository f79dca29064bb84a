"""The box and its way to the hub: cut, mended, full of junk; it goes on."""

from __future__ import annotations

from counter_device.app import Shown
from counter_device.counter import Sign
from events import topics
from events.device import Connection, Identify
from events.replies import Accepted
from tests.counter_device.conftest import Bench
from tests.counter_device.fake_hub import COUNTER, DEVICE, OFFICE, refusal, state_of
from tests.junk import junk, topics_of


def test_presses_while_cut_are_never_sent_later(bench: Bench) -> None:
    """What is pressed without a broker is refused and forgotten."""
    bench.broker.go_down()
    bench.wait(lambda shown: shown.digits == "-  -")
    bench.tap("next")
    bench.wait_lamps("refused", "cut")
    bench.double("recall")
    bench.pass_time(3)
    bench.wait_lamps("cut")
    bench.broker.come_up()
    bench.wait(lambda shown: shown.is_connected)
    bench.tap("pause")
    bench.hub.wait_asked(1)
    assert bench.hub.names() == ["pause-counter"]


def test_a_press_that_began_while_cut_means_nothing(bench: Bench) -> None:
    """A key that was down when the hub came back asks nothing when it goes up."""
    bench.broker.go_down()
    bench.wait(lambda shown: not shown.is_connected)
    bench.hold("next", 0.5)
    bench.broker.come_up()
    bench.wait(lambda shown: shown.is_connected and shown.lamps.refused)
    bench.pass_time(2)
    bench.tap("next")
    bench.tap("pause")
    bench.hub.wait_asked(1)
    assert bench.hub.names() == ["pause-counter"]


def test_a_press_in_flight_is_given_up_with_the_broker(bench: Bench) -> None:
    """A press whose answer went down with the broker is shown as unanswered."""
    bench.hub.answer = None
    bench.tap("next")
    bench.hub.wait_asked(1)
    bench.broker.go_down()
    bench.wait_lamps("refused", "cut")


def test_a_hub_that_is_silent_for_30_s_is_gone(bench: Bench) -> None:
    """The broker alone is no connection; a heartbeat brings the box back."""
    bench.pass_time(30)
    bench.wait_lamps("cut")
    bench.tap("next")
    bench.wait_lamps("refused", "cut")
    bench.hub.beat()
    bench.wait(lambda shown: shown.is_connected)
    assert bench.hub.names() == []


def test_a_retained_heartbeat_is_no_sign_of_life() -> None:
    """A box that finds only the last heartbeat of a dead hub stays cut."""
    bench = Bench()
    bench.hub.start()
    bench.hub.is_beating = False
    bench.thread.start()
    bench.wait(lambda shown: shown.state is not None)
    assert not bench.shown[-1].is_connected
    assert bench.lit(bench.shown[-1]) == {"cut"}
    bench.hub.beat()
    bench.wait(lambda shown: shown.is_connected)
    bench.end()


def test_another_hub_is_told_and_believed(bench: Bench) -> None:
    """A hub that began anew hears who is here; its lower revisions count."""
    bench.hub.answer = Accepted(revision=500, state="called")
    bench.tap("next")
    bench.hub.wait_asked(1)
    announced = len(bench.hub.statuses)
    bench.hub.epoch = "second"
    bench.hub.beat()
    bench.hub.show(state_of("idle", 7))
    bench.wait(lambda shown: shown.state is not None and shown.state.revision == 7)
    assert len(bench.hub.statuses) == announced + 1
    bench.tap("next")
    assert bench.hub.wait_asked(2).body().revision == 7


def test_the_plug_pulled_and_put_back(bench: Bench) -> None:
    """The panel's fault cuts the box off as a pulled plug does, and mends."""
    bench.plug(True)
    bench.wait_lamps("cut")
    assert bench.hub.last_status() is Connection.LOST
    bench.plug(False)
    bench.plug(False)
    bench.wait_lamps("accepted")
    assert bench.hub.last_status() is Connection.READY
    bench.tap("next")
    bench.hub.wait_asked(1)
    assert bench.hub.names() == ["call-next"]


def test_it_leaves_in_good_order(bench: Bench) -> None:
    """A box that is told to stop says goodbye and puts its lamps out."""
    bench.end()
    assert bench.hub.last_status() is Connection.DISCONNECTED
    assert not any(bench.keys.factory.pin(pin).state for pin in (5, 6, 13, 19))


def test_all_it_shows_is_true(bench: Bench) -> None:
    """Accepted is never lit while the box is cut off."""
    bench.broker.go_down()
    bench.wait(lambda shown: not shown.is_connected)
    bench.broker.come_up()
    bench.wait(lambda shown: shown.is_connected)

    def lies(shown: Shown) -> bool:
        return shown.lamps.accepted and not shown.is_connected

    assert not [shown for shown in bench.shown if lies(shown)]


def test_answers_to_others_are_not_shown(bench: Bench, caplog) -> None:
    """What answers no press of this box is no refusal; the log has one line of it."""
    for n in range(300):
        bench.hub.reply(f"no-{n}", refusal())
    bench.hub.answer = Accepted(revision=413)
    bench.tap("next")
    bench.wait(lambda shown: shown.sign is Sign.ACCEPTED)

    assert all(shown.refusal is None for shown in bench.shown)
    assert caplog.text.count("an answer that is not waited for") == 1


def test_junk_is_logged_once(bench: Bench, caplog) -> None:
    """Three hundred messages that cannot be read are one line, without their words."""
    topic = topics.reply(OFFICE, DEVICE)
    for n in range(300):
        payload = b'{"specversion": "Nguyen Van Canary 0912345678 %d"}' % n
        bench.broker.deliver(topic, payload, retain=False)
    bench.hub.answer = Accepted(revision=413)
    bench.tap("next")
    bench.wait(lambda shown: shown.sign is Sign.ACCEPTED)

    said = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert said == ["passed over a message on its reply topic: Malformed"]


def test_messages_that_make_no_sense_are_passed_over(bench: Bench, caplog) -> None:
    """Noise on the box's topics costs nothing but a line in the log."""
    hub = bench.hub
    hub.link.publish(topics.reply(OFFICE, DEVICE), b"{noise")
    hub.link.publish(topics.counter(OFFICE, COUNTER), b"", retain=True)
    hub.publish(topics.order(OFFICE, DEVICE), Accepted(revision=1))
    hub.publish(topics.counter(OFFICE, COUNTER), Identify())
    bench.hub.show(state_of("called", 413, ticket="A048"))
    bench.wait(lambda shown: shown.digits == "A048")
    assert "passed over a message" in caplog.text


def test_junk_on_every_topic_harms_nothing(bench: Bench) -> None:
    """Whatever a broker kept or somebody says where the box listens, it goes on."""
    where = (*topics_of(OFFICE, DEVICE), topics.counter(OFFICE, COUNTER))
    for payload in junk(OFFICE):
        for topic in where:
            bench.broker.deliver(topic, payload, retain=False)
            bench.broker.retained[topic] = payload
        before = bench.hub.times_ready()
        bench.plug(is_cut=True)
        bench.plug(is_cut=False)
        bench.hub.wait_ready(before + 1)
    bench.hub.show(state_of("idle", revision=500))
    bench.hub.beat()
    bench.wait(lambda shown: shown.state == bench.hub.state and shown.is_connected)
    bench.tap("next")

    assert bench.hub.wait_asked(1).body().revision == 500

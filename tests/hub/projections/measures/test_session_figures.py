"""Figures of the help itself, from a morning told by hand and worked out by hand.

A001: a citizen files two dossiers, guided; pays 50 000 online; result by post; rates 5.
A002: an enterprise's filing is done for it, as it has no device; papers are missing.
A003: a citizen is sent for papers, comes back after 20 minutes and files; pays at the
counter; rates 2 because of the waiting and of money asked for. A004: a look-up.
A005 is still helped. C001 was not called.
"""

from typing import Any

from events import session
from events.session import (
    DifficultyKind,
    Intent,
    Mode,
    ModeReason,
    Outcome,
    PaymentKind,
    RatingReason,
    ReturnWay,
    SessionPause,
    Step,
    StepResult,
    VisitorType,
)
from hub.projections.measured.instants import MINUTE
from hub.projections.measures import Share, Spread, figures
from tests.given import together
from tests.history import called, issued, parked, returned, started
from tests.hub.projections.measures.hands import facts_of, minutes, on
from tests.session_history import (
    USUAL,
    begun,
    done,
    paused,
    rated,
    resumed,
    session_id,
)

BY_ENTERPRISE = {
    "visitor": VisitorType.ENTERPRISE,
    "intent": Intent.FILE,
    "mode": Mode.DONE_FOR,
    "reason": ModeReason.NO_DEVICE,
}


def described(ticket: str, **how: Any) -> session.SessionDescribed:
    """Who came and what for."""
    return session.SessionDescribed(session=session_id(ticket), **{**USUAL, **how})


def stepped(
    ticket: str, step: Step, result: StepResult = StepResult.DONE
) -> session.StepCompleted:
    """A step ended."""
    return session.StepCompleted(session=session_id(ticket), step=step, result=result)


def filed(ticket: str, procedure: str, level: str = "full") -> Any:
    """A dossier was filed."""
    return session.SubmissionRecorded(
        session=session_id(ticket), procedure=procedure, level=level
    )


def paid(ticket: str, kind: PaymentKind, online: bool) -> session.PaymentRecorded:
    """Somebody paid."""
    return session.PaymentRecorded(
        session=session_id(ticket), kind=kind, amount_vnd=50_000, is_online=online
    )


def by(ticket: str, way: ReturnWay) -> session.ReturnChosen:
    """How the result comes."""
    return session.ReturnChosen(session=session_id(ticket), way=way)


def difficulty(kind: DifficultyKind, ticket: str | None = None) -> Any:
    """Something stood in the way."""
    of = None if ticket is None else session_id(ticket)
    return session.DifficultyNoted(kind=kind, session=of)


FOR_PAPERS = together(
    parked("A003", at="1"), paused("A003", SessionPause.MISSING_PAPERS)
)
HELP = facts_of(
    on("08:00", *(issued(f"A00{n}") for n in range(1, 6)), issued("C001")),
    on("08:01", called("A001", to="1"), begun("A001", at="1")),
    on("08:03", stepped("A001", Step.ADVICE)),
    on("08:08", stepped("A001", Step.SUBMIT)),
    on("08:09", filed("A001", "birth"), filed("A001", "residence", "part")),
    on("08:09", paid("A001", PaymentKind.STATE_FEE, online=True)),
    on("08:09", paid("A001", PaymentKind.POSTAGE, online=False)),
    on("08:10", by("A001", ReturnWay.POST)),
    on("08:11", done("A001", "1", Outcome.SUBMITTED)),
    on("08:12", rated("A001", 5)),
    on("08:13", called("A002", to="2"), begun("A002", at="2")),
    on("08:14", described("A002", **BY_ENTERPRISE)),
    on("08:17", stepped("A002", Step.ADVICE, StepResult.MISSING_PAPERS)),
    on("08:18", difficulty(DifficultyKind.PAPERS, "A002")),
    on("08:19", done("A002", "2", Outcome.MISSING_PAPERS)),
    on("08:20", called("A003", to="1"), begun("A003", at="1")),
    on("08:21", stepped("A003", Step.ADVICE)),
    on("08:24", FOR_PAPERS),
    on("08:44", returned("A003", at="1")),
    on("08:45", called("A003", to="1")),
    on("08:46", together(started("A003", at="1"), resumed("A003"))),
    on("08:47", stepped("A003", Step.SUBMIT)),
    on("08:48", filed("A003", "birth")),
    on("08:48", paid("A003", PaymentKind.STATE_FEE, online=False)),
    on("08:48", by("A003", ReturnWay.ELECTRONIC)),
    on("08:50", done("A003", "1", Outcome.SUBMITTED)),
    on("08:51", rated("A003", 2, reasons=tuple(RatingReason)[:1])),
    on("08:52", called("A004", to="2"), begun("A004", at="2")),
    on("08:53", described("A004", intent=Intent.LOOK_UP)),
    on("08:55", done("A004", "2", Outcome.TRACKED)),
    on("08:56", difficulty(DifficultyKind.NETWORK)),
    on("08:57", called("A005", to="1"), begun("A005", at="1")),
    now="09:00",
)
NOW = figures(HELP)


def test_outcomes_are_of_sessions_that_ended() -> None:
    """Five sessions began, four ended: two filed, one lacked papers, one looked up."""
    assert NOW.sessions == 5
    assert NOW.outcomes == {"submitted": 2, "missing-papers": 1, "tracked": 1}


def test_visitors_are_of_the_type_their_session_says() -> None:
    """Who has no session yet is of no known type, and is counted as such."""
    assert NOW.visitors_by_type == {"citizen": 4, "enterprise": 1, "unknown": 1}
    assert sum(NOW.visitors_by_type.values()) == NOW.visitors


def test_the_submission_rate_is_of_who_came_to_file() -> None:
    """Two of three left with a filing; who came to look up is in neither number."""
    assert NOW.submitted == Share(2, 3)
    assert NOW.intents == {"file": 4, "look-up": 1}


def test_submissions_are_counted_one_by_one() -> None:
    """A session may file several: three dossiers by two sessions."""
    assert NOW.submissions == 3
    assert NOW.levels == {"full": 2, "part": 1}
    assert NOW.procedures == {"birth": 2, "residence": 1}


def test_done_at_one_go_is_without_being_sent_away() -> None:
    """One of two who filed had to fetch papers; of four sessions one came back."""
    assert NOW.first_visit == Share(1, 2)
    assert NOW.came_back == Share(1, 4)


def test_done_for_is_split_by_reason() -> None:
    """One of five was done for the visitor, for want of a device."""
    assert NOW.done_for == Share(1, 5)
    assert NOW.mode_reasons == {"no-device": 1}


def test_only_state_fees_are_paid_online_or_not() -> None:
    """One of two state fees; postage is no fee."""
    assert NOW.paid_online == Share(1, 2)


def test_return_by_post_is_of_sessions_that_filed() -> None:
    """One of two results comes by post."""
    assert NOW.postal_return == Share(1, 2)


def test_difficulties_of_session_and_office_are_counted() -> None:
    """Papers were missing once, the network was away once."""
    assert NOW.difficulties == {"papers": 1, "network": 1}


def test_ratings_say_share_mean_and_n() -> None:
    """A 5 and a 2: half are satisfied, the mean is 3.5, half of four answered."""
    assert NOW.ratings == {5: 1, 2: 1}
    assert (NOW.liked, NOW.disliked) == (Share(1, 2), Share(1, 2))
    assert NOW.mean_score == 3.5
    assert NOW.rated == Share(2, 4)
    assert NOW.rating_reasons == {"waiting": 1}


def test_a_step_lasts_from_the_one_before() -> None:
    """Advice took 2, 4 and 1 minutes; A003's pause is in no step."""
    advice = Spread(
        n=3,
        total=7 * MINUTE,
        p50=2 * MINUTE,
        p90=4 * MINUTE,
        p95=4 * MINUTE,
        longest=4 * MINUTE,
    )

    assert NOW.steps["advice"] == advice
    assert NOW.steps["submit"].total == sum(minutes(5, 4))
    assert NOW.step_results == {
        "advice": {"done": 2, "missing-papers": 1},
        "submit": {"done": 2},
    }


def test_session_time_leaves_pauses_out() -> None:
    """10, 6, 4 + 4 and 3 minutes; the one going on has no time yet."""
    assert (NOW.worked.n, NOW.worked.total) == (4, sum(minutes(10, 6, 8, 3)))


def test_steps_fit_into_sessions_and_sessions_into_serving() -> None:
    """What a session took is part of what its visit was served."""
    steps = sum(spans.total for spans in NOW.steps.values())

    assert steps <= NOW.worked.total <= NOW.handling.total


def test_several_reasons_of_one_rating_count_each() -> None:
    """A visitor may tick the waiting and the money at once."""
    facts = facts_of(
        on("08:00", issued("A001"), called("A001", to="1"), begun("A001", at="1")),
        on("08:09", done("A001", "1", Outcome.SUBMITTED)),
        on("08:10", rated("A001", 1, reasons=tuple(RatingReason))),
    )

    assert figures(facts).rating_reasons == dict.fromkeys(map(str, RatingReason), 1)

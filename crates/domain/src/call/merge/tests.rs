use proptest::prelude::*;
use proptest::sample::subsequence;
use uuid::Uuid;

use super::*;
use crate::call::{FaultOwner, Role, TransferOutcome};

fn call() -> Call {
    let vapi_call_id = VapiCallId::parse("01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11").unwrap();
    Call::unknown(CallId(Uuid::nil()), OrganizationId(Uuid::nil()), vapi_call_id)
}

fn observed(rank: SourceRank, second: i64, hash: u64, status: Option<Status>) -> Observation {
    Observation {
        vapi_call_id: call().vapi_call_id,
        stamp: Stamp {
            rank,
            at: DateTime::from_timestamp(second, 0).unwrap(),
            source: Source::Message,
            hash,
        },
        status,
        is_final: false,
        is_complete: false,
        facts: Facts::default(),
        derived: Facts::default(),
    }
}

fn merged(observations: impl IntoIterator<Item = Observation>) -> Call {
    observations.into_iter().fold(call(), |call, observation| call.merge(observation).0)
}

fn any_observation() -> impl Strategy<Value = Observation> {
    let status = prop::option::of(prop_oneof![
        Just(Status::Ringing),
        Just(Status::InProgress),
        Just(Status::Forwarding),
        Just(Status::Ended),
    ]);
    let rank = prop_oneof![Just(SourceRank::Status), Just(SourceRank::Record)];
    // Few moments and few hashes, so that ties are common.
    (
        rank,
        0..4_i64,
        0..1_000_000_u64,
        status,
        any::<bool>(),
        prop::option::of("[a-c]"),
        prop::option::of(0..3_i64),
        prop::option::of(0..3_i64),
    )
        .prop_map(|(rank, second, hash, status, is_final, summary, cost, sum)| {
            let facts = Facts {
                cost: cost.map(Micros),
                turns: cost.map(|n| vec![turn(&n.to_string())]),
                ended_reason: cost
                    .map(|n| EndedReason { reason: format!("reason-{n}"), owner: FaultOwner::Nobody }),
                destination: summary.as_deref().map(TransferTarget::number),
                transfers: cost.map(|n| vec![transfer(&n.to_string())]),
                sent_on: sent_on(rank, second, status.as_ref(), summary.as_deref()),
                summary,
                ..Facts::default()
            };
            // As a reader does it: what is reported is not derived as well.
            let derived = Facts { cost: sum.filter(|_| cost.is_none()).map(Micros), ..Facts::default() };
            Observation { is_final, facts, derived, ..observed(rank, second, hash, status) }
        })
}

/// Only a status update shows that a call is sent on.
fn sent_on(rank: SourceRank, second: i64, status: Option<&Status>, target: Option<&str>) -> Vec<SentOn> {
    let shown = rank == SourceRank::Status && status == Some(&Status::Forwarding);
    let at = DateTime::from_timestamp(second, 0).unwrap();
    let target = target.filter(|_| shown).map(TransferTarget::number);
    target.map(|target| SentOn { at, target }).into_iter().collect()
}

fn transfer(target: &str) -> Transfer {
    Transfer::seen(TransferTarget::number(target), TransferOutcome::Unknown)
}

fn turn(text: &str) -> Turn {
    Turn {
        role: Role::Customer,
        text: text.to_owned(),
        name: None,
        tool_call_id: None,
        arguments: None,
        started_at: None,
        ended_at: None,
    }
}

proptest! {
    #[test]
    fn any_order_and_any_repeats_give_the_same_call(
        observations in prop::collection::vec(any_observation(), 1..6),
        repeats in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let expected = merged(observations.clone());

        let mut shuffled = observations.clone();
        shuffled.push(observations[repeats.index(observations.len())].clone());
        shuffled.extend(observations.clone());
        let length = shuffled.len();
        for i in 0..length {
            let j = usize::try_from(seed.wrapping_mul(i as u64 + 1) % length as u64).unwrap();
            shuffled.swap(i, j);
        }
        prop_assert_eq!(merged(shuffled), expected);
    }

    #[test]
    fn a_repeat_changes_nothing(observations in prop::collection::vec(any_observation(), 1..6)) {
        let call = merged(observations.clone());
        for observation in observations {
            let (again, change) = call.clone().merge(observation);
            prop_assert_eq!(&again, &call);
            prop_assert_eq!(change, Change::default());
        }
    }

    #[test]
    fn the_record_comes_once(observations in subsequence(vec![0, 1, 2, 3, 4], 1..5)) {
        let mut call = call();
        let mut times = 0;
        for second in observations {
            let report = Observation { is_final: true, ..observed(SourceRank::Record, second, 0, None) };
            let (next, change) = call.merge(report);
            call = next;
            times += usize::from(change.became_final);
        }
        prop_assert_eq!(times, 1);
    }
}

#[test]
fn an_ended_call_never_reopens() {
    let ended = observed(SourceRank::Status, 10, 0, Some(Status::Ended));
    let late = observed(SourceRank::Record, 20, 0, Some(Status::InProgress));
    assert_eq!(merged([ended, late]).status, Status::Ended);
}

#[test]
fn a_later_status_wins_over_an_earlier_record() {
    let listed = observed(SourceRank::Record, 10, 0, Some(Status::Ringing));
    let answered = observed(SourceRank::Status, 11, 0, Some(Status::InProgress));
    assert_eq!(merged([answered, listed]).status, Status::InProgress);
}

#[test]
fn the_record_wins_over_a_later_status_update() {
    let with = |summary: &str, observation| Observation {
        facts: Facts { summary: Some(summary.to_owned()), ..Facts::default() },
        ..observation
    };
    let report = with("final", observed(SourceRank::Record, 10, 0, None));
    let update = with("early", observed(SourceRank::Status, 20, 0, None));
    assert_eq!(merged([report, update]).facts.summary.as_deref(), Some("final"));
}

#[test]
fn another_wording_alone_is_kept_and_is_no_news() {
    let worded = |second, wording: &str| Observation {
        facts: Facts { raw_data: Some(wording.into()), cost: Some(Micros(7)), ..Facts::default() },
        ..observed(SourceRank::Record, second, 0, None)
    };
    let (call, change) = merged([worded(10, "report")]).merge(worded(20, "listed"));
    assert_eq!(call.facts.raw_data, Some("listed".into()));
    assert_eq!(change, Change { must_save: true, ..Change::default() });
}

#[test]
fn what_an_observation_lacks_it_does_not_erase() {
    let report = Observation {
        facts: Facts { cost: Some(Micros(7)), ..Facts::default() },
        ..observed(SourceRank::Record, 10, 0, None)
    };
    let listed = observed(SourceRank::Record, 20, 0, None);
    assert_eq!(merged([report, listed]).facts.cost, Some(Micros(7)));
}

#[test]
fn what_is_derived_gives_way_to_whatever_is_reported() {
    let with = |cost| Facts { cost: Some(Micros(cost)), ..Facts::default() };
    let derived = Observation { derived: with(1), ..observed(SourceRank::Record, 20, 0, None) };
    let reported = Observation { facts: with(2), ..observed(SourceRank::Status, 10, 0, None) };
    assert_eq!(merged([derived.clone()]).facts.cost, Some(Micros(1)));
    assert_eq!(merged([derived.clone(), reported.clone()]).facts.cost, Some(Micros(2)));
    assert_eq!(merged([reported, derived]).facts.cost, Some(Micros(2)));
}

#[test]
fn a_call_lasts_from_its_start_to_its_end_or_as_long_as_vapi_counted() {
    let at = |second: Option<i64>| second.map(|second| DateTime::from_timestamp(second, 0).unwrap());
    let seconds = |start, end, reported_seconds, derived_start| {
        let start = Facts { started_at: at(start), ..Facts::default() };
        let facts = Facts { ended_at: at(end), reported_seconds, ..Facts::default() };
        let (facts, derived) = if derived_start {
            (facts, start)
        } else {
            (Facts { started_at: start.started_at, ..facts }, Facts::default())
        };
        merged([Observation { facts, derived, ..observed(SourceRank::Record, 1, 0, None) }])
            .duration_seconds()
    };
    for (start, end, reported, derived_start, expected) in [
        (Some(10), Some(25), None, false, Some(15)),
        (Some(10), Some(25), Some(73), false, Some(15)),
        (Some(10), Some(25), Some(73), true, Some(73)),
        (Some(10), Some(25), None, true, Some(15)),
        (None, Some(25), Some(73), false, Some(73)),
        (None, None, Some(73), false, Some(73)),
        (None, None, Some(0), false, Some(0)),
        (None, Some(25), None, false, None),
        (Some(10), None, None, false, None),
        (None, None, None, false, None),
        (Some(25), Some(10), None, false, None),
        (Some(25), Some(10), Some(73), false, Some(73)),
        (Some(10), Some(10), Some(73), false, Some(73)),
        (Some(10), Some(10), None, false, Some(0)),
        (Some(10), Some(10_000_000), None, false, None),
    ] {
        assert_eq!(seconds(start, end, reported, derived_start), expected, "{start:?} {end:?} {reported:?}");
    }
}

fn listed(observation: Observation) -> Observation {
    // A listed call shows where it was sent on to, and not when.
    let facts = Facts { sent_on: Vec::new(), ..observation.facts };
    Observation { stamp: Stamp { source: Source::Api, ..observation.stamp }, facts, ..observation }
}

proptest! {
    #[test]
    fn a_call_that_is_read_anew_is_the_same(
        messages in prop::collection::vec(any_observation(), 1..6),
        calls in prop::collection::vec(any_observation().prop_map(listed), 0..3),
    ) {
        let call = merged(messages.iter().cloned().chain(calls));
        let backwards = messages.iter().rev().cloned().collect();
        for messages in [messages, backwards] {
            let (again, change) = call.clone().rebuild(messages);
            prop_assert_eq!(&again, &call);
            prop_assert_eq!(change, Change::default());
        }
    }

    #[test]
    fn a_call_that_was_misread_is_read_right(messages in prop::collection::vec(any_observation(), 1..6)) {
        let right = merged(messages.clone());
        let mut misread = right.clone();
        // One fact has another value, one is there that no message reported, and the status is another.
        misread.facts.summary = misread.facts.summary.map(|_| "misread".to_owned());
        misread.facts.transcript = Some("never said".to_owned());
        misread.stamps.transcript = Some(messages[0].stamp);
        if misread.stamps.status.is_some() {
            misread.status = Status::Scheduled;
        }
        let (again, change) = misread.rebuild(messages);
        prop_assert_eq!(again, right);
        prop_assert!(change.changed && change.must_save && !change.became_final);
    }

    #[test]
    fn a_call_read_anew_from_nothing_is_its_messages_merged(
        messages in prop::collection::vec(any_observation(), 1..6),
    ) {
        let (again, change) = call().rebuild(messages.clone());
        prop_assert_eq!(change.became_final, messages.iter().any(|seen| seen.is_final));
        prop_assert_eq!(again, merged(messages));
    }
}

#[test]
fn what_a_message_does_not_say_any_more_is_told_by_the_next_best() {
    let with = |summary: Option<&str>, second| Observation {
        facts: Facts { summary: summary.map(str::to_owned), ..Facts::default() },
        ..observed(SourceRank::Record, second, 0, None)
    };
    let misread = merged([with(Some("right"), 10), with(Some("misread"), 20)]);
    let (again, change) = misread.rebuild(vec![with(Some("right"), 10), with(None, 20)]);
    assert_eq!(again.facts.summary.as_deref(), Some("right"));
    assert!(change.changed);
}

#[test]
fn what_was_derived_from_a_message_is_read_anew_with_it() {
    let derived = Observation {
        derived: Facts { cost: Some(Micros(1)), ..Facts::default() },
        ..observed(SourceRank::Record, 10, 0, None)
    };
    let (again, change) = merged([derived]).rebuild(vec![observed(SourceRank::Record, 10, 1, None)]);
    assert_eq!(again.facts.cost, None);
    assert!(change.changed);
}

#[test]
fn a_reader_that_hashes_otherwise_still_reads_the_same_messages() {
    let read = |summary: &str, hash| Observation {
        facts: Facts { summary: Some(summary.to_owned()), ..Facts::default() },
        ..observed(SourceRank::Record, 10, hash, None)
    };
    let (again, _) = merged([read("old", 9)]).rebuild(vec![read("new", 1)]);
    assert_eq!(again.facts.summary.as_deref(), Some("new"));
}

#[test]
fn a_call_that_is_sent_on_several_times_remembers_each() {
    let sent = |second, target: &str| Observation {
        facts: Facts {
            sent_on: sent_on(SourceRank::Status, second, Some(&Status::Forwarding), Some(target)),
            ..Facts::default()
        },
        ..observed(SourceRank::Status, second, 0, None)
    };
    let (call, change) = merged([sent(20, "b")]).merge(sent(10, "a"));
    let targets: Vec<&str> = call.facts.sent_on.iter().map(|seen| seen.target.as_str()).collect();
    assert_eq!(targets, ["a", "b"]);
    assert_eq!(change, Change { changed: true, must_save: true, became_final: false });

    let many = (0..40).map(|second| sent(second, "a"));
    let kept = merged(many.clone()).facts.sent_on;
    assert_eq!((kept.len(), kept[0].at.timestamp()), (crate::call::MAX_TRANSFERS, 10));
    assert_eq!(merged(many.rev()).facts.sent_on, kept);
}

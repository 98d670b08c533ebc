use uuid::Uuid;

use super::*;
use crate::call::{EndedReason, FaultOwner, Observation, SentOn, Source, SourceRank, Stamp, VapiCallId};
use crate::{CallId, OrganizationId};

const SALES: &str = "+14155550142";
const SUPPORT: &str = "+14155550143";

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap()
}

fn number(digits: &str) -> TransferTarget {
    TransferTarget::number(digits)
}

fn observed(rank: SourceRank, second: i64, facts: Facts) -> Observation {
    Observation {
        vapi_call_id: VapiCallId::parse("call-1").unwrap(),
        stamp: Stamp { rank, at: at(second), source: Source::Message, hash: 0 },
        status: None,
        is_final: false,
        is_complete: false,
        facts,
        derived: Facts::default(),
    }
}

/// As a status update shows that the call is sent on.
fn forwarding(second: i64, target: &str) -> Observation {
    let sent_on = vec![SentOn { at: at(second), target: number(target) }];
    let facts = Facts { destination: Some(number(target)), sent_on, ..Facts::default() };
    observed(SourceRank::Status, second, facts)
}

fn transfer(target: &str, status: &str, outcome: TransferOutcome) -> Transfer {
    Transfer { status: Some(status.to_owned()), ..Transfer::seen(number(target), outcome) }
}

fn failed(target: &str) -> Transfer {
    transfer(target, "no-answer", TransferOutcome::Failed)
}

fn connected(target: &str) -> Transfer {
    transfer(target, "connected", TransferOutcome::Connected)
}

/// A call from second 0 to 100.
fn whole() -> Facts {
    Facts { started_at: Some(at(0)), ended_at: Some(at(100)), ..Facts::default() }
}

fn report(facts: Facts) -> Observation {
    observed(SourceRank::Record, 200, facts)
}

fn ended_by(reason: &str) -> Facts {
    let ended = EndedReason { reason: reason.to_owned(), owner: FaultOwner::Nobody };
    Facts { ended_reason: Some(ended), ..whole() }
}

fn merged<const N: usize>(observations: [Observation; N]) -> Call {
    let vapi_call_id = VapiCallId::parse("call-1").unwrap();
    let call = Call::unknown(CallId(Uuid::nil()), OrganizationId(Uuid::nil()), vapi_call_id);
    observations.into_iter().fold(call, |call, observation| call.merge(observation).0)
}

fn sent_to(call: &Call) -> Option<String> {
    call.transferred_to().map(String::from)
}

/// What is shown of a transfer: where to, Vapi's word, joined and left.
type Shown = (String, Option<String>, Option<i64>, Option<i64>);

fn transfers(call: &Call) -> Vec<Shown> {
    let seconds = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp());
    let parties = call.participants().into_iter().filter(|party| party.party.starts_with("transfer"));
    parties
        .map(|party| {
            let target = party.phone_number.map(String::from).or(party.address).unwrap_or_default();
            (target, party.transfer_status, seconds(party.joined_at), seconds(party.left_at))
        })
        .collect()
}

fn shown(target: &str, status: Option<&str>, joined: Option<i64>, left: Option<i64>) -> Shown {
    (target.to_owned(), status.map(str::to_owned), joined, left)
}

#[test]
fn a_transfer_that_failed_leads_nowhere_whichever_is_reported_first() {
    let record = || report(Facts { transfers: Some(vec![failed(SALES)]), ..whole() });
    for call in [merged([forwarding(50, SALES), record()]), merged([record(), forwarding(50, SALES)])] {
        assert_eq!(sent_to(&call), None);
        assert_eq!(transfers(&call), [shown(SALES, Some("no-answer"), None, None)]);
    }
    assert_eq!(sent_to(&merged([forwarding(50, SALES)])).as_deref(), Some(SALES));
}

#[test]
fn the_destination_of_a_report_does_not_outlive_its_own_record_of_a_failure() {
    let facts = Facts {
        destination: Some(number(SALES)),
        transfers: Some(vec![failed(SALES)]),
        ..ended_by("assistant-forwarded-call")
    };
    assert_eq!(sent_to(&merged([report(facts)])), None);
}

#[test]
fn a_failed_transfer_and_one_that_came_about_are_two_parties() {
    let facts = Facts { transfers: Some(vec![failed(SALES), connected(SUPPORT)]), ..whole() };
    let call = merged([forwarding(40, SALES), forwarding(60, SUPPORT), report(facts)]);
    assert_eq!(sent_to(&call).as_deref(), Some(SUPPORT));
    assert_eq!(
        transfers(&call),
        [shown(SALES, Some("no-answer"), None, None), shown(SUPPORT, Some("connected"), Some(60), Some(100))]
    );
}

#[test]
fn a_later_failure_does_not_undo_an_earlier_connection() {
    let facts = Facts { transfers: Some(vec![connected(SALES), failed(SUPPORT)]), ..whole() };
    assert_eq!(sent_to(&merged([forwarding(60, SUPPORT), report(facts)])).as_deref(), Some(SALES));
}

#[test]
fn what_was_seen_without_a_record_is_every_attempt_and_the_last_one_counts() {
    let call = merged([forwarding(60, SUPPORT), report(whole()), forwarding(40, SALES)]);
    assert_eq!(sent_to(&call).as_deref(), Some(SUPPORT));
    assert_eq!(transfers(&call), [shown(SALES, None, None, None), shown(SUPPORT, None, None, None)]);
}

#[test]
fn an_end_that_says_that_the_transfer_failed_is_believed_where_nothing_is_on_record() {
    for (reason, expected) in [
        ("call.forwarding.operator-busy", None),
        ("call.forwarding.no-answer", None),
        ("call.in-progress.error-transfer-failed", None),
        ("call.in-progress.error-warm-transfer-max-duration", None),
        ("customer-ended-call-during-transfer", None),
        ("assistant-forwarded-call", Some(SALES)),
        ("customer-ended-call", Some(SALES)),
    ] {
        let call = merged([forwarding(50, SALES), report(ended_by(reason))]);
        assert_eq!(sent_to(&call).as_deref(), expected, "{reason}");
        let known = Facts { transfers: Some(vec![connected(SALES)]), ..ended_by(reason) };
        assert_eq!(sent_to(&merged([report(known)])).as_deref(), Some(SALES), "{reason}");
    }
}

#[test]
fn a_record_without_a_destination_is_of_the_only_one_that_was_seen() {
    let record = Transfer { target: None, ..failed(SALES) };
    let call = merged([forwarding(50, SALES), report(Facts { transfers: Some(vec![record]), ..whole() })]);
    assert_eq!(sent_to(&call), None);
    assert_eq!(transfers(&call), [shown(SALES, Some("no-answer"), None, None)]);
}

#[test]
fn a_call_that_ended_as_it_was_sent_on_was_sent_to_the_last_target_that_was_seen() {
    let record = |transfers| Facts { transfers: Some(transfers), ..ended_by("assistant-forwarded-call") };
    let observations =
        || [forwarding(40, SALES), forwarding(60, SUPPORT), report(record(vec![failed(SALES)]))];
    let [first, second, third] = observations();
    for call in [merged(observations()), merged([third, second, first])] {
        assert_eq!(sent_to(&call).as_deref(), Some(SUPPORT));
        let expected = [shown(SALES, Some("no-answer"), None, None), shown(SUPPORT, None, None, None)];
        assert_eq!(transfers(&call), expected);
    }
    // Another end says nothing of the sort, and neither does what came before the transfer that came about.
    let facts = Facts { transfers: Some(vec![failed(SALES)]), ..ended_by("customer-ended-call") };
    assert_eq!(sent_to(&merged([forwarding(60, SUPPORT), report(facts)])), None);
    let late = Transfer { joined_at: Some(at(70)), ..connected(SALES) };
    for came_about in [connected(SALES), late] {
        let call = merged([forwarding(60, SUPPORT), report(record(vec![came_about]))]);
        assert_eq!(sent_to(&call).as_deref(), Some(SALES));
    }
    let early = Transfer { joined_at: Some(at(50)), ..connected(SALES) };
    let call = merged([forwarding(60, SUPPORT), report(record(vec![early]))]);
    assert_eq!(sent_to(&call).as_deref(), Some(SUPPORT));
}

#[test]
fn the_destination_of_a_report_is_of_the_last_record_that_has_none() {
    let nameless = |status: &str, outcome| Transfer { target: None, ..transfer(SALES, status, outcome) };
    let (busy, silent) =
        (nameless("failed", TransferOutcome::Failed), nameless("no-answer", TransferOutcome::Failed));
    let taken = nameless("connected", TransferOutcome::Connected);
    for (records, expected) in [
        (vec![busy.clone(), silent.clone()], None),
        (vec![busy.clone(), taken], Some(SUPPORT)),
        (vec![failed(SALES), silent.clone()], None),
        (vec![connected(SALES), silent.clone()], Some(SALES)),
    ] {
        let facts = Facts { destination: Some(number(SUPPORT)), transfers: Some(records.clone()), ..whole() };
        let call = merged([report(facts)]);
        assert_eq!(sent_to(&call).as_deref(), expected, "{records:?}");
        assert_eq!(transfers(&call).last().unwrap().0, SUPPORT);
        assert_eq!(transfers(&call).len(), records.len());
    }
    let facts = Facts { transfers: Some(vec![busy, silent]), ..whole() };
    assert_eq!(sent_to(&merged([forwarding(50, SUPPORT), report(facts)])), None);
}

#[test]
fn where_a_call_goes_next_is_no_part_of_what_was_on_record_before() {
    let record = Transfer { target: None, ..failed(SALES) };
    let update =
        observed(SourceRank::Status, 40, Facts { transfers: Some(vec![record]), ..Facts::default() });
    assert_eq!(sent_to(&merged([update, forwarding(50, SUPPORT)])).as_deref(), Some(SUPPORT));
}

#[test]
fn nobody_leaves_before_they_came_where_messages_contradict_each_other() {
    let started = Facts {
        started_at: Some(at(50)),
        customer_name: Some("Ann".to_owned()),
        assistant_name: Some("Front desk".to_owned()),
        ..Facts::default()
    };
    let ended = Facts { ended_at: Some(at(40)), ..Facts::default() };
    let parties = merged([observed(SourceRank::Status, 60, started), report(ended)]).participants();
    let spans: Vec<_> = parties.iter().map(|party| (party.joined_at, party.left_at)).collect();
    assert_eq!(spans, [(None, Some(at(40))); 2]);
}

#[test]
fn how_long_someone_stays_is_not_known_of_a_call_that_ended_as_it_was_sent_on() {
    let facts = Facts { transfers: Some(vec![connected(SALES)]), ..ended_by("assistant-forwarded-call") };
    let call = merged([forwarding(50, SALES), report(facts)]);
    assert_eq!(transfers(&call), [shown(SALES, Some("connected"), Some(50), None)]);
}

#[test]
fn whoever_was_spoken_with_and_took_the_call_is_an_operator() {
    let warm = |transfer: Transfer| Transfer { is_warm: true, ..transfer };
    let declined = Transfer { talk_milliseconds: Some(1_500), ..warm(failed(SALES)) };
    let operator =
        Transfer { name: Some("Dana".to_owned()), joined_at: Some(at(70)), ..warm(connected(SUPPORT)) };
    let facts = Facts { transfers: Some(vec![warm(failed(SALES)), declined, operator]), ..whole() };
    let parties = merged([report(facts)]).participants();
    let kinds: Vec<_> = parties.iter().map(|party| (party.kind, party.joined_at)).collect();
    assert_eq!(
        kinds,
        [
            (ParticipantKind::Transfer, None),
            (ParticipantKind::Transfer, None),
            (ParticipantKind::Operator, Some(at(70)))
        ]
    );
    assert_eq!(parties[2].name.as_deref(), Some("Dana"));
}

#[test]
fn every_party_is_distinguished_and_stays_the_same_when_more_becomes_known() {
    let seen = merged([forwarding(60, SUPPORT)]).participants();
    let facts = Facts {
        transfers: Some(vec![failed(SALES), failed(SUPPORT), connected(SUPPORT)]),
        assistant_name: Some("Front desk".to_owned()),
        customer_name: Some("Ann".to_owned()),
        ..whole()
    };
    let call = merged([forwarding(60, SUPPORT), report(facts)]);
    let parties: Vec<String> = call.participants().into_iter().map(|party| party.party).collect();
    assert_eq!(
        parties,
        [
            "agent 1",
            "customer 1",
            "transfer +14155550142 1",
            "transfer +14155550143 1",
            "transfer +14155550143 2"
        ]
    );
    assert_eq!(seen[0].party, parties[3]);
}

#[test]
fn a_call_has_no_more_than_fifty_parties_and_the_last_transfer_among_them() {
    let many = (0..80).map(|n| failed(&format!("+14155551{n:03}"))).chain([connected(SALES)]).collect();
    let squad = (0..40).map(|n| AssistantSeen { name: Some(n.to_string()), ..AssistantSeen::default() });
    let facts = Facts {
        transfers: Some(many),
        assistants: Some(squad.collect()),
        customer_name: Some("Ann".to_owned()),
        ..whole()
    };
    let parties = merged([report(facts)]).participants();
    assert_eq!(parties.len(), 50);
    assert_eq!(parties[49].phone_number, Some(PhoneNumber::parse(SALES).unwrap()));
}

#[test]
fn each_assistant_of_a_squad_is_there_until_the_next_takes_over() {
    let assistant = |name: &str, joined: Option<i64>, left: Option<i64>| AssistantSeen {
        vapi_id: None,
        name: Some(name.to_owned()),
        joined_at: joined.map(at),
        left_at: left.map(at),
        talk_milliseconds: Some(1_000),
    };
    let squad = vec![
        assistant("Greeter", Some(2), Some(30)),
        assistant("Silent", None, None),
        assistant("Sales", Some(30), Some(60)),
        assistant("Billing", Some(60), None),
    ];
    let facts = Facts { assistants: Some(squad), assistant_name: Some("Billing".to_owned()), ..whole() };
    let agents = merged([report(facts)]).participants();
    let spans: Vec<_> =
        agents.iter().map(|agent| (agent.name.as_deref().unwrap(), agent.joined_at, agent.left_at)).collect();
    assert_eq!(
        spans,
        [
            ("Greeter", Some(at(0)), Some(at(30))),
            ("Silent", None, None),
            ("Sales", Some(at(30)), Some(at(60))),
            ("Billing", Some(at(60)), Some(at(100)))
        ]
    );
}

#[test]
fn an_assistant_that_only_its_words_name_is_the_agent() {
    let seen = AssistantSeen { name: Some("Greeter".to_owned()), ..AssistantSeen::default() };
    let agents = merged([report(Facts { assistants: Some(vec![seen]), ..whole() })]).participants();
    assert_eq!(agents.len(), 1);
    assert_eq!(agents[0].name.as_deref(), Some("Greeter"));
    assert_eq!((agents[0].joined_at, agents[0].left_at), (Some(at(0)), Some(at(100))));
}

#[test]
fn how_long_someone_talked_is_not_known_where_nothing_is_known_of_what_was_said() {
    let turn = |role, ended: Option<i64>| Turn {
        role,
        text: String::new(),
        name: None,
        tool_call_id: None,
        arguments: None,
        started_at: Some(at(10)),
        ended_at: ended.map(at),
    };
    let timed = [turn(Role::Assistant, Some(12)), turn(Role::Assistant, None)];
    assert_eq!(talk_milliseconds(None, Role::Assistant), None);
    assert_eq!(talk_milliseconds(Some(&timed), Role::Assistant), Some(2_000));
    assert_eq!(talk_milliseconds(Some(&timed), Role::Customer), Some(0));
    assert_eq!(talk_milliseconds(Some(&[turn(Role::Customer, None)]), Role::Customer), None);
}

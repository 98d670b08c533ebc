use chrono::TimeZone as _;
use db::organizations::{Organization, Subscriber};
use db::phone_numbers::PhoneLine;
use domain::{Assistant, AssistantId, OrganizationId, OrganizationSettings, PhoneNumberId, PlanState};
use serde_json::{Value, json};
use uuid::Uuid;

use PlanState::{Active, PastDue, Suspended, Trialing};

use super::super::routing_table::RoutingTable;
use super::*;

const ACME: OrganizationId = OrganizationId(Uuid::from_u128(1));
const DESK: AssistantId = AssistantId(Uuid::from_u128(2));
const TRIAL: TrialId = TrialId(Uuid::from_u128(3));

const CALLER: &str = "+14155550199";
const FRIDAY_NOON: &str = "2026-11-20T12:00:00";
const FRIDAY_NIGHT: &str = "2026-11-20T23:00:00";

fn at(text: &str) -> DateTime<Utc> {
    new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap().to_utc()
}

/// Acme with a line that the front desk answers, and a trial with these weights, if any.
fn board(settings: &Value, plan: PlanState, weights: &[u32]) -> std::sync::Arc<Switchboard> {
    let settings: OrganizationSettings = serde_json::from_value(settings.clone()).unwrap();
    let organization =
        Organization { id: ACME, name: "Acme Dental".to_owned(), timezone: new_york(), settings };
    let desk = Assistant {
        id: DESK,
        organization_id: ACME,
        vapi_assistant_id: "desk".to_owned(),
        name: "Front desk".to_owned(),
    };
    let line = PhoneLine {
        id: PhoneNumberId(Uuid::nil()),
        organization_id: ACME,
        vapi_phone_id: Some("line".to_owned()),
        phone_number: "+14155550100".to_owned(),
        assistant_id: Some(DESK),
    };
    let arm = |(number, weight): (i16, &u32)| Arm {
        number,
        weight: *weight,
        vapi_assistant_id: format!("arm-{number}"),
        overrides: json!({}),
    };
    let arms: Vec<Arm> = (0..).zip(weights).map(arm).collect();
    let trial = RunningTrial { id: TRIAL, organization_id: ACME, assistant_id: DESK, arms };
    let trials = if weights.is_empty() { vec![] } else { vec![trial] };
    RoutingTable::new((vec![Subscriber { organization, plan }], trials), &[desk], &[line]).of(ACME).unwrap()
}

/// Where a call goes that comes over a line, as text.
fn goes(board: &Switchboard, line: &str, caller: Option<&str>, now: &str) -> String {
    let envelope = Envelope { phone_number: Some(line.to_owned()), ..Envelope::default() };
    let customer = caller.and_then(|text| PartyNumber::read(text, None));
    let incoming =
        Incoming { envelope: &envelope, customer: customer.as_ref(), call: "c1", language: Language::En };
    match route(board, &incoming, at(now)) {
        Decision::Assistant(id) => id.to_owned(),
        Decision::Arm { arm, .. } => arm.vapi_assistant_id.clone(),
        Decision::Transfer(number) => number.as_str().to_owned(),
        Decision::Say(text, because) => format!("says {text} ({because})"),
    }
}

#[test]
fn the_rules_are_asked_in_their_order() {
    let hours = ["monday", "tuesday", "wednesday", "thursday", "friday"]
        .map(|day| (day.to_owned(), json!(["09:00-17:00"])));
    let hours = serde_json::Map::from_iter(hours);
    let everything = json!({
        "business_hours": hours,
        "routing": {
            "callers": [
                {"numbers": ["+14155550177"], "route": {"say": "Not you."}},
                {"numbers": ["+14155550188", CALLER], "route": {"transfer": "+14155550111"}},
                {"numbers": [CALLER], "route": {"assistant": "never"}},
            ],
            "closed": {"assistant": "night"},
            "fallback": {"assistant": "fallback"},
            "past_due_message": "Call the owner.",
        },
    });
    let without = |key: &str| {
        let mut settings = everything.clone();
        settings["routing"].as_object_mut().unwrap().remove(key);
        settings
    };
    let (ours, other) = ("+14155550100", "+14155559999");

    let out_of_service = format!("says {} (plan)", spoken::out_of_service(Language::En));
    let cannot_take_call = format!("says {} (no-assistant)", spoken::cannot_take_call(Language::En));
    for (what, settings, plan, line, caller, now, expected) in [
        (
            "past due wins over all",
            &everything,
            PastDue,
            ours,
            Some(CALLER),
            FRIDAY_NOON,
            "says Call the owner. (plan)",
        ),
        ("suspended too", &everything, Suspended, ours, None, FRIDAY_NIGHT, "says Call the owner. (plan)"),
        (
            "with a line of ours",
            &without("past_due_message"),
            PastDue,
            ours,
            None,
            FRIDAY_NOON,
            &out_of_service,
        ),
        ("a trial goes on", &everything, Trialing, ours, None, FRIDAY_NOON, "desk"),
        ("known callers next", &everything, Active, ours, Some(CALLER), FRIDAY_NIGHT, "+14155550111"),
        (
            "each to their own",
            &everything,
            Active,
            ours,
            Some("+14155550177"),
            FRIDAY_NOON,
            "says Not you. (caller)",
        ),
        ("closed hours next", &everything, Active, ours, Some("+14155550166"), FRIDAY_NIGHT, "night"),
        ("a hidden number too", &everything, Active, ours, None, FRIDAY_NIGHT, "night"),
        ("open, so the line's own", &everything, Active, ours, None, FRIDAY_NOON, "desk"),
        ("no closed route", &without("closed"), Active, ours, None, FRIDAY_NIGHT, "desk"),
        ("no such line", &everything, Active, other, None, FRIDAY_NOON, "fallback"),
        ("nothing at all", &json!({}), Active, other, None, FRIDAY_NOON, &cannot_take_call),
        ("no settings, ever open", &json!({}), Active, ours, Some(CALLER), FRIDAY_NIGHT, "desk"),
    ] {
        assert_eq!(goes(&board(settings, plan, &[]), line, caller, now), expected, "{what}");
    }
}

#[test]
fn a_line_is_known_by_vapis_id_of_it_too() {
    let acme = board(&json!({}), PlanState::Active, &[]);
    assert_eq!(goes(&acme, "line", None, FRIDAY_NOON), "desk");
}

const CALLERS: u32 = 10_000;

/// The arm of each of many callers in a trial with these weights.
fn arms(weights: &[u32]) -> Vec<usize> {
    let acme = board(&json!({}), PlanState::Active, weights);
    let trial = acme.trial_of(DESK).unwrap();
    let arm = |n: u32| draw(trial, &format!("+1415{n:07}")).unwrap().number;
    (0..CALLERS).map(|n| usize::try_from(arm(n)).unwrap()).collect()
}

#[test]
fn a_trial_divides_callers_by_its_weights() {
    for weights in [[0, 7, 3], [50, 50, 0], [1, 1, 1], [2, 300, 500], [0, 0, 9]] {
        let drawn = arms(&weights);
        let total: u32 = weights.iter().sum();
        for (arm, weight) in weights.into_iter().enumerate() {
            let taken = u32::try_from(drawn.iter().filter(|own| **own == arm).count()).unwrap();
            let expected = CALLERS * weight / total;
            // Five standard deviations of a binomial of 10,000 at a half: chance is further off once in two
            // million.
            assert!(taken.abs_diff(expected) < 250, "{weights:?}: arm {arm} took {taken} of {expected}");
            assert!(weight > 0 || taken == 0, "a weight of 0 takes none");
        }
    }
}

#[test]
fn the_weights_divide_and_not_the_numbers_they_are_written_in() {
    assert_eq!(arms(&[7, 3]), arms(&[700, 300]));
}

#[test]
fn other_weights_move_as_few_callers_as_they_can() {
    for (before, after, tenths_of_a_percent) in [
        ([5, 3, 2], [5, 3, 2], 0),
        ([5, 5, 0], [6, 4, 0], 100),
        ([5, 3, 2], [5, 5, 2], 117),
        ([5, 5, 0], [5, 5, 5], 333),
        ([1, 1, 1], [1, 0, 1], 333),
    ] {
        let (was, is) = (arms(&before), arms(&after));
        let moved: Vec<_> = was.iter().zip(&is).filter(|(was, is)| was != is).collect();
        let expected = CALLERS * tenths_of_a_percent / 1_000;
        let count = u32::try_from(moved.len()).unwrap();
        assert!(count.abs_diff(expected) < 250, "{before:?} to {after:?} moved {count}, not {expected}");
        // Only to an arm that has a greater share now.
        let share =
            |weights: [u32; 3], arm: usize| f64::from(weights[arm]) / f64::from(weights.iter().sum::<u32>());
        let grows = |arm: usize| share(after, arm) > share(before, arm);
        assert!(moved.iter().all(|(_, is)| grows(**is)), "{before:?} to {after:?}");
    }
}

#[test]
fn a_caller_meets_the_same_arm_at_each_call_and_a_hidden_one_may_meet_any() {
    let acme = board(&json!({}), PlanState::Active, &[1, 1]);
    let met = |caller: Option<&str>| -> std::collections::BTreeSet<String> {
        let customer = caller.and_then(|text| PartyNumber::read(text, None));
        let envelope = Envelope { phone_number: Some("line".to_owned()), ..Envelope::default() };
        let calls = (0..100).map(|n| format!("call-{n}"));
        let arm = |call: String| {
            let incoming = Incoming {
                envelope: &envelope,
                customer: customer.as_ref(),
                call: &call,
                language: Language::En,
            };
            match route(&acme, &incoming, at(FRIDAY_NOON)) {
                Decision::Arm { arm, .. } => arm.vapi_assistant_id.clone(),
                other => panic!("{other:?}"),
            }
        };
        calls.map(arm).collect()
    };
    assert_eq!(met(Some(CALLER)).len(), 1);
    assert_eq!(met(Some("+1 (415) 555-0199")), met(Some(CALLER)));
    assert_eq!(met(None).len(), 2);
    assert_eq!(met(Some("anonymous")).len(), 2);
    for user in ["sip:alice@example.com", "front desk"] {
        assert_eq!(met(Some(user)).len(), 1, "{user}");
    }
    // The digit that Mexico once dialled from abroad makes no other caller.
    for n in 0..20 {
        let (today, once) = (format!("+5255123456{n:02}"), format!("+52155123456{n:02}"));
        assert_eq!(met(Some(&today)), met(Some(&once)));
    }
}

#[test]
fn two_trials_divide_the_same_callers_differently() {
    let trial = |n| {
        let acme = board(&json!({}), PlanState::Active, &[1, 1]);
        RunningTrial { id: TrialId(Uuid::from_u128(n)), ..acme.trial_of(DESK).unwrap().clone() }
    };
    let (first, second) = (trial(1), trial(2));
    let arms = |trial: &RunningTrial| -> Vec<i16> {
        (0..100).map(|n| draw(trial, &n.to_string()).unwrap().number).collect()
    };
    assert_ne!(arms(&first), arms(&second));
}

#[test]
fn a_trial_with_nothing_to_draw_leaves_its_calls_to_the_lines_assistant() {
    let acme = board(&json!({}), PlanState::Active, &[0, 0]);
    assert_eq!(goes(&acme, "line", None, FRIDAY_NOON), "desk");
}

#[test]
fn a_message_in_place_of_an_assistant_is_spoken_for_a_reason() {
    let settings = json!({
        "business_hours": {"friday": ["09:00-17:00"]},
        "routing": {"closed": {"say": "We are closed."}, "fallback": {"say": "Nobody is here."}},
    });
    let acme = board(&settings, PlanState::Active, &[]);
    assert_eq!(goes(&acme, "line", None, FRIDAY_NIGHT), "says We are closed. (closed)");
    assert_eq!(goes(&acme, "another", None, FRIDAY_NOON), "says Nobody is here. (no-assistant)");
}

fn new_york() -> domain::Zone {
    "America/New_York".parse().unwrap()
}

use chrono::TimeZone as _;
use chrono_tz::America::New_York;
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
    New_York.from_local_datetime(&text.parse().unwrap()).earliest().unwrap().to_utc()
}

/// Acme with a line that the front desk answers, and a trial with these weights, if any.
fn board(settings: &Value, plan: PlanState, weights: &[u32]) -> std::sync::Arc<Switchboard> {
    let settings: OrganizationSettings = serde_json::from_value(settings.clone()).unwrap();
    let organization =
        Organization { id: ACME, name: "Acme Dental".to_owned(), timezone: New_York, settings };
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
    let caller = caller.map(|text| PhoneNumber::parse(text).unwrap());
    let incoming =
        Incoming { envelope: &envelope, caller: caller.as_ref(), call: "c1", language: Language::En };
    match route(board, &incoming, at(now)) {
        Decision::Assistant(id) => id.to_owned(),
        Decision::Arm { arm, .. } => arm.vapi_assistant_id.clone(),
        Decision::Transfer(number) => number.as_str().to_owned(),
        Decision::Say(text) => format!("says {text}"),
    }
}

#[test]
fn the_rules_are_asked_in_their_order() {
    let weekdays: Vec<(&str, Value)> = ["monday", "tuesday", "wednesday", "thursday", "friday"]
        .map(|day| (day, json!(["09:00-17:00"])))
        .to_vec();
    let hours: serde_json::Map<String, Value> =
        weekdays.into_iter().map(|(day, hours)| (day.to_owned(), hours)).collect();
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

    let out_of_service = format!("says {}", spoken::out_of_service(Language::En));
    let cannot_take_call = format!("says {}", spoken::cannot_take_call(Language::En));
    for (what, settings, plan, line, caller, now, expected) in [
        (
            "past due wins over all",
            &everything,
            PastDue,
            ours,
            Some(CALLER),
            FRIDAY_NOON,
            "says Call the owner.",
        ),
        ("so does suspended", &everything, Suspended, ours, None, FRIDAY_NIGHT, "says Call the owner."),
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
        ("each to their own", &everything, Active, ours, Some("+14155550177"), FRIDAY_NOON, "says Not you."),
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

#[test]
fn a_trial_divides_the_calls_of_its_lines_by_its_weights() {
    let calls = 10_000_u32;
    let weights = [0, 7, 3];
    let acme = board(&json!({}), PlanState::Active, &weights);
    let trial = acme.trial_of(DESK).unwrap();
    let mut taken = [0_u32; 3];
    for n in 0..calls {
        let call = Uuid::from_u128(u128::from(n) << 64).to_string();
        let arm = draw(trial, &call).unwrap();
        assert_eq!(draw(trial, &call), Some(arm), "the same call is in the same arm");
        taken[usize::try_from(arm.number).unwrap()] += 1;
    }
    assert_eq!(taken[0], 0, "a weight of 0 takes none");
    for (arm, weight) in [(1, 7), (2, 3)] {
        let expected = calls * weight / 10;
        // Five standard deviations of a binomial of 10,000 at 0.3: chance is further off once in two million.
        assert!(taken[arm].abs_diff(expected) < 230, "arm {arm} took {} of {expected}", taken[arm]);
    }
    assert!(goes(&acme, "line", None, FRIDAY_NOON).starts_with("arm-"));
}

#[test]
fn two_trials_divide_the_same_calls_differently() {
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

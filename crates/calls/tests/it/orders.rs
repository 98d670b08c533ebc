//! Arrival in any order, with repeats.

use domain::call::Observation;
use serde_json::Value;
use testing::{Tables, Tenant};

use crate::record_of::{CALL, assert_same, forget, messages, on_record, published, record};

/// Every sequence of `length` indices into three things, each of them at least once.
fn sequences(length: u32) -> Vec<Vec<usize>> {
    let digits =
        |number: usize| (0..length).map(move |place| number / 3_usize.pow(place) % 3).collect::<Vec<_>>();
    let all = (0..3_usize.pow(length)).map(digits);
    all.filter(|sequence| (0..3).all(|one| sequence.contains(&one))).collect()
}

/// What is on record after these observations, having checked what was published.
async fn outcome(world: &Tables, tenant: &Tenant, observations: &[&Observation]) -> Value {
    for observation in observations {
        record(world, tenant, observation).await;
    }
    let names = published(world, tenant).await;
    let count = |name: &str| names.iter().filter(|event| *event == name).count();
    assert_eq!(count("call.ended"), 1, "{names:?}");
    // What is final at first sight has no beginning of its own.
    assert_eq!(count("call.started"), usize::from(!observations[0].is_final), "{names:?}");

    // All of it again, backwards.
    for observation in observations.iter().rev() {
        let again = record(world, tenant, observation).await;
        assert!(!again.change.changed && !again.change.must_save && !again.is_new, "{again:?}");
    }
    assert_eq!(published(world, tenant).await, names, "a repeat published something");
    on_record(world).await
}

#[tokio::test]
async fn a_call_is_the_same_whatever_the_order_and_repeats_of_its_messages() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let messages = messages(&acme.vapi_call(CALL));
    let mut first: Option<Value> = None;
    let sequences: Vec<_> = sequences(3).into_iter().chain(sequences(4)).collect();
    assert_eq!(sequences.len(), 6 + 36);
    for sequence in sequences {
        let observations: Vec<&Observation> = sequence.iter().map(|index| &messages[*index]).collect();
        let outcome = outcome(&world, &acme, &observations).await;
        let expected = first.get_or_insert_with(|| outcome.clone());
        assert_same(&outcome, expected, &format!("after {sequence:?}"));
        forget(&world).await;
    }
    let call = &first.unwrap()["calls"][0];
    assert_eq!(call["status"], "ended");
    assert_eq!((&call["duration_seconds"], &call["cost"]), (&15.into(), &0.0196.into()));
    assert_eq!(call["assistant_id"], acme.assistant.0.to_string(), "our own assistant is linked");
    assert_eq!(call["phone_number_id"], acme.line.0.to_string(), "our own line is linked");
    world.finish().await;
}

#[tokio::test]
async fn a_call_is_the_same_whether_the_api_or_the_webhooks_reported_it_first() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let call = acme.vapi_call(CALL);
    let [in_progress, ended, report] = &messages(&call);
    let listed = &vapi::observe_api_call(call.listed()).unwrap();
    let mut outcomes = Vec::new();
    for observations in [
        [in_progress, ended, report, listed],
        [listed, in_progress, ended, report],
        [in_progress, listed, report, ended],
        [report, listed, ended, in_progress],
    ] {
        outcomes.push(outcome(&world, &acme, &observations).await);
        forget(&world).await;
    }
    for (number, other) in outcomes.iter().enumerate() {
        assert_same(other, &outcomes[0], &format!("in order {number}"));
    }
    for observations in [[report, listed], [listed, report]] {
        outcomes.push(outcome(&world, &acme, &observations).await);
        forget(&world).await;
    }
    assert_same(&outcomes[4], &outcomes[5], "without status updates");
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_only_the_api_reported_is_a_whole_call() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let call = acme.vapi_call(CALL);
    let listed = vapi::observe_api_call(call.listed()).unwrap();
    let mut from_api = outcome(&world, &acme, &[&listed]).await;
    forget(&world).await;
    let [.., report] = messages(&call);
    let mut from_report = outcome(&world, &acme, &[&report]).await;
    // What each records of itself, and the names that a listed call has only ids for.
    for record in [&mut from_api, &mut from_report] {
        for by_source in ["stamps", "raw_data", "assistant_name", "line_number", "reported_seconds"] {
            record["calls"][0][by_source].take();
        }
        record["call_participants"][0]["participant_name"].take();
    }
    assert_same(&from_api, &from_report, "from the API");
    world.finish().await;
}

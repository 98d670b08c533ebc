//! Calls that ended by what we answered to their `assistant-request`.

use calls::Seen;
use db::live_questions::{Question, QuestionAnswer};
use domain::call::Observation;
use domain::{CallRejection, QuestionOutcome, WebhookId};
use runtime::clock;
use serde_json::{Value, json};
use testing::{Tables, Tenant};

use crate::record_of::{CALL, published, record};

const RETURNED_ERROR: &str = "assistant-request-returned-error";

/// Writes down what was answered, as webhook-ingest does.
async fn answer(
    world: &Tables,
    tenant: &Tenant,
    (answer, outcome): (Value, QuestionOutcome),
    because: Option<CallRejection>,
) {
    let webhook = WebhookId(clock::new_id());
    let question = Question {
        vapi_call_id: CALL.to_owned(),
        question_id: webhook.to_string(),
        webhook,
        kind: db::assistant_requests::KIND,
        tool: None,
        arguments: None,
        trace_id: None,
        asked_at: clock::now(),
    };
    let answer = QuestionAnswer {
        call: None,
        outcome,
        answer,
        stages: json!({"total": 3}),
        error: because.map(|because| because.to_string()),
    };
    let tx = world.db.tenant(tenant.id).await.unwrap();
    assert!(db::live_questions::put(&tx, &question, &answer).await.unwrap());
    tx.commit().await.unwrap();
}

fn message() -> (Value, QuestionOutcome) {
    (json!({"error": "We are closed."}), QuestionOutcome::Rejected)
}

fn read(message: &Value) -> Observation {
    vapi::observe_message(message.to_string().as_bytes()).unwrap().unwrap()
}

/// The last two messages that Vapi sends of a call that ended for this reason.
fn ended(tenant: &Tenant, reason: &str) -> [Observation; 2] {
    let call = tenant.vapi_call(CALL);
    [call.ended(), call.report()].map(|mut message| {
        message["message"]["endedReason"] = reason.into();
        read(&message)
    })
}

async fn fault_owner(world: &Tables) -> Value {
    let rows = world.query("SELECT fault_owner FROM calls").await;
    assert_eq!(rows.len(), 1);
    rows[0]["fault_owner"].clone()
}

/// Who caused the end of a call, once it is recorded and once it is read anew.
async fn attributed(world: &Tables, tenant: &Tenant, reason: &str) -> Value {
    let seen = ended(tenant, reason);
    for observation in &seen {
        record(world, tenant, observation).await;
    }
    let owner = fault_owner(world).await;
    let names = published(world, tenant).await;
    let seen = seen.map(|observation| Seen { observation, at: clock::now() });
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let again = calls::rebuild(&tx, Vec::from(seen), "tests").await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert!(!again.change.changed, "{reason}: {again:?}");
    assert_eq!((fault_owner(world).await, published(world, tenant).await), (owner.clone(), names));
    owner
}

/// Deletes the calls, their events and what was answered.
async fn forget(world: &Tables) {
    world.execute("DELETE FROM live_questions; DELETE FROM call_keys; DELETE FROM events").await;
}

#[tokio::test]
async fn a_call_that_ended_by_a_message_of_ours_is_attributed_by_why_we_gave_it() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for reason in [RETURNED_ERROR, "assistant-request-returned-unspeakable-error"] {
        for (because, owner) in [
            (None, "none"),
            (Some(CallRejection::Closed), "none"),
            (Some(CallRejection::Caller), "caller"),
            (Some(CallRejection::NoAssistant), "assistant"),
            (Some(CallRejection::Plan), "account"),
        ] {
            answer(&world, &acme, message(), because).await;
            assert_eq!(attributed(&world, &acme, reason).await, owner, "{reason} {because:?}");
            let (_, event) = world.events(&acme).await.into_iter().last().unwrap();
            assert_eq!(event["call"]["faultOwner"], owner, "{event}");
            forget(&world).await;
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_we_put_through_is_nobodys_fault() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let reason = "assistant-request-returned-forwarding-phone-number";
    assert_eq!(attributed(&world, &acme, reason).await, "none", "whoever answered so");
    forget(&world).await;

    let destination = json!({"destination": {"type": "number", "number": "+14155550177"}});
    answer(&world, &acme, (destination, QuestionOutcome::Answered), None).await;
    assert_eq!(attributed(&world, &acme, reason).await, "none");
    world.finish().await;
}

#[tokio::test]
async fn what_we_did_not_answer_on_purpose_stays_a_fault_of_ours() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    answer(&world, &bolt, message(), None).await;
    assert_eq!(attributed(&world, &acme, RETURNED_ERROR).await, "tool", "another organization's answer");
    forget(&world).await;

    let desk = || json!({"assistantId": acme.vapi_assistant_id});
    for (given, reason) in [
        ((desk(), QuestionOutcome::Answered), RETURNED_ERROR),
        ((json!({"error": "Sorry."}), QuestionOutcome::Missed), RETURNED_ERROR),
        // Vapi did not get it.
        (message(), "assistant-request-failed"),
        ((desk(), QuestionOutcome::Answered), "assistant-request-returned-invalid-assistant"),
    ] {
        answer(&world, &acme, given, None).await;
        assert_eq!(attributed(&world, &acme, reason).await, "tool", "{reason}");
        forget(&world).await;
    }
    world.finish().await;
}

#[tokio::test]
async fn of_a_call_that_was_asked_about_twice_the_last_answer_counts() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    answer(&world, &acme, message(), Some(CallRejection::Plan)).await;
    answer(&world, &acme, message(), Some(CallRejection::Closed)).await;
    assert_eq!(attributed(&world, &acme, RETURNED_ERROR).await, "none");
    world.finish().await;
}

#[tokio::test]
async fn an_answer_that_was_written_down_late_is_known_to_the_report_that_follows() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let [status, report] = ended(&acme, RETURNED_ERROR);
    record(&world, &acme, &status).await;
    assert_eq!(fault_owner(&world).await, "tool");
    answer(&world, &acme, message(), None).await;
    record(&world, &acme, &report).await;
    assert_eq!(fault_owner(&world).await, "none");
    world.finish().await;
}

#[tokio::test]
async fn a_call_stays_as_it_was_attributed_when_the_answer_is_no_longer_kept() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    answer(&world, &acme, message(), None).await;
    assert_eq!(attributed(&world, &acme, RETURNED_ERROR).await, "none");
    world.execute("DELETE FROM live_questions").await;
    assert_eq!(attributed(&world, &acme, RETURNED_ERROR).await, "none");

    let mut listed = acme.vapi_call(CALL).listed();
    listed["endedReason"] = RETURNED_ERROR.into();
    listed["updatedAt"] = "2026-12-24T12:00:00.000Z".into();
    record(&world, &acme, &vapi::observe_api_call(listed).unwrap()).await;
    assert_eq!(fault_owner(&world).await, "none", "seen once more through the API");
    world.finish().await;
}

//! Vapi's own examples, and its published schema.

use std::sync::LazyLock;

use domain::PhoneNumber;
use serde_json::{Map, Value, json};
use vapi::answer::{self, Overrides, ToolAnswer, ToolResult};
use vapi::{Destination, Envelope, Target, TransferMode, control, observe_message};

static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../fixtures/server-messages.schema.json")).unwrap()
});

macro_rules! example {
    ($name:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!("../../fixtures/", $name, ".json"))).unwrap()
    };
}

/// Fails where a value does not fit the schema of that name.
fn assert_fits(schema: &str, value: &Value) {
    let root = json!({
        "$ref": format!("#/components/schemas/{schema}"),
        "components": SCHEMAS["components"],
    });
    let validator = jsonschema::validator_for(&root).unwrap();
    let errors: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{schema}: {value}");
}

fn members(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn support() -> PhoneNumber {
    PhoneNumber::parse("+14155552671").unwrap()
}

#[test]
fn the_examples_fit_the_schema_and_are_understood() {
    let examples = [
        (example!("assistant-request"), true),
        (example!("end-of-call-report"), true),
        (example!("status-update.ended"), true),
        (example!("status-update.ended.assistant-request-failed"), true),
        (example!("status-update.in-progress"), true),
        (example!("tool-calls"), true),
        (example!("transfer-destination-request"), true),
        (
            json!({"message": {"type": "hang", "call": {"id": "a", "orgId": "b", "createdAt": "2026-11-20T16:00:00Z",
            "updatedAt": "2026-11-20T16:00:00Z"}}}),
            false,
        ),
        (json!({"message": {"type": "handoff-destination-request", "parameters": {"to": "sales"}}}), false),
    ];
    for (message, is_of_a_call) in examples {
        assert_fits("ServerMessage", &message);
        let body = message.to_string();
        assert_eq!(message["message"]["type"], Envelope::parse(body.as_bytes()).unwrap().kind.as_str());
        assert_eq!(observe_message(body.as_bytes()).unwrap().is_some(), is_of_a_call, "{body}");
    }
}

#[test]
fn tool_calls_are_answered_as_in_the_examples() {
    let envelope = Envelope::parse(include_bytes!("../../fixtures/tool-calls.json")).unwrap();
    let [call] = envelope.tool_calls.as_slice() else { panic!("one tool call") };
    let answered = |answer: &ToolAnswer, spoken| {
        answer::tool_results(&[ToolResult { id: &call.id, name: &call.name, answer, spoken }])
    };
    let result = |text: &str| ToolAnswer::Result(text.to_owned());
    let error = "The calendar is unavailable, offer to take a message.";
    for (answer, example) in [
        (
            answered(&result("Open slots on Tuesday: 9:00 AM, 2:30 PM."), None),
            example!("tool-calls.response"),
        ),
        (answered(&ToolAnswer::Error(error.to_owned()), None), example!("tool-calls.response.error")),
        (answer::tool_errors(&envelope.tool_calls, error), example!("tool-calls.response.error")),
        (
            answered(&result("booked"), Some("You're booked for 2:30 PM.")),
            example!("tool-calls.response.with-message"),
        ),
    ] {
        assert_eq!(answer, example);
        assert_fits("ServerMessageResponseToolCalls", &answer);
        assert_fits("ServerMessageResponse", &json!({ "messageResponse": answer }));
    }
}

#[test]
fn an_assistant_request_is_answered_as_in_the_examples() {
    let overrides = Overrides {
        variable_values: members(&json!({"customerName": "Ana"})),
        metadata: members(&json!({"tenantId": "t_123"})),
        ..Overrides::default()
    };
    let to_support = Destination {
        target: Target::Number { number: support(), extension: Some("101".to_owned()) },
        caller_id: Some("{{phoneNumber.number}}".to_owned()),
        message: Some("Connecting you to support.".to_owned()),
        plan: None,
    };
    for (answer, example) in [
        (
            answer::assistant_id("054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921", &overrides),
            example!("assistant-request.response.id"),
        ),
        (answer::destination(&to_support), example!("assistant-request.response.transfer")),
        (
            answer::error("Sorry, we are closed. Please call back tomorrow."),
            example!("assistant-request.response.reject"),
        ),
    ] {
        assert_eq!(answer, example);
        assert_fits("ServerMessageResponseAssistantRequest", &answer);
    }
    let first_message = Some("Hi Ana!".to_owned());
    let greeted = answer::assistant_id("an-assistant", &Overrides { first_message, ..overrides });
    assert_fits("ServerMessageResponseAssistantRequest", &greeted);
}

#[test]
fn a_transfer_is_answered_as_in_the_examples() {
    let silently = Destination {
        message: Some(String::new()),
        plan: Some(TransferMode::Blind),
        ..Destination::number(support())
    };
    for (answer, example) in [
        (
            answer::transfer(&silently, Some("Transferring you now.")),
            example!("transfer-destination-request.response"),
        ),
        (
            answer::error("Nobody is available, offer to take a message."),
            example!("transfer-destination-request.response.error"),
        ),
    ] {
        assert_eq!(answer, example);
        assert_fits("ServerMessageResponseTransferDestinationRequest", &answer);
    }
}

#[test]
fn every_destination_is_one_that_vapi_takes() {
    let to = |target: Target, plan: Option<TransferMode>| Destination {
        target,
        caller_id: Some("+14155550100".to_owned()),
        message: None,
        plan,
    };
    let number = || Target::Number { number: support(), extension: None };
    for (destination, mode) in [
        (to(number(), None), Value::Null),
        (to(number(), Some(TransferMode::Blind)), json!("blind-transfer")),
        (
            to(number(), Some(TransferMode::WarmMessage("A caller\nfor you.".to_owned()))),
            json!("warm-transfer-say-message"),
        ),
        (to(number(), Some(TransferMode::WarmSummary)), json!("warm-transfer-say-summary")),
        (to(Target::Sip("sip:front@example.com".to_owned()), None), Value::Null),
    ] {
        let command = control::transfer(&destination);
        assert_eq!(command["destination"].pointer("/transferPlan/mode").cloned().unwrap_or_default(), mode);
        assert_fits("ClientInboundMessageTransfer", &command);
        assert_fits("ServerMessageResponseAssistantRequest", &answer::destination(&destination));
        assert_fits("ServerMessageResponseTransferDestinationRequest", &answer::transfer(&destination, None));
    }
}

#[test]
fn a_handoff_is_answered_with_an_assistant_or_an_error() {
    assert_fits("ServerMessageResponseHandoffDestinationRequest", &answer::handoff_assistant("an-assistant"));
    // The schema asks for a destination even where none is given; the documentation has an error without.
    assert_eq!(answer::error("Nobody\nthere."), json!({"error": "Nobody there."}));
}

#[test]
fn what_we_do_not_do_is_answered_in_its_own_shape() {
    assert_fits("ServerMessageResponseKnowledgeBaseRequest", &answer::no_documents());
    assert_fits("ServerMessageResponseCampaignPredial", &answer::not_eligible());
    assert_fits("ServerMessageResponseCallEndpointingRequest", &answer::finished_after(0.5));
}

#[test]
fn no_answer_is_longer_than_vapi_takes() {
    let long = "слово ".repeat(1_000);
    let answer = &ToolAnswer::Result(long.clone());
    let results = answer::tool_results(&[ToolResult { id: "a", name: "b", answer, spoken: Some(&long) }]);
    assert_fits("ServerMessageResponseToolCalls", &results);
    let plan = Some(TransferMode::WarmMessage(long.clone()));
    let destination = Destination { message: Some(long.clone()), plan, ..Destination::number(support()) };
    assert_fits(
        "ServerMessageResponseTransferDestinationRequest",
        &answer::transfer(&destination, Some(&long)),
    );
}

//! What Vapi asks while a caller waits, and its schema for our answers.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::station::{Answer, Station};

static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    let published = include_str!("../../../../crates/vapi/fixtures/server-messages.schema.json");
    serde_json::from_str(published).unwrap()
});

/// Where the caller of [`message`] calls from.
pub(crate) const CALLER: &str = "+14155550199";

/// A message of a call in progress, with these members.
pub(crate) fn message(tenant: &Tenant, call: &str, members: &Value) -> Value {
    let mut message = tenant.vapi_call(call).in_progress();
    let body = message["message"].as_object_mut().unwrap();
    body.remove("status");
    body.extend(members.as_object().unwrap().clone());
    message
}

/// One tool call in the shape of real webhooks.
pub(crate) fn tool(id: &str, name: &str, arguments: &Value) -> Value {
    json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments}})
}

pub(crate) fn tool_calls(tenant: &Tenant, call: &str, calls: &[Value]) -> Value {
    message(tenant, call, &json!({"type": "tool-calls", "toolCallList": calls}))
}

/// A message for the office, as the tool `takeMessage` of one call.
pub(crate) fn leave_message(tenant: &Tenant, call: &str, id: &str) -> Value {
    let arguments = json!({"callerName": "Ann", "message": "Please call me back."});
    tool_calls(tenant, call, &[tool(id, "takeMessage", &arguments)])
}

/// The results of a whole answer, each of which is one line under its own id.
pub(crate) fn results(answer: &Answer, ids: &[&str]) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_fits("ServerMessageResponseToolCalls", &answer.body);
    let results = answer.body["results"].as_array().unwrap().clone();
    let answered: Vec<&str> = results.iter().map(|result| result["toolCallId"].as_str().unwrap()).collect();
    assert_eq!(answered, ids);
    for result in &results {
        let text = result.get("result").or(result.get("error")).unwrap().as_str().unwrap();
        assert!(!text.is_empty() && !text.contains('\n'), "{text}");
    }
    results
}

/// Posts a question; returns the answer and after how long it came.
pub(crate) async fn ask(station: &Station, tenant: &Tenant, question: &Value) -> (Answer, Duration) {
    let started = Instant::now();
    let answer = station.post(tenant, question).await;
    (answer, started.elapsed())
}

/// Whether it is what a caller hears when a tool could not be used.
pub(crate) fn is_fallback(result: &Value) -> bool {
    result["error"].as_str().is_some_and(|text| text.contains("technical problem"))
}

/// Fails where an answer does not fit the schema of that name.
pub(crate) fn assert_fits(schema: &str, answer: &Value) {
    let root = json!({
        "$ref": format!("#/components/schemas/{schema}"),
        "components": SCHEMAS["components"],
    });
    let validator = jsonschema::validator_for(&root).unwrap();
    let errors: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{schema}: {answer}");
}

/// Changes an organization's settings; before the station starts, which reads them then.
pub(crate) async fn settle(world: &World, tenant: &Tenant, settings: &Value) {
    let id = tenant.id.0;
    world
        .execute(&format!(
            "UPDATE organizations SET settings = settings || '{settings}'::jsonb WHERE id = '{id}'"
        ))
        .await;
}

pub(crate) async fn count(world: &World, of: &str) -> i64 {
    world.query(&format!("SELECT count(*) FROM {of}")).await[0]["count"].as_i64().unwrap()
}

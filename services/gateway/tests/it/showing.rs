use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use runtime::clock;
use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

use crate::scene::{Api, archived, start_everything};

/// The id that every recorded message has.
const RECORDED_CALL: &str = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11";

fn moment(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap_or_else(|| panic!("no moment: {value}")).parse().unwrap()
}

fn from_millis(value: &Value) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(value.as_i64().unwrap()).unwrap()
}

fn micros(dollars: &Value) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "what a call costs is small")]
    let amount = (dollars.as_f64().unwrap() * 1e6).round() as i64;
    json!({"amount_micros": amount, "currency": "USD"})
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

/// The call, once everybody has done what its report gives them to do.
async fn finished_call(api: &Api, tenant: &Tenant, id: &str) -> Value {
    eventually("the notifications are sent, the call counted and paid for", async || {
        let page = api.read(&format!("/api/v1/calls?vapi_call_id={id}"), &tenant.api_key).await;
        let id = page["data"][0]["id"].as_str()?;
        let call = api.read(&format!("/api/v1/calls/{id}"), &tenant.api_key).await;
        let sent = list(&call["notifications"]).iter().filter(|known| known["state"] == "sent").count();
        let done = sent == 2 && call["usage"].is_object() && call["contact"]["call_count"] == 1;
        done.then_some(call)
    })
    .await
}

#[tokio::test]
async fn a_reported_call_is_shown_as_it_was_reported() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let ingest = start_everything(&world);
    let api = Api::start(&world).await;
    // Of a call of the past nobody is notified.
    let placed = clock::now() - TimeDelta::minutes(1);
    let day = placed.with_timezone(&"America/New_York".parse::<domain::Zone>().unwrap()).date_naive();
    let report = acme.vapi_call(RECORDED_CALL).placed_at(placed).report();
    let answer = ingest.post(&acme, &report).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let call = finished_call(&api, &acme, RECORDED_CALL).await;
    let reported = &report["message"];

    for (shown, reported) in [
        ("vapi_call_id", &reported["call"]["id"]),
        ("ended_reason", &reported["endedReason"]),
        ("summary", &reported["analysis"]["summary"]),
        ("success_evaluation", &reported["analysis"]["successEvaluation"]),
        ("structured_data", &reported["artifact"]["structuredOutputs"]),
        ("recording_url", &reported["artifact"]["recording"]["mono"]["combinedUrl"]),
        ("stereo_recording_url", &reported["artifact"]["recording"]["stereoUrl"]),
        ("customer_number", &reported["customer"]["number"]),
        ("line_number", &reported["phoneNumber"]["number"]),
        ("assistant_name", &reported["assistant"]["name"]),
        ("vapi_assistant_id", &reported["call"]["assistantId"]),
        ("vapi_phone_number_id", &reported["call"]["phoneNumberId"]),
    ] {
        assert!(!reported.is_null(), "the report does not have {shown}");
        assert_eq!(&call[shown], reported, "{shown}");
    }
    assert_eq!(call["transcript"], reported["artifact"]["transcript"].as_str().unwrap().trim_end());
    assert_eq!(moment(&call["created_at"]), moment(&reported["call"]["createdAt"]));
    assert_eq!(moment(&call["started_at"]), moment(&reported["startedAt"]));
    assert_eq!(moment(&call["ended_at"]), moment(&reported["endedAt"]));
    let seconds = reported["durationSeconds"].as_f64().unwrap();
    assert_eq!(call["duration_seconds"].to_string(), format!("{seconds:.0}"));
    for (shown, ours) in [
        ("organization_id", json!(acme.id)),
        ("assistant_id", json!(acme.assistant)),
        ("phone_number_id", json!(acme.line)),
        ("type", json!("inbound")),
        ("status", json!("ended")),
        ("is_final", json!(true)),
        ("fault_owner", json!("none")),
        ("customer_name", Value::Null),
        ("transferred_to", Value::Null),
        ("cost", micros(&reported["cost"])),
        ("usage", json!({"day": day, "seconds": 15})),
    ] {
        assert_eq!(call[shown], ours, "{shown}");
    }
    costs_are_itemised(&call, reported);
    everything_said_is_there(&call, reported);
    the_tool_call_is_an_action(&call, reported);
    the_parties_are_there(&call, reported);
    the_deliveries_are_masked(&call, &world, &acme);
    let contact = json!({
        "id": call["contact"]["id"], "name": null, "phone": reported["customer"]["number"], "call_count": 1,
    });
    assert_eq!(call["contact"], contact);

    let id = call["id"].as_str().unwrap();
    let transcript = api.read(&format!("/api/v1/calls/{id}/transcript"), &acme.api_key).await;
    let expected = json!({"call_id": id, "transcript": call["transcript"], "turns": call["turns"]});
    assert_eq!(transcript, expected);
    let actions = api.read(&format!("/api/v1/calls/{id}/actions"), &acme.api_key).await;
    assert_eq!(actions, json!({"data": call["actions"], "has_more": false, "next_cursor": null}));
    world.settled().await;
    world.finish().await;
}

fn costs_are_itemised(call: &Value, reported: &Value) {
    let expected: Vec<Value> = list(&reported["costs"])
        .iter()
        .map(|item| {
            let part = ["model", "voice", "transcriber"].iter().find_map(|part| item.get(part));
            let named = part.and_then(|part| part.get("model").or(part.get("voiceId"))).or(item.get("subType"));
            json!({
                "kind": item["type"], "provider": item.get("provider").or(part.and_then(|part| part.get("provider"))),
                "model": named, "minutes": item["minutes"], "prompt_tokens": item["promptTokens"],
                "completion_tokens": item["completionTokens"], "characters": item["characters"],
                "cost": micros(&item["cost"]),
            })
        })
        .collect();
    assert_eq!(expected.len(), 6);
    assert_eq!(list(&call["costs"]), expected);
}

/// Everything but the system prompt, which nobody said.
fn everything_said_is_there(call: &Value, reported: &Value) {
    let messages =
        list(&reported["artifact"]["messages"]).iter().filter(|message| message["role"] != "system");
    let turns = list(&call["turns"]);
    assert_eq!(turns.len(), messages.clone().count());
    for (turn, message) in turns.iter().zip(messages) {
        assert_eq!(moment(&turn["started_at"]), from_millis(&message["time"]), "{turn}");
        match message.get("endTime") {
            Some(end) => assert_eq!(moment(&turn["ended_at"]), from_millis(end), "{turn}"),
            None => assert!(turn["ended_at"].is_null(), "{turn}"),
        }
        let called = &message["toolCalls"][0];
        let (role, text, name, id) = match message["role"].as_str().unwrap() {
            "bot" => ("assistant", &message["message"], &Value::Null, &Value::Null),
            "user" => ("customer", &message["message"], &Value::Null, &Value::Null),
            "tool_calls" => ("tool_call", &message["message"], &called["function"]["name"], &called["id"]),
            _ => ("tool_result", &message["result"], &message["name"], &message["toolCallId"]),
        };
        let shown = (&turn["role"], &turn["text"], &turn["name"], &turn["tool_call_id"]);
        assert_eq!(shown, (&json!(role), text, name, id));
        assert_eq!(turn["arguments"], arguments(called), "{turn}");
    }
}

/// A string of JSON in a report.
fn arguments(called: &Value) -> Value {
    let text = called["function"]["arguments"].as_str();
    text.map(|text| serde_json::from_str(text).unwrap()).unwrap_or_default()
}

fn the_tool_call_is_an_action(call: &Value, reported: &Value) {
    let messages = list(&reported["artifact"]["messages"]);
    let message = messages.iter().find(|message| message["role"] == "tool_calls").unwrap();
    let answered = messages.iter().find(|message| message["role"] == "tool_call_result").unwrap();
    let called = &message["toolCalls"][0];
    let [action] = list(&call["actions"]) else { panic!("{}", call["actions"]) };
    assert_eq!(moment(&action["triggered_at"]), from_millis(&message["time"]));
    let expected = json!({
        "tool_call_id": called["id"], "type": "other", "tool": called["function"]["name"],
        "arguments": arguments(called), "result": answered["result"], "status": "completed",
        "triggered_at": action["triggered_at"],
    });
    assert_eq!(*action, expected);
}

fn the_parties_are_there(call: &Value, reported: &Value) {
    let spoken = |role: &str| {
        let turns = list(&reported["artifact"]["messages"]).iter().filter(|message| message["role"] == role);
        turns.map(|turn| turn["duration"].as_f64().unwrap()).sum::<f64>() / 1000.0
    };
    let expected = [
        ("agent", &reported["assistant"]["name"], &Value::Null, spoken("bot")),
        ("customer", &Value::Null, &reported["customer"]["number"], spoken("user")),
    ];
    assert_eq!(list(&call["participants"]).len(), expected.len());
    for (party, (kind, name, number, seconds)) in list(&call["participants"]).iter().zip(expected) {
        assert_eq!((&party["type"], &party["name"], &party["phone_number"]), (&json!(kind), name, number));
        assert!(party["id"].as_str().unwrap().starts_with("part_"), "{party}");
        assert_eq!((&party["joined_at"], &party["left_at"]), (&call["started_at"], &call["ended_at"]));
        assert!((party["talk_time_seconds"].as_f64().unwrap() - seconds).abs() <= 0.5, "{party}: {seconds}");
    }
}

fn the_deliveries_are_masked(call: &Value, world: &World, tenant: &Tenant) {
    let (sms, email) = (world.sandbox.twilio().sms(), world.sandbox.resend().emails());
    let (number, address) = (&tenant.sms_number, &tenant.email_address);
    let masked = format!("…{}", &number[number.len() - 2..]);
    let (name, domain) = address.split_once('@').unwrap();
    for (channel, recipient, sent) in [
        ("sms", masked, sms[0].sid.clone()),
        ("email", format!("{}***@{domain}", &name[..1]), email[0].id.to_string()),
    ] {
        let delivery = list(&call["notifications"]).iter().find(|known| known["channel"] == channel).unwrap();
        assert!(moment(&delivery["attempted_at"]) <= runtime::clock::now());
        let expected = json!({
            "id": delivery["id"], "kind": "call-summary", "channel": channel, "recipient": recipient, "state": "sent",
            "attempts": 1, "attempted_at": delivery["attempted_at"], "provider_message_id": sent, "error": null,
        });
        assert_eq!(*delivery, expected);
    }
    let answer = call.to_string();
    assert!(!answer.contains(number) && !answer.contains(address), "{answer}");
}

/// Every message that was recorded, by the name of its file; answers and schemas lie beside them.
fn recorded() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/vapi/fixtures");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let read = |path: &Path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    };
    let read = files.iter().map(|path| read(path));
    read.filter(|(_, message): &(String, Value)| message["message"]["type"].is_string()).collect()
}

#[tokio::test]
async fn every_recorded_message_is_accepted_kept_and_shown_if_it_is_about_a_call() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let ingest = start_everything(&world);
    let api = Api::start(&world).await;
    let recorded = recorded();
    assert!(recorded.len() >= 7, "the recorded messages are elsewhere");

    let mut sent = Vec::new();
    for (number, (name, message)) in recorded.into_iter().enumerate() {
        let id = format!("{number:08}-7c41-7e1b-8d3a-5f0a9b6c2d11");
        let message: Value = serde_json::from_str(&message.to_string().replace(RECORDED_CALL, &id)).unwrap();
        let answer = ingest.post(&acme, &message).await;
        assert_eq!(answer.status, 200, "{name}: {answer:?}");
        sent.push((name, id, message));
    }
    world.settled().await;

    let kept =
        world.query("SELECT type, convert_from(body, 'UTF8')::jsonb AS body FROM webhook_events").await;
    assert_eq!(kept.len(), sent.len());
    let mut shown = 0;
    for (name, id, message) in &sent {
        let reported = &message["message"];
        assert!(
            kept.contains(&json!({"type": reported["type"], "body": archived(message)})),
            "{name} is not archived"
        );
        if matches!(reported["type"].as_str(), Some("status-update" | "end-of-call-report")) {
            let call = api.call(&acme, id).await;
            is_shown(&call, reported, name);
            shown += 1;
        } else {
            // A question is evidence that its call goes on, and of no more.
            let page = api.read(&format!("/api/v1/calls?vapi_call_id={id}"), &acme.api_key).await;
            assert!(list(&page["data"]).iter().all(|call| call["status"] != "ended"), "{name}: {page}");
        }
    }
    assert!(shown >= 4, "{shown}");
    world.finish().await;
}

fn is_shown(call: &Value, reported: &Value, name: &str) {
    let is_report = reported["type"] == "end-of-call-report";
    let status = if is_report { &json!("ended") } else { &reported["status"] };
    assert_eq!(&call["status"], status, "{name}");
    assert_eq!(call["is_final"], json!(is_report), "{name}");
    assert_eq!(call["ended_reason"], reported["endedReason"], "{name}");
    assert_eq!(call["fault_owner"].is_string(), reported["endedReason"].is_string(), "{name}");
    assert_eq!(call["customer_number"], reported["customer"]["number"], "{name}");
    assert_eq!(call["line_number"], reported["phoneNumber"]["number"], "{name}");
    assert_eq!(call["assistant_name"], reported["assistant"]["name"], "{name}");
    assert_eq!(call["type"], "inbound", "{name}");
    assert_eq!(call["contact"].is_object(), is_report, "{name}");
    let said = reported["artifact"]["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let said = said.iter().filter(|message| message["role"] != "system").count();
    assert_eq!(list(&call["turns"]).len(), said, "{name}");
}

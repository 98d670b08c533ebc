use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, json};

use super::*;

/// A payload as it is kept in both forms: its bytes, and its value.
fn kept(payload: &Value) -> [String; 2] {
    let bytes = redacted_body(payload.to_string().as_bytes());
    let mut value = payload.clone();
    redact(&mut value);
    [String::from_utf8(bytes).unwrap(), value.to_string()]
}

/// Of each payload all that is called "gone" goes, and all that is called "kept" stays.
fn check(payloads: &[Value]) {
    for payload in payloads {
        let count = payload.to_string().matches("kept").count();
        for form in kept(payload) {
            assert!(!form.contains("gone"), "{form}");
            assert_eq!(form.matches("kept").count(), count, "{payload} became {form}");
        }
    }
}

#[test]
fn settings_lose_their_secrets_wherever_vapi_echoes_them() {
    let server =
        json!({"url": "kept", "secret": "gone", "headers": {"x-any": "gone"}, "credentialId": "kept"});
    let assistant = json!({
        "name": "kept", "server": server, "serverUrlSecret": "gone", "maxTokens": "kept",
        "credentials": [{"provider": "gone", "apiKey": "gone"}], "credentialIds": ["kept"],
        "model": {"model": "kept", "headers": {"authorization": "gone"}, "messages": [{"content": "kept"}],
                  "tools": [{"type": "kept", "server": server, "environmentVariables": [{"value": "gone"}]}]},
        "voice": {"voiceId": "kept", "server": server}, "artifactPlan": {
            "structuredOutputs": [{"name": "kept", "model": {"headers": {"a": "gone"}},
                                   "schema": {"properties": {"password": "kept"}}}]},
        "hooks": [{"do": [{"tool": {"server": server}}]}],
    });
    check(&[
        json!({"message": {"assistant": assistant, "toAssistant": assistant, "assistants": [assistant]}}),
        json!({"message": {"call": {"id": "kept", "assistant": assistant, "credentials": ["gone"],
            "assistantOverrides": {"server": server, "tools:append": [{"server": server}], "apiKeys": ["gone"]},
            "squad": {"name": "kept", "members": [{"assistant": assistant, "assistantOverrides": assistant}],
                      "membersOverrides": assistant},
            "workflow": {"nodes": [{"tool": {"server": server}}], "credentials": "gone"}}}}),
        json!({"message": {"toolWithToolCallList": [{"server": server, "function": {"name": "kept"},
            "toolCall": {"id": "kept", "function": {"arguments": {"secret": "kept"}}}}]}}),
        json!({"message": {"phoneNumber": {"number": "kept", "twilioAccountSid": "kept", "twilioAuthToken": "gone",
            "authentication": {"username": "kept", "password": "gone"}, "server": server}}}),
        json!({"message": {"call": {"monitor": {"listenUrl": "gone", "controlUrl": "gone"},
            "transport": {"provider": "kept", "callSid": "kept", "callToken": "gone", "callUrl": "gone"},
            "webCallUrl": "gone"}, "destination": {"sipUri": "kept", "sipHeaders": {"X-Auth-Token": "gone"}}}}),
        json!({"message": {"artifact": {"presignedMonoUrl": "gone", "recording": {"mono": {"combinedUrl": "kept"}}},
            "call": {"artifact": {"presigned_log_url": "gone", "logUrl": "kept"}}}}),
        json!({"message": {"customer": {"number": "kept", "password": "kept", "assistant": {"secret": "kept"},
            "assistantOverrides": {"server": server, "variableValues": {"token": "kept"}}}}}),
        // Shapes of old, of lists, and of tomorrow.
        json!({"type": "call-end", "call": {"assistant": assistant, "phone_number": {"auth-token": "gone"}}}),
        json!({"function": "kept", "parameters": {"apiKey": "kept"}, "assistant": assistant}),
        json!([{"somewhere": {"new": [[{"Server": {"API_KEY_2": "gone", "Set-Cookie": ["gone"]}}]]}}]),
    ]);
}

#[test]
fn a_business_keeps_its_own_words_whatever_they_are_called() {
    let own = json!({"credentials": "kept", "secret": "kept", "headers": ["kept"], "apiKey": 7, "server": {"secret": "kept"},
                     "presignedUrl": "kept", "assistant": {"token": "kept"}, "text": "{\"secret\": \"kept\"}"});
    check(&[
        json!({"message": {"analysis": {"structuredData": own, "structuredDataMulti": [{"a": own}], "other": own}}}),
        json!({"message": {"artifact": {"structuredOutputs": {"id": {"name": "kept", "result": own}}, "scorecards": own,
            "variableValues": own, "variables": own, "messages": [own], "nodes": [{"variableValues": own}]}}}),
        json!({"message": {"call": {"metadata": own, "analysis": {"structuredData": own}, "customer": {"secret": "kept"},
            "assistantOverrides": {"metadata": own, "variableValues": own}, "messages": [own], "summary": "[\"kept\"]"}}}),
        json!({"message": {"toolCallList": [{"arguments": own, "function": {"arguments": own, "parameters": own}}],
            "toolCalls": [{"function": {"arguments": own.to_string()}}], "functionCall": {"parameters": own},
            "toolCallResult": {"result": own}, "conversation": [own], "messages": [{"toolCalls": [own], "result": own}]}}),
        json!({"message": {"toolWithToolCallList": [{"toolCall": {"arguments": own.to_string(), "parameters": own},
            "function": {"parameters": {"type": "object", "properties": {"password": {"type": "kept"}}}}}]}}),
        json!({"message": {"assistant": {"metadata": own, "analysisPlan": {"structuredDataPlan": {"schema": own}},
            "server": {"metadata": own}}}}),
        json!({"message": {"chat": {"input": own, "output": [own]}, "session": {"messages": [own], "metadata": own}}}),
    ]);
}

#[test]
fn a_text_of_settings_goes_when_it_is_json_with_a_secret() {
    let hidden = json!({"a": [json!({"password": "gone"}).to_string()]}).to_string();
    check(&[
        json!({"assistant": {"server": "{\"url\": \"https://x\", \"secret\": \"gone\"}", "name": "{\"kept\": 1}"}}),
        json!({"assistant": {"firstMessage": [" [{\"apiKey\": \"gone\"}]", "[kept]", "{\"secret\": \"kept\""]}}),
        json!({"assistant": {"config": hidden, "metadata": "{\"secret\": \"kept\"}"}}),
        json!({"assistant": {"config": "{\"metadata\": {\"secret\": \"kept\"}}"}}),
        json!({"transcript": "{\"secret\": \"kept\"}", "text": "{\"secret\": \"kept\"}"}),
    ]);
}

#[test]
fn texts_in_one_another_are_looked_into_so_deep_and_no_deeper() {
    let mut text = json!({"url": "https://x"});
    for depth in 0..8 {
        let [bytes, value] = kept(&json!({"server": {"config": text}}));
        assert_eq!(bytes, value);
        assert_eq!(bytes.contains(REDACTED), depth > usize::from(MAX_TEXTS), "{depth}");
        text = json!({"in": text}).to_string().into();
    }
}

/// A payload of an integration, as it is kept.
fn kept_of_another(payload: &Value) -> String {
    String::from_utf8(redacted_body_from("acme-crm", payload.to_string().as_bytes())).unwrap()
}

#[test]
fn what_another_provider_calls_as_vapi_calls_its_settings_is_kept() {
    for payload in [
        json!({"tool": {"key": "hammer"}, "call": {"token": "A1"}}),
        json!({"server": {"password": "kept"}, "assistant": {"keys": ["kept"], "headers": {"subject": "kept"}}}),
        json!({"phoneNumber": {"credential": "kept"}, "tools": [{"config": "{\"secret\": \"kept\"}"}]}),
        json!({"artifact": {"presignedUrl": "kept"}, "artifactPlan": {"structuredOutputs": [{"token": "kept"}]}}),
    ] {
        assert_eq!(kept_of_another(&payload), payload.to_string());
    }
    let vapis = json!({"call": {"token": "gone"}});
    let kept = redacted_body_from("vapi", vapis.to_string().as_bytes());
    assert_eq!(String::from_utf8(kept).unwrap(), json!({"call": {"token": REDACTED}}).to_string());
}

#[test]
fn no_place_of_another_provider_hides_what_is_unmistakable() {
    for place in ["call", "tool", "server", "customer", "artifact", "artifactPlan", "data"] {
        let kept = kept_of_another(&json!({place: [{"kept": 1, "apiKey": "gone", "client_secret": "gone"}]}));
        assert!(kept.contains("kept") && !kept.contains("gone"), "{kept}");
    }
    let own = json!({"metadata": {"api_key": "kept"}});
    assert_eq!(kept_of_another(&own), own.to_string());
}

#[test]
fn other_providers_lose_what_is_unmistakable() {
    check(&[
        json!({"type": "payment_intent.created", "data": {"object": {"id": "kept", "client_secret": "gone",
            "metadata": {"api_key": "kept", "client_secret": "kept"}}}}),
        json!({"type": "lead.created", "data": {"credentials": "kept", "secret": "kept", "headers": {"subject": "kept"},
            "access_token": "gone", "invoice": {"key": "kept"}, "observer": {"token": "kept"}}}),
    ]);
}

#[test]
fn a_listed_call_is_a_place_of_settings() {
    let mut call = json!({"id": "kept", "credentials": ["gone"], "webCallUrl": "gone", "phoneNumber": {"secret": "gone"},
                          "artifact": {"presignedMonoUrl": "gone"}, "analysis": {"structuredData": {"secret": "kept"}}});
    redact_call(&mut call);
    let expected = json!({"id": "kept", "phoneNumber": {}, "artifact": {},
                          "analysis": {"structuredData": {"secret": "kept"}}});
    assert_eq!(call, expected);
}

#[test]
fn what_controls_a_call_is_not_kept() {
    let kept = redacted_body(include_bytes!("../../fixtures/tool-calls.json"));
    let kept = String::from_utf8(kept).unwrap();
    assert_eq!(kept.matches("\"[redacted]\"").count(), 2);
    assert!(!kept.contains("/control") && !kept.contains("/listen"));
}

#[test]
fn no_example_keeps_a_secret_or_a_link_for_an_hour() {
    for body in [
        include_bytes!("../../fixtures/assistant-request.json").as_slice(),
        include_bytes!("../../fixtures/end-of-call-report.json"),
        include_bytes!("../../fixtures/legacy/call-end.json"),
        include_bytes!("../../fixtures/legacy/call-start.json"),
        include_bytes!("../../fixtures/legacy/function-call.json"),
        include_bytes!("../../fixtures/legacy/function.json"),
        include_bytes!("../../fixtures/status-update.ended.assistant-request-failed.json"),
        include_bytes!("../../fixtures/status-update.ended.json"),
        include_bytes!("../../fixtures/status-update.in-progress.json"),
        include_bytes!("../../fixtures/tool-calls.json"),
        include_bytes!("../../fixtures/transfer-destination-request.json"),
    ] {
        for form in kept(&serde_json::from_slice(body).unwrap()) {
            for secret in ["phone-call-websocket", "X-Amz-Signature", "/control", "/listen"] {
                assert!(!form.contains(secret), "{secret} in {form}");
            }
        }
    }
}

#[test]
fn a_kept_body_shows_where_a_secret_was_and_is_else_as_received() {
    let body = br#"{ "z": 1.50e2, "server" : {"secret" : "a\"b", "url":"https:\/\/x", "k":"{\"key\":1}" },
        "analysis":{"secret": "gate\u0020code" }, "a":"secret", "call":{"credentials":[{"k":["]","}"]},7], "apiKe\u0079":null ,
        "headers":{},"authToken":12 } }"#;
    let kept = br#"{ "z": 1.50e2, "server" : {"secret" : "[redacted]", "url":"https:\/\/x", "k":"[redacted]" },
        "analysis":{"secret": "gate\u0020code" }, "a":"secret", "call":{"credentials":"[redacted]", "apiKe\u0079":"[redacted]" ,
        "headers":"[redacted]","authToken":"[redacted]" } }"#;
    assert_eq!(String::from_utf8(redacted_body(body)), String::from_utf8(kept.to_vec()));
}

#[test]
fn a_body_without_secrets_or_without_json_is_kept_to_the_byte() {
    for body in [
        br#"{"message" : {"cost": 0.10, "cost": 1e999, "text": "\ud83d"}}"#.as_slice(),
        br#"{"assistant": {"name": "\ud83d", "firstMessage": "{ \"a\": }"}}"#,
        br#"["secret", "password", ["server", {"server": []}]]"#,
        br#"{"secret": "broken"#,
        b"secret=1&password=2",
        b"\xff\xfe",
        b"",
    ] {
        assert_eq!(redacted_body(body), body);
    }
}

const NAMES: [&str; 22] = [
    "analysis",
    "apiKey",
    "arguments",
    "artifact",
    "artifactPlan",
    "assistant",
    "assistantOverrides",
    "call",
    "credentials",
    "customer",
    "headers",
    "message",
    "metadata",
    "monitor",
    "name",
    "phoneNumber",
    "presignedUrl",
    "secret",
    "server",
    "structuredData",
    "structuredOutputs",
    "x_token-2",
];

const TEXTS: [&str; 7] = [
    "",
    "text",
    "{\"secret\": 1}",
    "[{\"key\": \"\\ud83d\"}]",
    "{\"a\": \"{\\\"token\\\": 1}\"}",
    "{\"a\": 1}",
    "{",
];

fn any_payload() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(&TEXTS[..]).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name =
        prop_oneof![8 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::Array),
            3 => vec((name.clone(), inner), 0..8)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

#[test]
fn a_byte_order_mark_hides_no_secret() {
    let kept = redacted_body("\u{feff}{\"server\":{\"secret\":\"s1\"}}".as_bytes());
    assert_eq!(String::from_utf8(kept).unwrap(), "\u{feff}{\"server\":{\"secret\":\"[redacted]\"}}");
}

/// Without the members that only show where a secret was.
fn unmarked(mut value: Value) -> Value {
    match &mut value {
        Value::Array(items) => items.iter_mut().for_each(|item| *item = unmarked(item.take())),
        Value::Object(members) => {
            members.retain(|_, member| *member != REDACTED);
            members.values_mut().for_each(|member| *member = unmarked(member.take()));
        }
        _ => {}
    }
    value
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn both_forms_of_a_payload_lose_the_same(payload in any_payload()) {
        let mut value = payload.clone();
        redact(&mut value);
        let value = unmarked(value);
        for body in [serde_json::to_vec(&payload).unwrap(), serde_json::to_vec_pretty(&payload).unwrap()] {
            let kept = redacted_body(&body);
            prop_assert_eq!(&unmarked(serde_json::from_slice(&kept).unwrap()), &value);
            prop_assert_eq!(redacted_body(&kept), kept);
        }
    }
}

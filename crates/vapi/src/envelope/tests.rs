use serde_json::{Map, json};

use super::*;

const TOOL_CALLS: &[u8] = include_bytes!("../../fixtures/tool-calls.json");

#[test]
fn an_envelope_shows_what_a_message_is_and_whose() {
    let envelope = Envelope::parse(TOOL_CALLS).unwrap();
    let at = |text: &str| Some(text.parse::<DateTime<Utc>>().unwrap());
    assert_eq!(envelope.kind, "tool-calls");
    assert_eq!(envelope.timestamp, at("2026-11-20T16:00:08.950Z"));
    assert_eq!(envelope.call_id.as_deref(), Some("01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11"));
    assert_eq!(envelope.call_created_at, at("2026-11-20T16:00:00.478Z"));
    assert!(envelope.control_url.unwrap().ends_with("/control"));
    assert_eq!(envelope.customer_numbers.first().map(String::as_str), Some("+14155550199"));
    assert_eq!(envelope.assistant_id.as_deref(), Some("054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921"));
    assert_eq!(envelope.assistant_name.as_deref(), Some("Front desk"));
    assert_eq!(envelope.language.as_deref(), Some("en"));
    assert_eq!(envelope.server_timeout, Some(Duration::from_secs(20)));
    assert_eq!(envelope.phone_number_id.as_deref(), Some("4a5a04dc-dcbe-45b1-8f64-fd32a253d136"));
    assert_eq!(envelope.phone_number.as_deref(), Some("+14155550100"));
    assert_eq!(envelope.vapi_org_id.as_deref(), Some("3f0c8f7e-6d5a-4c1b-9f2e-1a2b3c4d5e6f"));
    let arguments = Ok(json!({"date": "2026-11-24"}).as_object().unwrap().clone());
    let id = "call_fzEwCjWnJsuwoeGQGbITcnpw".to_owned();
    assert_eq!(envelope.tool_calls, [ToolCall { id, name: "check_availability".to_owned(), arguments }]);
    assert!(!envelope.is_function_call);
}

#[test]
fn the_organization_is_found_in_any_metadata() {
    for body in [
        r#"{"message":{"type":"hang","call":{"assistantOverrides":{"metadata":{"organization_id":"o"}}}}}"#,
        r#"{"message":{"type":"hang","call":{"metadata":{"organizationId":"o"}}}}"#,
        r#"{"message":{"type":"hang","assistant":{"metadata":{"organization_id":"o"}}}}"#,
    ] {
        assert_eq!(Envelope::parse(body.as_bytes()).unwrap().organization.as_deref(), Some("o"));
    }
}

#[test]
fn the_assistant_of_a_squad_is_who_is_active_or_else_the_first() {
    let squad = r#"{"membersOverrides":{"metadata":{"organization_id":"o"}},"members":[
        {"assistantId":"front","assistant":{"name":"Front desk","server":{"timeoutSeconds":7},
            "voice":{"language":"ru"}}},
        {"assistantId":"sales","assistantOverrides":{"metadata":{"organization_id":"p"}}}]}"#;
    let read = |rest: &str| {
        let body = format!(r#"{{"message":{{"type":"tool-calls",{rest}}}}}"#);
        Envelope::parse(body.as_bytes()).unwrap()
    };
    for rest in [
        format!(r#""call":{{"squadId":"s","squad":{squad}}}"#),
        format!(r#""squad":{squad}"#),
        format!(
            r#""squad":{squad},"assistant":null,"artifact":{{"assistantActivations":[{{"assistantId":"x"}}]}}"#
        ),
    ] {
        let envelope = read(&rest);
        assert_eq!(envelope.assistant_id.as_deref(), Some("front"), "{rest}");
        assert_eq!(envelope.assistant_name.as_deref(), Some("Front desk"));
        assert_eq!(envelope.language.as_deref(), Some("ru"));
        assert_eq!(envelope.server_timeout, Some(Duration::from_secs(7)));
        assert_eq!(envelope.organization.as_deref(), Some("o"));
    }
    let active = r#"[{"assistantName":"Front desk"},{"assistantId":"sales","assistantName":"Sales"}]"#;
    let envelope = read(&format!(r#""squad":{squad},"artifact":{{"assistantActivations":{active}}}"#));
    assert_eq!(envelope.assistant_id.as_deref(), Some("sales"));
    assert_eq!((envelope.language, envelope.server_timeout), (None, None));
    assert_eq!(envelope.organization.as_deref(), Some("p"));

    let named = read(&format!(r#""assistant":{{"id":"a"}},"call":{{"squad":{squad}}}"#));
    assert_eq!((named.assistant_id.as_deref(), named.language), (Some("a"), None));
    let without =
        read(r#""call":{"squadId":"s","squad":[],"squadOverrides":{"metadata":{"organizationId":"q"}}}"#);
    assert_eq!((without.assistant_id, without.organization.as_deref()), (None, Some("q")));
}

#[test]
fn a_byte_order_mark_before_a_body_is_passed_over() {
    let marked = [b"\xef\xbb\xbf".as_slice(), TOOL_CALLS].concat();
    assert_eq!(Envelope::parse(&marked).unwrap(), Envelope::parse(TOOL_CALLS).unwrap());
    let old = "\u{feff}{\"type\":\"call-end\",\"call\":{\"id\":\"a\"}}";
    assert_eq!(Envelope::parse(old.as_bytes()).unwrap().kind, "call-end");
    assert!(matches!(Envelope::parse("\u{feff}".as_bytes()), Err(EnvelopeError::Json { .. })));
}

#[test]
fn a_whole_number_beyond_64_bits_keeps_its_digits() {
    let body = br#"{"message":{"type":"tool-calls","toolCallList":[{"id":"a","name":"book",
        "arguments":{"account":12345678901234567890123}}],"parameters":{"parcel":12345678901234567890123}}}"#;
    let envelope = Envelope::parse(body).unwrap();
    assert_eq!(envelope.tool_calls[0].arguments.as_ref().unwrap()["account"], "12345678901234567890123");
    assert_eq!(envelope.parameters, json!({"parcel": "12345678901234567890123"}));
}

#[test]
fn fields_of_unexpected_types_are_passed_over() {
    let body = br#"{"message":{"type":"new-thing","call":["id"],"assistant":"x","phoneNumber":[],"customer":1e999,
        "toolCallList":[1],"toolCalls":{},"toolWithToolCallList":[{"toolCall":[]}],"timestamp":{},"transcriptType":1}}"#;
    let envelope = Envelope::parse(body).unwrap();
    assert_eq!(envelope, Envelope { kind: "new-thing".to_owned(), ..Envelope::default() });
}

#[test]
fn what_is_no_text_of_ours_is_passed_over() {
    let long = "x".repeat(MAX_TEXT + 1);
    let body = format!(
        r#"{{"message":{{"type":" hang\u0000 ","call":{{"id":"{long}","orgId":" \u0000","assistantId":"a\ud83d"}}}}}}"#
    );
    let expected = Envelope {
        kind: "hang".to_owned(),
        assistant_id: Some("a\u{fffd}".to_owned()),
        ..Envelope::default()
    };
    assert_eq!(Envelope::parse(body.as_bytes()).unwrap(), expected);
}

#[test]
fn the_language_is_what_is_heard_else_what_is_spoken() {
    let language = |assistant: &str| {
        let body = format!(r#"{{"message":{{"type":"hang","assistant":{assistant}}}}}"#);
        Envelope::parse(body.as_bytes()).unwrap().language
    };
    let both = r#"{"transcriber":{"language":"multi"},"voice":{"language":"ru-RU"}}"#;
    assert_eq!(language(both).as_deref(), Some("ru-RU"));
    let english = r#"{"transcriber":{"language":"en"},"voice":{"language":"ru-RU"}}"#;
    assert_eq!(language(english).as_deref(), Some("en"));
    assert_eq!(language(r#"{"voice":{"language":"ru-RU"}}"#).as_deref(), Some("ru-RU"));
    assert_eq!(language("{}"), None);
}

#[test]
fn the_shortest_timeout_counts_if_vapi_can_have_it() {
    let timeout = |assistants: &str, tools: &str| {
        let body = format!(
            r#"{{"message":{{"type":"tool-calls","assistant":{{"server":{{"timeoutSeconds":{assistants}}}}},
                "toolWithToolCallList":[{{"server":{{"timeoutSeconds":{tools}}},"toolCall":{{"id":"a"}}}}]}}}}"#
        );
        Envelope::parse(body.as_bytes()).unwrap().server_timeout
    };
    assert_eq!(timeout("20", "7.5"), Some(Duration::from_millis(7_500)));
    assert_eq!(timeout("5", "null"), Some(Duration::from_secs(5)));
    assert_eq!(timeout("0", "-1"), None);
    assert_eq!(timeout("301", "1e999"), None);
}

#[test]
fn a_message_of_a_chat_or_a_session_names_it() {
    let named = |member: &str| {
        let body = format!(r#"{{"message":{{"type":"tool-calls",{member}}}}}"#);
        let envelope = Envelope::parse(body.as_bytes()).unwrap();
        (envelope.call_id, envelope.chat_id, envelope.session_id)
    };
    let id = || Some("a".to_owned());
    assert_eq!(named(r#""chat":{"id":"a"}"#), (None, id(), None));
    assert_eq!(named(r#""session":{"id":"a"},"chat":{"id":7}"#), (None, None, id()));
    assert_eq!(named(r#""call":{"id":"a"},"chat":"a""#), (id(), None, None));
}

#[test]
fn a_partial_transcript_is_distinguished_from_a_final_one() {
    let is_partial = |word: &str| {
        let body = format!(r#"{{"message":{{"type":"transcript","transcriptType":"{word}"}}}}"#);
        Envelope::parse(body.as_bytes()).unwrap().is_partial
    };
    assert!(is_partial("partial"));
    assert!(!is_partial("final"));
}

#[test]
fn a_handoff_has_what_the_model_gave_with_it() {
    let body = br#"{"message":{"type":"handoff-destination-request","parameters":{"to":"sales\u0000"}}}"#;
    assert_eq!(Envelope::parse(body).unwrap().parameters, json!({"to": "sales"}));
}

#[test]
fn a_function_call_is_the_one_tool_call() {
    let body =
        br#"{"message":{"type":"function-call","functionCall":{"id":"f","name":"book","parameters":"{}"},
        "toolCalls":[{"id":"other"}]}}"#;
    let envelope = Envelope::parse(body).unwrap();
    assert!(envelope.is_function_call);
    let (id, name) = ("f".to_owned(), "book".to_owned());
    assert_eq!(envelope.tool_calls, [ToolCall { id, name, arguments: Ok(Map::new()) }]);
}

#[test]
fn old_shapes_are_read_as_todays_under_their_own_word() {
    let started = Envelope::parse(include_bytes!("../../fixtures/legacy/call-start.json")).unwrap();
    assert_eq!(started.kind, "call-start");
    assert_eq!(started.caller(None).map(String::from).as_deref(), Some("+14155550199"));
    assert_eq!(started.phone_number.as_deref(), Some("+14155550100"));
    assert_eq!(started.assistant_id.as_deref(), Some("054ea7e1-a5fc-4b9c-8c7c-9c6e80d21921"));

    let wrapped = Envelope::parse(br#"{"message":{"type":"call-end","call":{"id":"a"}}}"#).unwrap();
    assert_eq!((wrapped.kind.as_str(), wrapped.call_id.as_deref()), ("call-end", Some("a")));

    let typed = Envelope::parse(include_bytes!("../../fixtures/legacy/function-call.json")).unwrap();
    assert_eq!((typed.kind.as_str(), typed.tool_calls[0].name.as_str()), ("function-call", "takeMessage"));
    assert_eq!(typed.call_id.as_deref(), Some("01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11"));

    let bare = Envelope::parse(include_bytes!("../../fixtures/legacy/function.json")).unwrap();
    assert_eq!((bare.kind.as_str(), bare.is_function_call), ("function-call", true));
    let ToolCall { id, name, arguments } = &bare.tool_calls[0];
    assert_eq!((id.as_str(), name.as_str()), ("", "bookAppointment"));
    assert_eq!(arguments.as_ref().unwrap()["time"], "2pm");
}

#[test]
fn a_body_without_a_type_is_rejected() {
    assert!(matches!(Envelope::parse(b"{"), Err(EnvelopeError::Json { .. })));
    for body in [
        r"{}",
        r"[]",
        r#"{"message":5}"#,
        r#"[{"type":"hang"}]"#,
        r#"{"message":["hang"]}"#,
        r#"{"message":{"type":""}}"#,
        r#"{"message":{"type":null}}"#,
        r#"{"message":{"type":"hang","type":"hang"}}"#,
        r#"{"type":"checkout.session.completed"}"#,
        r#"{"function":""}"#,
    ] {
        assert!(matches!(Envelope::parse(body.as_bytes()), Err(EnvelopeError::Type)), "{body}");
    }
}

#[test]
fn a_body_that_is_nested_too_deeply_is_rejected_as_such() {
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"message":{{"type":"hang","artifact":{open}{close}}}}}"#)
    };
    assert!(Envelope::parse(nested(MAX_DEPTH - 2).as_bytes()).is_ok());
    for depth in [MAX_DEPTH - 1, 100_000] {
        assert!(matches!(Envelope::parse(nested(depth).as_bytes()), Err(EnvelopeError::TooDeep)));
    }
    let old = nested(MAX_DEPTH - 2).replace(r#"{"message":{"type":"hang""#, r#"{"a":{"b":0},"type":"hang""#);
    let old = old.strip_suffix('}').unwrap();
    assert!(Envelope::parse(old.as_bytes()).is_ok());
}

#[test]
fn debug_hides_who_calls_and_how_to_control_the_call() {
    let shown = format!("{:?}", Envelope::parse(TOOL_CALLS).unwrap());
    assert!(shown.contains("tool-calls") && shown.contains("check_availability"));
    for hidden in ["control\"", "https", "4155550199", "2026-11-24"] {
        assert!(!shown.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_caller_is_read_with_the_country_of_their_line_and_a_withheld_one_is_none() {
    let envelope = |customer: serde_json::Value| {
        let body = serde_json::json!({"message": {"type": "tool-calls", "customer": customer,
            "call": {"id": "abc", "customer": {"name": "Ana"}}, "phoneNumber": {"number": "02079460000"}}});
        Envelope::parse(body.to_string().as_bytes()).unwrap()
    };
    let home = "GB".parse().ok();
    for (customer, number) in [
        (serde_json::json!({"number": "02079460958", "name": "null"}), Some("+442079460958")),
        (serde_json::json!({"number": "null", "sipUri": "sip:+442079460958@host"}), Some("+442079460958")),
        (serde_json::json!({"number": "+266696687"}), None),
        (serde_json::json!({"number": "1001"}), None),
    ] {
        let envelope = envelope(customer);
        assert_eq!(envelope.caller(home).map(String::from).as_deref(), number);
        assert_eq!(envelope.line(home).map(String::from).as_deref(), Some("+442079460000"));
        assert_eq!(envelope.customer_name.as_deref(), Some("Ana"));
    }
}

#[test]
fn a_phone_number_counts_before_any_other_text_and_may_be_without_quotes() {
    let envelope = |customer: serde_json::Value, called: serde_json::Value| {
        let body = serde_json::json!({"message": {"type": "tool-calls", "customer": customer,
            "call": {"id": "abc", "customer": called}, "phoneNumber": {"number": 442_079_460_000_u64}}});
        Envelope::parse(body.to_string().as_bytes()).unwrap()
    };
    let number = |text: &str| serde_json::json!({"number": text});
    let home = "GB".parse().ok();
    for (customer, called, expected) in [
        (number("desk"), number("+14155550199"), Some("+14155550199")),
        (number("desk"), number("02079460958"), Some("+442079460958")),
        (number("+14155550188"), number("+14155550199"), Some("+14155550188")),
        (json!({"number": 442_079_460_958_u64}), json!({}), Some("+442079460958")),
        (json!({"number": "1001", "sipUri": "sip:+14155550199@host"}), json!({}), Some("+14155550199")),
        (number("anonymous"), number("+14155550199"), None),
        (number("desk"), number("alice"), None),
    ] {
        let envelope = envelope(customer.clone(), called);
        assert_eq!(envelope.caller(home).map(String::from).as_deref(), expected, "{customer}");
        assert_eq!(envelope.line(home).map(String::from).as_deref(), Some("+442079460000"));
    }
    let other = envelope(number("desk"), number("alice")).customer(home);
    assert_eq!(other.map(String::from).as_deref(), Some("desk"));
}

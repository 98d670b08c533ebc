use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;
use standard_webhooks::{Headers, Proof, Secret, SignatureError, sign, verify};

use crate::damage::each_byte_changed;
use crate::senders;

#[derive(Deserialize)]
struct Request {
    name: String,
    headers: BTreeMap<String, String>,
    body: String,
    expect: String,
}

/// What the official library answers to a request of ours.
#[derive(Deserialize)]
struct Verdict {
    name: String,
    expect: String,
}

const CURRENT: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
const PREVIOUS: &str = "whsec_MTEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
const UNKNOWN: &str = "whsec_MjEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

fn now() -> DateTime<Utc> {
    "2026-11-20T16:00:00Z".parse().unwrap()
}

fn secrets() -> [Secret; 2] {
    [CURRENT, PREVIOUS].map(|written| Secret::try_from(&SecretString::from(written)).unwrap())
}

fn requests() -> Vec<Request> {
    senders::run(&json!({
        "sender": "standardwebhooks", "url": "https://hooks.example.com/api/webhooks/integrations/crm",
        "now": now().timestamp(), "secrets": [CURRENT, PREVIOUS], "stranger": UNKNOWN,
        "bodies": [r#"{"type":"contact.created"}"#, "{\n  \"name\": \"Zoë 😀\"\n}", ""],
    }))
}

fn headers(written: &BTreeMap<String, String>) -> Result<Headers<'_>, SignatureError> {
    Headers::find(|name| written.get(name).map(String::as_bytes))
}

fn judged(request: &Request) -> Result<Proof, SignatureError> {
    verify(&headers(&request.headers)?, request.body.as_bytes(), &secrets(), now())
}

#[test]
fn what_the_official_library_signs_is_accepted_and_nothing_else() {
    for request in requests() {
        let verdict = judged(&request);
        assert_eq!(verdict.is_ok(), request.expect == "accepted", "{}: {verdict:?}", request.name);
    }
}

#[test]
fn what_we_sign_the_official_library_accepts() {
    let [current, previous] = secrets();
    let cases = [
        ("accepted", sign(&current, "msg_1", now(), "{\"é\":1}".as_bytes())),
        ("refused", sign(&previous, "msg_1", now(), "{\"é\":1}".as_bytes())),
        ("refused", sign(&current, "msg_2", now(), "{\"é\":1}".as_bytes())),
        ("refused", sign(&current, "msg_1", now() + TimeDelta::seconds(1), "{\"é\":1}".as_bytes())),
        ("refused", sign(&current, "msg_1", now(), "{\"é\":2}".as_bytes())),
    ];
    let requests: Vec<_> = cases
        .iter()
        .map(|(expected, signature)| {
            json!({
                "name": expected, "body": "{\"é\":1}",
                "headers": {
                    "webhook-id": "msg_1", "webhook-timestamp": now().timestamp().to_string(),
                    "webhook-signature": signature,
                },
            })
        })
        .collect();

    let verdicts: Vec<Verdict> = senders::run(&json!({
        "sender": "standardwebhooks-verifier", "now": now().timestamp(), "secrets": [CURRENT], "requests": requests,
    }));
    assert_eq!(verdicts.len(), cases.len());
    for verdict in verdicts {
        assert_eq!(verdict.expect, verdict.name);
    }
}

#[test]
fn a_request_with_one_byte_changed_is_rejected() {
    for request in requests().iter().filter(|request| request.name.ends_with(": current secret")) {
        let whole = headers(&request.headers).unwrap();
        let body = request.body.as_bytes();
        let assert_rejected = |headers: Headers<'_>, body: &[u8]| {
            assert!(verify(&headers, body, &secrets(), now()).is_err(), "{}: {headers:?}", request.name);
        };
        each_byte_changed(whole.id).for_each(|id| assert_rejected(Headers { id: &id, ..whole }, body));
        each_byte_changed(whole.timestamp)
            .for_each(|timestamp| assert_rejected(Headers { timestamp: &timestamp, ..whole }, body));
        each_byte_changed(whole.signature)
            .for_each(|signature| assert_rejected(Headers { signature: &signature, ..whole }, body));
        each_byte_changed(body).for_each(|body| assert_rejected(whole, &body));
        assert_rejected(whole, &[body, b"\n"].concat());
    }
}

#[test]
fn an_error_names_what_is_wrong() {
    let requests = requests();
    let signed = |name: &str| judged(requests.iter().find(|request| request.name == name).unwrap());
    let proof = |signed_at| Ok(Proof { id: "msg_0".to_owned(), signed_at });
    assert_eq!(signed("svix 0: current secret"), proof(now()));
    assert_eq!(signed("webhook 0: oldest"), proof(now() - TimeDelta::minutes(5)));
    assert_eq!(signed("webhook 0: too old"), Err(SignatureError::Stale));
    assert_eq!(signed("webhook 0: future"), Err(SignatureError::Stale));
    assert_eq!(signed("webhook 0: stranger"), Err(SignatureError::Mismatch));
    assert_eq!(signed("webhook 0: another id"), Err(SignatureError::Mismatch));
}

#[test]
fn all_three_headers_are_of_one_family() {
    let mixed =
        |name: &str| matches!(name, "webhook-id" | "svix-timestamp" | "svix-signature").then_some(b"1");
    let found = Headers::find(|name| mixed(name).map(<[u8; 1]>::as_slice));
    assert_eq!(found.unwrap_err(), SignatureError::Missing("webhook-timestamp"));
    assert_eq!(Headers::find(|_| None).unwrap_err(), SignatureError::Missing("webhook-id"));
}

#[test]
fn what_is_well_signed_must_still_make_sense() {
    let [secret, _] = secrets();
    let at = now().timestamp().to_string();
    let judged = |id: &str| {
        let signature = sign(&secret, id, now(), b"");
        let headers =
            Headers { id: id.as_bytes(), timestamp: at.as_bytes(), signature: signature.as_bytes() };
        verify(&headers, b"", &secrets(), now())
    };
    assert!(judged(&"x".repeat(256)).is_ok());
    assert_eq!(judged(&"x".repeat(257)), Err(SignatureError::Unreadable("id")));
    assert_eq!(judged(""), Err(SignatureError::Unreadable("id")));
}

#[test]
fn a_malformed_signature_is_rejected() {
    for (signature, error) in [
        ("", SignatureError::Mismatch),
        ("v1", SignatureError::Mismatch),
        ("v1,", SignatureError::Mismatch),
        ("v1,!!!!", SignatureError::Unreadable("signature")),
        (&"v2,AAAA ".repeat(1000), SignatureError::Unreadable("signature")),
    ] {
        let headers = Headers { id: b"1", timestamp: b"1", signature: signature.as_bytes() };
        assert_eq!(verify(&headers, b"", &secrets(), now()), Err(error), "{signature}");
    }
}

proptest! {
    #[test]
    fn whatever_is_sent_is_rejected_and_nothing_panics(
        id: Vec<u8>,
        timestamp in prop_oneof!["[0-9]{0,25}".prop_map(String::into_bytes), any::<Vec<u8>>()],
        signature in prop_oneof!["(v1|v1a|,| |[A-Za-z0-9+/=]{0,44}){0,9}".prop_map(String::into_bytes), any::<Vec<u8>>()],
        body: Vec<u8>,
    ) {
        let headers = Headers { id: &id, timestamp: &timestamp, signature: &signature };
        prop_assert!(verify(&headers, &body, &secrets(), now()).is_err());
    }

    #[test]
    fn whatever_time_is_signed_nothing_panics(seconds: i64) {
        let [secret, _] = secrets();
        let Some(at) = DateTime::from_timestamp(seconds, 0) else { return Ok(()) };
        let (timestamp, signature) = (seconds.to_string(), sign(&secret, "1", at, b""));
        let headers =
            Headers { id: b"1", timestamp: timestamp.as_bytes(), signature: signature.as_bytes() };
        let is_near = (at - now()).abs() <= TimeDelta::minutes(5);
        prop_assert_eq!(verify(&headers, b"", &secrets(), now()).is_ok(), is_near);
    }
}

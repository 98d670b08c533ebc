use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;
use stripe::signature::{SignatureError, SignedAt, TOLERANCE, verify};

use crate::damage::each_byte_changed;
use crate::senders;

#[derive(Deserialize)]
struct Request {
    name: String,
    headers: Headers,
    body: String,
    expect: String,
}

#[derive(Deserialize)]
struct Headers {
    #[serde(rename = "stripe-signature")]
    signature: String,
}

const CURRENT: &str = "whsec_current";

fn now() -> DateTime<Utc> {
    "2026-11-20T16:00:00Z".parse().unwrap()
}

fn secrets() -> [SecretString; 2] {
    [CURRENT.into(), "whsec_previous".into()]
}

fn requests() -> Vec<Request> {
    senders::run(&json!({
        "sender": "stripe", "url": "https://hooks.example.com/api/webhooks/stripe", "now": now().timestamp(),
        "secrets": [CURRENT, "whsec_previous"], "stranger": "whsec_other",
        "bodies": [r#"{"id":"evt_1","object":"event"}"#, "{\n  \"name\": \"Zoë 😀\"\n}", "[]"],
    }))
}

fn judged(header: &[u8], body: &[u8]) -> Result<SignedAt, SignatureError> {
    verify(header, body, &secrets(), now(), TOLERANCE)
}

#[test]
fn what_stripes_library_signs_is_accepted_and_nothing_else() {
    for request in requests() {
        let verdict = judged(request.headers.signature.as_bytes(), request.body.as_bytes());
        assert_eq!(verdict.is_ok(), request.expect == "accepted", "{}: {verdict:?}", request.name);
    }
}

#[test]
fn a_request_with_one_byte_changed_is_rejected() {
    // With two signatures in the header either may be damaged.
    for request in requests().iter().filter(|request| request.name.ends_with(": current secret")) {
        let (header, body) = (request.headers.signature.as_bytes(), request.body.as_bytes());
        for changed in each_byte_changed(header) {
            assert!(judged(&changed, body).is_err(), "{}", String::from_utf8_lossy(&changed));
        }
        for changed in each_byte_changed(body) {
            assert_eq!(judged(header, &changed), Err(SignatureError::Mismatch), "{}", request.name);
        }
        assert_eq!(judged(header, &[body, b"\n"].concat()), Err(SignatureError::Mismatch));
    }
}

#[test]
fn an_error_names_what_is_wrong() {
    let requests = requests();
    let signed = |name: &str| {
        let found = requests.iter().find(|request| request.name == format!("stripe 0: {name}")).unwrap();
        judged(found.headers.signature.as_bytes(), found.body.as_bytes())
    };
    assert_eq!(signed("current secret"), Ok(SignedAt(now())));
    assert_eq!(signed("oldest"), Ok(SignedAt(now() - TimeDelta::minutes(5))));
    assert_eq!(signed("too old"), Err(SignatureError::Stale));
    assert_eq!(signed("future"), Err(SignatureError::Stale));
    assert_eq!(signed("stranger"), Err(SignatureError::Mismatch));
    assert_eq!(signed("test scheme alone"), Err(SignatureError::Mismatch));
}

#[test]
fn without_a_secret_nothing_is_accepted() {
    let request = requests().remove(0);
    let (header, body) = (request.headers.signature, request.body);
    let verdict = verify(header.as_bytes(), body.as_bytes(), &[], now(), TOLERANCE);
    assert_eq!(verdict, Err(SignatureError::Mismatch));
}

#[test]
fn a_malformed_header_is_rejected() {
    for header in [
        "",
        "t=",
        "t=1,t=1,v1=00",
        "t=-1,v1=00",
        "t=+1,v1=00",
        "t= 1,v1=00",
        "t=99999999999999999999,v1=00",
        "t=9223372036854775807,v1=00",
        "v1=00",
        "t=1;v1=00",
        "t=1,v1=0",
        "t=1,v1=AB",
        "t=1,v1=zz",
        "t=1,v1=é",
    ] {
        assert_eq!(judged(header.as_bytes(), b""), Err(SignatureError::Unreadable), "{header}");
    }
    let long = format!("t=1{}", ",v0=00".repeat(1000));
    assert_eq!(judged(long.as_bytes(), b""), Err(SignatureError::Unreadable));
    assert_eq!(judged(b"t=\xff", b""), Err(SignatureError::Unreadable));
}

proptest! {
    #[test]
    fn whatever_is_sent_is_rejected_and_nothing_panics(
        header in prop_oneof![
            "(t|v0|v1|=|,|[0-9a-f]{0,64}){0,12}".prop_map(String::into_bytes),
            any::<Vec<u8>>(),
        ],
        body: Vec<u8>,
        seconds: u64,
    ) {
        prop_assert!(verify(&header, &body, &secrets(), now(), Duration::from_secs(seconds)).is_err());
        prop_assert!(verify(&header, &body, &secrets(), DateTime::<Utc>::MIN_UTC, TOLERANCE).is_err());
    }
}

//! Vapi's HMAC credential in every combination of its fields, signed by Node.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use vapi::verification::{Proof, VerificationError, WhichSecret};

use WhichSecret::{Current, Previous};

use super::{Request, URL, now};
use crate::damage::each_byte_changed;
use crate::senders;

/// A request as `senders.mjs` writes it.
#[derive(Deserialize)]
struct Written {
    name: String,
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
    plan: Value,
    secrets: Vec<String>,
    expect: String,
}

/// With what is expected of each.
pub(super) fn sent_by(sender: &str) -> Vec<(Request, bool)> {
    let written: Vec<Written> = senders::run(&json!({
        "sender": sender, "url": URL, "now": now().timestamp(), "secrets": ["current", "previous"],
        "stranger": "other",
        "bodies": [r#"{"message":{"type":"hang"}}"#, "{\n  \"name\": \"Zoë 😀 {timestamp}\"\n}", ""],
    }));
    written
        .into_iter()
        .map(|written| {
            let headers = written.headers.into_iter().map(|(name, value)| (name, value.into_bytes()));
            let request = Request {
                name: written.name,
                method: written.method,
                url: written.url,
                headers: headers.collect(),
                body: written.body.into_bytes(),
                plan: written.plan,
                secrets: written.secrets,
            };
            (request, written.expect == "accepted")
        })
        .collect()
}

#[test]
fn every_form_of_signature_is_accepted_and_nothing_else() {
    let requests = sent_by("vapi");
    assert!(requests.len() > 8000, "only {} requests", requests.len());
    for (request, expected) in requests {
        let verdict = request.judged();
        assert_eq!(verdict.is_ok(), expected, "{}: {verdict:?}", request.name);
    }
}

#[test]
fn a_request_with_one_byte_changed_is_rejected() {
    for (request, _) in
        sent_by("vapi").iter().filter(|(request, _)| request.name.contains(": current secret"))
    {
        let verifier = request.verifier();
        let is_rejected = |changed: &Request| {
            let verdict = changed.judged_by(&verifier, now());
            assert!(verdict.is_err(), "{} with headers {:?}", changed.name, changed.headers);
        };
        for body in each_byte_changed(&request.body) {
            is_rejected(&Request { body, ..request.clone() });
        }
        is_rejected(&Request { body: [&request.body, b" ".as_slice()].concat(), ..request.clone() });

        let format = request.plan["payloadFormat"].as_str().unwrap_or_default();
        let is_timed = format.contains("{timestamp}")
            || format.is_empty() && request.plan["includeTimestamp"] != json!(false);
        for (at, (name, value)) in request.headers.iter().enumerate() {
            let is_signed = match name.to_lowercase().as_str() {
                "x-signature" | "x-hub-signature" => true,
                "x-timestamp" | "x-signed-at" => is_timed,
                _ => format.contains("{svix-id}"),
            };
            for value in each_byte_changed(value).filter(|_| is_signed) {
                let mut changed = request.clone();
                changed.headers[at].1 = value;
                is_rejected(&changed);
            }
        }
        if format.contains("{url}") {
            is_rejected(&Request { url: format!("{URL}/"), ..request.clone() });
            is_rejected(&Request { method: "PUT".to_owned(), ..request.clone() });
        }
    }
}

/// What Node signed with a plan, found by the fields in which it differs from the default.
fn signed(requests: &[(Request, bool)], attempt: &str, plan: &Value) -> Request {
    let fits = |request: &&Request| request.name.contains(attempt) && request.plan == *plan;
    requests.iter().map(|(request, _)| request).find(fits).unwrap().clone()
}

#[test]
fn a_proof_has_only_what_was_signed() {
    let requests = sent_by("vapi");
    let proof = |attempt, plan: Value| signed(&requests, attempt, &plan).judged().unwrap();
    let expected = |method, message_id: Option<&str>, signed_at: Option<DateTime<Utc>>, secret| Proof {
        method,
        message_id: message_id.map(str::to_owned),
        signed_at,
        secret,
    };

    let plan = json!({ "type": "hmac", "algorithm": "sha256" });
    assert_eq!(
        proof(": current secret, ms", plan.clone()),
        expected("hmac-sha256", None, Some(now()), Current)
    );
    assert_eq!(
        proof(": previous secret, s", plan.clone()),
        expected("hmac-sha256", None, Some(now()), Previous)
    );
    let earlier = Some(now() - TimeDelta::minutes(5));
    assert_eq!(proof(": oldest, s", plan), expected("hmac-sha256", None, earlier, Current));

    // A time and an id beside the signature, which whoever repeats the request may change.
    let plan = json!({
        "type": "hmac", "algorithm": "sha1", "messageIdHeader": "X-Message", "payloadFormat": "{body}",
    });
    assert_eq!(proof(": current", plan), expected("hmac-sha1", None, None, Current));

    let svix = json!({
        "type": "hmac", "algorithm": "sha512", "messageIdHeader": "svix-id",
        "payloadFormat": "{svix-id}.{timestamp}.{body}",
    });
    let found = proof(": current", svix);
    assert!(found.message_id.is_some_and(|id| id.starts_with("msg_")) && found.signed_at == Some(now()));
}

#[test]
fn an_error_shows_what_is_wrong_and_never_what_is_right() {
    let requests = sent_by("vapi");
    let plan = json!({ "type": "hmac", "algorithm": "sha256", "signaturePrefix": "sha256=" });
    let request = |attempt| signed(&requests, attempt, &plan);
    assert_eq!(request(": too old, ms").judged(), Err(VerificationError::Stale { window_seconds: 300 }));
    assert_eq!(request(": future, s").judged(), Err(VerificationError::Stale { window_seconds: 300 }));
    assert_eq!(request(": stranger").judged(), Err(VerificationError::Mismatch));

    let good = request(": current secret, s");
    let with = |name: &str, value: Option<&str>| {
        let mut changed = good.clone();
        changed.headers.retain(|(own, _)| own != name);
        changed.headers.extend(value.map(|value| (name.to_owned(), value.as_bytes().to_vec())));
        changed.judged().unwrap_err()
    };
    let missing = |header: &str| VerificationError::Missing { header: header.to_owned() };
    assert_eq!(with("x-signature", None), missing("x-signature"));
    assert_eq!(with("x-timestamp", None), missing("x-timestamp"));
    let unreadable = VerificationError::Unreadable { header: "x-signature".to_owned() };
    for form in ["00", "sha1=00", "sha256=0", "sha256=zz", "sha256=AA", "SHA256=00"] {
        assert_eq!(with("x-signature", Some(form)), unreadable, "{form}");
    }
    // A part of the right one, and none.
    let whole =
        String::from_utf8(good.headers.iter().find(|(name, _)| name == "x-signature").unwrap().1.clone())
            .unwrap();
    assert_eq!(with("x-signature", Some(&whole[..whole.len() - 2])), VerificationError::Mismatch);
    assert_eq!(with("x-signature", Some("sha256=")), VerificationError::Mismatch);
}

#[test]
fn a_header_that_came_twice_is_rejected() {
    for (request, _) in
        sent_by("vapi").iter().filter(|(request, _)| request.name.starts_with("vapi 3: current"))
    {
        for (name, value) in &request.headers {
            let mut changed = request.clone();
            changed.headers.push((name.to_uppercase(), value.clone()));
            assert_eq!(changed.judged(), Err(VerificationError::Repeated { header: name.to_lowercase() }));
        }
    }
}

#[test]
fn the_window_is_the_connections_own() {
    let mut request = signed(&sent_by("vapi"), ": oldest", &json!({ "type": "hmac", "algorithm": "sha256" }));
    request.plan["replayWindowSeconds"] = json!(299);
    assert_eq!(request.judged(), Err(VerificationError::Stale { window_seconds: 299 }));
    request.plan["replayWindowSeconds"] = json!(86_400);
    assert!(request.judged_by(&request.verifier(), now() + TimeDelta::hours(23)).is_ok());
}

#[test]
fn what_is_signed_is_bytes_and_need_be_no_text() {
    // echo -n '\xff\x00' signed by openssl dgst -sha256 -hmac current
    let plan = json!({ "type": "hmac", "algorithm": "sha256", "includeTimestamp": false });
    let mut request = Request::new(plan, &["current"], &[("x-signature", BYTES_SIGNED)]);
    request.body = b"\xff\x00".to_vec();
    assert!(request.judged().is_ok());
}

const BYTES_SIGNED: &str = "ededbfe09e8e9e98e61624dfb7f2c6deaef5842ad5338530cf8532a5b020dc34";

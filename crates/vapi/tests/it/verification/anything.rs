//! Whatever is sent, or written into a plan: an answer, and no panic.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use vapi::verification::Plan;

use super::{Request, now};

const HEADERS: [&str; 5] = ["authorization", "x-vapi-secret", "x-signature", "x-timestamp", "svix-id"];

fn plans() -> impl Strategy<Value = Value> {
    let hmac = json!({ "type": "hmac", "algorithm": "sha512" });
    let svix = json!({
        "type": "hmac", "algorithm": "sha256", "signatureEncoding": "base64", "messageIdHeader": "svix-id",
        "payloadFormat": "{svix-id}{timestamp}{url}{method}{body}", "signaturePrefix": "v1,",
    });
    prop::sample::select(vec![
        json!({ "type": "secret" }),
        json!({ "type": "bearer" }),
        json!({ "type": "oauth2" }),
        hmac,
        svix,
    ])
}

fn values() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        "(Bearer |v1,|[0-9]{0,30}|[0-9a-f]{0,128}|[A-Za-z0-9+/=]{0,44}|\\.){0,6}"
            .prop_map(String::into_bytes),
        "Bearer eyJ[A-Za-z0-9_-]{0,40}\\.eyJ[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,43}"
            .prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn whatever_is_sent_is_rejected(
        plan in plans(),
        headers in prop::collection::vec((prop::sample::select(HEADERS.to_vec()), values()), 0..6),
        method: String,
        url: String,
        body: Vec<u8>,
    ) {
        let mut request = Request::new(plan, &["current", "previous"], &[]);
        request.headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        (request.method, request.url, request.body) = (method, url, body);
        for at in [now(), DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            prop_assert!(request.judged_by(&request.verifier(), at).is_err());
        }
    }

    #[test]
    fn whatever_format_is_written_is_read_or_rejected(
        format in prop_oneof![any::<String>(), "(\\{|\\}|body|timestamp|\\{body\\}|url|svix-id|\\.|é){0,9}"],
    ) {
        let plan = json!({
            "type": "hmac", "algorithm": "sha1", "payloadFormat": format, "messageIdHeader": "svix-id",
        });
        if let Ok(plan) = serde_json::from_value::<Plan>(plan) {
            prop_assert!(format.contains("{body}"), "{plan:?}");
        }
    }
}

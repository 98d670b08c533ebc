//! What a plan may hold, and what is rejected when it is read.

use serde_json::{Value, json};
use vapi::verification::{Plan, Sources, Verifier};

use super::CONNECTION;

/// Why a plan is rejected, if it is.
fn complaint(plan: Value) -> Option<String> {
    serde_json::from_value::<Plan>(plan).err().map(|error| error.to_string())
}

/// The plan with more fields.
fn with(mut plan: Value, more: &Value) -> Value {
    plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    plan
}

fn hmac(more: &Value) -> Value {
    with(json!({ "type": "hmac", "algorithm": "sha256" }), more)
}

#[test]
fn a_plan_that_makes_sense_is_kept_as_it_was_written() {
    let key = json!({ "kty": "EC", "crv": "P-256", "kid": "1",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" });
    for plan in [
        json!({ "type": "secret" }),
        json!({ "type": "bearer" }),
        json!({ "type": "bearer", "headerName": "X-Vapi-Secret", "bearerPrefixEnabled": false }),
        json!({ "type": "oauth2" }),
        json!({ "type": "oauth2", "scope": "a b" }),
        json!({ "type": "oauth2", "issuer": "https://issuer.example", "audience": "us", "jwks": { "keys": [key] } }),
        hmac(&json!({})),
        hmac(&json!({
            "signatureHeader": "X-Hub-Signature-256", "timestampHeader": "X-At", "signaturePrefix": "sha256=",
            "includeTimestamp": true, "payloadFormat": "{svix-id}.{timestamp}.{body}", "messageIdHeader": "svix-id",
            "signatureEncoding": "base64", "secretIsBase64": true, "replayWindowSeconds": 60,
        })),
        hmac(&json!({ "includeTimestamp": false, "payloadFormat": "}{body}\n" })),
    ] {
        let read: Plan = serde_json::from_value(plan.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), plan);
    }
}

#[test]
fn a_plan_that_makes_none_is_rejected_with_the_fields_name() {
    let issuer = |more: &Value| {
        with(json!({ "type": "oauth2", "issuer": "https://issuer.example", "audience": "us" }), more)
    };
    let secret = json!({ "kty": "oct", "k": "c2VjcmV0" });
    let large = json!({ "kty": "EC", "crv": "P-384", "x": "AA", "y": "AA" });
    for (plan, field) in [
        (json!({ "type": "bearer", "headerName": "" }), "headerName"),
        (json!({ "type": "bearer", "headerName": "not a name" }), "headerName"),
        (json!({ "type": "bearer", "headerName": "x".repeat(1001) }), "headerName"),
        (json!({ "type": "bearer", "token": "s3cret" }), "token"),
        (json!({ "type": "secret", "secret": "s3cret" }), "secret"),
        (json!({ "type": "basic" }), "basic"),
        (json!({}), "type"),
        (json!({ "type": "hmac" }), "algorithm"),
        (hmac(&json!({ "algorithm": "md5" })), "algorithm: "),
        (hmac(&json!({ "secretKey": "s3cret" })), "secretKey"),
        (hmac(&json!({ "signatureHeader": "a:b" })), "signatureHeader"),
        (hmac(&json!({ "timestampHeader": "é" })), "timestampHeader"),
        (hmac(&json!({ "messageIdHeader": "" })), "messageIdHeader"),
        (hmac(&json!({ "signaturePrefix": "x".repeat(1001) })), "signaturePrefix"),
        (hmac(&json!({ "signatureEncoding": "base32" })), "signatureEncoding: "),
        (hmac(&json!({ "includeTimestamp": "yes" })), "includeTimestamp: "),
        (hmac(&json!({ "replayWindowSeconds": -1 })), "replayWindowSeconds: "),
        (json!({ "type": "bearer", "headerName": 7 }), "headerName: "),
        (hmac(&json!({ "payloadFormat": "{timestamp}.{bodies}" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{timestamp}" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{body}{body}" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{body}{" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{{body}}" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "" })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": format!("{{body}}{}", "x".repeat(1000)) })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{timestamp}{body}", "includeTimestamp": false })), "payloadFormat"),
        (hmac(&json!({ "payloadFormat": "{svix-id}{body}" })), "messageIdHeader"),
        (hmac(&json!({ "replayWindowSeconds": 0 })), "replayWindowSeconds"),
        (hmac(&json!({ "replayWindowSeconds": 86_401 })), "replayWindowSeconds"),
        (hmac(&json!({ "replayWindowSeconds": 60, "payloadFormat": "{body}" })), "replayWindowSeconds"),
        (hmac(&json!({ "replayWindowSeconds": 60, "includeTimestamp": false })), "replayWindowSeconds"),
        (json!({ "type": "oauth2", "scope": "" }), "scope"),
        (json!({ "type": "oauth2", "clientSecret": "s3cret" }), "clientSecret"),
        (json!({ "type": "oauth2", "issuer": "https://issuer.example" }), "audience"),
        (json!({ "type": "oauth2", "audience": "us" }), "issuer"),
        (issuer(&json!({})), "jwks"),
        (issuer(&json!({ "audience": "", "jwks": { "keys": [] } })), "audience"),
        (issuer(&json!({ "jwks": { "keys": [] } })), "jwks"),
        (issuer(&json!({ "jwks": { "keys": [secret] } })), "jwks"),
        (issuer(&json!({ "jwks": { "keys": [large] } })), "jwks"),
        (issuer(&json!({ "jwks": { "keys": vec![large.clone(); 17] } })), "jwks"),
    ] {
        let complaint = complaint(plan.clone()).unwrap_or_else(|| panic!("{plan} was accepted"));
        assert!(complaint.contains(field), "{plan}: {complaint}");
        assert!(!complaint.contains("s3cret"), "{complaint}");
    }
}

#[test]
fn a_secret_that_the_plan_cannot_use_is_rejected() {
    let complaint = |plan: Value, secrets: &[&str]| {
        let plan: Plan = serde_json::from_value(plan).unwrap();
        let secrets = secrets.iter().map(|&secret| secret.into()).collect();
        let error = Verifier::new(CONNECTION, &plan, secrets, Sources::default()).unwrap_err();
        assert!(!error.to_string().contains("s3cret"), "{error}");
        error.field
    };
    assert_eq!(complaint(hmac(&json!({ "secretIsBase64": true })), &["not base64: s3cret"]), "secretKey");
    assert_eq!(complaint(hmac(&json!({ "secretIsBase64": true })), &["YQ==", "s3cret!"]), "secretKey");
    assert_eq!(complaint(hmac(&json!({})), &[]), "secrets");
    assert_eq!(complaint(json!({ "type": "oauth2" }), &[""]), "secrets");
    assert_eq!(complaint(json!({ "type": "bearer" }), &["a", "b", "c"]), "secrets");
}

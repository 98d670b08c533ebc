//! Secrets that are sent as they are, and from where.

use std::net::IpAddr;

use serde_json::{Value, json};
use vapi::verification::{Header, Plan, Presented, Sources, VerificationError, Verifier, WhichSecret};

use super::{CONNECTION, Request, URL, now};

/// How a request is accepted, and with which secret.
type Verdict = Result<(&'static str, WhichSecret), VerificationError>;

type Headers<'a> = &'a [(&'a str, &'a str)];

fn judged(plan: &Value, headers: Headers<'_>) -> Verdict {
    let verdict = Request::new(plan.clone(), &["current", "previous"], headers).judged();
    verdict.map(|proof| (proof.method, proof.secret))
}

fn missing(header: &str) -> Verdict {
    Err(VerificationError::Missing { header: header.to_owned() })
}

fn unreadable(header: &str) -> Verdict {
    Err(VerificationError::Unreadable { header: header.to_owned() })
}

fn repeated(header: &str) -> Verdict {
    Err(VerificationError::Repeated { header: header.to_owned() })
}

const CURRENT: WhichSecret = WhichSecret::Current;
const PREVIOUS: WhichSecret = WhichSecret::Previous;
const MISMATCH: Verdict = Err(VerificationError::Mismatch);

#[test]
fn without_a_plan_the_secret_comes_in_either_header() {
    let plan = serde_json::to_value(Plan::default()).unwrap();
    assert_eq!(plan, json!({ "type": "secret" }));
    let cases: [(Headers<'_>, Verdict); 14] = [
        (&[("X-Vapi-Secret", "current")], Ok(("x-vapi-secret", CURRENT))),
        (&[("X-Vapi-Secret", "previous")], Ok(("x-vapi-secret", PREVIOUS))),
        (&[("Authorization", "Bearer current")], Ok(("bearer", CURRENT))),
        (&[("Authorization", "bearer previous")], Ok(("bearer", PREVIOUS))),
        (&[("X-Vapi-Secret", "current"), ("Authorization", "Basic x")], Ok(("x-vapi-secret", CURRENT))),
        (&[("X-Vapi-Secret", "other"), ("Authorization", "Bearer current")], MISMATCH),
        (&[("X-Vapi-Secret", "Bearer current")], MISMATCH),
        (&[("X-Vapi-Secret", "")], MISMATCH),
        (&[("X-Vapi-Secret", "curren")], MISMATCH),
        (&[("Authorization", "Bearer  current")], MISMATCH),
        (&[("Authorization", "current")], missing("x-vapi-secret")),
        (&[("Authorization", "Basic current")], missing("x-vapi-secret")),
        (&[], missing("x-vapi-secret")),
        (&[("X-Vapi-Secret", "current"), ("x-vapi-secret", "current")], repeated("x-vapi-secret")),
    ];
    for (headers, verdict) in cases {
        assert_eq!(judged(&plan, headers), verdict, "{headers:?}");
    }
}

#[test]
fn a_bearer_token_comes_in_the_header_of_the_plan() {
    let usual = json!({ "type": "bearer" });
    let bare = json!({ "type": "bearer", "headerName": "X-Token", "bearerPrefixEnabled": false });
    let own = json!({ "type": "bearer", "headerName": "X-Token" });
    let cases: [(&Value, Headers<'_>, Verdict); 11] = [
        (&usual, &[("authorization", "Bearer current")], Ok(("bearer", CURRENT))),
        (&usual, &[("authorization", "Bearer previous")], Ok(("bearer", PREVIOUS))),
        (&usual, &[("authorization", "Bearer other")], MISMATCH),
        (&usual, &[("authorization", "current")], unreadable("authorization")),
        (&usual, &[("x-vapi-secret", "current")], missing("authorization")),
        (&bare, &[("x-token", "current")], Ok(("bearer", CURRENT))),
        (&bare, &[("x-token", "Bearer current")], MISMATCH),
        (&bare, &[("authorization", "Bearer current")], missing("x-token")),
        (&own, &[("X-TOKEN", "Bearer current")], Ok(("bearer", CURRENT))),
        (&own, &[("x-token", "current")], unreadable("x-token")),
        (&own, &[("x-token", "Bearer current"), ("X-Token", "Bearer other")], repeated("x-token")),
    ];
    for (plan, headers, verdict) in cases {
        assert_eq!(judged(plan, headers), verdict, "{plan} {headers:?}");
    }
}

#[test]
fn a_request_from_elsewhere_is_rejected_with_the_right_secret() {
    let sources: Sources = serde_json::from_value(json!(["167.150.224.0/23"])).unwrap();
    let verifier = Verifier::new(CONNECTION, &Plan::default(), vec!["current".into()], sources).unwrap();
    let header = |name: &str| {
        if name == "x-vapi-secret" { Header::One(b"current") } else { Header::Absent }
    };
    let from = |source: &str| {
        let source: IpAddr = source.parse().unwrap();
        verifier.verify(&Presented {
            method: "POST",
            url: URL,
            header: &header,
            body: b"",
            source,
            now: now(),
        })
    };
    assert!(from("167.150.225.1").is_ok());
    assert!(from("::ffff:167.150.225.1").is_ok());
    assert_eq!(from("167.150.226.1"), Err(VerificationError::Source));
    assert_eq!(from("::1"), Err(VerificationError::Source));
}

#[test]
fn a_verifier_does_not_show_its_secrets() {
    for plan in [json!({ "type": "secret" }), json!({ "type": "hmac", "algorithm": "sha256" })] {
        let verifier = Request::new(plan, &["s3cret-1", "s3cret-2"], &[]).verifier();
        assert!(!format!("{verifier:?}").contains("s3cret"));
    }
}

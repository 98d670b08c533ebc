//! Access tokens of ours, and of an issuer elsewhere.

use chrono::TimeDelta;
use domain::ConnectionId;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use uuid::Uuid;
use vapi::oauth2::{self, TokenError};
use vapi::verification::{Proof, VerificationError, WhichSecret};

use super::signatures::sent_by;
use super::{CONNECTION, Request, now};
use crate::damage::each_byte_changed;

fn presenting(token: &str) -> Request {
    Request::new(
        json!({ "type": "oauth2", "scope": "webhooks" }),
        &["current", "previous"],
        &[("Authorization", &format!("Bearer {token}"))],
    )
}

fn issued(secret: &str) -> String {
    let issued = oauth2::issue(CONNECTION, &secret.into(), now()).unwrap();
    assert_eq!(issued.expires_in.as_secs(), 3600);
    issued.token.expose_secret().to_owned()
}

#[test]
fn a_token_of_ours_is_accepted_for_an_hour() {
    for (secret, which) in [("current", WhichSecret::Current), ("previous", WhichSecret::Previous)] {
        let proof = Proof { method: "oauth2", message_id: None, signed_at: None, secret: which };
        assert_eq!(presenting(&issued(secret)).judged(), Ok(proof));
    }
    let request = presenting(&issued("previous"));
    let later = |minutes| request.judged_by(&request.verifier(), now() + TimeDelta::minutes(minutes));
    assert!(later(59).is_ok());
    assert_eq!(later(61), Err(VerificationError::Token(TokenError::OutOfTime)));
    assert_eq!(later(-1), Err(VerificationError::Token(TokenError::OutOfTime)));
}

#[test]
fn a_token_is_good_for_one_connection_and_its_secret() {
    let check =
        |connection, secret: &str| oauth2::check(&issued("current"), connection, &secret.into(), now());
    assert_eq!(check(CONNECTION, "current"), Ok(()));
    assert_eq!(check(ConnectionId(Uuid::from_u128(2)), "current"), Err(TokenError::Invalid));
    assert_eq!(check(CONNECTION, "other"), Err(TokenError::Invalid));
}

#[test]
fn a_token_with_one_byte_changed_is_rejected() {
    for token in each_byte_changed(issued("current").as_bytes()) {
        assert!(presenting(str::from_utf8(&token).unwrap()).judged().is_err());
    }
}

#[test]
fn a_token_that_others_could_make_is_rejected() {
    let claims = json!({
        "iss": "callflex", "sub": CONNECTION, "iat": now().timestamp(), "exp": now().timestamp() + 60,
    });
    let signed = |algorithm, key: &[u8], claims: &Value| {
        jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
    };
    let key = SecretString::from("current");
    let [head, claim, _] =
        issued("current").split('.').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
    for token in [
        // The secret itself is no key of tokens: a gateway's, an HMAC plan's.
        signed(Algorithm::HS256, key.expose_secret().as_bytes(), &claims),
        signed(Algorithm::HS512, key.expose_secret().as_bytes(), &claims),
        format!("{head}.{claim}."),
        format!("eyJhbGciOiJub25lIn0.{claim}."),
        String::new(),
        ".".repeat(9000),
    ] {
        assert_eq!(
            presenting(&token).judged(),
            Err(VerificationError::Token(TokenError::Invalid)),
            "{token}"
        );
    }
}

#[test]
fn a_token_is_a_bearer_token() {
    let token = issued("current");
    let sent = |headers: &[(&str, &str)]| {
        Request::new(json!({ "type": "oauth2" }), &["current"], headers).judged().unwrap_err()
    };
    let header = || "authorization".to_owned();
    assert_eq!(sent(&[]), VerificationError::Missing { header: header() });
    assert_eq!(sent(&[("Authorization", &token)]), VerificationError::Unreadable { header: header() });
    assert_eq!(
        sent(&[("Authorization", &format!("Basic {token}"))]),
        VerificationError::Unreadable { header: header() }
    );
    let twice = format!("Bearer {token}");
    assert_eq!(
        sent(&[("Authorization", &twice), ("authorization", &twice)]),
        VerificationError::Repeated { header: header() }
    );
}

#[test]
fn an_issuers_tokens_are_accepted_by_its_public_keys_alone() {
    for (mut request, expected) in sent_by("issuer") {
        // It needs no secret of ours.
        request.secrets.clear();
        let verdict = request.judged();
        assert_eq!(verdict.is_ok(), expected, "{}: {verdict:?}", request.name);
        assert_eq!(
            verdict.err(),
            expected_error(&request.name).map(VerificationError::Token),
            "{}",
            request.name
        );
    }
}

fn expected_error(name: &str) -> Option<TokenError> {
    match name.trim_start_matches("issuer: ") {
        "RS256" | "ES256" | "no key id" | "several audiences" | "just over" | "scope" | "scope as a list" => {
            None
        }
        "expired" | "not yet" => Some(TokenError::OutOfTime),
        "without the scope" | "part of a scope" => Some(TokenError::Scope),
        _ => Some(TokenError::Invalid),
    }
}

#[test]
fn an_issuers_token_with_one_byte_changed_is_rejected() {
    let requests = sent_by("issuer");
    for name in ["issuer: RS256", "issuer: ES256"] {
        let request =
            requests.iter().map(|(request, _)| request).find(|request| request.name == name).unwrap();
        let verifier = request.verifier();
        // The scheme's name may be written in any case.
        let (scheme, token) = request.headers[0].1.split_at("Bearer ".len());
        for token in each_byte_changed(token) {
            let mut changed = request.clone();
            changed.headers[0].1 = [scheme, &token].concat();
            assert!(
                changed.judged_by(&verifier, now()).is_err(),
                "{name}: {}",
                String::from_utf8_lossy(&token)
            );
        }
    }
}

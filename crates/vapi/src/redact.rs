//! Takes out of a payload what must not be kept.

use std::borrow::Cow;
use std::iter::Peekable;

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::lenient;
use crate::tokens::{Kind, Token, Tokens};

/// Members that carry a secret, however they are capitalised and whatever joins their words. Vapi echoes them
/// back to us: a tool's server secret, a phone number's Twilio token and SIP password, the credentials of an
/// assistant. Other providers send some of their own.
const SECRETS: [&str; 28] = [
    "secret",
    "serverUrlSecret",
    "twilioAuthToken",
    "twilioApiSecret",
    "twilioApiKey",
    "authToken",
    "apiKey",
    "credentials",
    "authPassword",
    "password",
    "clientSecret",
    "secretKey",
    "secretAccessKey",
    "awsSecretAccessKey",
    "apiSecret",
    "hmacSecret",
    "accessToken",
    "refreshToken",
    "sessionToken",
    "privateKey",
    "jwtSecret",
    "authenticationPlan",
    "headers",
    // Whoever knows them can talk into a live call, or listen to it.
    "controlUrl",
    "listenUrl",
    "callUrl",
    "callToken",
    "webCallUrl",
];

/// Links that die within the hour and differ with every delivery of the same message.
const SHORT_LIVED: &str = "presigned";

const REDACTED: &[u8] = b"\"[redacted]\"";

/// Removes secrets and short-lived links, wherever they are.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => {
            members.retain(|name, _| !is_secret(name));
            members.values_mut().for_each(redact);
        }
        _ => {}
    }
}

/// A body as it may be kept: "[redacted]" in place of each secret, and everything else to the byte as it was.
/// What is no JSON is kept as it is.
pub fn redacted_body(body: &[u8]) -> Vec<u8> {
    if serde_json::from_slice::<IgnoredAny>(body).is_err() {
        return body.to_vec();
    }
    let mut redacted = Vec::with_capacity(body.len());
    let mut tokens = Tokens::of(body).peekable();
    while let Some(token) = tokens.next() {
        redacted.extend_from_slice(token.bytes);
        if token.kind == Kind::Text
            && copy_to_value(&mut tokens, &mut redacted)
            && is_secret(&name(token.bytes))
        {
            skip_value(&mut tokens);
            redacted.extend_from_slice(REDACTED);
        }
    }
    redacted
}

fn is_secret(name: &str) -> bool {
    let name = joined(name);
    let begin = name.as_bytes().get(..SHORT_LIVED.len());
    SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret))
        || begin.is_some_and(|begin| begin.eq_ignore_ascii_case(SHORT_LIVED.as_bytes()))
}

/// `access_token` and `Access-Token` as `accesstoken` and `AccessToken`.
fn joined(name: &str) -> Cow<'_, str> {
    let joints = ['_', '-'];
    if name.contains(joints) { name.replace(joints, "").into() } else { name.into() }
}

/// Copies the colon after a member's name and the space around it; `false` when the text was no name.
fn copy_to_value(tokens: &mut Peekable<Tokens<'_>>, copy: &mut Vec<u8>) -> bool {
    let mut is_name = false;
    while let Some(token) = tokens.next_if(|token| matches!(token.kind, Kind::Space | Kind::Colon)) {
        is_name |= token.kind == Kind::Colon;
        copy.extend_from_slice(token.bytes);
    }
    is_name
}

fn skip_value<'a>(tokens: &mut impl Iterator<Item = Token<'a>>) {
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// A quoted text without its quotes and escapes.
fn name(quoted: &[u8]) -> Cow<'_, str> {
    if quoted.contains(&b'\\') {
        return Cow::Owned(lenient::parse(quoted).unwrap_or_default());
    }
    String::from_utf8_lossy(quoted.get(1..quoted.len() - 1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_removed_wherever_they_are() {
        let mut payload = json!({
            "tool": {"server": {"url": "https://x", "secret": "s1", "headers": {"authorization": "s2"}}},
            "phoneNumber": [{"number": "+1", "twilioAuthToken": "s3", "authentication": {"password": "s5"}}],
            "artifact": {"presignedMonoUrl": "https://storage/?sig=s4"},
        });
        redact(&mut payload);
        let kept = payload.to_string();
        for secret in ["s1", "s2", "s3", "s4", "s5"] {
            assert!(!kept.contains(secret), "{secret}");
        }
        assert!(kept.contains("https://x") && kept.contains("+1"));
    }

    #[test]
    fn what_controls_a_call_is_not_kept() {
        let kept = redacted_body(include_bytes!("../fixtures/tool-calls.json"));
        let kept = String::from_utf8(kept).unwrap();
        assert_eq!(kept.matches("\"[redacted]\"").count(), 2);
        assert!(!kept.contains("/control") && !kept.contains("/listen"));
    }

    #[test]
    fn a_kept_body_shows_where_a_secret_was_and_is_else_as_received() {
        let body = br#"{ "z": 1.50e2, "server" : {"secret" : "a\"b", "url":"https:\/\/x"},
            "credentials":[{"k":["]","}"]},7],"a":"secret", "apiKe\u0079":null ,"headers":{},"authToken":12 }"#;
        let kept = br#"{ "z": 1.50e2, "server" : {"secret" : "[redacted]", "url":"https:\/\/x"},
            "credentials":"[redacted]","a":"secret", "apiKe\u0079":"[redacted]" ,"headers":"[redacted]","authToken":"[redacted]" }"#;
        assert_eq!(String::from_utf8(redacted_body(body)), String::from_utf8(kept.to_vec()));
    }

    #[test]
    fn a_secret_is_known_however_it_is_spelled() {
        for name in [
            "ClientSecret",
            "CLIENT_SECRET",
            "jwtsecret",
            "Password",
            "PresignedUrl",
            "pre_signed_url",
            "access_token",
            "refresh-token",
            "api_key",
            "Auth-Token",
            "private_key",
            "secret_key",
            "web_call_url",
            "webCallUrl",
        ] {
            let mut payload = json!({name: "s1", "kept": 1});
            let kept = redacted_body(payload.to_string().as_bytes());
            assert!(!String::from_utf8(kept).unwrap().contains("s1"), "{name}");
            redact(&mut payload);
            assert_eq!(payload, json!({"kept": 1}));
        }
        assert!(!is_secret("secretary") && !is_secret("presi") && !is_secret("_"));
    }

    #[test]
    fn a_body_without_secrets_or_without_json_is_kept_to_the_byte() {
        for body in [
            br#"{"message" : {"cost": 0.10, "cost": 1e999, "text": "\ud83d"}}"#.as_slice(),
            br#"["secret", "password"]"#,
            br#"{"secret": "broken"#,
            b"secret=1&password=2",
            b"\xff\xfe",
            b"",
        ] {
            assert_eq!(redacted_body(body), body);
        }
    }
}

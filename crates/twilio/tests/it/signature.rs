//! What Twilio's own library signs, and what it takes.

use proptest::prelude::*;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;
use twilio::signature::{SignatureError, SignedRequest, verify};

use crate::damage::each_byte_changed;
use crate::senders;

#[derive(Deserialize)]
struct Request {
    name: String,
    url: String,
    headers: Headers,
    body: String,
    expect: String,
}

#[derive(Deserialize)]
struct Headers {
    #[serde(rename = "x-twilio-signature")]
    signature: String,
}

impl Request {
    fn signed(&self) -> SignedRequest<'_> {
        SignedRequest {
            url: &self.url,
            body: self.body.as_bytes(),
            signature: self.headers.signature.as_bytes(),
        }
    }
}

fn tokens() -> [SecretString; 2] {
    ["current".into(), "previous".into()]
}

fn requests(url: &str) -> Vec<Request> {
    senders::run(&json!({
        "sender": "twilio", "url": url, "now": 1_795_190_400, "secrets": ["current", "previous"],
        "stranger": "other",
        "bodies": [
            "MessageSid=SM1&MessageStatus=delivered&To=%2B14155552000&From=%2B14155550100&Body=caf%C3%A9+%F0%9F%98%80",
            "b=2&a=x&b=1&b=2&B=&%F0%9F%98%80=1&%EF%BF%BD=2&c&=empty",
            r#"{"status":"completed","name":"Zoë 😀"}"#,
            "",
        ],
    }))
}

#[test]
fn what_twilios_library_signs_is_accepted_and_nothing_else() {
    for url in [
        "https://hooks.example.com/api/webhooks/twilio/sms",
        "https://hooks.example.com:8443/api/webhooks/twilio/sms",
        "http://127.0.0.1:8081/api/webhooks/twilio/sms",
        "http://[::1]:8081/twilio",
    ] {
        for request in requests(url) {
            let verdict = verify(&request.signed(), &tokens());
            assert_eq!(verdict.is_ok(), request.expect == "accepted", "{}: {verdict:?}", request.name);
        }
    }
}

#[test]
fn a_request_with_one_byte_changed_is_rejected() {
    let requests = requests("https://hooks.example.com/api/webhooks/twilio/sms");
    for request in requests.iter().filter(|request| request.name.ends_with("as it is, current secret")) {
        let whole = request.signed();
        let is_rejected = |changed: SignedRequest<'_>| {
            assert!(verify(&changed, &tokens()).is_err(), "{}: {changed:?}", request.name);
        };
        each_byte_changed(whole.signature)
            .for_each(|signature| is_rejected(SignedRequest { signature: &signature, ..whole }));
        each_byte_changed(whole.body).for_each(|body| is_rejected(SignedRequest { body: &body, ..whole }));
        is_rejected(SignedRequest { body: &[whole.body, b"&x"].concat(), ..whole });
        for url in each_byte_changed(whole.url.as_bytes()) {
            is_rejected(SignedRequest { url: str::from_utf8(&url).unwrap(), ..whole });
        }
        is_rejected(SignedRequest { url: &format!("{}?", whole.url), ..whole });
    }
}

#[test]
fn an_error_names_what_is_wrong() {
    let requests = requests("https://hooks.example.com/twilio");
    let form = requests[0].signed();
    let json = requests.iter().find(|request| request.name == "twilio 2: as it is, current secret").unwrap();
    let judged = |request: SignedRequest<'_>| verify(&request, &tokens());

    assert_eq!(judged(form), Ok(()));
    assert_eq!(verify(&form, &[]), Err(SignatureError::Mismatch));
    assert_eq!(judged(SignedRequest { body: b"{}", ..json.signed() }), Err(SignatureError::Body));
    assert_eq!(judged(SignedRequest { url: "/twilio", ..form }), Err(SignatureError::Url));
    assert_eq!(judged(SignedRequest { signature: b"%", ..form }), Err(SignatureError::Unreadable));
    let many = "a&".repeat(1001);
    assert_eq!(
        judged(SignedRequest { body: many.as_bytes(), ..form }),
        Err(SignatureError::TooManyParameters)
    );
}

proptest! {
    #[test]
    fn whatever_is_sent_is_rejected_and_nothing_panics(
        url in prop_oneof![
            "(http|https|://|:|@|\\[::1\\]|hooks.example|:[0-9]{0,6}|/|\\?|bodySHA256|=|&|%[0-9a-g]{0,2}|é|#){0,12}",
            any::<String>(),
        ],
        body: Vec<u8>,
        signature in prop_oneof!["[A-Za-z0-9+/]{27}=".prop_map(String::into_bytes), any::<Vec<u8>>()],
    ) {
        let request = SignedRequest { url: &url, body: &body, signature: &signature };
        prop_assert!(verify(&request, &tokens()).is_err());
    }
}

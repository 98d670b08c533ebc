//! Settling doubt.

use std::time::Duration;

use provider::{Cause, Failure};
use sandbox::faults::ApiFaults;

use crate::account::{FROM, TO, start};

#[tokio::test]
async fn a_message_whose_answer_was_lost_is_found() {
    let (sandbox, twilio) = start();
    sandbox.twilio().set_faults(ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() }).unwrap();
    let since = runtime::clock::now();
    twilio.send_sms(FROM, TO, "Call from +1 (3 min): all & sundry").await.unwrap_err();
    sandbox.twilio().set_faults(ApiFaults::default()).unwrap();

    let found = twilio.find_sms(TO, Some(FROM), "Call from +1 (3 min): all & sundry", since).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sid, sandbox.twilio().sms()[0].sid);
    assert_eq!(found[0].status, "delivered");
}

#[tokio::test]
async fn a_text_of_any_script_is_found() {
    let (sandbox, twilio) = start();
    let since = runtime::clock::now();
    for text in [
        "⚠️ СРОЧНО\nОт: «Ёлка»",
        "می\u{200c}خواهم",
        "👨\u{200d}👩\u{200d}👧 + €[5] 100%...",
        "cafe\u{301} & 日本語",
    ] {
        let sent = twilio.send_sms(FROM, TO, text).await.unwrap();
        let found = twilio.find_sms(TO, Some(FROM), text, since).await.unwrap();
        assert_eq!(found.iter().map(|sms| &sms.sid).collect::<Vec<_>>(), [&sent.sid], "{text}");
    }
    assert_eq!(sandbox.twilio().sms().len(), 4);
}

#[tokio::test]
async fn only_the_same_text_between_the_same_numbers_is_found() {
    let (sandbox, twilio) = start();
    let since = runtime::clock::now();
    for (from, to, text) in [
        (FROM, TO, "one"),
        (FROM, TO, "one two"),
        ("+14155550101", TO, "one"),
        (FROM, "+14155552001", "one"),
        (FROM, TO, "one"),
    ] {
        twilio.send_sms(from, to, text).await.unwrap();
    }
    let sent = sandbox.twilio().sms();
    let sids = async |from| -> Vec<String> {
        let found = twilio.find_sms(TO, from, "one", since).await.unwrap();
        found.into_iter().map(|sms| sms.sid).collect()
    };
    assert_eq!(sids(Some(FROM)).await, [sent[0].sid.clone(), sent[4].sid.clone()], "oldest first");
    assert_eq!(sids(None).await, [sent[0].sid.clone(), sent[2].sid.clone(), sent[4].sid.clone()]);
}

#[tokio::test]
async fn what_was_sent_before_the_moment_is_not_found() {
    let (sandbox, twilio) = start();
    twilio.send_sms(FROM, TO, "Hello").await.unwrap();
    let after = sandbox.twilio().sms()[0].created_at + Duration::from_secs(2);
    assert_eq!(twilio.find_sms(TO, Some(FROM), "Hello", after).await.unwrap(), []);
}

#[tokio::test]
async fn a_twilio_that_does_not_list_is_an_error_without_the_number() {
    let (sandbox, twilio) = start();
    sandbox.twilio().set_faults(ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() }).unwrap();
    let error = twilio.find_sms(TO, None, "Hello", runtime::clock::now()).await.unwrap_err();
    assert!(matches!(error, Failure::InDoubt(Cause::Lost { .. })), "{error:?}");
    assert!(!format!("{error:?}").contains("4155552000"), "{error:?}");

    sandbox
        .twilio()
        .set_faults(ApiFaults { error_rate: 1.0, error_status: 500, ..ApiFaults::default() })
        .unwrap();
    let error = twilio.find_sms(TO, None, "Hello", runtime::clock::now()).await.unwrap_err();
    assert_eq!(error.cause().status(), Some(500), "{error:?}");
}

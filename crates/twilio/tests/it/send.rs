//! What is certain after each way of sending.

use std::time::Duration;

use provider::{Cause, Failure};
use sandbox::faults::ApiFaults;
use sandbox::twilio::ACCOUNT_SID;
use twilio::Twilio;

use crate::account::{FROM, TO, account, at, start};
use crate::broken_server::BrokenServer;

const TIME_LIMIT: Duration = Duration::from_secs(5);

async fn failure(twilio: &Twilio, to: &str) -> Failure {
    twilio.send_sms(FROM, to, "Hello").await.unwrap_err()
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written() {
    let (sandbox, twilio) = start();
    let text = "Fish & chips = 5+5 €; 100% \"fresh\"";
    let sent = twilio.send_sms(FROM, TO, text).await.unwrap();
    assert_eq!(sent.status, "queued");
    let kept = sandbox.twilio().sms();
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0].sid, kept[0].body.as_str()), (&sent.sid, text));
    assert_eq!((kept[0].from.as_deref(), kept[0].to.as_str()), (Some(FROM), TO));
}

#[tokio::test]
async fn a_rejected_message_was_not_sent_and_never_will_be() {
    let (_sandbox, twilio) = start();
    let error = failure(&twilio, "+1415").await;
    assert!(matches!(error, Failure::Rejected(_)) && !error.may_ask_another(), "{error:?}");
    assert_eq!((error.cause().status(), error.cause().code()), (Some(400), Some("21211")));
}

#[tokio::test]
async fn a_rejection_does_not_repeat_the_number() {
    let (_sandbox, twilio) = start();
    let error = failure(&twilio, "+1415").await;
    assert!(!runtime::error_chain(&error).contains("1415"), "{error:?}");
    assert!(!format!("{error:?}").contains("1415"), "{error:?}");
}

#[tokio::test]
async fn a_busy_twilio_may_be_called_again() {
    let (sandbox, twilio) = start();
    for error_status in [429, 503] {
        sandbox
            .twilio()
            .set_faults(ApiFaults { error_rate: 1.0, error_status, ..ApiFaults::default() })
            .unwrap();
        let error = failure(&twilio, TO).await;
        assert!(matches!(error, Failure::Later { .. }) && error.may_ask_another(), "{error:?}");
    }
    assert!(sandbox.twilio().sms().is_empty());
}

#[tokio::test]
async fn a_failing_twilio_leaves_doubt() {
    let (sandbox, twilio) = start();
    sandbox
        .twilio()
        .set_faults(ApiFaults { error_rate: 1.0, error_status: 500, ..ApiFaults::default() })
        .unwrap();
    let error = failure(&twilio, TO).await;
    assert!(error.is_in_doubt() && !error.may_ask_another(), "{error:?}");
    assert_eq!(error.cause().status(), Some(500));
}

#[tokio::test]
async fn a_lost_answer_leaves_doubt_although_the_message_was_taken() {
    let (sandbox, twilio) = start();
    sandbox.twilio().set_faults(ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() }).unwrap();
    let error = failure(&twilio, TO).await;
    assert!(matches!(error, Failure::InDoubt(Cause::Lost { .. })), "{error:?}");
    assert_eq!(sandbox.twilio().sms().len(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_too_late_leaves_doubt() {
    let (sandbox, _) = start();
    sandbox.twilio().set_faults(ApiFaults { latency_ms: 10_000, ..ApiFaults::default() }).unwrap();
    let error = failure(&at(&sandbox, Duration::from_secs(1)), TO).await;
    let Failure::InDoubt(Cause::Lost { source, .. }) = error else { panic!("{error:?}") };
    assert!(source.is_timeout());
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    // Bound and dropped: there is no server.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = failure(&account(&format!("http://{free}"), TIME_LIMIT), TO).await;
    assert!(matches!(error, Failure::NotSent(_)) && error.may_ask_another(), "{error:?}");
}

#[tokio::test]
async fn a_success_that_cannot_be_read_leaves_doubt() {
    for (answer, is_lost) in [
        ("HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}", false),
        ("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n", false),
        ("HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{\"sid\":\"SM1\"", true),
        ("", true),
    ] {
        let server = BrokenServer::answering(answer);
        let error = failure(&account(&server.url, TIME_LIMIT), TO).await;
        let fits = match &error {
            Failure::InDoubt(Cause::Lost { .. }) => is_lost,
            Failure::InDoubt(Cause::Unreadable { .. }) => !is_lost,
            _ => false,
        };
        assert!(fits, "{answer:?} gave {error:?}");
    }
}

#[tokio::test]
async fn a_503_of_something_in_between_leaves_doubt() {
    let server = BrokenServer::answering("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy");
    let error = failure(&account(&server.url, TIME_LIMIT), TO).await;
    assert!(error.is_in_doubt(), "{error:?}");
    assert_eq!(error.cause().status(), Some(503));
}

#[tokio::test]
async fn the_request_is_the_one_that_twilio_documents() {
    let answer =
        "HTTP/1.1 201 Created\r\ncontent-length: 33\r\n\r\n{\"sid\":\"SM1\",\"status\":\"accepted\"}";
    let server = BrokenServer::answering(answer);
    let sent =
        account(&format!("{}/below/", server.url), TIME_LIMIT).send_sms(FROM, TO, "Hi & bye").await.unwrap();
    assert_eq!((sent.sid.as_str(), sent.status.as_str()), ("SM1", "accepted"));

    let request = server.request();
    let path = format!("POST /below/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json HTTP/1.1\r\n");
    assert!(request.starts_with(&path), "{request}");
    assert!(
        request.to_lowercase().contains("content-type: application/x-www-form-urlencoded\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\nTo=%2B14155552000&From=%2B14155550100&Body=Hi+%26+bye"), "{request}");
}

#[test]
fn an_account_that_no_address_can_hold_is_rejected() {
    let settings = twilio::TwilioAccount {
        account_sid: "AC with spaces".to_owned(),
        auth_token: "token".to_owned().into(),
        base_url: "https://api.twilio.com".parse().unwrap(),
    };
    assert!(Twilio::new(settings, runtime::http::client(TIME_LIMIT).unwrap()).is_err());
}

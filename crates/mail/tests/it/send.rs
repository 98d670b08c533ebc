//! What comes of each way of sending.

use std::time::Duration;

use mail::{Email, MailError, Resend, ResendAccount};
use provider::Failure;
use sandbox::faults::ApiFaults;
use sandbox::resend::API_KEY;
use sandbox::{Running, SandboxSettings};

/// Long enough for a busy machine, short enough to wait for.
const TIME_LIMIT: Duration = Duration::from_secs(30);

fn start() -> (Running, Resend) {
    let sandbox = Running::start(SandboxSettings::default()).unwrap();
    let resend = account(sandbox.url(), API_KEY, TIME_LIMIT);
    (sandbox, resend)
}

fn account(url: &str, api_key: &str, time_limit: Duration) -> Resend {
    let settings = ResendAccount {
        api_key: api_key.to_owned().into(),
        base_url: format!("{url}/resend").parse().unwrap(),
        from: "CallFlex <calls@example.com>".to_owned(),
    };
    Resend::new(settings, runtime::http::client(time_limit).unwrap())
}

fn email() -> Email {
    Email {
        to: "ana@example.com".to_owned(),
        subject: "Call from +14155550199 – 3 min".to_owned(),
        text: "They wanted a table.\n\nFor two.".to_owned(),
        html: None,
    }
}

fn rejected_with(error: &MailError) -> Option<u16> {
    match error {
        MailError::Failed(Failure::Rejected(cause)) => cause.status(),
        _ => None,
    }
}

#[tokio::test]
async fn an_email_arrives_as_it_was_written() {
    let (sandbox, resend) = start();
    let sent = resend.send(&email(), "ntf_1").await.unwrap();
    let kept = sandbox.resend().emails();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id.to_string(), sent.id);
    assert_eq!(kept[0].from, "CallFlex <calls@example.com>");
    assert_eq!(kept[0].to, ["ana@example.com"]);
    assert_eq!(kept[0].subject, email().subject);
    assert_eq!(kept[0].text, Some(email().text));
    assert_eq!(kept[0].html, None);
    assert_eq!(kept[0].idempotency_key.as_deref(), Some("ntf_1"));

    let html = Some("<p>They wanted a table.</p>".to_owned());
    resend.send(&Email { html: html.clone(), ..email() }, "ntf_2").await.unwrap();
    assert_eq!(sandbox.resend().emails()[1].html, html);
}

#[tokio::test]
async fn an_email_whose_answer_was_lost_is_sent_once_and_keeps_its_id() {
    let (sandbox, resend) = start();
    sandbox.resend().set_faults(ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() }).unwrap();
    let error = resend.send(&email(), "ntf_1").await.unwrap_err();
    assert!(matches!(error, MailError::Failed(Failure::InDoubt(_))) && error.is_passing(), "{error:?}");

    sandbox.resend().set_faults(ApiFaults::default()).unwrap();
    let sent = resend.send(&email(), "ntf_1").await.unwrap();
    let kept = sandbox.resend().emails();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id.to_string(), sent.id);
}

#[tokio::test]
async fn another_content_under_a_used_key_is_not_sent() {
    let (sandbox, resend) = start();
    resend.send(&email(), "ntf_1").await.unwrap();
    let other = Email { subject: "Another".to_owned(), ..email() };
    let error = resend.send(&other, "ntf_1").await.unwrap_err();
    assert!(matches!(error, MailError::KeyReused) && !error.is_passing(), "{error:?}");
    assert_eq!(sandbox.resend().emails().len(), 1);
}

#[tokio::test]
async fn an_address_or_a_key_that_is_wrong_stays_wrong() {
    let (sandbox, resend) = start();
    let wrong = Email { to: "ana".to_owned(), ..email() };
    let error = resend.send(&wrong, "ntf_1").await.unwrap_err();
    assert_eq!(rejected_with(&error), Some(422), "{error:?}");
    assert!(!error.is_passing(), "{error:?}");

    let wrong_key = account(sandbox.url(), "re_wrong", TIME_LIMIT);
    let error = wrong_key.send(&email(), "ntf_2").await.unwrap_err();
    assert_eq!(rejected_with(&error), Some(403), "{error:?}");
    assert!(!error.is_passing(), "{error:?}");
    assert!(sandbox.resend().emails().is_empty());
}

#[tokio::test]
async fn a_busy_or_failing_resend_may_be_called_again() {
    let (sandbox, resend) = start();
    for error_status in [429, 500, 503] {
        sandbox
            .resend()
            .set_faults(ApiFaults { error_rate: 1.0, error_status, ..ApiFaults::default() })
            .unwrap();
        let error = resend.send(&email(), "ntf_1").await.unwrap_err();
        assert!(error.is_passing(), "{error:?}");
    }
    sandbox.resend().set_faults(ApiFaults::default()).unwrap();
    resend.send(&email(), "ntf_1").await.unwrap();
    assert_eq!(sandbox.resend().emails().len(), 1);
}

#[tokio::test]
async fn a_slow_or_absent_resend_may_be_called_again() {
    let (sandbox, _) = start();
    sandbox.resend().set_faults(ApiFaults { latency_ms: 1500, ..ApiFaults::default() }).unwrap();
    let impatient = account(sandbox.url(), API_KEY, Duration::from_millis(100));
    let error = impatient.send(&email(), "ntf_1").await.unwrap_err();
    assert!(error.is_passing(), "{error:?}");

    // Bound and dropped: there is no server.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let absent = account(&format!("http://{free}"), API_KEY, TIME_LIMIT);
    let error = absent.send(&email(), "ntf_1").await.unwrap_err();
    assert!(error.is_passing(), "{error:?}");
}

//! What comes of each way of sending.

use std::time::Duration;

use mail::{Email, MailError};
use provider::Failure;
use sandbox::faults::ApiFaults;

use crate::world::{TIME_LIMIT, World, account, email};

fn rejected_with(error: &MailError) -> Option<u16> {
    match error {
        MailError::Failed(Failure::Rejected(cause)) => cause.status(),
        _ => None,
    }
}

#[actix_web::test]
async fn an_email_arrives_as_it_was_written() {
    let world = World::start();
    let sent = world.resend.send(&email(), "ntf_1").await.unwrap();
    let kept = world.handle.emails();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id.to_string(), sent.id);
    assert_eq!(kept[0].from, "CallFlex <calls@example.com>");
    assert_eq!(kept[0].to, ["ana@example.com"]);
    assert_eq!(kept[0].subject, email().subject);
    assert_eq!(kept[0].text, Some(email().text));
    assert_eq!(kept[0].html, None);
    assert_eq!(kept[0].idempotency_key.as_deref(), Some("ntf_1"));

    let html = Some("<p>They wanted a table.</p>".to_owned());
    world.resend.send(&Email { html: html.clone(), ..email() }, "ntf_2").await.unwrap();
    assert_eq!(world.handle.emails()[1].html, html);
}

#[actix_web::test]
async fn an_email_whose_answer_was_lost_is_sent_once_and_keeps_its_id() {
    let world = World::start();
    world.fail(ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() });
    let error = world.resend.send(&email(), "ntf_1").await.unwrap_err();
    assert!(matches!(error, MailError::Failed(Failure::InDoubt(_))) && error.is_passing(), "{error:?}");

    world.fail(ApiFaults::default());
    let sent = world.resend.send(&email(), "ntf_1").await.unwrap();
    let kept = world.handle.emails();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id.to_string(), sent.id);
}

#[actix_web::test]
async fn another_content_under_a_used_key_is_not_sent() {
    let world = World::start();
    world.resend.send(&email(), "ntf_1").await.unwrap();
    let other = Email { subject: "Another".to_owned(), ..email() };
    let error = world.resend.send(&other, "ntf_1").await.unwrap_err();
    assert!(matches!(error, MailError::KeyReused) && !error.is_passing(), "{error:?}");
    assert_eq!(world.handle.emails().len(), 1);
}

#[actix_web::test]
async fn an_address_or_a_key_that_is_wrong_stays_wrong() {
    let world = World::start();
    let wrong = Email { to: "ana".to_owned(), ..email() };
    let error = world.resend.send(&wrong, "ntf_1").await.unwrap_err();
    assert_eq!(rejected_with(&error), Some(422), "{error:?}");
    assert!(!error.is_passing(), "{error:?}");

    let wrong_key = account(&world.url, "re_wrong", TIME_LIMIT);
    let error = wrong_key.send(&email(), "ntf_2").await.unwrap_err();
    assert_eq!(rejected_with(&error), Some(403), "{error:?}");
    assert!(!error.is_passing(), "{error:?}");
    assert!(world.handle.emails().is_empty());
}

#[actix_web::test]
async fn a_busy_or_failing_resend_may_be_called_again() {
    let world = World::start();
    for error_status in [429, 500, 503] {
        world.fail(ApiFaults { error_rate: 1.0, error_status, ..ApiFaults::default() });
        let error = world.resend.send(&email(), "ntf_1").await.unwrap_err();
        assert!(error.is_passing(), "{error:?}");
    }
    world.fail(ApiFaults::default());
    world.resend.send(&email(), "ntf_1").await.unwrap();
    assert_eq!(world.handle.emails().len(), 1);
}

#[actix_web::test]
async fn a_slow_or_absent_resend_may_be_called_again() {
    let world = World::start();
    world.fail(ApiFaults { latency_ms: 1500, ..ApiFaults::default() });
    let impatient = account(&world.url, "re_sandbox", Duration::from_millis(100));
    let error = impatient.send(&email(), "ntf_1").await.unwrap_err();
    assert!(error.is_passing(), "{error:?}");

    // Bound and dropped: there is no server.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let absent = account(&format!("http://{free}"), "re_sandbox", TIME_LIMIT);
    let error = absent.send(&email(), "ntf_1").await.unwrap_err();
    assert!(error.is_passing(), "{error:?}");
}

//! Twilio's callbacks, whose signature somebody may have captured.

use secrecy::SecretString;
use serde_json::json;
use testing::World;
use twilio::signature::{SignedRequest, verify};

use crate::signatures::{PUBLIC, start, twilio_signature};
use crate::station::{Answer, Station};

const TOKEN: (&str, &str) = ("TWILIO_AUTH_TOKEN", "the token");

/// Sends a form with a signature that is good for it.
async fn send(station: &Station, path: &str, form: &str, signature: &str) -> Answer {
    let url = format!("{PUBLIC}{path}");
    let signed = SignedRequest { url: &url, body: form.as_bytes(), signature: signature.as_bytes() };
    assert_eq!(verify(&signed, &[SecretString::from("the token")]), Ok(()), "{path} {form}");
    let request = station.request(path).header("X-Twilio-Signature", signature);
    let request = request.header("Content-Type", "application/x-www-form-urlencoded");
    Answer::of(request.body(form.to_owned()).send().await.unwrap()).await
}

#[tokio::test]
async fn a_captured_signature_is_good_for_no_other_path_and_no_other_form() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, &[TOKEN]);
    let own = &acme.line_number[1..];
    let path = "/api/webhooks/twilio/status";
    let named = format!("{path}?organization_id={}", acme.id);
    let rest = format!("From=%2B{own}&MessageSid=SM0&MessageStatus=delivered&To=%2B14155550199");
    let form = format!("AccountSid=AC0&{rest}");

    let signature = twilio_signature(path, &form);
    let moved = [
        (format!("{path}AccountSidAC0"), rest.clone()),
        (format!("{path}AccountSid"), format!("AC0=&{rest}")),
        (path.to_owned(), format!("AccountSidAC0From=%2B{own}&{}", rest.split_once('&').unwrap().1)),
        (path.to_owned(), form.replace("&From=", "From")),
        (path.to_owned(), form.replace("&MessageSid=", "MessageSid")),
        (path.to_owned(), form.replace("&MessageStatus=", "MessageStatus")),
        (path.to_owned(), form.replace("&To=", "To")),
        (path.to_owned(), form.replace("To=%2B14155550199", "To%2B14155550199=")),
        (path.to_owned(), format!("{form}&To=%2B14155550199")),
    ];
    for (path, form) in moved {
        send(&station, &path, &form, &signature).await.problem(401, "not_verified");
    }
    let signature = twilio_signature(&named, &form);
    let moved = format!("{named}AccountSidAC0");
    send(&station, &moved, &rest, &signature).await.problem(401, "not_verified");
    // Nor can anything else in the address hold a part of a form.
    for ends in ["studio/flow", "status/more", "Status", "status?more=1", "status?organization_id=x"] {
        let path = format!("/api/webhooks/twilio/{ends}");
        let signature = twilio_signature(&path, &form);
        send(&station, &path, &form, &signature).await.problem(401, "not_verified");
    }
    world.settled().await;
    assert!(world.query("SELECT id FROM webhook_events").await.is_empty());
    assert!(world.query("SELECT id FROM webhook_quarantine").await.is_empty());

    let signature = twilio_signature(path, &form);
    assert_eq!(send(&station, path, &form, &signature).await.status, 204);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_name_that_twilio_has_added_is_taken_once_it_is_a_setting() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let path = "/api/webhooks/twilio/status";
    let form = format!("From=%2B{}&MessageStatus=sent&NewName=1", &acme.line_number[1..]);
    let signature = twilio_signature(path, &form);
    for (more, status) in [("", 401), ("Other,NewName", 204)] {
        let station = start(&world, &[TOKEN, ("CALLFLEX__TWILIO__MORE_PARAMETERS", more)]);
        assert_eq!(send(&station, path, &form, &signature).await.status, status, "{more}");
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn each_state_of_a_message_is_archived_once_however_often_it_is_sent() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = start(&world, &[TOKEN]);
    let own = &acme.line_number[1..];
    let send = async |kind: &str, form: &str, status: u16| {
        let path = format!("/api/webhooks/twilio/{kind}");
        let answer = send(&station, &path, form, &twilio_signature(&path, form)).await;
        assert_eq!(answer.status, status, "{form}");
    };
    let state_of = |sid: &str, status: &str| {
        format!("From=%2B{own}&MessageSid={sid}&MessageStatus={status}&To=%2B14155550199")
    };
    for _ in 0..3 {
        send("status", &state_of("SM1", "sent"), 204).await;
        send("status", &state_of("SM1", "delivered"), 204).await;
        send("status", &state_of("SM2", "sent"), 204).await;
        // Its sender waits for the answer each time.
        send("sms", &format!("Body=hi&SmsSid=SM3&SmsStatus=received&To=%2B{own}"), 200).await;
        // A call may ask the same again, and mean it.
        send("voice", &format!("CallSid=CA1&CallStatus=in-progress&To=%2B{own}"), 200).await;
    }
    world.settled().await;
    let archived = world.query("SELECT type, count(*) FROM webhook_events GROUP BY 1 ORDER BY 1").await;
    let expected = [("sms", 1), ("status", 3), ("voice", 3)];
    assert_eq!(archived, expected.map(|(kind, count)| json!({"type": kind, "count": count})));
    world.finish().await;
}

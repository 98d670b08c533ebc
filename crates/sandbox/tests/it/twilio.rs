//! `/twilio`.

use sandbox::twilio::{ACCOUNT_SID, AUTH_TOKEN};
use serde_json::Value;

use crate::world::World;

fn path(rest: &str) -> String {
    format!("/twilio/2010-04-01/Accounts/{ACCOUNT_SID}/{rest}")
}

fn signed(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request.basic_auth(ACCOUNT_SID, Some(AUTH_TOKEN))
}

async fn send(world: &World, form: &[(&str, &str)]) -> (u16, Value) {
    let answer = signed(world.post(&path("Messages.json"))).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

const MESSAGE: [(&str, &str); 3] =
    [("To", "+14155552000"), ("From", "+14155550100"), ("Body", "Call summary: booked & paid")];

#[actix_web::test]
async fn a_message_is_queued_without_a_price_and_read_back_delivered() {
    let world = World::start();
    let (status, message) = send(&world, &MESSAGE).await;
    assert_eq!(status, 201);
    assert_eq!(message["status"], "queued");
    assert_eq!(message["price"], Value::Null);
    assert_eq!(message["price_unit"], Value::Null);
    assert_eq!(message["body"], "Call summary: booked & paid");
    assert!(message["date_created"].as_str().unwrap().ends_with("+0000"));
    let sid = message["sid"].as_str().unwrap();
    assert!(sid.starts_with("SM") && sid.len() == 34);

    let read = signed(world.get(&path(&format!("Messages/{sid}.json")))).send().await.unwrap();
    let read: Value = read.json().await.unwrap();
    assert_eq!(read["status"], "delivered");
    assert_eq!(read["price_unit"], "USD");

    assert_eq!(world.sandbox.twilio().sms()[0].sid, sid);
    assert_eq!(world.read("/_sandbox/sms").await[0]["to"], "+14155552000");
}

#[actix_web::test]
async fn the_same_post_twice_is_two_messages() {
    let world = World::start();
    let (_, first) = send(&world, &MESSAGE).await;
    let (_, second) = send(&world, &MESSAGE).await;
    assert_ne!(first["sid"], second["sid"]);
    assert_eq!(world.sandbox.twilio().sms().len(), 2);
}

#[actix_web::test]
async fn what_twilio_would_reject_is_rejected_with_its_codes_and_not_sent() {
    let world = World::start();
    let [to, from, body] = MESSAGE;
    let long = "x".repeat(1601);
    let cases = [
        (vec![("To", "4155552000"), from, body], 21211),
        (vec![from, body], 21604),
        (vec![to, body], 21603),
        (vec![to, ("From", "+1"), body], 21212),
        (vec![to, from], 21602),
        (vec![to, from, ("Body", &long)], 21617),
    ];
    for (form, code) in cases {
        let (status, problem) = send(&world, &form).await;
        assert_eq!((status, &problem["code"]), (400, &Value::from(code)));
        assert_eq!(problem["status"], 400);
    }

    let unauthenticated = world
        .post(&path("Messages.json"))
        .basic_auth("AC0", Some("wrong"))
        .form(&MESSAGE)
        .send()
        .await
        .unwrap();
    assert_eq!(unauthenticated.status(), 401);
    assert_eq!(unauthenticated.json::<Value>().await.unwrap()["code"], 20003);
    assert!(world.sandbox.twilio().sms().is_empty());
}

#[actix_web::test]
async fn messages_are_listed_newest_first_by_number_and_day() {
    let world = World::start();
    for (to, text) in [("+14155552000", "one"), ("+14155552000", "two"), ("+14155552037", "three")] {
        send(&world, &[("To", to), ("From", "+14155550100"), ("Body", text)]).await;
    }
    let list = async |query: &str| -> Value {
        signed(world.get(&path(&format!("Messages.json?{query}"))))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    };
    let bodies = |page: &Value| -> Vec<String> {
        page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|sms| sms["body"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(bodies(&list("To=%2B14155552000").await), ["two", "one"]);
    assert_eq!(bodies(&list("From=%2B14155550999").await), [] as [&str; 0]);
    assert_eq!(bodies(&list("DateSent=1999-01-01").await), [] as [&str; 0]);
    assert_eq!(bodies(&list("DateSent%3E=1999-01-01").await), ["three", "two", "one"]);

    let page = list("PageSize=2").await;
    assert_eq!(bodies(&page), ["three", "two"]);
    let next = page["next_page_uri"].as_str().unwrap();
    let next: Value =
        signed(world.get(&format!("/twilio{next}"))).send().await.unwrap().json().await.unwrap();
    assert_eq!(bodies(&next), ["one"]);
    assert_eq!(next["next_page_uri"], Value::Null);
}

//! What an operator does with an unassigned message.

use serde_json::json;
use testing::{World, eventually};

use crate::console::{attempt, callflex};
use crate::installation::Installation;

#[tokio::test]
async fn a_message_that_is_released_becomes_the_organizations_call() {
    let installation = Installation::start().await;
    let call = json!({"id": "call-of-nobody", "assistantId": "unheard of", "type": "inboundPhoneCall",
                      "customer": {"number": "+14155550199"}});
    let report = json!({"message": {"type": "end-of-call-report", "timestamp": 1_795_190_425_909_i64,
        "endedReason": "customer-ended-call", "call": call, "artifact": {"messages": []}, "analysis": {}}});
    #[expect(clippy::disallowed_methods, reason = "an unverified source, with no User-Agent of ours")]
    let answer = reqwest::Client::new()
        .post(format!("{}/vapi-webhook", installation.demo("ingest_url")))
        .header("X-Vapi-Secret", installation.demo("vapi_webhook_secret"))
        .json(&report)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let listed = eventually("it is in quarantine", async || {
        let listed = installation.run(&["quarantine", "list"]).await;
        listed.contains("whk_").then_some(listed)
    })
    .await;
    let organization = installation.organization().to_string();
    assert!(listed.contains("unknown"), "{listed}");
    assert!(listed.contains(&format!("vapi end-of-call-report  {organization}")), "{listed}");
    let id = listed.split_whitespace().find(|word| word.starts_with("whk_")).unwrap();
    let shown = installation.run(&["quarantine", "show", id]).await;
    assert!(shown.contains("released      no\n") && shown.contains("call-of-nobody"), "{shown}");
    assert_eq!(installation.overview().await.unwrap().calls, 0);

    let release = ["quarantine", "release", id, "--organization", &organization];
    assert_eq!(installation.run(&release).await, format!("Released {id} to {organization}.\n"));
    eventually("it is a call", async || installation.overview().await.is_some_and(|all| all.calls == 1))
        .await;
    assert_eq!(installation.run(&["quarantine", "list"]).await, "Nothing waits in quarantine.\n");
    assert_eq!(installation.dead_letters().await, 0);
}

#[tokio::test]
async fn a_person_is_an_operator_until_they_are_removed() {
    let world = World::start().await;
    world
        .execute("INSERT INTO users (id, email, name, password_hash) VALUES (gen_random_uuid(), 'dana@example.com', 'Dana', '')")
        .await;
    callflex(&world, &["operator", "add", "Dana@example.com"]).await;
    assert_eq!(callflex(&world, &["operator", "list"]).await, "dana@example.com\n");
    callflex(&world, &["operator", "remove", "dana@example.com"]).await;
    assert_eq!(callflex(&world, &["operator", "list"]).await, "Nobody is an operator.\n");
    let (succeeded, output) = attempt(&world, &["operator", "remove", "dana@example.com"]).await;
    assert!(!succeeded && output.contains("no operator signs in as"), "{output}");
    world.finish().await;
}

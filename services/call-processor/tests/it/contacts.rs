use contracts::people::ContactLinked;
use serde_json::json;
use testing::World;

use crate::start;

#[tokio::test]
async fn a_caller_is_one_contact_with_one_open_lead_however_often_they_call() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    for n in 0..4 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{n}")).from("+14155550177").report()).await;
    }
    world.deliver(&acme, &acme.vapi_call("call-x").from("+14155550178").report()).await;
    world.settled().await;

    let contacts = world.query("SELECT phone, call_count FROM contacts ORDER BY phone").await;
    let expected = [
        json!({"phone": "+14155550177", "call_count": 4}),
        json!({"phone": "+14155550178", "call_count": 1}),
    ];
    assert_eq!(contacts, expected);
    let leads = world.query("SELECT count(*), count(DISTINCT contact_id) AS contacts FROM leads").await;
    assert_eq!(leads, [json!({"count": 2, "contacts": 2})]);
    world.finish().await;
}

#[tokio::test]
async fn a_repeat_after_the_lead_was_closed_opens_no_other() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    world.settled().await;
    world.execute("UPDATE leads SET state = 'won'").await;

    world.deliver(&acme, &acme.vapi_call("call-1").report()).await;
    world.settled().await;
    assert_eq!(world.query("SELECT state FROM leads").await, [json!({"state": "won"})]);

    world.deliver(&acme, &acme.vapi_call("call-2").report()).await;
    world.settled().await;
    let leads = world.query("SELECT state FROM leads ORDER BY created_at").await;
    assert_eq!(leads, [json!({"state": "won"}), json!({"state": "open"})]);
    world.finish().await;
}

#[tokio::test]
async fn a_message_that_an_earlier_version_handled_is_not_handled_again_under_the_names_of_today() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);
    let report = acme.vapi_call("call-1").report();
    let webhook = world.deliver(&acme, &report).await;
    world.settled().await;
    // As the version wrote it whose queues were named after what they carried.
    let claims = world.query("SELECT handler FROM claims").await;
    assert_eq!(claims, [json!({"handler": "call-processor.leads"})]);
    let outcomes = [json!({"handler": "call-processor.reports", "outcome": "recorded"})];
    assert_eq!(world.query("SELECT handler, outcome FROM webhook_outcomes").await, outcomes);
    world.execute("UPDATE leads SET state = 'lost'").await;

    world.deliver_as(webhook, &acme, &report).await;
    let linked = world.events(&acme).await.into_iter().find(|(name, _)| name == "contact.linked").unwrap().1;
    world.publish(&acme, &serde_json::from_value::<ContactLinked>(linked).unwrap()).await;
    world.settled().await;
    assert_eq!(world.query("SELECT state FROM leads").await, [json!({"state": "lost"})]);
    assert_eq!(world.query("SELECT handler, outcome FROM webhook_outcomes").await, outcomes);
    world.finish().await;
}

#[tokio::test]
async fn an_outbound_call_makes_a_contact_and_no_lead() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    report["message"]["call"]["type"] = json!("outboundPhoneCall");
    world.deliver(&acme, &report).await;
    world.settled().await;
    assert_eq!(world.query("SELECT count(*) FROM contacts").await, [json!({"count": 1})]);
    assert_eq!(world.query("SELECT count(*) FROM leads").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn a_caller_who_hides_the_number_is_no_contact() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("call-1").report();
    report["message"]["customer"]["number"] = json!("anonymous");
    report["message"]["call"]["customer"]["number"] = json!("anonymous");
    world.deliver(&acme, &report).await;
    world.settled().await;
    assert_eq!(
        world.query("SELECT count(*), count(contact_id) AS linked FROM calls").await,
        [json!({"count": 1, "linked": 0})]
    );
    world.finish().await;
}

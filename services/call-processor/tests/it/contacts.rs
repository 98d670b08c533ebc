use contracts::people::ContactLinked;
use serde_json::{Value, json};
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

/// What is kept of the contacts, and what a recount of their calls gives.
async fn counts(world: &World) -> [Vec<Value>; 2] {
    let kept = "SELECT phone, call_count, last_called_at FROM contacts ORDER BY phone";
    let counted =
        "SELECT p.phone, count(*) AS call_count, max(coalesce(c.started_at, c.partition_at)) AS last_called_at
         FROM contacts p JOIN calls c ON c.contact_id = p.id GROUP BY p.phone ORDER BY p.phone";
    [world.query(kept).await, world.query(counted).await]
}

#[tokio::test]
async fn a_contacts_last_call_is_that_of_a_recount_after_every_correction_and_repeat() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    // The last call turns out to have been the first, and moves on to the middle.
    let beginnings = [
        ["2026-11-20T16:00:00Z", "2026-11-20T16:05:00Z", "2026-11-20T16:30:00Z"],
        ["2026-11-20T16:00:00Z", "2026-11-20T16:20:00Z", "2026-11-20T15:30:00Z"],
        ["2026-11-20T15:50:00Z", "2026-11-20T15:20:00Z", "2026-11-20T15:40:00Z"],
    ];
    let mut seen = Vec::new();
    for (correction, began) in (0_i64..).zip(beginnings) {
        for (n, began) in began.into_iter().enumerate() {
            let number = if n == 0 { "+14155550178" } else { "+14155550177" };
            let mut report = acme.vapi_call(&format!("call-{n}")).from(number).report();
            let sent = report["message"]["timestamp"].as_i64().unwrap() + correction * 60_000;
            report["message"]["timestamp"] = json!(sent);
            report["message"]["startedAt"] = json!(began);
            report["message"]["endedAt"] = json!("2026-11-20T17:00:00Z");
            world.deliver(&acme, &report).await;
            world.deliver(&acme, &report).await;
            seen.push(report);
        }
        world.settled().await;
        let [kept, counted] = counts(&world).await;
        assert_eq!(kept, counted);
        assert_eq!(kept[0]["call_count"], 2);
    }
    for report in seen.iter().rev() {
        world.deliver(&acme, report).await;
    }
    world.settled().await;
    let [kept, counted] = counts(&world).await;
    assert_eq!(kept, counted);
    world.finish().await;
}

#[tokio::test]
async fn a_call_that_an_earlier_version_linked_is_counted_by_its_message() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);
    for n in 0..2 {
        world.deliver(&acme, &acme.vapi_call(&format!("call-{n}")).report()).await;
    }
    world.settled().await;
    let [right, _] = counts(&world).await;
    world.execute("UPDATE contacts SET call_count = 1").await;

    let linked = world.events(&acme).await.into_iter().find(|(name, _)| name == "contact.linked").unwrap().1;
    let linked: ContactLinked = serde_json::from_value(linked).unwrap();
    assert!(linked.counted);
    world.publish(&acme, &linked).await;
    world.settled().await;
    assert_eq!(counts(&world).await[0][0]["call_count"], 1, "it was counted when it was linked");

    let earlier = ContactLinked { counted: false, ..linked };
    for _ in 0..2 {
        world.publish(&acme, &earlier).await;
    }
    world.settled().await;
    assert_eq!(counts(&world).await[0], right);
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

/// The customer of a report, in both places that Vapi has one.
fn with_customer(mut report: Value, customer: &Value) -> Value {
    report["message"]["customer"] = customer.clone();
    report["message"]["call"]["customer"] = customer.clone();
    report
}

#[tokio::test]
async fn callers_who_withhold_their_number_are_nobody_and_share_nothing() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    for (n, number) in
        ["+266696687", "266696687", "+7378742833", "anonymous", "Restricted"].iter().enumerate()
    {
        let customer = json!({"number": number, "name": "Ana"});
        let report = with_customer(acme.vapi_call(&format!("call-{n}")).report(), &customer);
        world.deliver(&acme, &report).await;
    }
    world.settled().await;
    assert_eq!(
        world
            .query("SELECT count(*), count(contact_id) AS linked, count(customer_number) AS shown FROM calls")
            .await,
        [json!({"count": 5, "linked": 0, "shown": 0})]
    );
    assert_eq!(world.query("SELECT count(*) FROM contacts").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn a_number_is_of_the_country_of_the_known_line_or_of_the_organization() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    world
        .execute(&format!(
            "UPDATE organizations SET settings = settings || '{{\"country\": \"GB\"}}' WHERE id = '{}'",
            bolt.id.0
        ))
        .await;
    start(&world);

    for (tenant, known, number) in [(&acme, true, "4155550188"), (&bolt, false, "02079460958")] {
        let mut report = with_customer(tenant.vapi_call("call-1").report(), &json!({"number": number}));
        report["message"].as_object_mut().unwrap().remove("phoneNumber");
        report["message"]["call"].as_object_mut().unwrap().remove("phoneNumber");
        if !known {
            report["message"]["call"].as_object_mut().unwrap().remove("phoneNumberId");
        }
        world.deliver(tenant, &report).await;
    }
    world.settled().await;
    let phones = world.query("SELECT phone FROM contacts ORDER BY phone").await;
    assert_eq!(phones, [json!({"phone": "+14155550188"}), json!({"phone": "+442079460958"})]);
    world.finish().await;
}

#[tokio::test]
async fn what_is_no_phone_number_is_kept_as_it_was_received_and_makes_no_contact() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let customer = json!({"number": "sip:alice@pbx.dental.example.com"});
    world.deliver(&acme, &with_customer(acme.vapi_call("call-1").report(), &customer)).await;
    world.settled().await;
    assert_eq!(
        world.query("SELECT customer_number, contact_id FROM calls").await,
        [json!({"customer_number": "sip:alice@pbx.dental.example.com", "contact_id": null})]
    );
    let ended = world.events(&acme).await.into_iter().find(|(name, _)| name == "call.ended").unwrap().1;
    assert_eq!(ended["call"]["customerNumber"], "sip:alice@pbx.dental.example.com");
    world.finish().await;
}

#[tokio::test]
async fn a_mobile_that_is_dialled_in_two_ways_is_one_contact_whose_real_name_replaces_what_held_its_place() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    for (n, number, name) in [
        (1, "+5215512345678", "{{customer.name}}"),
        (2, "+525512345678", "Ana"),
        (3, "+5215512345678", "null"),
    ] {
        let customer = json!({"number": number, "name": name});
        world.deliver(&acme, &with_customer(acme.vapi_call(&format!("call-{n}")).report(), &customer)).await;
        world.settled().await;
    }
    assert_eq!(
        world.query("SELECT phone, name, call_count FROM contacts").await,
        [json!({"phone": "+5215512345678", "name": "Ana", "call_count": 3})]
    );
    world.finish().await;
}

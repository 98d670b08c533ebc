use serde_json::{Value, json};
use testing::World;

use crate::start;

/// Everything that is kept of a call, our ids and local times aside.
const RECORDED: &str = "
    SELECT to_jsonb(c) - '{id,partition_at,created_at,updated_at,organization_id,contact_id,vapi_call_id,raw_data}'::text[] AS call,
           (SELECT jsonb_agg(to_jsonb(t) - '{organization_id,call_id}'::text[] ORDER BY t.turn)
              FROM call_transcripts t WHERE t.call_id = c.id) AS turns,
           (SELECT jsonb_agg(to_jsonb(t) - '{organization_id,call_id}'::text[] ORDER BY t.item)
              FROM call_costs t WHERE t.call_id = c.id) AS costs,
           (SELECT jsonb_agg(to_jsonb(t) - '{organization_id,id,call_id}'::text[] ORDER BY t.position)
              FROM call_participants t WHERE t.call_id = c.id) AS participants,
           (SELECT jsonb_agg(to_jsonb(t) - '{id,organization_id,call_id,created_at,updated_at}'::text[] ORDER BY t.tool_call_id)
              FROM call_actions t WHERE t.call_id = c.id) AS actions
    FROM calls c ORDER BY c.vapi_call_id";

#[tokio::test]
async fn what_a_business_found_out_is_recorded_whatever_it_is_called_and_secrets_are_not() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);
    let found_out = json!({"credentials": "MD", "secret": "gate code"});
    let mut report = acme.vapi_call("call-1").report();
    report["message"]["artifact"]["structuredOutputs"] = json!({});
    report["message"]["analysis"]["structuredData"] = found_out.clone();
    report["message"]["assistant"]["server"] = json!({"url": "https://x.example", "secret": "s3cret"});
    world.deliver(&acme, &report).await;
    world.settled().await;

    let recorded = world
        .query(
            "SELECT structured_data, raw_data #> '{analysis,structuredData}' AS raw,
                    raw_data #> '{assistant,server}' AS server FROM calls",
        )
        .await;
    let expected =
        json!({"structured_data": found_out, "raw": found_out, "server": {"url": "https://x.example"}});
    assert_eq!(recorded, [expected]);
    world.finish().await;
}

#[tokio::test]
async fn every_order_and_threefold_repeats_give_the_same_call_contact_and_lead() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for (n, order) in orders.into_iter().enumerate() {
        let call = acme.vapi_call(&format!("order-{n}"));
        let messages = [call.in_progress(), call.ended(), call.report()];
        for position in order {
            for _ in 0..3 {
                world.deliver(&acme, &messages[position]).await;
            }
            // In this order and no other: the next message comes when this one has had its effect.
            world.settled().await;
        }
    }
    let mut recorded = world.query(RECORDED).await;
    for (n, call) in recorded.iter_mut().enumerate() {
        // The hash of a message, and the address of a recording, have the call's own id in them.
        call["call"].as_object_mut().unwrap().remove("stamps");
        *call = serde_json::from_str(&call.to_string().replace(&format!("order-{n}"), "the-call")).unwrap();
    }
    assert_eq!(recorded.len(), orders.len());
    for call in &recorded {
        assert_eq!(call, &recorded[0]);
    }
    assert_eq!(recorded[0]["turns"].as_array().unwrap().len(), 6);
    assert_eq!(recorded[0]["costs"].as_array().unwrap().len(), 6);
    let action = &recorded[0]["actions"][0];
    assert_eq!((&action["action_type"], &action["tool"]), (&json!("other"), &json!("check_availability")));

    let ended = count_of(&world.events(&acme).await, "call.ended");
    assert_eq!(ended, orders.len());
    assert_eq!(world.query("SELECT count(*) FROM contacts").await, [json!({"count": 1})]);
    assert_eq!(world.query("SELECT count(*) FROM leads").await, [json!({"count": 1})]);
    assert_eq!(world.query("SELECT call_count FROM contacts").await, [json!({"call_count": orders.len()})]);
    world.finish().await;
}

#[tokio::test]
async fn messages_of_a_call_that_arrive_at_once_make_one_call() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let call = acme.vapi_call("at-once");
    for _ in 0..5 {
        for message in [call.report(), call.ended(), call.in_progress()] {
            world.deliver(&acme, &message).await;
        }
    }
    world.settled().await;
    let calls = world.query("SELECT status, ended_reason, duration_seconds, cost FROM calls").await;
    let expected = json!({"status": "ended", "ended_reason": "customer-ended-call", "duration_seconds": 15, "cost": 0.0196});
    assert_eq!(calls, [expected]);
    assert_eq!(count_of(&world.events(&acme).await, "call.ended"), 1);
    world.finish().await;
}

#[tokio::test]
async fn the_same_call_id_of_two_organizations_is_two_calls() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    start(&world);

    for tenant in [&acme, &bolt] {
        world.deliver(tenant, &tenant.vapi_call("the-same").report()).await;
    }
    world.settled().await;
    assert_eq!(world.query("SELECT count(DISTINCT organization_id) FROM calls").await, [json!({"count": 2})]);
    assert_eq!(world.query("SELECT count(*) FROM contacts").await, [json!({"count": 2})]);
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_that_can_not_be_read_is_dead_with_its_reason() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut report = acme.vapi_call("too-large").report();
    report["message"]["numbers"] = vec![0; 500_000].into();
    world.deliver(&acme, &report).await;
    let letters = world.take_dead_letters("call-processor.record-call").await;
    assert_eq!(
        letters[0].reason,
        "could not read the webhook: expected a payload of no more than 500000 values"
    );
    assert_eq!(letters[0].organization, Some(acme.id));
    assert_eq!(world.query("SELECT count(*) FROM calls").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn a_webhook_that_names_no_call_does_not_come_and_one_from_before_is_ignored() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let nameless = json!({"message": {"type": "status-update", "status": "ended", "chat": {"id": "chat-1"}}});
    let malformed = json!({"message": {"type": "end-of-call-report", "call": {"id": "call 4"}}});
    world.deliver(&acme, &nameless).await;
    let before = [
        world.deliver_under("vapi.status-update", &acme, &nameless).await,
        world.deliver_under("vapi.end-of-call-report", &acme, &malformed).await,
    ];
    world.settled().await;
    let outcomes = world.query("SELECT webhook_id, outcome FROM webhook_outcomes ORDER BY webhook_id").await;
    let expected = before.map(|id| json!({"webhook_id": id.0, "outcome": "ignored"}));
    assert_eq!(outcomes, expected);
    assert_eq!(world.query("SELECT count(*) FROM calls").await, [json!({"count": 0})]);
    world.finish().await;
}

#[tokio::test]
async fn a_question_shows_that_its_call_is_there_before_any_report_has_come() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let mut question = acme.vapi_call("asking").in_progress();
    question["message"]["type"] = json!("tool-calls");
    question["message"].as_object_mut().unwrap().remove("status");
    world.deliver(&acme, &question).await;
    world.settled().await;
    let calls = world.query("SELECT vapi_call_id, status, is_final FROM calls").await;
    assert_eq!(calls, [json!({"vapi_call_id": "asking", "status": "in-progress", "is_final": false})]);
    world.finish().await;
}

#[tokio::test]
async fn what_became_of_a_webhook_is_on_record() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let report = acme.vapi_call("call-1").report();
    let first = world.deliver(&acme, &report).await;
    world.settled().await;
    // Delivered once more, and once more sent.
    world.deliver_as(first, &acme, &report).await;
    let again = world.deliver(&acme, &report).await;
    let nothing = json!({"message": {"type": "assistant-request"}});
    let nothing = world.deliver_under("vapi.assistant-request", &acme, &nothing).await;
    world.settled().await;
    let outcomes = world.query("SELECT webhook_id, outcome FROM webhook_outcomes").await;
    for (id, expected) in [(first, "recorded"), (again, "unchanged"), (nothing, "ignored")] {
        let of = outcomes.iter().find(|row| row["webhook_id"] == id.0.to_string());
        assert_eq!(of.unwrap()["outcome"], expected);
    }
    assert_eq!(outcomes.len(), 3);
    world.finish().await;
}

/// What is shown of each transfer of the only call.
const TRANSFERS: &str = "
    SELECT participant_type, phone_number, transfer_status, join_time, leave_time FROM call_participants
    WHERE participant_type IN ('transfer', 'operator') ORDER BY position";

#[tokio::test]
async fn a_call_that_was_on_its_way_to_somebody_who_did_not_answer_was_not_transferred() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let call = acme.vapi_call("sent-on");
    let destination = json!({"type": "number", "number": "+14155550142"});
    let mut forwarding = call.in_progress();
    forwarding["message"]["status"] = json!("forwarding");
    forwarding["message"]["destination"] = destination.clone();
    let transferred_to = async || world.query("SELECT transferred_to FROM calls").await;
    world.deliver(&acme, &forwarding).await;
    world.settled().await;
    assert_eq!(transferred_to().await, [json!({"transferred_to": "+14155550142"})]);

    let mut report = call.report();
    report["message"]["artifact"]["transfers"] =
        json!([{"destination": destination, "mode": "blind-transfer", "status": "no-answer"}]);
    world.deliver(&acme, &report).await;
    // What comes once more does not bring it back.
    world.deliver(&acme, &forwarding).await;
    world.settled().await;
    assert_eq!(transferred_to().await, [json!({"transferred_to": null})]);
    let failed = json!({
        "participant_type": "transfer", "phone_number": "+14155550142", "transfer_status": "no-answer",
        "join_time": null, "leave_time": null,
    });
    assert_eq!(world.query(TRANSFERS).await, [failed]);
    world.finish().await;
}

#[tokio::test]
async fn everyone_whom_a_call_was_sent_on_to_is_a_party_of_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start(&world);

    let call = acme.vapi_call("sent-on");
    let to = |number: &str| json!({"type": "number", "number": number});
    let mut update = call.in_progress();
    update["message"]["type"] = json!("transfer-update");
    update["message"]["destination"] = to("+14155550143");
    let mut report = call.report();
    report["message"]["artifact"]["transfers"] = json!([
        {"destination": to("+14155550142"), "status": "busy"},
        {"destination": to("+14155550143"), "mode": "warm-transfer-say-summary", "status": "connected"},
    ]);
    for message in [&report, &update] {
        world.deliver(&acme, message).await;
        world.settled().await;
    }
    let calls = world.query("SELECT transferred_to FROM calls").await;
    assert_eq!(calls, [json!({"transferred_to": "+14155550143"})]);
    let shown: Vec<Value> = world
        .query(TRANSFERS)
        .await
        .iter()
        .map(|row| json!([row["participant_type"], row["transfer_status"], row["join_time"].is_string()]))
        .collect();
    assert_eq!(shown, [json!(["transfer", "busy", false]), json!(["operator", "connected", true])]);
    world.finish().await;
}

fn count_of(events: &[(String, Value)], name: &str) -> usize {
    events.iter().filter(|(event, _)| event == name).count()
}

use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

use crate::asking::{CALLER, assert_fits, message, settle};
use crate::station::Station;

async fn comes_in(station: &Station, tenant: &Tenant, call: &str) -> Value {
    comes_from(CALLER, station, tenant, call).await
}

async fn comes_from(number: &str, station: &Station, tenant: &Tenant, call: &str) -> Value {
    let request = message(tenant, call, &json!({"type": "assistant-request"})).to_string();
    let request: Value = serde_json::from_str(&request.replace(CALLER, number)).unwrap();
    let answer = station.post(tenant, &request).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_fits("ServerMessageResponseAssistantRequest", &answer.body);
    answer.body
}

#[tokio::test]
async fn a_call_gets_its_lines_assistant_who_knows_the_callers_name() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    for (tenant, name) in [(&acme, "Ann"), (&bolt, "Not Ann")] {
        let organization = tenant.id.0;
        world
            .execute(&format!(
                "INSERT INTO contacts (organization_id, id, phone, name)
                 VALUES ('{organization}', gen_random_uuid(), '{CALLER}', '{name}')"
            ))
            .await;
    }
    let station = Station::start(&world);
    let expected = json!({
        "assistantId": acme.vapi_assistant_id,
        "assistantOverrides": {
            "variableValues": {"customerName": "Ann"},
            "metadata": {"organization_id": acme.id},
        },
    });
    // A name is looked up only if that is quick, which it need not be at first.
    eventually("the caller's name is known", async || comes_in(&station, &acme, "c1").await == expected)
        .await;

    let mut hidden = message(&acme, "c2", &json!({"type": "assistant-request"}));
    for place in ["customer", "call"] {
        hidden["message"][place].as_object_mut().unwrap().remove("customer");
        hidden["message"][place]["number"] = "anonymous".into();
    }
    let answer = station.post(&acme, &hidden).await;
    assert_eq!(answer.body["assistantId"], json!(acme.vapi_assistant_id), "{answer:?}");
    assert_eq!(answer.body["assistantOverrides"], json!({"metadata": {"organization_id": acme.id}}));

    let recorded = eventually("both are recorded", async || {
        let rows = world
            .query("SELECT kind, outcome, answer, stages -> 'total' > '0' AS timed FROM live_questions ORDER BY vapi_call_id, asked_at DESC")
            .await;
        let both = "SELECT 1 AS one FROM live_questions WHERE vapi_call_id = 'c2'";
        let is_first = rows.first().is_some_and(|row| row["answer"] == expected);
        (is_first && world.query(both).await.len() == 1).then_some(rows)
    })
    .await;
    let first =
        json!({"kind": "assistant-request", "outcome": "answered", "answer": expected, "timed": true});
    assert_eq!(recorded[0], first);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn an_organization_that_is_past_due_hears_a_polite_line() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    settle(&world, &bolt, &json!({"routing": {"past_due_message": "Bolt is closed for good."}})).await;
    world.execute("UPDATE organizations SET plan_state = 'past_due'").await;
    let station = Station::start(&world);
    let ours = comes_in(&station, &acme, "c1").await;
    assert!(ours["error"].as_str().unwrap().starts_with("Thank you for calling."), "{ours}");
    assert_eq!(comes_in(&station, &bolt, "c2").await, json!({"error": "Bolt is closed for good."}));
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_message_in_place_of_an_assistant_is_recorded_with_why_it_was_given() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let say = |words: &str| json!({ "say": words });
    let closed = json!({"business_hours": {"monday": []}, "routing": {"closed": say("We are closed.")}});
    settle(&world, &acme, &closed).await;
    let not_them = json!({"routing": {"callers": [{"numbers": [CALLER], "route": say("Not you.")}]}});
    settle(&world, &bolt, &not_them).await;
    let station = Station::start(&world);
    assert_eq!(comes_in(&station, &acme, "c1").await, json!({"error": "We are closed."}));
    assert_eq!(comes_in(&station, &bolt, "c2").await, json!({"error": "Not you."}));

    let recorded = eventually("both are recorded", async || {
        let rows = world
            .query("SELECT outcome, error, answer FROM live_questions WHERE kind = 'assistant-request' ORDER BY vapi_call_id")
            .await;
        (rows.len() == 2).then_some(rows)
    })
    .await;
    let row =
        |error: &str, words: &str| json!({"outcome": "refused", "error": error, "answer": {"error": words}});
    assert_eq!(recorded, [row("closed", "We are closed."), row("caller", "Not you.")]);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_running_trial_divides_callers_and_every_answer_says_which_arm_it_was() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let (organization, assistant) = (acme.id.0, acme.assistant.0);
    let trial = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d77";
    world
        .execute(&format!(
            r#"INSERT INTO assistants (organization_id, id, vapi_assistant_id, name)
               VALUES ('{organization}', '{trial}', 'challenger', 'Challenger');
               INSERT INTO prompt_trials (organization_id, id, assistant_id, started_at)
               VALUES ('{organization}', '{trial}', '{assistant}', now());
               INSERT INTO prompt_trial_arms (organization_id, trial_id, arm, weight, assistant_id, overrides)
               VALUES ('{organization}', '{trial}', 0, 50, '{assistant}', '{{}}'),
                      ('{organization}', '{trial}', 1, 50, '{trial}',
                       '{{"firstMessage": "Hello there.", "metadata": {{"theirs": 1, "arm": 9}}}}'),
                      ('{organization}', '{trial}', 2, 0, '{trial}', '{{"firstMessage": "Never."}}')"#
        ))
        .await;
    let station = Station::start(&world);
    let mut arms = [0, 0];
    for n in 0..20 {
        let (caller, call) = (format!("+141555501{n:02}"), format!("call-{n}"));
        let answer = comes_from(&caller, &station, &acme, &call).await;
        let metadata = &answer["assistantOverrides"]["metadata"];
        assert_eq!(metadata["trial_id"], format!("trial_{}", trial.replace('-', "")), "{answer}");
        assert_eq!(metadata["organization_id"], json!(acme.id));
        match metadata["arm"].as_u64().unwrap() {
            0 => {
                assert_eq!(answer["assistantId"], json!(acme.vapi_assistant_id));
                arms[0] += 1;
            }
            1 => {
                assert_eq!(answer["assistantId"], "challenger");
                assert_eq!(answer["assistantOverrides"]["firstMessage"], "Hello there.");
                assert_eq!(metadata["theirs"], 1);
                arms[1] += 1;
            }
            other => panic!("arm {other} has no weight"),
        }
        let again = comes_from(&caller, &station, &acme, &format!("again-{n}")).await;
        assert_eq!(again, answer, "the same caller, the same arm");
    }
    // These draws are the same every time.
    assert!(arms.iter().all(|taken| *taken >= 5), "{arms:?}");
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_transfer_without_a_destination_goes_to_who_is_available() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let never = json!({"monday": []});
    settle(
        &world,
        &acme,
        &json!({"transfer_numbers": {
            "dispatch": {"number": "+14155550131", "hours": never},
            "emergency": "+14155550132",
            "manager": {"number": "+14155550133", "extension": "7"},
        }}),
    )
    .await;
    let station = Station::start(&world);
    let ask = async |tenant: &Tenant, parameters: Value| {
        let members = json!({"type": "transfer-destination-request", "parameters": parameters});
        let answer = station.post(tenant, &message(tenant, "c1", &members)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_fits("ServerMessageResponseTransferDestinationRequest", &answer.body);
        answer.body
    };
    let manager = json!({
        "type": "number", "number": "+14155550133", "extension": "7",
        "transferPlan": {"mode": "blind-transfer"},
    });
    assert_eq!(ask(&acme, json!(null)).await["destination"], manager);
    assert_eq!(ask(&acme, json!({"destination": "Manager"})).await["destination"], manager);
    let emergency = ask(&acme, json!({"destination": "emergency"})).await;
    assert_eq!(emergency["destination"]["number"], "+14155550132");
    for rejected in [ask(&acme, json!({"destination": "dispatch"})).await, ask(&bolt, json!(null)).await] {
        assert!(rejected["error"].as_str().unwrap().contains("message"), "{rejected}");
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_call_is_handed_to_an_assistant_that_the_organization_has() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let station = Station::start(&world);
    let ask = async |parameters: Value| {
        let members = json!({"type": "handoff-destination-request", "parameters": parameters});
        let answer = station.post(&acme, &message(&acme, "c1", &members)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    };
    let desk = json!({"destination": {"type": "assistant", "assistantId": acme.vapi_assistant_id}});
    assert_eq!(ask(json!({"destination": "front desk"})).await, desk);
    assert_eq!(ask(json!({"assistantId": acme.vapi_assistant_id})).await, desk);
    assert_fits("ServerMessageResponseHandoffDestinationRequest", &desk);
    for unknown in [json!({"assistantId": bolt.vapi_assistant_id}), json!({"to": "sales"}), json!({})] {
        assert!(ask(unknown).await["error"].is_string());
    }
    world.settled().await;
    world.finish().await;
}

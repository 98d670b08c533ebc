use std::time::Duration;

use serde_json::{Value, json};
use testing::{Tenant, World, eventually};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::asking::{ask, count, is_fallback, leave_message, results, tool, tool_calls};
use crate::station::Station;

/// Ninety-nine who come too late, and one who does not.
const CALLERS: usize = 100;

/// What a deadline may be late by on a small and busy machine, and still be one.
const SLACK: Duration = Duration::from_secs(3);

async fn only_result(station: &Station, tenant: &Tenant, question: &Value, id: &str) -> Value {
    results(&station.post(tenant, question).await, &[id])[0].clone()
}

#[tokio::test]
async fn the_same_tool_call_at_once_and_again_has_one_effect_and_one_answer() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let question = leave_message(&acme, "twice", "call_1");
    let (first, second, third) = tokio::join!(
        only_result(&station, &acme, &question, "call_1"),
        only_result(&station, &acme, &question, "call_1"),
        only_result(&station, &acme, &question, "call_1"),
    );
    let again = only_result(&station, &acme, &question, "call_1").await;
    assert!(first["result"].as_str().unwrap().starts_with("I've taken your message"), "{first}");
    assert_eq!([&second, &third, &again], [&first; 3]);
    assert_eq!(count(&world, "call_actions").await, 1);
    assert_eq!(count(&world, "events WHERE name = 'message.taken'").await, 1);

    // Another call may number its tools the same.
    let other = leave_message(&acme, "another", "call_1");
    only_result(&station, &acme, &other, "call_1").await;
    assert_eq!(count(&world, "call_actions").await, 2);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_function_call_without_an_id_that_is_sent_again_has_one_effect() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let leave = |text: &str| {
        let function = json!({"name": "takeMessage", "parameters": {"message": text}});
        json!({"type": "function-call", "call": {"id": "old"}, "functionCall": function})
    };
    let first = station.post(&acme, &leave("Call me.")).await;
    let again = station.post(&acme, &leave("Call me.")).await;
    assert_eq!((&again.body, again.body["result"].is_string()), (&first.body, true));
    assert_eq!(count(&world, "call_actions").await, 1);
    station.post(&acme, &leave("Call me at home.")).await;
    assert_eq!(count(&world, "call_actions").await, 2);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_message_left_in_a_chat_that_is_sent_again_has_one_effect() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let of_chat = |chat: &str| {
        let mut question = leave_message(&acme, "no-call", "call_0");
        question["message"].as_object_mut().unwrap().remove("call");
        question["message"]["chat"] = json!({"id": chat, "sessionId": "session-1"});
        question
    };
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(only_result(&station, &acme, &of_chat("chat-1"), "call_0").await);
    }
    assert_eq!([&answers[1], &answers[2]], [&answers[0]; 2]);
    assert_eq!(count(&world, "call_actions").await, 1);
    only_result(&station, &acme, &of_chat("chat-2"), "call_0").await;
    assert_eq!(count(&world, "events WHERE name = 'message.taken'").await, 2);
    world.settled().await;
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_who_want_one_slot_get_one_booking_and_ninety_nine_offers() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    // What counts here is who gets what: on a small machine that does other things too, it may take its time.
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__TOOL_DEADLINE", "60s")]);
    let station = std::sync::Arc::new(Station::start_with(&world, &settings));
    let mut callers = JoinSet::new();
    for n in 0..CALLERS {
        let (station, acme) = (std::sync::Arc::clone(&station), acme.clone());
        callers.spawn(async move {
            let id = format!("call_{n}");
            let arguments = json!({
                "customerName": format!("Caller {n}"), "serviceType": "cleaning", "date": "tomorrow", "time": "2pm",
            });
            let call = [tool(&id, "bookAppointment", &arguments)];
            let mut question = tool_calls(&acme, &format!("crowd-{n}"), &call);
            question["message"]["assistant"]["server"]["timeoutSeconds"] = 120.into();
            only_result(&station, &acme, &question, &id).await
        });
    }
    let answers = callers.join_all().await;
    let said: Vec<&str> = answers
        .iter()
        .map(|result| result["result"].as_str().unwrap_or_else(|| panic!("{result}")))
        .collect();
    let booked = said.iter().filter(|said| said.starts_with("You're booked")).count();
    let offered = said.iter().filter(|said| said.contains("is taken")).count();
    assert_eq!((booked, offered), (1, CALLERS - 1), "{said:#?}");
    assert_eq!(count(&world, "bookings").await, 1);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_tool_that_misses_its_deadline_is_undone_and_may_be_asked_again() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let settings = world.settings_with(&[("CALLFLEX__WEBHOOK_INGEST__TOOL_DEADLINE", "1s")]);
    let station = Station::start_with(&world, &settings);
    let question = leave_message(&acme, "late", "call_1");

    let mut someone = world.owner().begin().await.unwrap();
    sqlx::query("LOCK TABLE call_actions IN EXCLUSIVE MODE").execute(&mut *someone).await.unwrap();
    let (answer, took) = ask(&station, &acme, &question).await;
    assert!(is_fallback(&results(&answer, &["call_1"])[0]), "{answer:?}");
    assert!(took < Duration::from_secs(1) + SLACK, "{took:?}");
    let (again, _) = ask(&station, &acme, &question).await;
    assert!(is_fallback(&results(&again, &["call_1"])[0]), "{again:?}");
    someone.rollback().await.unwrap();

    eventually("it is recorded as missed, once", async || {
        count(&world, "live_questions WHERE outcome = 'missed' AND error <> ''").await == 1
            && count(&world, "events WHERE name = 'tool.failed'").await == 1
    })
    .await;
    let undone = "SELECT (SELECT count(*) FROM call_actions) + (SELECT count(*) FROM calls)
                       + (SELECT count(*) FROM events WHERE name <> 'tool.failed') AS count";
    assert_eq!(world.query(undone).await, [json!({"count": 0})]);

    let again = only_result(&station, &acme, &question, "call_1").await;
    assert!(again["result"].is_string(), "{again}");
    assert_eq!(count(&world, "live_questions WHERE outcome = 'answered'").await, 1);
    assert_eq!(count(&world, "call_actions").await, 1);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_messages_own_timeout_makes_its_deadline_shorter() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let mut question = leave_message(&acme, "short", "call_1");
    question["message"]["assistant"]["server"]["timeoutSeconds"] = 2.into();

    let mut someone = world.owner().begin().await.unwrap();
    sqlx::query("LOCK TABLE call_actions IN EXCLUSIVE MODE").execute(&mut *someone).await.unwrap();
    let (answer, took) = ask(&station, &acme, &question).await;
    assert!(is_fallback(&results(&answer, &["call_1"])[0]), "{answer:?}");
    assert!(took < Duration::from_secs(1) + SLACK, "{took:?}");
    someone.rollback().await.unwrap();
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_caller_of_ours_who_hangs_up_leaves_nothing_half_done() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    // The first question reads what there is to know, so that the others are under way when they are cut off.
    only_result(&station, &acme, &leave_message(&acme, "whole", "call_0"), "call_0").await;
    let hung_up = 30;
    for n in 1..=hung_up {
        let body = leave_message(&acme, &format!("cut-{n}"), "call_1").to_string();
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: ingest\r\nContent-Type: application/json\r\nX-Vapi-Secret: {}\r\nContent-Length: {}\r\n\r\n{body}",
            Station::path(&acme),
            acme.vapi_webhook_secret,
            body.len(),
        );
        let address = station.url.strip_prefix("http://").unwrap();
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        // At another moment of the work each time.
        tokio::time::sleep(Duration::from_millis(n)).await;
        drop(connection);
    }
    world.settled().await;
    eventually("what was begun has ended", async || {
        count(&world, "live_questions WHERE stages -> 'total' IS NULL").await == 0
    })
    .await;
    let begun = count(&world, "live_questions WHERE outcome = 'answered'").await;
    assert!(begun > 1, "all were cut off before they began");
    assert_eq!(count(&world, "call_actions").await, begun);
    assert_eq!(count(&world, "events WHERE name = 'message.taken'").await, begun);
    assert_eq!(count(&world, "events WHERE name = 'tool.invoked'").await, begun);
    world.settled().await;
    // Whatever was answered was kept, too.
    assert!(count(&world, "webhook_events").await >= begun);
    world.finish().await;
}

#[tokio::test]
async fn the_flight_recorder_has_arguments_answer_and_milliseconds_by_stage() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let station = Station::start(&world);
    let answer = only_result(&station, &acme, &leave_message(&acme, "c1", "call_1"), "call_1").await;
    let row = eventually("the stages are filled in", async || {
        world.query("SELECT * FROM live_questions WHERE stages -> 'total' IS NOT NULL").await.pop()
    })
    .await;
    assert_eq!(row["answer"], json!({"result": answer["result"]}));
    assert_eq!(row["arguments"], json!({"callerName": "Ann", "message": "Please call me back."}));
    assert_eq!((&row["kind"], &row["tool"]), (&json!("tool-calls"), &json!("takeMessage")));
    assert_eq!(row["vapi_call_id"], "c1");
    let stages = row["stages"].as_object().unwrap();
    let names: Vec<&str> = stages.keys().map(String::as_str).collect();
    for name in ["verify", "parse", "wait", "run", "commit", "answer", "total"] {
        assert!(stages[name].as_f64().unwrap() >= 0.0, "{names:?}");
    }
    for name in ["verify", "parse", "run", "commit", "total"] {
        assert!(stages[name].as_f64().unwrap() > 0.0, "{name} takes time: {stages:?}");
    }
    let parts: f64 =
        stages.iter().filter(|(name, _)| *name != "total").map(|(_, ms)| ms.as_f64().unwrap()).sum();
    assert!(parts <= stages["total"].as_f64().unwrap() + 0.1, "{stages:?}");
    world.settled().await;
    world.finish().await;
}

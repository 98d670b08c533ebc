//! `takeMessage` and `logDriverCallout`.

use domain::{Language, QuestionOutcome};
use serde_json::{Value, json};
use tools::ToolRequest;

use crate::office::{CALLER, Office, error};

fn with_text_messages() -> Value {
    json!({"notifications": {"sms": {"enabled": true, "numbers": ["+16285550101"]}}})
}

#[tokio::test]
async fn a_message_waits_in_the_inbox_and_is_published() {
    let office = Office::open(with_text_messages()).await;
    let said = office
        .done(
            "tc-1",
            "takeMessage",
            json!({"message": "Call me about the invoice", "messageFor": "Dr. Lee", "urgent": false}),
        )
        .await;
    assert_eq!(said, "I've taken your message for Dr. Lee. Someone will get back to you.");

    let action = office.action("message_taken").await;
    assert_eq!(
        (&action["status"], &action["source"], &action["urgency"]),
        (&json!("pending"), &json!("live"), &json!("normal"))
    );
    assert_eq!((&action["tool_call_id"], &action["result"]), (&json!("tc-1"), &json!(said)));
    assert_eq!(action["action_data"]["callerPhone"], CALLER, "the number they call from");
    let event = office.event("message.taken").await;
    assert_eq!(event["message"], "Call me about the invoice");
    assert_eq!((&event["callerPhone"], &event["messageFor"]), (&json!(CALLER), &json!("Dr. Lee")));
    let call = office.rows("SELECT id FROM calls").await;
    assert_eq!(call[0]["id"], action["call_id"], "of the call that was not known before");
    office.close().await;
}

#[tokio::test]
async fn an_urgent_message_is_said_to_be_sent_where_somebody_is_notified() {
    let office = Office::open(with_text_messages()).await;
    let said = office
        .done_in_russian(
            "tc-1",
            "takeMessage",
            json!({"message": "Прорвало трубу", "callerName": "Анна", "urgent": "true"}),
        )
        .await;
    assert_eq!(said, "Сообщение записано. Оно отмечено как срочное и уже отправляется.");
    assert_eq!(office.event("message.taken").await["urgent"], true);
    assert_eq!(office.action("message_taken").await["urgency"], "high");
    office.close().await;

    let office = Office::open(json!({})).await;
    let said = office.done("tc-1", "takeMessage", json!({"message": "A pipe burst", "urgent": true})).await;
    assert_eq!(said, "I've taken your message. Someone will get back to you.", "no notifications");
    office.close().await;
}

#[tokio::test]
async fn a_driver_who_calls_out_is_logged_and_published() {
    let office = Office::open(with_text_messages()).await;
    let arguments = json!({"driverName": "Mike", "reason": "Vehicle issue", "routeNumber": 12, "expectedReturn": "Monday"});
    let said = office.done("tc-1", "logDriverCallout", arguments).await;
    assert_eq!(
        said,
        "Got it, Mike. I've logged it and dispatch is being told right now. Expected back: Monday."
    );
    let action = office.action("driver_callout").await;
    assert_eq!(action["status"], "completed");
    assert_eq!(action["action_data"]["reason"], "vehicle_issue");
    let event = office.event("driver.callout").await;
    assert_eq!((&event["driverName"], &event["routeNumber"]), (&json!("Mike"), &json!("12")));

    let said = office
        .done_in_russian("tc-2", "log_driver_callout", json!({"driverName": "Миша", "reason": "sick"}))
        .await;
    assert_eq!(said, "Понятно, Миша. Невыход записан, диспетчеру уже сообщают. Берегите себя.");
    office.close().await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_in_words() {
    let office = Office::open(json!({})).await;
    for (number, (tool, arguments, en, ru)) in [
        (
            "takeMessage",
            json!({"message": " "}),
            "I need to know what the message is.",
            "Нужно уточнить, что передать.",
        ),
        (
            "logDriverCallout",
            json!({"reason": "sick"}),
            "I need to know the driver's name.",
            "Нужно уточнить имя водителя.",
        ),
        (
            "scheduleCallback",
            json!({"phoneNumber": CALLER}),
            "I need to know what the call back is about.",
            "Нужно уточнить, по какому вопросу перезвонить.",
        ),
        (
            "sendFax",
            json!({}),
            "I can't do that during this call, but I can take a message for someone who can.",
            "К сожалению, во время звонка это сделать нельзя, но можно оставить сообщение.",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        for (language, words) in [(Language::En, en), (Language::Ru, ru)] {
            let request = office.request(&format!("tc-{number}-{words}"), tool, arguments.clone());
            let answered = office.tools.answer(&ToolRequest { language, ..request }).await.unwrap();
            assert_eq!((error(&answered).as_str(), answered.outcome), (words, QuestionOutcome::Rejected));
        }
    }
    assert_eq!(office.count("call_actions").await, 0);
    assert_eq!(office.published().await["tool.invoked"], 8, "every question is on record");
    assert_eq!(office.count("live_questions WHERE outcome = 'refused'").await, 8);
    office.close().await;
}

#[tokio::test]
async fn arguments_that_can_not_be_read_are_said_to_be() {
    let office = Office::open(json!({})).await;
    let unreadable = Err("Call the tool again.".to_owned());
    let request = ToolRequest { arguments: unreadable, ..office.request("tc-1", "takeMessage", json!({})) };
    assert_eq!(error(&office.tools.answer(&request).await.unwrap()), "Call the tool again.");
    office.close().await;
}

#[tokio::test]
async fn an_impossible_number_is_asked_for_again_and_what_is_none_is_kept_as_it_was_said() {
    let office = Office::open(json!({})).await;
    let message = |phone: &str| json!({"message": format!("Call {phone}"), "callerPhone": phone});
    let said = office.rejected("tc-1", "takeMessage", message("+1 555-0199")).await;
    assert!(said.contains("whole phone number"), "{said}");
    assert_eq!(office.count("call_actions").await, 0);
    for (id, phone) in [("tc-2", "my cell"), ("tc-3", "anonymous"), ("tc-4", "null")] {
        office.done(id, "takeMessage", message(phone)).await;
    }
    let kept = office
        .rows("SELECT action_data ->> 'callerPhone' AS phone FROM call_actions ORDER BY tool_call_id")
        .await;
    assert_eq!(kept, [json!({"phone": "my cell"}), json!({"phone": CALLER}), json!({"phone": CALLER})]);
    office.close().await;
}

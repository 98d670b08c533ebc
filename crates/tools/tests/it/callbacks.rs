//! `scheduleCallback`.

use chrono::NaiveDate;
use serde_json::{Value, json};
use tools::{Caller, ToolRequest};

use crate::office::{Office, business_hours, result};

fn nine_to_five() -> Value {
    json!({"business_hours": business_hours()})
}

#[tokio::test]
async fn a_callback_is_due_at_the_time_that_the_caller_named() {
    let office = Office::open(nine_to_five()).await;
    let arguments = json!({
        "phoneNumber": "415 555 0123", "callerName": "Anna", "reason": "An estimate", "preferredTime": "monday at 3pm", "urgency": "high",
    });
    let said = office.done("tc-1", "scheduleCallback", arguments).await;
    assert_eq!(said, "Someone will call you back at 415-555-0123 Monday, November 23 at 3 PM.");
    let action = office.action("callback_scheduled").await;
    assert_eq!((&action["status"], &action["urgency"]), (&json!("pending"), &json!("high")));
    assert_eq!(action["due_at"], "2026-11-23T20:00:00+00:00");
    assert_eq!(action["action_data"]["phoneNumber"], "+14155550123");
    let event = office.event("callback.scheduled").await;
    assert_eq!(
        (&event["phone"], &event["dueAt"]),
        (&json!("+14155550123"), &json!("2026-11-23T20:00:00+00:00"))
    );
    assert_eq!(event["preferredTime"], "monday at 3pm");
    office.close().await;
}

#[tokio::test]
async fn without_a_number_or_a_time_the_caller_is_called_back_where_they_are_and_soon() {
    let office = Office::open(nine_to_five()).await;
    let said = office
        .done_in_russian("tc-1", "scheduleCallback", json!({"reason": "Смета", "preferredTime": ""}))
        .await;
    assert_eq!(said, "Вам перезвонят по номеру, с которого вы звоните, как можно скорее.");
    assert_eq!(office.action("callback_scheduled").await["due_at"], "2026-11-20T15:10:00+00:00");
    office.close().await;
}

#[tokio::test]
async fn a_time_outside_business_hours_becomes_the_next_opening() {
    let office = Office::open(nine_to_five()).await;
    let said = office
        .done("tc-1", "scheduleCallback", json!({"reason": "An estimate", "preferredTime": "tonight at 8pm"}))
        .await;
    assert_eq!(
        said,
        "We're closed at that time, so someone will call you back at the number you're calling from when we open: Monday, \
         November 23 at 9 AM."
    );
    assert_eq!(office.action("callback_scheduled").await["due_at"], "2026-11-23T14:00:00+00:00");
    office.close().await;
}

#[tokio::test]
async fn on_a_closed_day_no_callback_is_promised_however_many_are_closed() {
    let mut hours = business_hours();
    let first: NaiveDate = "2026-11-20".parse().unwrap();
    let closed: serde_json::Map<String, Value> =
        first.iter_days().take(50).map(|day| (day.to_string(), json!([]))).collect();
    hours["exceptions"] = closed.into();
    let office = Office::open(json!({"business_hours": hours})).await;
    let tomorrow = json!({"reason": "An estimate", "preferredTime": "tomorrow at 10"});
    let said = office.done("tc-1", "scheduleCallback", tomorrow).await;
    assert_eq!(
        said,
        "We're closed at that time, so someone will call you back at the number you're calling from when we open: Monday, \
         January 11 at 9 AM."
    );
    assert_eq!(office.action("callback_scheduled").await["due_at"], "2027-01-11T14:00:00+00:00");
    office.close().await;
}

#[tokio::test]
async fn where_there_are_no_hours_ahead_a_callback_is_on_record_without_a_time() {
    let office = Office::open(json!({"business_hours": {}})).await;
    let tomorrow = json!({"reason": "An estimate", "preferredTime": "tomorrow at 10"});
    let said = office.done("tc-1", "scheduleCallback", tomorrow).await;
    assert_eq!(
        said,
        "I can't promise you a time, but someone will call you back at the number you're calling from as soon as they can."
    );
    let action = office.action("callback_scheduled").await;
    assert_eq!((&action["status"], &action["due_at"]), (&json!("pending"), &Value::Null));
    let event = office.event("callback.scheduled").await;
    assert_eq!((&event["dueAt"], &event["preferredTime"]), (&Value::Null, &json!("tomorrow at 10")));
    office.close().await;
}

#[tokio::test]
async fn of_alternatives_the_first_at_which_it_is_open_counts() {
    let office = Office::open(nine_to_five()).await;
    let either = json!({"reason": "An estimate", "preferredTime": "saturday or tuesday"});
    let said = office.done("tc-1", "scheduleCallback", either).await;
    assert_eq!(
        said,
        "Someone will call you back at the number you're calling from Tuesday, November 24 at 9 AM."
    );
    office.close().await;
}

#[tokio::test]
async fn a_time_or_a_number_that_is_not_clear_is_asked_for_again() {
    let office = Office::open(nine_to_five()).await;
    for (preferred, asked_back) in [
        ("when the cows come home", "I didn't catch when that should be. Which day and what time?"),
        ("tomorrow at 7", "Just to be sure: do you mean tomorrow at 7 AM or tomorrow at 7 PM?"),
        ("today at 9am", "That time has passed already: today at 9 AM. Which time ahead would suit you?"),
        ("february 30", "There is no such date. Which day do you mean?"),
    ] {
        let arguments = json!({"reason": "An estimate", "preferredTime": preferred});
        assert_eq!(office.rejected(preferred, "scheduleCallback", arguments).await, asked_back);
    }
    let said = office
        .rejected("tc-1", "scheduleCallback", json!({"reason": "An estimate", "phoneNumber": "555-01"}))
        .await;
    assert_eq!(said, "I didn't get the whole phone number. Could you say it again, with the area code?");
    let anonymous = ToolRequest {
        caller: Caller::default(),
        ..office.request("tc-2", "scheduleCallback", json!({"reason": "An estimate"}))
    };
    assert_eq!(result(&office.tools.answer(&anonymous).await.unwrap()), "I need to know the phone number.");
    assert_eq!(office.count("call_actions").await, 0);
    assert!(!office.published().await.contains_key("callback.scheduled"));
    office.close().await;
}

#[tokio::test]
async fn a_number_is_of_the_country_of_the_line_or_of_the_organization_or_asked_for_again() {
    let office = Office::open(json!({"country": "GB"})).await;
    let web = |id: &str, number: &str| ToolRequest {
        line: None,
        caller: Caller::default(),
        ..office.request(id, "scheduleCallback", json!({"reason": "An estimate", "phoneNumber": number}))
    };
    for (number, said) in [
        ("020 7946 0958", "Someone will call you back at +44 20 7946 0958 as soon as possible."),
        ("+44 (0)20 7946 0958", "Someone will call you back at +44 20 7946 0958 as soon as possible."),
        ("7946 0958", "I didn't get the whole phone number. Could you say it again, with the area code?"),
        (
            "020 7946 0958 0958",
            "That phone number has too many digits. Could you say it again, digit by digit?",
        ),
        ("my cell", "I didn't catch a phone number. Could you say it, digit by digit?"),
    ] {
        assert_eq!(result(&office.tools.answer(&web(number, number)).await.unwrap()), said, "{number}");
    }
    let american = office.request(
        "tc",
        "scheduleCallback",
        json!({"reason": "An estimate", "phoneNumber": "+4155550155"}),
    );
    let said = result(&office.tools.answer(&american).await.unwrap());
    assert_eq!(said, "Someone will call you back at 415-555-0155 as soon as possible.");
    office.close().await;
}

#[tokio::test]
async fn on_a_web_call_of_no_country_the_countrys_code_is_asked_for() {
    let office = Office::open(json!({})).await;
    let request = ToolRequest {
        line: None,
        caller: Caller::default(),
        ..office.request(
            "tc",
            "scheduleCallback",
            json!({"reason": "An estimate", "phoneNumber": "415-555-0155"}),
        )
    };
    assert_eq!(
        result(&office.tools.answer(&request).await.unwrap()),
        "I need the country code too. Could you say the whole phone number again with it?"
    );
    office.close().await;
}

//! The published schemas, and the arguments that are really taken.

use domain::QuestionOutcome;
use serde_json::{Value, json};
use tools::{Spoken, definitions};

use crate::office::{CALLER, Office};

/// For each tool everything that it takes.
fn whole(tool: &str) -> Value {
    match tool {
        "transferCall" => json!({"destination": "dispatch", "reason": "Wants a person", "warm": false}),
        "logDriverCallout" => json!({
            "driverName": "Mike", "reason": "sick", "routeNumber": "12", "expectedReturn": "Monday", "additionalNotes": "A cold",
        }),
        "scheduleCallback" => json!({
            "phoneNumber": CALLER, "callerName": "Anna", "reason": "An estimate", "preferredTime": "tomorrow at 3pm", "urgency": "low",
        }),
        "takeMessage" => json!({
            "callerName": "Anna", "callerPhone": CALLER, "messageFor": "Dr. Lee", "message": "Call me", "urgent": true,
        }),
        "bookAppointment" => json!({
            "customerName": "Anna", "customerPhone": CALLER, "customerEmail": "anna@example.com", "serviceType": "Cleaning",
            "date": "tomorrow", "time": "2pm",
        }),
        "listAvailableSlots" => {
            json!({"serviceType": "Cleaning", "date": "tomorrow", "time": "in the morning"})
        }
        "rescheduleAppointment" => json!({
            "customerPhone": CALLER, "customerName": "Anna", "serviceType": "Cleaning", "currentDate": "tomorrow",
            "currentTime": "2pm", "date": "monday", "time": "2pm",
        }),
        "cancelAppointment" => json!({
            "customerPhone": CALLER, "customerName": "Anna", "serviceType": "Cleaning", "date": "monday", "time": "2pm",
            "reason": "A cold",
        }),
        "lookupCustomer" => json!({"customerPhone": CALLER, "customerName": "Anna"}),
        other => panic!("no arguments for {other}"),
    }
}

fn parts(definition: &Value) -> (String, Value) {
    let function = &definition["function"];
    assert_eq!(definition["type"], "function");
    assert!(!function["description"].as_str().unwrap().is_empty());
    (function["name"].as_str().unwrap().to_owned(), function["parameters"].clone())
}

#[tokio::test]
async fn what_the_schema_takes_is_taken_and_what_it_rejects_is_asked_for() {
    let office = Office::open(json!({"transfer_numbers": {"dispatch": "+14155550101"}})).await;
    for definition in definitions() {
        let (tool, schema) = parts(&definition);
        let taken = jsonschema::validator_for(&schema).unwrap();
        let whole = whole(&tool);
        assert!(taken.is_valid(&whole), "{tool}");
        let named: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(whole.as_object().unwrap().len(), named.len(), "{tool} takes {named:?}");
        let answered = office.ask(&format!("{tool} whole"), &tool, whole.clone()).await;
        assert_eq!(answered.outcome, QuestionOutcome::Answered, "{tool}: {:?}", answered.answer);

        for field in named {
            let is_required = schema["required"].as_array().unwrap().contains(&json!(field));
            let mut without = whole.clone();
            without.as_object_mut().unwrap().remove(field);
            let mut wrong = whole.clone();
            wrong[field] = json!({"not": "this"});
            for (kind, arguments, is_taken) in [("without", without, !is_required), ("wrong", wrong, false)] {
                assert_eq!(taken.is_valid(&arguments), is_taken, "{tool} {kind} {field}");
                let answered = office.ask(&format!("{tool} {kind} {field}"), &tool, arguments).await;
                let is_error = matches!(answered.answer, Spoken::Error(_));
                assert_eq!(is_error, !is_taken, "{tool} {kind} {field}: {:?}", answered.answer);
            }
        }
    }
    office.close().await;
}

#[test]
fn the_tools_have_the_names_and_words_that_assistants_use() {
    let schemas: Vec<(String, Value)> = definitions().iter().map(parts).collect();
    let names: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "transferCall",
            "logDriverCallout",
            "scheduleCallback",
            "takeMessage",
            "bookAppointment",
            "listAvailableSlots",
            "rescheduleAppointment",
            "cancelAppointment",
            "lookupCustomer",
        ]
    );
    let words = |tool: usize, field: &str| schemas[tool].1["properties"][field]["enum"].clone();
    assert_eq!(words(1, "reason"), json!(["sick", "emergency", "vehicle_issue", "personal", "other"]));
    assert_eq!(words(2, "urgency"), json!(["low", "normal", "high"]));
}

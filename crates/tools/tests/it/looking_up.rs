//! `lookupCustomer`.

use domain::PhoneNumber;
use serde_json::{Value, json};
use tools::{Caller, ToolRequest};

use crate::office::{CALLER, Office, result};

async fn with_anna() -> Office {
    let office = Office::open(json!({})).await;
    let insert = format!(
        "INSERT INTO contacts (organization_id, id, phone, name, call_count, last_called_at)
         VALUES ('{}', gen_random_uuid(), '{CALLER}', 'Anna Smith', 3, '2026-11-19T20:00:00Z')",
        office.tenant.id.0
    );
    office.world.execute(&insert).await;
    let booking = json!({"customerName": "Anna Smith", "serviceType": "Cleaning", "date": "monday at 2pm"});
    office.done("booking", "bookAppointment", booking).await;
    office
}

#[tokio::test]
async fn callers_are_known_by_their_own_number() {
    let office = with_anna().await;
    assert_eq!(
        office.done("tc-1", "lookupCustomer", json!({})).await,
        "The customer is Anna Smith. Their last call was yesterday at 3 PM. Their next appointment is Cleaning, Monday, \
         November 23 at 2 PM."
    );
    assert_eq!(
        office.done_in_russian("tc-2", "lookup_customer", json!({})).await,
        "Клиента зовут Anna Smith. Последний звонок был вчера в 15:00. Ближайшая запись: Cleaning, в понедельник, 23 ноября, \
         в 14:00."
    );
    office.close().await;
}

#[tokio::test]
async fn others_are_looked_up_only_by_both_number_and_name() {
    let office = with_anna().await;
    let number = PhoneNumber::parse("+14155550155").unwrap();
    let ask = async |id: &str, arguments: Value| {
        let request = office.request(id, "lookupCustomer", arguments);
        let caller = Caller { number: Some(number.clone()), name: None };
        office.tools.answer(&ToolRequest { caller, ..request }).await.unwrap()
    };
    let unknown = "I don't have this customer on file yet.";
    assert_eq!(result(&ask("tc-1", json!({})).await), unknown);
    assert_eq!(result(&ask("tc-2", json!({"customerName": "Anna Smith"})).await), unknown);
    let other_name = json!({"customerPhone": CALLER, "customerName": "Bob"});
    assert_eq!(result(&ask("tc-3", other_name).await), unknown);
    let both = json!({"customerPhone": CALLER, "customerName": "Anna"});
    assert!(result(&ask("tc-4", both).await).starts_with("The customer is Anna Smith."));
    office.close().await;
}

#[tokio::test]
async fn callers_who_withhold_their_number_share_nothing() {
    let office = with_anna().await;
    // As they were kept once, all under one number.
    office.world.execute("UPDATE contacts SET phone = '+266696687'").await;
    office.world.execute("UPDATE bookings SET customer_phone = '+266696687'").await;
    let withheld = |id: &str, tool: &str, arguments: Value| ToolRequest {
        caller: Caller::default(),
        ..office.request(id, tool, arguments)
    };
    for tool in ["lookupCustomer", "cancelAppointment"] {
        let answered = office.tools.answer(&withheld(tool, tool, json!({}))).await.unwrap();
        assert_eq!(result(&answered), "I need to know the phone number.");
        let said = json!({"customerPhone": "+266696687", "customerName": "Anna Smith"});
        let answered = office.tools.answer(&withheld(&format!("{tool} said"), tool, said)).await.unwrap();
        assert_eq!(result(&answered), "I need to know the phone number.");
    }
    assert_eq!(office.rows("SELECT status FROM bookings").await, [json!({"status": "confirmed"})]);
    office.close().await;
}

#[tokio::test]
async fn a_customer_is_found_by_any_spelling_of_their_number() {
    let office = with_anna().await;
    office.world.execute("UPDATE contacts SET phone = '+5215512345678'").await;
    office.world.execute("UPDATE bookings SET customer_phone = '+525512345678'").await;
    for (id, number) in [("tc-1", "+525512345678"), ("tc-2", "+5215512345678")] {
        let caller = Caller { number: PhoneNumber::parse(number).ok(), name: None };
        let request = ToolRequest { caller, ..office.request(id, "lookupCustomer", json!({})) };
        let said = result(&office.tools.answer(&request).await.unwrap());
        assert!(said.starts_with("The customer is Anna Smith.") && said.contains("Cleaning"), "{said}");
    }
    office.close().await;
}

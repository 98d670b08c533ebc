//! One phone in all its spellings.

use db::calls::CallFilter;
use db::contacts;
use domain::call::{Observation, VapiCallId};
use domain::{ContactId, PartyNumber, PhoneNumber};
use serde_json::json;
use testing::Tables;
use uuid::Uuid;

use crate::filling::{noon, report, save};

fn phone(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

#[tokio::test]
async fn the_database_matches_numbers_as_the_code_does() {
    let world = Tables::start().await;
    for number in [
        "+5215512345678",
        "+525512345678",
        "+52155123456",
        "+5491112345678",
        "+541112345678",
        "+5491112345",
        "+14155550199",
        "+521551234567",
        "+54911123456789",
    ] {
        let rows = world.query(&format!("SELECT matched_phone('{number}') AS matched")).await;
        assert_eq!(rows, [json!({"matched": phone(number).matched()})], "{number}");
    }
    world.finish().await;
}

#[tokio::test]
async fn one_phone_is_one_contact_and_one_filter_however_it_is_dialled() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let make = async |number: &str, name: Option<&str>| {
        contacts::find_or_make(&tx, ContactId(Uuid::new_v4()), &phone(number), name).await.unwrap()
    };
    let first = make("+5215512345678", Some("null")).await;
    let second = make("+525512345678", Some("Ana")).await;
    assert_eq!((first.is_new, second.is_new, second.id), (true, false, first.id));
    let known = contacts::find_by_phone(&tx, &phone("+525512345678")).await.unwrap().unwrap();
    assert_eq!((known.phone.as_str(), known.name.as_deref()), ("+5215512345678", Some("Ana")));

    for (id, number) in
        [("call-1", "+5491112345678"), ("call-2", "+541112345678"), ("call-3", "+14155550199")]
    {
        let mut facts = report(&acme, id).facts;
        facts.customer_number = PartyNumber::read(number, None);
        let vapi_call_id = VapiCallId::parse(id).unwrap();
        save(&tx, Observation { facts, vapi_call_id, ..report(&acme, id) }, noon()).await;
    }
    let filter = |number: &str| CallFilter { customer_number: Some(phone(number)), ..CallFilter::default() };
    for (number, calls) in [("+541112345678", 2), ("+5491112345678", 2), ("+14155550199", 1)] {
        let found = db::calls::list(&tx, &filter(number), None, 9).await.unwrap();
        assert_eq!(found.len(), calls, "{number}");
    }
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn what_held_the_place_of_a_name_gives_way_to_the_first_real_one() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let insert = format!(
        "INSERT INTO contacts (organization_id, id, phone, name)
         VALUES ('{}', gen_random_uuid(), '+14155550199', '{{{{customer.name}}}}')",
        acme.id.0
    );
    world.execute(&insert).await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    for (name, known) in [("null", "{{customer.name}}"), ("Ana", "Ana"), ("Bob", "Ana")] {
        let id = ContactId(Uuid::new_v4());
        contacts::find_or_make(&tx, id, &phone("+14155550199"), Some(name)).await.unwrap();
        let contact = contacts::find_by_phone(&tx, &phone("+14155550199")).await.unwrap().unwrap();
        assert_eq!(contact.name.as_deref(), Some(known));
    }
    tx.commit().await.unwrap();
    world.finish().await;
}

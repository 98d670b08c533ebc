use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::scene::{Api, start_processor};

const CALLS: usize = 120;
/// Two moments: dozens of calls share a time, and pages end in between.
const MOMENTS: usize = 2;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    let id = |item: &Value| item["vapi_call_id"].as_str().unwrap().to_owned();
    page["data"].as_array().unwrap().iter().map(id).collect()
}

/// Four calls that differ in everything that can be asked for, the oldest first.
async fn four_calls(world: &World, tenant: &Tenant) {
    let call = |id, day, number| tenant.vapi_call(id).placed_at(at(day)).from(number);
    let inbound = call("inbound", "2025-06-01T10:00:00Z", "+14155550171").report();
    let mut outbound = call("outbound", "2025-06-02T10:00:00Z", "+14155550172").report();
    outbound["message"]["call"]["type"] = json!("outboundPhoneCall");
    outbound["message"]["endedReason"] = json!("call.in-progress.error-vapifault-worker-died");
    let live = call("live", "2025-07-01T10:00:00Z", "+14155550171").in_progress();
    let mut elsewhere = call("elsewhere", "2025-07-02T10:00:00Z", "+14155550173").report();
    elsewhere["message"]["call"]["assistantId"] = json!("an-assistant-that-we-do-not-know");
    elsewhere["message"]["call"]["type"] = json!("webCall");
    elsewhere["message"]["endedReason"] = json!("silence-timed-out");
    for message in [inbound, outbound, live, elsewhere] {
        world.deliver(tenant, &message).await;
    }
    world.settled().await;
}

#[tokio::test]
async fn a_filter_lets_through_what_it_names_the_newest_first() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    four_calls(&world, &acme).await;
    let contact = api.call(&acme, "inbound").await["contact"]["id"].as_str().unwrap().to_owned();

    let all = &["elsewhere", "live", "outbound", "inbound"][..];
    for (query, expected) in [
        ("", all),
        ("status=ended", &["elsewhere", "outbound", "inbound"]),
        ("status=in-progress", &["live"]),
        ("status=in:in-progress,ended", all),
        ("status=in%3Aqueued%2Cin-progress", &["live"]),
        ("status=forwarding", &[]),
        ("type=inbound", &["live", "inbound"]),
        ("type=outbound", &["outbound"]),
        ("type=web", &["elsewhere"]),
        ("ended_reason=customer-ended-call", &["inbound"]),
        ("ended_reason=call.in-progress.error-vapifault-worker-died", &["outbound"]),
        ("fault_owner=vapi", &["outbound"]),
        ("fault_owner=caller", &["elsewhere"]),
        ("fault_owner=none", &["inbound"]),
        ("vapi_call_id=outbound", &["outbound"]),
        ("vapi_call_id=nothing", &[]),
        ("vapi_call_id=outbound&type=inbound", &[]),
        ("vapi_call_id=outbound&created_at[gte]=2025-06-02T00:00:00Z", &["outbound"]),
        (&format!("assistant_id={}", acme.assistant), &["live", "outbound", "inbound"]),
        (&format!("assistant_id={}", acme.assistant.0), &["live", "outbound", "inbound"]),
        (&format!("contact_id={contact}"), &["inbound"]),
        ("customer_number=%2B14155550171", &["live", "inbound"]),
        ("customer_number=+14155550171&status=ended", &["inbound"]),
        ("created_at[gte]=2025-06-02T10:00:00Z", &["elsewhere", "live", "outbound"]),
        ("created_at[gt]=2025-06-02T10:00:00Z", &["elsewhere", "live"]),
        ("created_at[lt]=2025-06-02T10:00:00Z", &["inbound"]),
        ("created_at[lte]=2025-06-02T10:00:00Z", &["outbound", "inbound"]),
        ("created_at%5Bgte%5D=2025-07-02T12:00:00%2B02:00", &["elsewhere"]),
        ("created_at[gt]=2025-06-01T10:00:00Z&created_at[lt]=2025-07-02T10:00:00Z", &["live", "outbound"]),
        ("limit=4", all),
    ] {
        let page = api.read(&format!("/api/v1/calls?{query}"), &acme.api_key).await;
        assert_eq!(ids(&page), expected, "{query}");
        assert_eq!((&page["has_more"], &page["next_cursor"]), (&json!(false), &Value::Null), "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn an_item_of_the_list_has_what_the_call_itself_has() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    four_calls(&world, &acme).await;

    let page = api.read("/api/v1/calls", &acme.api_key).await;
    for item in page["data"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        let call = api.read(&format!("/api/v1/calls/{id}"), &acme.api_key).await;
        for (name, value) in item.as_object().unwrap() {
            let whole = if name == "contact_id" { &call["contact"]["id"] } else { &call[name] };
            assert_eq!(value, whole, "{name} of {id}");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_query_is_named_all_of_it() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

    for (query, wrong) in [
        ("color=red", &[("?color", "unknown")][..]),
        ("created_at=2025-06-02T10:00:00Z", &[("?created_at", "unknown")]),
        ("created_at[eq]=2025-06-02T10:00:00Z", &[("?created_at[eq]", "unknown")]),
        ("limit=0", &[("?limit", "invalid")]),
        ("limit=201", &[("?limit", "invalid")]),
        ("limit=ten", &[("?limit", "invalid")]),
        ("limit=5&limit=6", &[("?limit", "repeated")]),
        ("after=nonsense", &[("?after", "invalid")]),
        ("status=", &[("?status", "invalid")]),
        ("status=in:ended,,failed", &[("?status", "invalid")]),
        ("type=%27%20OR%201=1", &[("?type", "invalid")]),
        ("ended_reason=a%00b", &[("?ended_reason", "invalid")]),
        ("fault_owner=nobody-we-know", &[("?fault_owner", "invalid")]),
        ("vapi_call_id=", &[("?vapi_call_id", "invalid")]),
        ("assistant_id=call_01995b2e7c417e1b8d3a5f0a9b6c2d11", &[("?assistant_id", "invalid")]),
        ("contact_id=7", &[("?contact_id", "invalid")]),
        ("customer_number=4155550171", &[("?customer_number", "invalid")]),
        ("created_at[gte]=yesterday", &[("?created_at[gte]", "invalid")]),
        ("limit=0&color=red&after=x", &[("?limit", "invalid"), ("?color", "unknown"), ("?after", "invalid")]),
    ] {
        let answer = api.get(&format!("/api/v1/calls?{query}"), &acme.api_key).await;
        let named = answer.named(400, "invalid_query");
        let named: Vec<_> = named.iter().map(|(pointer, code)| (pointer.as_str(), code.as_str())).collect();
        assert_eq!(named, wrong, "{query}");
    }
    world.finish().await;
}

#[tokio::test]
async fn bounds_of_time_that_no_call_can_have_are_answered_all_the_same() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    for moment in [
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "-262143-01-01T00:00:00Z",
        "+262142-12-31T23:59:59Z",
    ] {
        for bound in ["gte", "gt", "lt", "lte"] {
            let query = format!("created_at[{bound}]={}", moment.replace('+', "%2B"));
            let answer = api.get(&format!("/api/v1/calls?{query}"), &acme.api_key).await;
            assert!(matches!(answer.status, 200 | 400), "{query}: {answer:?}");
        }
    }
    for cursor in [
        "7fffffffffffffff00000000000000000000000000000000",
        "800000000000000000000000000000000000000000000000",
        "ff10000000000000ffffffffffffffffffffffffffffffff",
        "00775f05a074000000000000000000000000000000000000",
    ] {
        let answer = api.get(&format!("/api/v1/calls?after={cursor}"), &acme.api_key).await;
        assert!(matches!(answer.status, 200 | 400), "{cursor}: {answer:?}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_walk_over_calls_of_the_same_time_misses_none_and_shows_none_twice() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    start_processor(&world);
    let api = Api::start(&world).await;
    let first = at("2025-06-01T10:00:00Z");
    for number in 0..CALLS {
        let moment = first + TimeDelta::minutes(i64::try_from(number % MOMENTS).unwrap());
        let call = acme.vapi_call(&format!("call-{number}")).placed_at(moment);
        world.deliver(&acme, &call.in_progress()).await;
    }
    world.settled().await;
    let expected: BTreeSet<String> = (0..CALLS).map(|number| format!("call-{number}")).collect();

    for (size, pages) in [(7, 18), (40, 3), (60, 2), (119, 2), (120, 1), (200, 1)] {
        let walked = walk(&api, &acme, &format!("limit={size}"), async |_| {}).await;
        assert_eq!(walked.len(), pages, "pages of {size}");
        let (items, size) = (walked.concat(), size);
        assert_eq!(items.len(), CALLS, "in pages of {size}");
        assert_eq!(
            items.iter().map(|(_, id)| id.clone()).collect::<BTreeSet<_>>(),
            expected,
            "in pages of {size}"
        );
        assert!(items.is_sorted_by(|earlier, later| earlier.0 >= later.0), "in pages of {size}");
    }
    assert_eq!(
        walk(&api, &acme, "", async |_| {}).await.iter().map(Vec::len).collect::<Vec<_>>(),
        [50, 50, 20]
    );
    let one_moment = walk(&api, &acme, "limit=9&created_at[gt]=2025-06-01T10:00:30Z", async |_| {}).await;
    assert_eq!(one_moment.concat().len(), CALLS / MOMENTS);

    // Calls that come while one walks belong before the first page.
    let walked = walk(&api, &acme, "limit=50", async |page| {
        let call = acme.vapi_call(&format!("late-{page}")).placed_at(first + TimeDelta::hours(1));
        world.deliver(&acme, &call.in_progress()).await;
        world.settled().await;
    })
    .await;
    let walked: Vec<String> = walked.concat().into_iter().map(|(_, id)| id).collect();
    assert_eq!((walked.len(), walked.into_iter().collect::<BTreeSet<_>>()), (CALLS, expected));
    world.finish().await;
}

/// Every page, its calls by time and id. `between` happens after each.
async fn walk(
    api: &Api,
    tenant: &Tenant,
    query: &str,
    between: impl AsyncFn(usize),
) -> Vec<Vec<(String, String)>> {
    let mut pages: Vec<Vec<(String, String)>> = Vec::new();
    let mut after = String::new();
    loop {
        let page = api.read(&format!("/api/v1/calls?{query}{after}"), &tenant.api_key).await;
        let word = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
        let items = page["data"].as_array().unwrap().iter();
        pages.push(items.map(|item| (word(item, "created_at"), word(item, "vapi_call_id"))).collect());
        assert_eq!(page["has_more"], json!(page["next_cursor"].is_string()));
        let Some(cursor) = page["next_cursor"].as_str() else { return pages };
        assert!(pages.len() < CALLS, "the walk does not end");
        after = format!("&after={cursor}");
        between(pages.len()).await;
    }
}

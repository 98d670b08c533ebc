use bookings::{Rejection, RequestedTime, Service, book, free_times};
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use testing::eventually;

use crate::office::{AUTHOR, at, committed, monday, open};

const MANY: usize = 20;

fn two_doctors() -> Value {
    json!({
        "services": [
            {"name": "Cleaning", "minutes": 60, "also": ["hygiene"]},
            {"name": "Consultation", "minutes": 20, "resources": ["Dr. Lee"]},
        ],
        "resources": ["Dr. Lee", "Dr. Wu"],
        "notice_minutes": 60,
        "horizon_days": 30,
    })
}

#[tokio::test]
async fn a_free_time_is_booked_with_its_change_and_its_event() {
    let office = open(json!({})).await;
    let booked = office.book("Consultation", monday("14:00")).await.unwrap();
    assert_eq!(booked.appointment_date, monday("14:00").to_utc());
    assert_eq!(booked.ends_at, monday("14:30").to_utc());
    assert_eq!((booked.service_type.as_str(), booked.resource.as_str()), ("Consultation", "main"));

    let changes = office.world.query("SELECT booking_id, change, made_by FROM booking_changes").await;
    assert_eq!(changes, [json!({"booking_id": booked.id.0, "change": "created", "made_by": "Dana"})]);
    let events = office.world.query("SELECT name, source FROM events").await;
    assert_eq!(events, [json!({"name": "booking.created", "source": "tests"})]);
    office.world.finish().await;
}

#[tokio::test]
async fn what_does_not_fit_is_rejected_with_what_does() {
    let office = open(two_doctors()).await;
    let today = |time: &str| at(&format!("2026-11-20T{time}:00"));
    for (time, rejection) in [
        (
            monday("16:30"),
            Rejection::Closed {
                at: monday("16:30"),
                offers: ["15:00", "15:30", "16:00"].map(monday).to_vec(),
            },
        ),
        (today("11:00"), Rejection::TooSoon { offers: ["11:30", "12:00", "12:30"].map(today).to_vec() }),
        (at("2027-01-15T12:00:00"), Rejection::TooFar { horizon_days: 30 }),
    ] {
        assert_eq!(office.book("hygiene", time).await, Err(rejection));
    }
    for table in ["bookings", "booking_changes", "events"] {
        assert_eq!(office.count(table).await, 0, "{table}");
    }
    office.world.finish().await;
}

#[tokio::test]
async fn where_no_moment_is_named_the_free_ones_are_listed_and_none_is_booked() {
    let office = open(json!({})).await;
    let day = RequestedTime::Within(monday("00:00"), at("2026-11-24T00:00:00"));
    let free = ["09:00", "09:30", "10:00"].map(monday).to_vec();
    let new = office.new_booking("Consultation", day);
    let listed = free_times(&office.tx().await, &office.calendar(), &new.service, day).await.unwrap();
    assert_eq!(listed, free);
    let calendar = office.calendar();
    let booked = committed(office.tx().await, async |tx| book(tx, &calendar, AUTHOR, new).await).await;
    assert_eq!(booked, Err(Rejection::WhichTime { free }));
    assert_eq!(office.count("bookings").await, 0);
    office.world.finish().await;
}

#[tokio::test]
async fn of_many_at_once_one_gets_the_time_and_the_others_get_offers() {
    let office = open(json!({})).await;
    let all = join_all((0..MANY).map(|_| office.book("Consultation", monday("14:00")))).await;
    let (booked, rejected): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    assert_eq!((booked.len(), rejected.len()), (1, MANY - 1));
    for rejection in rejected {
        let offers = ["13:00", "13:30", "14:30"].map(monday).to_vec();
        assert_eq!(rejection, Err(Rejection::Taken { at: monday("14:00"), offers }));
    }
    assert_eq!(office.published().await, ["booking.created"]);
    office.world.finish().await;
}

#[tokio::test]
async fn a_booking_that_comes_past_the_calendars_lock_is_not_doubled() {
    let office = open(json!({})).await;
    let mut other = office.world.owner().begin().await.unwrap();
    sqlx::query(
        "INSERT INTO bookings (organization_id, id, service_type, resource, appointment_date, ends_at, status)
         VALUES ($1, gen_random_uuid(), 'Consultation', 'main', '2026-11-23T19:00:00Z', '2026-11-23T19:30:00Z', 'confirmed')",
    )
    .bind(office.tenant.id.0)
    .execute(&mut *other)
    .await
    .unwrap();
    // Not committed yet, so that nobody can see it.
    let booking = office.book("Consultation", monday("14:00"));
    let committing = async {
        eventually("it waits for the other booking", async || {
            let waiting = "SELECT 1 AS one FROM pg_stat_activity
                           WHERE datname = current_database() AND wait_event_type = 'Lock'";
            (!office.world.query(waiting).await.is_empty()).then_some(())
        })
        .await;
        other.commit().await.unwrap();
    };
    let (booked, ()) = join(booking, committing).await;
    assert!(matches!(booked, Err(Rejection::Taken { .. })), "{booked:?}");
    assert_eq!(office.count("bookings").await, 1);
    office.world.finish().await;
}

#[tokio::test]
async fn each_resource_takes_one_appointment_at_a_time_and_only_its_own_services() {
    let office = open(two_doctors()).await;
    assert_eq!(office.book("Cleaning", monday("14:00")).await.unwrap().resource, "Dr. Lee");
    assert_eq!(office.book("Cleaning", monday("14:30")).await.unwrap().resource, "Dr. Wu");
    let third = office.book("Cleaning", monday("14:45")).await;
    assert!(matches!(third, Err(Rejection::Taken { .. })), "both are at work: {third:?}");
    let consultation = office.book("Consultation", monday("14:40")).await;
    assert!(matches!(consultation, Err(Rejection::Taken { .. })), "Dr. Wu does none: {consultation:?}");
    office.book("Consultation", monday("15:00")).await.unwrap();
    office.world.finish().await;
}

#[tokio::test]
async fn another_organizations_appointment_takes_nothing_away() {
    let office = open(json!({})).await;
    office.book("Consultation", monday("14:00")).await.unwrap();
    let other = office.world.organization("Other").await;
    let tx = office.world.db.tenant(other.id).await.unwrap();
    let service = Service::named(office.calendar().booking, Some("Consultation")).unwrap();
    let free = free_times(&tx, &office.calendar(), &service, RequestedTime::At(monday("14:00"))).await;
    assert_eq!(free.unwrap(), [monday("14:00")]);
    drop(tx);
    office.world.finish().await;
}

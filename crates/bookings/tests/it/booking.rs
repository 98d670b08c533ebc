use bookings::{Rejection, RequestedTime, Service, free_times};
use chrono::NaiveDate;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use testing::eventually;

use crate::office::{at, monday, open, open_but_for};

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
    let day = RequestedTime::Within(vec![(monday("00:00"), at("2026-11-24T00:00:00"))]);
    let free = ["09:00", "09:30", "10:00"].map(monday).to_vec();
    let service = Service::named(office.calendar().booking, Some("Consultation")).unwrap();
    let listed = free_times(&office.tx().await, &office.calendar(), &service, &day).await.unwrap();
    assert_eq!(listed, free);
    assert_eq!(office.request("Consultation", day).await, Err(Rejection::WhichTime { free }));
    assert_eq!(office.count("bookings").await, 0);
    office.world.finish().await;
}

#[tokio::test]
async fn of_several_days_or_alternatives_each_is_offered() {
    let office = open(json!({})).await;
    let day = |day: &str| (at(&format!("2026-11-{day}T00:00:00")), at(&format!("2026-11-{day}T23:59:00")));
    let nine = |day: &str| at(&format!("2026-11-{day}T09:00:00"));
    let week = ["22", "23", "24", "25", "26"].map(day).to_vec();
    let free = ["23", "24", "25"].map(nine).to_vec();
    let offered = office.request("Consultation", RequestedTime::Within(week)).await;
    assert_eq!(offered, Err(Rejection::WhichTime { free }), "a Sunday is closed");

    let moment = |time: &str| (monday(&format!("{time}:00")), monday(&format!("{time}:01")));
    office.book("Consultation", monday("11:00")).await.unwrap();
    let either = RequestedTime::Within(["11", "14", "15"].map(moment).to_vec());
    let free = ["14:00", "15:00"].map(monday).to_vec();
    assert_eq!(office.request("Consultation", either).await, Err(Rejection::WhichTime { free }));
    let between_steps = (monday("14:10"), monday("14:11"));
    let either = RequestedTime::Within(vec![between_steps, moment("20")]);
    let free = vec![monday("14:10")];
    assert_eq!(office.request("Consultation", either).await, Err(Rejection::WhichTime { free }));
    office.world.finish().await;
}

#[tokio::test]
async fn a_long_appointment_is_not_offered_where_it_would_run_into_the_next() {
    let services = json!([{"name": "Massage", "minutes": 90}, {"name": "Cut", "minutes": 30}]);
    let office = open(json!({"services": services})).await;
    office.book("Cut", monday("12:00")).await.unwrap();
    let late_morning = RequestedTime::Within(vec![(monday("10:30"), monday("11:30"))]);
    let free = vec![monday("10:30")];
    assert_eq!(office.request("Massage", late_morning).await, Err(Rejection::WhichTime { free }));
    let from_eleven = RequestedTime::Within(vec![(monday("11:00"), monday("12:00"))]);
    let offers = ["09:30", "10:00", "10:30"].map(monday).to_vec();
    let none = office.request("Massage", from_eleven).await;
    assert_eq!(none, Err(Rejection::NothingFree { offers: offers.clone() }));
    let taken = office.book("Massage", monday("11:00")).await;
    assert_eq!(taken, Err(Rejection::Taken { at: monday("11:00"), offers }));

    let today = |time: &str| at(&format!("2026-11-20T{time}:00"));
    office.book("Cut", today("12:30")).await.unwrap();
    let free = ["10:30", "11:00", "13:00"].map(today).to_vec();
    let soonest = office.request("Massage", RequestedTime::Soonest).await;
    assert_eq!(soonest, Err(Rejection::WhichTime { free }));
    office.world.finish().await;
}

#[tokio::test]
async fn after_many_closed_days_the_next_free_times_are_offered_and_none_where_there_are_none() {
    let first: NaiveDate = "2026-11-20".parse().unwrap();
    let closed: serde_json::Map<String, Value> =
        first.iter_days().take(50).map(|day| (day.to_string(), json!([]))).collect();
    let office = open_but_for(closed.clone().into(), json!({})).await;
    let free = ["09:00", "09:30", "10:00"].map(|time| at(&format!("2027-01-11T{time}:00"))).to_vec();
    let asked = office.book("Consultation", monday("10:00")).await;
    assert_eq!(asked, Err(Rejection::Closed { at: monday("10:00"), offers: free.clone() }));
    let soonest = office.request("Consultation", RequestedTime::Soonest).await;
    assert_eq!(soonest, Err(Rejection::WhichTime { free }));
    office.world.finish().await;

    let office = open_but_for(closed.into(), json!({"horizon_days": 40})).await;
    let soonest = office.request("Consultation", RequestedTime::Soonest).await;
    assert_eq!(soonest, Err(Rejection::NothingFree { offers: Vec::new() }));
    let march = RequestedTime::Within(vec![(at("2027-03-01T00:00:00"), at("2027-03-02T00:00:00"))]);
    let too_far = office.request("Consultation", march).await;
    assert_eq!(too_far, Err(Rejection::TooFar { horizon_days: 40 }));
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
    let free = free_times(&tx, &office.calendar(), &service, &RequestedTime::At(monday("14:00"))).await;
    assert_eq!(free.unwrap(), [monday("14:00")]);
    drop(tx);
    office.world.finish().await;
}

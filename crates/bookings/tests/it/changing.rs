use bookings::{Moved, Rejection, RequestedTime};
use domain::BookingId;
use futures_util::future::join;
use serde_json::json;
use testing::eventually;
use uuid::Uuid;

use crate::office::{monday, open};

#[tokio::test]
async fn an_appointment_is_moved_with_its_change_and_its_event() {
    let office = open(json!({})).await;
    let booked = office.book("Cleaning", monday("14:00")).await.unwrap();
    let Moved { from, to } = office.reschedule(booked.id, monday("10:00")).await.unwrap();
    assert_eq!((from, to.appointment_date), (booked, monday("10:00").to_utc()));
    assert_eq!(office.published().await, ["booking.created", "booking.rescheduled"]);
    let changes = office.world.query("SELECT change FROM booking_changes ORDER BY id").await;
    assert_eq!(changes, [json!({"change": "created"}), json!({"change": "rescheduled"})]);
    office.world.finish().await;
}

#[tokio::test]
async fn an_appointment_makes_room_for_itself_but_not_for_others() {
    let office = open(json!({})).await;
    let id = office.book("Cleaning", monday("14:00")).await.unwrap().id;
    office.reschedule(id, monday("14:15")).await.unwrap();
    let again = office.reschedule(id, monday("14:15")).await;
    let at = monday("14:15").to_utc();
    assert_eq!(again, Err(Rejection::AlreadyThen { service: "Cleaning".to_owned(), at }));

    office.book("Filling", monday("15:00")).await.unwrap();
    let onto = office.reschedule(id, monday("15:00")).await;
    assert!(matches!(onto, Err(Rejection::Taken { .. })), "{onto:?}");
    office.world.finish().await;
}

#[tokio::test]
async fn what_is_offered_for_a_move_may_overlap_the_appointment_but_is_not_where_it_is() {
    let office = open(json!({"default_minutes": 60})).await;
    let id = office.book("Cleaning", monday("14:00")).await.unwrap().id;
    let afternoon = RequestedTime::Within(vec![(monday("13:30"), monday("15:30"))]);
    let free = ["13:30", "14:30", "15:00"].map(monday).to_vec();
    assert_eq!(office.request_move(id, afternoon).await, Err(Rejection::WhichTime { free }));

    office.book("Filling", monday("15:00")).await.unwrap();
    let offers = ["13:00", "13:30", "16:00"].map(monday).to_vec();
    let onto = office.reschedule(id, monday("14:30")).await;
    assert_eq!(onto, Err(Rejection::Taken { at: monday("14:30"), offers }));
    office.reschedule(id, monday("13:30")).await.unwrap();
    office.world.finish().await;
}

#[tokio::test]
async fn a_move_onto_a_booking_that_comes_past_the_calendars_lock_is_answered_with_other_times() {
    let office = open(json!({})).await;
    let id = office.book("Cleaning", monday("10:00")).await.unwrap().id;
    let mut other = office.world.owner().begin().await.unwrap();
    sqlx::query(
        "INSERT INTO bookings (organization_id, id, service_type, resource, appointment_date, ends_at, status)
         VALUES ($1, gen_random_uuid(), 'Filling', 'main', '2026-11-23T19:00:00Z', '2026-11-23T19:30:00Z', 'confirmed')",
    )
    .bind(office.tenant.id.0)
    .execute(&mut *other)
    .await
    .unwrap();
    // Not committed yet, so that nobody can see it.
    let committing = async {
        eventually("it waits for the other booking", async || {
            let waiting = "SELECT 1 AS one FROM pg_stat_activity
                           WHERE datname = current_database() AND wait_event_type = 'Lock'";
            (!office.world.query(waiting).await.is_empty()).then_some(())
        })
        .await;
        other.commit().await.unwrap();
    };
    let (moved, ()) = join(office.reschedule(id, monday("14:00")), committing).await;
    let offers = ["13:00", "13:30", "14:30"].map(monday).to_vec();
    assert_eq!(moved, Err(Rejection::Taken { at: monday("14:00"), offers }));
    assert_eq!(office.published().await, ["booking.created"]);
    office.reschedule(id, monday("13:30")).await.unwrap();
    office.world.finish().await;
}

#[tokio::test]
async fn the_booked_resource_is_kept_where_it_can_be() {
    let office = open(json!({"resources": ["chair 1", "chair 2"]})).await;
    office.book("Filling", monday("15:00")).await.unwrap();
    let second = office.book("Cleaning", monday("15:00")).await.unwrap();
    assert_eq!(second.resource, "chair 2");
    let moved = office.reschedule(second.id, monday("16:00")).await.unwrap();
    assert_eq!(moved.to.resource, "chair 2");
    office.world.finish().await;
}

#[tokio::test]
async fn the_time_of_a_cancelled_appointment_is_free_again() {
    let office = open(json!({})).await;
    let id = office.book("Cleaning", monday("14:00")).await.unwrap().id;
    office.cancel(id).await.unwrap();
    assert_eq!(office.published().await, ["booking.created", "booking.cancelled"]);
    office.book("Cleaning", monday("14:00")).await.unwrap();
    office.world.finish().await;
}

#[tokio::test]
async fn what_is_cancelled_unknown_or_anothers_is_not_found() {
    let office = open(json!({})).await;
    let id = office.book("Cleaning", monday("14:00")).await.unwrap().id;
    let other = office.another().await;
    office.world.execute(&format!("UPDATE bookings SET status = 'done' WHERE id = '{}'", id.0)).await;
    assert_eq!(office.cancel(id).await, Err(Rejection::NotFound), "it is over");
    office.world.execute("UPDATE bookings SET status = 'confirmed'").await;

    let tx = office.world.db.tenant(other.id).await.unwrap();
    assert!(db::bookings::find_open(&tx, id).await.unwrap().is_none(), "it is another organization's");
    drop(tx);
    office.cancel(id).await.unwrap();
    for gone in [id, BookingId(Uuid::new_v4())] {
        assert_eq!(office.reschedule(gone, monday("10:00")).await, Err(Rejection::NotFound));
        assert_eq!(office.cancel(gone).await, Err(Rejection::NotFound));
    }
    office.world.finish().await;
}

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::settings::{self, Share};

/// Of one caller 2 requests, 100 bytes and 1 stream; of an organization twice, of all four times as much.
fn admission() -> Arc<Admission> {
    let number = |number| NonZeroUsize::new(number).unwrap();
    let share = |requests, bytes, streams| Share {
        requests: number(requests),
        bytes: number(bytes),
        streams: number(streams),
    };
    Arc::new(Admission::new(&GatewaySettings {
        bind: "127.0.0.1:0".parse().unwrap(),
        management_bind: "127.0.0.1:0".parse().unwrap(),
        body_timeout: Duration::from_secs(1),
        read_patience: Duration::from_secs(1),
        read_bytes_per_second: NonZeroU32::MIN,
        max_inflight_requests: number(8),
        max_inflight_bytes: number(400),
        max_streams: number(4),
        limits: settings::Limits { organization: share(4, 200, 2), caller: share(2, 100, 1) },
    }))
}

#[expect(clippy::unnecessary_wraps, reason = "as a request with a caller has it")]
fn whose(organization: u128, caller: u128) -> Option<Whose> {
    let organization = OrganizationId(Uuid::from_u128(organization));
    Some(Whose { organization, caller: CallerId::Key(ApiKeyId(Uuid::from_u128(caller))) })
}

fn status(admitted: &Result<Room, Problem>) -> u16 {
    admitted.as_ref().map_or_else(|problem| problem.status().as_u16(), |_| 200)
}

#[test]
fn a_caller_an_organization_and_all_together_have_so_many_requests_in_flight() {
    let admission = admission();
    let mut rooms = Vec::new();
    for (organization, caller, expected) in [
        (1, 1, 200),
        (1, 1, 200),
        (1, 1, 429),
        (1, 2, 200),
        (1, 2, 200),
        (1, 3, 429),
        (2, 4, 200),
        (2, 4, 200),
        (2, 5, 200),
        (2, 5, 200),
        (3, 6, 503),
    ] {
        let admitted = Admission::admit(&admission, whose(organization, caller));
        assert_eq!(status(&admitted), expected, "{organization} {caller}");
        rooms.extend(admitted.ok());
    }
    drop(rooms);
    assert!(admission.lock().is_empty());
}

#[test]
fn who_has_no_credentials_leaves_half_to_the_others() {
    let admission = admission();
    let rooms: Vec<_> = std::iter::from_fn(|| Admission::admit(&admission, None).ok()).collect();
    assert_eq!(rooms.len(), 4);
    assert_eq!(status(&Admission::admit(&admission, None)), 503);
    assert_eq!(status(&Admission::admit(&admission, whose(1, 1))), 200);
}

#[test]
fn answers_that_are_not_read_hold_room_until_they_are_dropped() {
    let admission = admission();
    let (first, second) = (
        Admission::admit(&admission, whose(1, 1)).unwrap(),
        Admission::admit(&admission, whose(1, 1)).unwrap(),
    );
    first.grow_to(60).unwrap();
    first.grow_to(30).unwrap();
    assert_eq!(second.grow_to(41).unwrap_err().status().as_u16(), 429);
    second.grow_to(40).unwrap();
    let other = Admission::admit(&admission, whose(1, 2)).unwrap();
    other.grow_to(100).unwrap();
    drop(first);
    second.grow_to(100).unwrap();
    drop((second, other));
    assert!(admission.lock().is_empty());
}

#[test]
fn the_largest_answer_is_sent_when_there_is_no_other() {
    let admission = admission();
    let room = Admission::admit(&admission, whose(1, 1)).unwrap();
    room.grow_to(1_000).unwrap();
    room.grow_to(2_000).unwrap();
    let other = Admission::admit(&admission, whose(1, 1)).unwrap();
    assert_eq!(other.grow_to(1).unwrap_err().status().as_u16(), 429);
    drop(room);
    other.grow_to(1).unwrap();
}

#[test]
fn a_stream_counts_as_a_stream_and_no_longer_as_a_request() {
    let admission = admission();
    let stream = Admission::admit(&admission, whose(1, 1)).unwrap();
    stream.become_stream().unwrap();
    stream.become_stream().unwrap();
    let second = Admission::admit(&admission, whose(1, 1)).unwrap();
    assert_eq!(second.become_stream().unwrap_err().status().as_u16(), 429);
    let third = Admission::admit(&admission, whose(1, 1)).unwrap();
    drop(stream);
    third.become_stream().unwrap();
    drop((second, third));
    assert!(admission.lock().is_empty());
}

//! Where a call was sent on to, and what Vapi has on record of that.

use chrono::{DateTime, Utc};
use domain::call::{MAX_TRANSFERS, Role, SentOn, Status, Transfer, TransferOutcome, TransferTarget, Turn};
use serde_json::Value;

use crate::json::{first_text, moment, text};
use crate::turns::turns;

/// Where the call is said to be sent on to. What is handed to another assistant stays in the call.
pub(crate) fn destination(places: &[&Value]) -> Option<TransferTarget> {
    let of_call = |place: &&Value| {
        let forwarded = || dialled(place.pointer("/forwardedPhoneNumber")?);
        place.pointer("/destination").and_then(target).or_else(forwarded)
    };
    places.iter().find_map(of_call)
}

/// The call on its way, as a status update or a transfer update shows it.
pub(crate) fn sent_on(message: &Value) -> Vec<SentOn> {
    let is_forwarding = || text(message, "/status").as_deref() == Some(Status::Forwarding.as_str());
    let shows = match text(message, "/type").as_deref() {
        Some("status-update") => is_forwarding(),
        Some("transfer-update") => true,
        _ => false,
    };
    let (at, target) = (moment(message, "/timestamp"), destination(&[message]));
    let seen = at.zip(target).filter(|_| shows).map(|(at, target)| SentOn { at, target });
    seen.into_iter().collect()
}

/// What is on record of each transfer, in Vapi's order.
pub(crate) fn transfers(source: &Value) -> Option<Vec<Transfer>> {
    let entries = source.pointer("/artifact/transfers")?.as_array()?;
    let transfers: Vec<Transfer> = entries.iter().filter_map(transfer).collect();
    let surplus = transfers.len().saturating_sub(MAX_TRANSFERS);
    let latest: Vec<Transfer> = transfers.into_iter().skip(surplus).collect();
    (!latest.is_empty()).then_some(latest)
}

/// The schema has no times; where one is given all the same, it is believed.
const JOINED: [&str; 4] = ["/connectedAt", "/answeredAt", "/joinedAt", "/joinTime"];
const LEFT: [&str; 4] = ["/disconnectedAt", "/leftAt", "/endedAt", "/leaveTime"];

fn transfer(entry: &Value) -> Option<Transfer> {
    let destination = entry.pointer("/destination");
    if !entry.is_object() || destination.is_some_and(is_assistant) {
        return None;
    }
    let status = text(entry, "/status");
    let mode = first_text(entry, &["/mode", "/destination/transferPlan/mode"]);
    // What the assistant and whoever answered said to each other.
    let said = entry.pointer("/messages").map(turns).unwrap_or_default();
    let theirs = || said.iter().filter(|turn| turn.role == Role::Customer);
    Some(Transfer {
        target: destination.and_then(target),
        name: first_text(entry, &["/operator/name", "/operatorName", "/destination/name"]),
        is_warm: mode.is_some_and(|mode| mode.starts_with("warm-transfer")),
        outcome: outcome(status.as_deref().unwrap_or_default()),
        status,
        joined_at: first_moment(entry, &JOINED).or_else(|| theirs().find_map(|turn| turn.started_at)),
        left_at: first_moment(entry, &LEFT),
        talk_milliseconds: theirs().filter_map(milliseconds).reduce(i64::saturating_add),
    })
}

fn is_assistant(destination: &Value) -> bool {
    text(destination, "/type").as_deref() == Some("assistant")
}

fn target(destination: &Value) -> Option<TransferTarget> {
    if is_assistant(destination) {
        return None;
    }
    if let Some(uri) = text(destination, "/sipUri") {
        return Some(TransferTarget::Address(uri));
    }
    dialled(destination.pointer("/number").unwrap_or(destination))
}

fn dialled(number: &Value) -> Option<TransferTarget> {
    let text = match number {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then(|| TransferTarget::number(&text))
}

fn first_moment(entry: &Value, pointers: &[&str]) -> Option<DateTime<Utc>> {
    pointers.iter().find_map(|pointer| moment(entry, pointer))
}

fn milliseconds(turn: &Turn) -> Option<i64> {
    Some((turn.ended_at? - turn.started_at?).num_milliseconds().max(0))
}

/// Words for a transfer that came about, letters only.
const CONNECTED: [&str; 10] = [
    "accepted",
    "answered",
    "bridged",
    "complete",
    "completed",
    "connected",
    "succeeded",
    "success",
    "successful",
    "transferred",
];

/// What is in a word for one that did not.
const FAILED: [&str; 19] = [
    "abandon",
    "busy",
    "cancel",
    "declin",
    "error",
    "fail",
    "incomplete",
    "missed",
    "noanswer",
    "notanswered",
    "notconnected",
    "reject",
    "timedout",
    "timeout",
    "unanswered",
    "unavailable",
    "unreachable",
    "unsuccessful",
    "voicemail",
];

/// Of a word that is new to us nothing is known, as of one like "ringing".
fn outcome(status: &str) -> TransferOutcome {
    let letters = status.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    let word: String = letters.collect();
    if CONNECTED.contains(&word.as_str()) {
        TransferOutcome::Connected
    } else if FAILED.iter().any(|part| word.contains(part)) {
        TransferOutcome::Failed
    } else {
        TransferOutcome::Unknown
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SALES: &str = "+14155550142";

    fn number(digits: &str) -> TransferTarget {
        TransferTarget::number(digits)
    }

    fn to(digits: &str) -> Value {
        json!({"type": "number", "number": digits})
    }

    fn read(entries: &Value) -> Vec<Transfer> {
        transfers(&json!({"artifact": {"transfers": entries}})).unwrap_or_default()
    }

    fn at(text: &str) -> Option<DateTime<Utc>> {
        text.parse().ok()
    }

    #[test]
    fn every_word_for_a_transfer_is_read() {
        for (word, expected) in [
            ("connected", TransferOutcome::Connected),
            ("completed", TransferOutcome::Connected),
            ("Completed", TransferOutcome::Connected),
            ("no-answer", TransferOutcome::Failed),
            ("no_answer", TransferOutcome::Failed),
            ("noAnswer", TransferOutcome::Failed),
            ("busy", TransferOutcome::Failed),
            ("voicemail", TransferOutcome::Failed),
            ("failed", TransferOutcome::Failed),
            ("cancelled", TransferOutcome::Failed),
            ("canceled", TransferOutcome::Failed),
            ("not connected", TransferOutcome::Failed),
            ("ringing", TransferOutcome::Unknown),
            ("", TransferOutcome::Unknown),
        ] {
            assert_eq!(outcome(word), expected, "{word:?}");
        }
    }

    #[test]
    fn each_transfer_is_read_with_what_became_of_it() {
        let read = read(&json!([
            {"destination": to(SALES), "mode": "blind-transfer", "status": "busy"},
            {"destination": {"type": "sip", "sipUri": "sip:sales@pbx.example"}, "status": "connected",
             "connectedAt": "2026-11-20T16:00:10Z", "endedAt": "2026-11-20T16:00:40Z"},
            {"destination": to("4155"), "status": 7},
            {"destination": {"type": "assistant", "assistantName": "Billing"}, "status": "completed"},
            {"status": "failed"},
            "malformed",
        ]));
        let shown: Vec<_> = read
            .iter()
            .map(|transfer| (transfer.target.clone(), transfer.outcome, transfer.joined_at, transfer.left_at))
            .collect();
        assert_eq!(
            shown,
            [
                (Some(number(SALES)), TransferOutcome::Failed, None, None),
                (
                    Some(TransferTarget::Address("sip:sales@pbx.example".to_owned())),
                    TransferOutcome::Connected,
                    at("2026-11-20T16:00:10Z"),
                    at("2026-11-20T16:00:40Z")
                ),
                (Some(TransferTarget::Address("4155".to_owned())), TransferOutcome::Unknown, None, None),
                (None, TransferOutcome::Failed, None, None),
            ]
        );
    }

    #[test]
    fn a_warm_transfer_has_its_operator() {
        let said = json!([
            {"role": "bot", "message": "A caller for you.", "time": 1_795_190_420_000_i64, "endTime": 1_795_190_422_000_i64},
            {"role": "user", "message": "Put them through.", "time": 1_795_190_423_000_i64, "endTime": 1_795_190_424_500_i64},
        ]);
        let read = read(&json!([{
            "destination": {"type": "number", "number": SALES, "name": "Dana"}, "status": "completed",
            "mode": "warm-transfer-experimental", "messages": said,
        }]));
        assert!(read[0].is_warm);
        assert_eq!((read[0].name.as_deref(), read[0].talk_milliseconds), (Some("Dana"), Some(1_500)));
        assert_eq!(read[0].joined_at, DateTime::from_timestamp_millis(1_795_190_423_000));
    }

    #[test]
    fn what_is_no_list_of_transfers_is_none() {
        for entries in [json!([]), json!({"status": "failed"}), json!("none"), Value::Null, json!([1])] {
            assert_eq!(transfers(&json!({"artifact": {"transfers": entries}})), None, "{entries}");
        }
        assert_eq!(transfers(&json!({})), None);
    }

    #[test]
    fn only_the_latest_of_very_many_transfers_are_read() {
        let many: Vec<Value> =
            (0..50).map(|n| json!({"destination": to(&format!("+141555501{n:02}"))})).collect();
        let read = read(&json!(many));
        assert_eq!(read.len(), MAX_TRANSFERS);
        assert_eq!(read[MAX_TRANSFERS - 1].target, Some(number("+14155550149")));
    }

    #[test]
    fn a_destination_is_a_number_an_address_or_none() {
        for (destination_of_call, expected) in [
            (to(SALES), Some(number(SALES))),
            (json!(SALES), Some(number(SALES))),
            (
                json!({"type": "sip", "sipUri": "sip:a@b"}),
                Some(TransferTarget::Address("sip:a@b".to_owned())),
            ),
            (json!({"type": "assistant", "assistantName": "Billing", "number": SALES}), None),
            (json!({"number": {}}), None),
            (Value::Null, None),
        ] {
            assert_eq!(destination(&[&json!({"destination": destination_of_call})]), expected);
        }
        assert_eq!(destination(&[&json!({"forwardedPhoneNumber": SALES})]), Some(number(SALES)));
        assert_eq!(destination(&[&json!({}), &json!({"destination": to(SALES)})]), Some(number(SALES)));
    }

    #[test]
    fn a_call_is_seen_sent_on_only_by_what_shows_it() {
        let message = |kind: &str, status: &str| json!({"type": kind, "status": status, "timestamp": "2026-11-20T16:00:10Z", "destination": to(SALES)});
        for (kind, status, expected) in [
            ("status-update", "forwarding", 1),
            ("transfer-update", "", 1),
            ("status-update", "in-progress", 0),
            ("end-of-call-report", "", 0),
            ("inboundPhoneCall", "ended", 0),
        ] {
            assert_eq!(sent_on(&message(kind, status)).len(), expected, "{kind} {status}");
        }
        let seen = sent_on(&message("status-update", "forwarding"));
        assert_eq!(
            (Some(seen[0].at), Some(seen[0].target.clone())),
            (at("2026-11-20T16:00:10Z"), Some(number(SALES)))
        );
    }
}

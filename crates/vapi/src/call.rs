//! What a server message or the API reports of a call.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use domain::call::{
    CallType, EndedReason, Facts, Observation, Role, Source, SourceRank, Stamp, Status, VapiCallId,
};
use domain::{Country, PartyNumber, PhoneNumber, real_name, usage};
use serde_json::{Map, Value};

use crate::assistant::{Identity, assistant};
use crate::assistants::assistants;
use crate::ended_reason::fault_owner;
use crate::json::{filled, first_text, moment, strip_nul, text, text_or_number, written};
use crate::redact::{redact, redact_call};
use crate::routing::routing_word;
use crate::times::Times;
use crate::tokens::has_more_values_than;
use crate::transfers::{destination, sent_on, transfers};
use crate::turns::turns;
use crate::{costs, legacy, lenient};

/// At most 500,000 values in a message: it is built whole here, at some hundred bytes for each. The report of
/// an hour's call has some hundred thousand.
const MAX_VALUES: usize = 500_000;

/// Why no call can be read from a payload.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    #[error("could not read the payload as JSON")]
    Json(#[source] serde_json::Error),
    #[error("expected a payload of no more than {MAX_VALUES} values")]
    TooLarge,
    #[error("expected {expected} at {pointer}")]
    Field { pointer: &'static str, expected: &'static str },
}

/// Where a message names its call.
const CALL_ID: &str = "/message/call/id";

impl ParseError {
    /// Whether the message is sound and only names no call.
    pub fn is_of_no_call(&self) -> bool {
        matches!(self, Self::Field { pointer: CALL_ID, .. })
    }
}

/// Messages that somebody waits for, or that an assistant sends: they show that their call goes on.
const LIVE: [&str; 6] = [
    "assistant.speechStarted",
    "assistant.started",
    "function-call",
    "handoff-destination-request",
    "tool-calls",
    "transfer-destination-request",
];

/// Reads what a message reports of its call, as it was received; `None` when it reports nothing of one.
///
/// Status, reason and cost are read from the message: `message.call` is a snapshot from the call's creation.
/// Of a message that only shows that the call is there, who takes part in it is read and no more.
pub fn observe_message(body: &[u8]) -> Result<Option<Observation>, ParseError> {
    if has_more_values_than(MAX_VALUES, body) {
        return Err(ParseError::TooLarge);
    }
    let mut body: Value = lenient::parse_value(body).map_err(ParseError::Json)?;
    // As it stands: an old shape is another once it is today's, and its kept body has to read the same.
    redact(&mut body);
    let expected = ParseError::Field { pointer: "/message", expected: "an object" };
    let mut message = match legacy::of(&mut body) {
        Some(old) => old.message,
        None => body.pointer_mut("/message").map(Value::take).filter(Value::is_object).ok_or(expected)?,
    };
    strip_nul(&mut message);

    let call = message.pointer("/call").cloned().unwrap_or_default();
    let kind = text(&message, "/type").unwrap_or_default();
    let (rank, status, is_final) = match routing_word(&kind) {
        "end-of-call-report" => (SourceRank::Record, Some(Status::Ended), true),
        "status-update" => (SourceRank::Status, status(&message), false),
        "transfer-update" => return Ok(transfer_seen(&message, &call)),
        "assistant-request" => return Ok(glimpse(&message, &call, Status::Ringing)),
        word if LIVE.contains(&word) => return Ok(glimpse(&message, &call, Status::InProgress)),
        _ => return Ok(None),
    };
    let vapi_call_id = call_id(&call, CALL_ID)?;
    let stamp = stamp(rank, Source::Message, reported_at(&message, &call), &message);
    let derived = derived(&message, &call);
    let facts = facts(&message, &call);
    let is_complete = is_final && is_summarised(&facts, &message);
    let facts = with_raw(facts, message);
    Ok(Some(Observation { vapi_call_id, stamp, status, is_final, is_complete, facts, derived }))
}

/// Reads a call as `GET /call` lists it.
pub fn observe_api_call(mut call: Value) -> Result<Observation, ParseError> {
    strip_nul(&mut call);
    redact_call(&mut call);
    let vapi_call_id = call_id(&call, "/id")?;
    let at = moment(&call, "/updatedAt").or_else(|| moment(&call, "/createdAt")).unwrap_or_default();
    let status = status(&call);
    // A call that ended has its reason with it; without one the record is not there yet.
    let is_final = status == Some(Status::Ended) && text(&call, "/endedReason").is_some();
    let stamp = stamp(SourceRank::Record, Source::Api, at, &call);
    let derived = derived(&call, &call);
    let facts = facts(&call, &call);
    // Of a call that goes on, nothing is what it has cost so far.
    let cost = facts.cost.filter(|cost| is_final || cost.0 > 0);
    let facts = with_raw(Facts { cost, ..facts }, call);
    // What the API has is not the report: that may still bring more.
    let is_complete = is_final && facts.summary.is_some();
    Ok(Observation { vapi_call_id, stamp, status, is_final, is_complete, facts, derived })
}

/// A call seen in passing.
fn glimpse(message: &Value, call: &Value, status: Status) -> Option<Observation> {
    Some(Observation {
        vapi_call_id: call_id(call, CALL_ID).ok()?,
        stamp: stamp(SourceRank::Status, Source::Message, reported_at(message, call), message),
        status: Some(status),
        is_final: false,
        is_complete: false,
        facts: parties(message, call),
        derived: Facts::default(),
    })
}

/// A call on its way to somewhere else. Its status has messages of its own.
fn transfer_seen(message: &Value, call: &Value) -> Option<Observation> {
    let seen = glimpse(message, call, Status::InProgress)?;
    let facts = Facts {
        destination: destination(&[message]),
        transfers: transfers(message),
        sent_on: sent_on(message),
        ..seen.facts
    };
    Some(Observation { status: None, facts, ..seen })
}

fn reported_at(message: &Value, call: &Value) -> DateTime<Utc> {
    moment(message, "/timestamp").or_else(|| moment(call, "/createdAt")).unwrap_or_default()
}

/// The facts that a message and a listed call spell alike. The newer home of a field is
/// preferred to the older.
fn facts(source: &Value, call: &Value) -> Facts {
    let Times { reported, lasted, .. } = Times::of(source, call);
    Facts {
        ended_reason: text(source, "/endedReason")
            .map(|reason| EndedReason { owner: fault_owner(&reason), reason }),
        started_at: reported.started_at,
        ended_at: reported.ended_at,
        reported_seconds: lasted.and_then(usage::whole_seconds),
        transcript: first_text(source, &["/artifact/transcript", "/transcript"]),
        turns: [source.pointer("/artifact/messages"), source.pointer("/messages")]
            .into_iter()
            .flatten()
            .map(turns)
            .find(|turns| !turns.is_empty()),
        summary: first_text(source, &["/analysis/summary", "/summary"]),
        success_evaluation: written(source, "/analysis/successEvaluation"),
        structured_data: structured_data(source),
        recording_url: first_text(
            source,
            &["/artifact/recording/mono/combinedUrl", "/artifact/recordingUrl", "/recordingUrl"],
        ),
        stereo_recording_url: first_text(
            source,
            &["/artifact/recording/stereoUrl", "/artifact/stereoRecordingUrl", "/stereoRecordingUrl"],
        ),
        assistants: assistants(source),
        destination: destination(&[source, call]),
        transfers: transfers(source),
        sent_on: sent_on(source),
        cost: costs::cost(source),
        costs: costs::costs(source),
        ..parties(source, call)
    }
}

/// What is not reported but follows from what is.
fn derived(source: &Value, call: &Value) -> Facts {
    let Times { derived, .. } = Times::of(source, call);
    let cost = if costs::cost(source).is_none() { costs::sum(source) } else { None };
    Facts { started_at: derived.started_at, ended_at: derived.ended_at, cost, ..Facts::default() }
}

/// What was extracted from the conversation. Vapi has three ways to do that; where several were used, the
/// result of each is under its name.
fn structured_data(source: &Value) -> Option<Value> {
    let places = [
        ("structuredOutputs", "/artifact/structuredOutputs"),
        ("structuredData", "/analysis/structuredData"),
        ("structuredDataMulti", "/analysis/structuredDataMulti"),
    ];
    let found = places.iter().filter_map(|(name, place)| Some(((*name).to_owned(), filled(source, place)?)));
    let mut found: Map<String, Value> = found.collect();
    if found.len() > 1 {
        return Some(Value::Object(found));
    }
    found.values_mut().next().map(Value::take)
}

/// Who takes part in a call, and over what.
fn parties(source: &Value, call: &Value) -> Facts {
    let places = [source, call];
    let line_number = party_number(&places, &["/phoneNumber/number"], None);
    let home = line_number.as_ref().and_then(PartyNumber::phone).and_then(PhoneNumber::country);
    let Identity { id: vapi_assistant_id, name: assistant_name } = assistant(source, call);
    Facts {
        call_type: call_type(call),
        placed_at: moment(call, "/createdAt"),
        customer_number: party_number(&places, &["/customer/number", "/customer/sipUri"], home),
        customer_name: places.iter().find_map(|place| name(place, "/customer/name")),
        customer_info: customer(&places),
        line_number,
        vapi_phone_number_id: text(call, "/phoneNumberId").or_else(|| text(source, "/phoneNumber/id")),
        vapi_assistant_id,
        assistant_name,
        ..Facts::default()
    }
}

/// Where an assistant says that its calls are not summarised.
const SUMMARY_SWITCHES: [&str; 3] = [
    "/assistant/analysisPlan/summaryPlan/enabled",
    "/call/assistantOverrides/analysisPlan/summaryPlan/enabled",
    "/call/assistant/analysisPlan/summaryPlan/enabled",
];

/// Whether a report has its summary, or is to have none: nobody spoke, or the assistant's calls have none.
fn is_summarised(facts: &Facts, message: &Value) -> bool {
    let turns = facts.turns.as_deref().unwrap_or_default();
    let lasted = usage::seconds(facts.started_at, facts.ended_at).or(facts.reported_seconds);
    let is_spoken = turns.iter().any(|turn| turn.role == Role::Customer && !turn.text.is_empty())
        || (turns.is_empty() && (facts.transcript.is_some() || lasted.is_some_and(|seconds| seconds > 0)));
    let is_off = SUMMARY_SWITCHES.iter().find_map(|switch| message.pointer(switch)?.as_bool()) == Some(false);
    facts.summary.is_some() || !is_spoken || is_off
}

/// Where several places describe the customer, each member of the first that has it.
fn customer(places: &[&Value]) -> Option<Value> {
    let mut described = places.iter().filter_map(|place| match filled(place, "/customer") {
        Some(Value::Object(members)) => Some(members),
        _ => None,
    });
    let mut customer = described.next()?;
    for members in described {
        add_missing(&mut customer, members);
    }
    Some(Value::Object(customer))
}

fn add_missing(customer: &mut Map<String, Value>, members: Map<String, Value>) {
    for (member, value) in members {
        if customer.get(&member).is_none_or(Value::is_null) {
            customer.insert(member, value);
        }
    }
}

/// Not what a template left in its place.
fn name(place: &Value, pointer: &str) -> Option<String> {
    text(place, pointer).and_then(|text| real_name(&text).map(str::to_owned))
}

/// What the first place says that says anything. Without a country, a number that could be of several stays as
/// it was received: whoever records it may know more of the line.
fn party_number(places: &[&Value], pointers: &[&str], home: Option<Country>) -> Option<PartyNumber> {
    let texts: Vec<String> = pointers
        .iter()
        .flat_map(|pointer| places.iter().filter_map(move |place| text_or_number(place, pointer)))
        .collect();
    let texts = texts.iter().map(String::as_str);
    match home {
        Some(home) => PartyNumber::first(texts, Some(home)),
        None => PartyNumber::first_of_any_country(texts),
    }
}

fn with_raw(facts: Facts, raw: Value) -> Facts {
    Facts { raw_data: Some(raw), ..facts }
}

fn call_id(call: &Value, pointer: &'static str) -> Result<VapiCallId, ParseError> {
    let expected = ParseError::Field { pointer, expected: "the id of a call" };
    text(call, "/id").and_then(|id| VapiCallId::parse(&id).ok()).ok_or(expected)
}

fn status(source: &Value) -> Option<Status> {
    text(source, "/status").map(|word| word.parse().unwrap_or_else(|never| match never {}))
}

fn call_type(call: &Value) -> Option<CallType> {
    Some(match text(call, "/type")?.as_str() {
        "inboundPhoneCall" => CallType::Inbound,
        "outboundPhoneCall" => CallType::Outbound,
        "webCall" => CallType::Web,
        "vapi.websocketCall" => CallType::Websocket,
        other => CallType::Other(other.to_owned()),
    })
}

/// The hash is of the content without what differs from one delivery of it to the next.
fn stamp(rank: SourceRank, source: Source, at: DateTime<Utc>, content: &Value) -> Stamp {
    let digest = digest(&SHA256, content.to_string().as_bytes());
    let hash = digest.as_ref().iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte));
    Stamp { rank, at, source, hash }
}

#[cfg(test)]
mod tests;

//! One example of every message: what the golden bytes and the catalogue are made of.

use contracts::accounts::OrganizationCreated;
use contracts::billing::UsageRecorded;
use contracts::calls::{Call, CallEnded, CallSettled, CallStarted, CallSummarized, CallUpdated};
use contracts::notifications::{NotificationFailed, NotificationSent};
use contracts::people::{ContactCreated, ContactLinked, LeadCreated};
use contracts::webhooks::WebhookReceived;
use contracts::work::{
    Booking, BookingCancelled, BookingCreated, BookingRescheduled, CallbackScheduled, DriverCalledOut,
    MessageTaken, ToolFailed, ToolInvoked, TransferFailed, TransferRequested,
};
use contracts::{Message, timestamp};
use pbjson_types::Timestamp;
use serde_json::Value;

/// An example, encoded and as JSON.
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) schema_version: u16,
    pub(crate) bytes: Vec<u8>,
    pub(crate) json: Value,
}

fn example<M: Message>(message: &M) -> Example {
    Example {
        name: M::full_name(),
        schema_version: M::SCHEMA_VERSION,
        bytes: message.encode_to_vec(),
        json: serde_json::to_value(message).unwrap(),
    }
}

const ORGANIZATION: &str = "org_01995b2e7c417e1b8d3a5f0a9b6c2d11";
const CALL: &str = "call_01995b2e7c417e1b8d3a5f0a9b6c2d12";
const ACTION: &str = "act_01995b2e7c417e1b8d3a5f0a9b6c2d19";
const CONTACT: &str = "cont_01995b2e7c417e1b8d3a5f0a9b6c2d13";

fn at(text: &str) -> Timestamp {
    timestamp(text.parse().unwrap())
}

fn ended_call() -> Call {
    Call {
        id: CALL.into(),
        organization_id: ORGANIZATION.into(),
        vapi_call_id: "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11".into(),
        r#type: Some("inbound".into()),
        status: "ended".into(),
        ended_reason: Some("customer-ended-call".into()),
        fault_owner: Some("none".into()),
        created_at: Some(at("2026-11-20T16:00:00.478Z")),
        started_at: Some(at("2026-11-20T16:00:02.649Z")),
        ended_at: Some(at("2026-11-20T16:00:18.100Z")),
        duration_seconds: Some(15),
        cost_micros: Some(19_600),
        customer_number: Some("+14155550199".into()),
        customer_name: Some("Ana".into()),
        line_number: Some("+14155550100".into()),
        assistant_name: Some("Front desk".into()),
        summary: Some("The caller booked an appointment for Tuesday at 2:30 PM.".into()),
    }
}

fn live_call() -> Call {
    Call {
        status: "in-progress".into(),
        ended_reason: None,
        fault_owner: None,
        started_at: None,
        ended_at: None,
        duration_seconds: None,
        cost_micros: None,
        summary: None,
        ..ended_call()
    }
}

pub(crate) fn all() -> Vec<Example> {
    vec![
        example(&WebhookReceived {
            id: "whk_01995b2e7c417e1b8d3a5f0a9b6c2d14".into(),
            organization_id: Some(ORGANIZATION.into()),
            connection_id: Some("conn_01995b2e7c417e1b8d3a5f0a9b6c2d15".into()),
            provider: "vapi".into(),
            r#type: "hang".into(),
            received_at: Some(at("2026-11-20T16:00:10.000Z")),
            content_type: Some("application/json".into()),
            body: br#"{"message":{"type":"hang"}}"#.to_vec().into(),
            verification: "hmac-sha256".into(),
            ..WebhookReceived::default()
        }),
        example(&OrganizationCreated {
            organization_id: ORGANIZATION.into(),
            name: "Northside Towing".into(),
            timezone: "America/New_York".into(),
            owner_id: "user_01995b2e7c417e1b8d3a5f0a9b6c2d1a".into(),
        }),
    ]
    .into_iter()
    .chain(calls())
    .chain(people())
    .chain(work())
    .chain(bookings())
    .collect()
}

fn calls() -> Vec<Example> {
    vec![
        example(&CallStarted { call: Some(live_call()) }),
        example(&CallUpdated { call: Some(Call { status: "forwarding".into(), ..live_call() }) }),
        example(&CallEnded { call: Some(ended_call()), historic: false, awaits_report: false }),
        example(&CallSettled { call: Some(ended_call()) }),
        example(&CallSummarized { call: Some(ended_call()), historic: false }),
    ]
}

/// And what became of their calls.
fn people() -> Vec<Example> {
    vec![
        example(&ContactCreated {
            contact_id: CONTACT.into(),
            organization_id: ORGANIZATION.into(),
            phone: "+14155550199".into(),
            name: Some("Ana".into()),
        }),
        example(&ContactLinked {
            contact_id: CONTACT.into(),
            organization_id: ORGANIZATION.into(),
            call_id: CALL.into(),
            call_type: Some("inbound".into()),
            called_at: Some(at("2026-11-20T16:00:02.649Z")),
            counted: true,
            historic: false,
        }),
        example(&LeadCreated {
            lead_id: "lead_01995b2e7c417e1b8d3a5f0a9b6c2d16".into(),
            organization_id: ORGANIZATION.into(),
            contact_id: CONTACT.into(),
            call_id: CALL.into(),
        }),
        example(&UsageRecorded {
            call_id: CALL.into(),
            organization_id: ORGANIZATION.into(),
            day: "2026-11-20".into(),
            seconds: Some(15),
            cost_micros: Some(19_600),
        }),
        example(&NotificationSent {
            notification_id: "ntf_01995b2e7c417e1b8d3a5f0a9b6c2d17".into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            channel: "sms".into(),
            provider_message_id: "SM9b6c2d1101995b2e7c417e1b8d3a5f0a".into(),
        }),
        example(&NotificationFailed {
            notification_id: "ntf_01995b2e7c417e1b8d3a5f0a9b6c2d17".into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            channel: "sms".into(),
            in_doubt: true,
            reason: "the answer was lost".into(),
        }),
    ]
}

fn work() -> Vec<Example> {
    vec![
        example(&MessageTaken {
            action_id: ACTION.into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            message: "Please call about the invoice.".into(),
            caller_name: Some("Ana".into()),
            caller_phone: Some("+14155550199".into()),
            message_for: Some("Dr. Lee".into()),
            urgent: true,
            taken_at: Some(at("2026-11-20T16:00:10.000Z")),
        }),
        example(&CallbackScheduled {
            action_id: ACTION.into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            phone: "+14155550199".into(),
            caller_name: Some("Ana".into()),
            reason: "a quote".into(),
            urgency: "normal".into(),
            due_at: Some(at("2026-11-21T19:00:00.000Z")),
            preferred_time: Some("tomorrow at 2".into()),
        }),
        example(&DriverCalledOut {
            action_id: ACTION.into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            driver_name: "Sam Ortiz".into(),
            reason: "sick".into(),
            route_number: Some("12".into()),
            expected_return: Some("Monday".into()),
            additional_notes: None,
            called_out_at: Some(at("2026-11-20T16:00:10.000Z")),
        }),
        example(&TransferRequested {
            action_id: ACTION.into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            destination: "dispatch".into(),
            number: "+14155552671".into(),
            reason: Some("a late delivery".into()),
            warm: true,
        }),
        example(&TransferFailed {
            action_id: ACTION.into(),
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            destination: "dispatch".into(),
            error: "the call's control address answered 500".into(),
        }),
        example(&ToolInvoked {
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            tool_call_id: "call_fzEwCjWnJsuwoeGQGbITcnpw".into(),
            tool: "takeMessage".into(),
            outcome: "answered".into(),
        }),
        example(&ToolFailed {
            organization_id: ORGANIZATION.into(),
            call_id: Some(CALL.into()),
            tool_call_id: "call_fzEwCjWnJsuwoeGQGbITcnpw".into(),
            tool: "takeMessage".into(),
            error: "the deadline passed".into(),
        }),
    ]
}

fn bookings() -> Vec<Example> {
    vec![
        example(&BookingCreated { booking: Some(booking("confirmed")) }),
        example(&BookingRescheduled {
            booking: Some(booking("confirmed")),
            previous_appointment_date: Some(at("2026-11-23T19:30:00.000Z")),
        }),
        example(&BookingCancelled { booking: Some(booking("cancelled")) }),
    ]
}

fn booking(status: &str) -> Booking {
    Booking {
        id: "book_01995b2e7c417e1b8d3a5f0a9b6c2d18".into(),
        organization_id: ORGANIZATION.into(),
        call_id: Some(CALL.into()),
        service_type: "Consultation".into(),
        appointment_date: Some(at("2026-11-24T19:30:00.000Z")),
        ends_at: Some(at("2026-11-24T20:00:00.000Z")),
        status: status.into(),
        resource: "main".into(),
        customer_name: Some("Ana".into()),
        customer_phone: Some("+14155550199".into()),
        customer_email: None,
    }
}

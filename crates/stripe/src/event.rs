//! The little that must be known of an event before it is kept: its type, and which organization it belongs
//! to.

use std::collections::BTreeSet;

use serde_json::Value;

/// At most 255 bytes: no id or type of Stripe's is longer. A longer one is malformed.
const MAX_TEXT: usize = 255;

/// The fields of an event that are read before it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Stripe's own word.
    pub kind: String,
    /// The organizations' ids in our own metadata that came back: each that is named.
    pub organizations: BTreeSet<String>,
    /// What should be an organization's id too. Whoever pays through a link may choose it.
    pub client_reference: Option<String>,
    /// Stripe's id of the customer that it is about.
    pub customer: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum EventError {
    #[error("could not read the body as JSON at line {line}, column {column}")]
    Json { line: usize, column: usize },
    #[error("expected the type of an event at /type")]
    Type,
}

impl Event {
    pub fn parse(body: &[u8]) -> Result<Self, EventError> {
        // A byte order mark before it is no part of the JSON.
        let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let event: Value = serde_json::from_slice(json)
            .map_err(|error| EventError::Json { line: error.line(), column: error.column() })?;
        let kind = text(event.get("type")).ok_or(EventError::Type)?;
        let subject = event.pointer("/data/object").unwrap_or(&Value::Null);
        Ok(Self {
            kind,
            organizations: organizations(subject),
            client_reference: text(subject.get("client_reference_id")),
            customer: customer(subject),
        })
    }
}

/// An invoice holds the metadata of its subscription as it was when the invoice was made.
fn organizations(subject: &Value) -> BTreeSet<String> {
    const METADATA: [&str; 3] =
        ["/metadata", "/parent/subscription_details/metadata", "/subscription_details/metadata"];
    const NAMES: [&str; 2] = ["organization_id", "organizationId"];
    let metadata = METADATA.iter().filter_map(|place| subject.pointer(place));
    metadata.flat_map(|metadata| NAMES.iter().filter_map(|name| text(metadata.get(name)))).collect()
}

fn customer(subject: &Value) -> Option<String> {
    let is_customer = subject.get("object").is_some_and(|kind| kind == "customer");
    let named = if is_customer { subject.get("id") } else { subject.get("customer") };
    // An endpoint may ask for the whole customer in place of its id.
    text(named).or_else(|| text(named?.get("id")))
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    (1..=MAX_TEXT).contains(&text.len()).then(|| text.to_owned())
}

/// The types that billing lives by.
const KNOWN: [&str; 34] = [
    "charge.dispute.created",
    "charge.refunded",
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "customer.created",
    "customer.deleted",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.pending_update_applied",
    "customer.subscription.pending_update_expired",
    "customer.subscription.resumed",
    "customer.subscription.trial_will_end",
    "customer.subscription.updated",
    "customer.updated",
    "invoice.created",
    "invoice.finalization_failed",
    "invoice.finalized",
    "invoice.marked_uncollectible",
    "invoice.overdue",
    "invoice.paid",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "invoice.payment_succeeded",
    "invoice.upcoming",
    "invoice.updated",
    "invoice.voided",
    "invoice_payment.paid",
    "payment_method.attached",
    "payment_method.detached",
    "v1.billing.meter.error_report_triggered",
    "v1.billing.meter.no_meter_found",
];

/// The word for an event's type in its routing key: Stripe's own, dots included, where it is a known one,
/// else `other`.
pub fn routing_word(kind: &str) -> &'static str {
    KNOWN.iter().find(|known| **known == kind).unwrap_or(&"other")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(subject: &Value) -> Event {
        let event = json!({"id": "evt_1", "type": "invoice.paid", "data": {"object": subject}});
        Event::parse(event.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn an_event_names_its_organization_in_any_of_its_places() {
        let org = "org_01995b2e7c417e1b8d3a5f0a9b6c2d11";
        for subject in [
            json!({"metadata": {"organization_id": org}}),
            json!({"metadata": {"organizationId": org}}),
            json!({"parent": {"subscription_details": {"metadata": {"organization_id": org}}}}),
        ] {
            assert_eq!(read(&subject).organizations, [org.to_owned()].into(), "{subject}");
        }
        let several = json!({
            "metadata": {"organization_id": "one", "organizationId": "two"},
            "subscription_details": {"metadata": {"organization_id": "three"}},
            "client_reference_id": "four",
        });
        let read_of_several = read(&several);
        assert_eq!(read_of_several.organizations, ["one", "two", "three"].map(str::to_owned).into());
        assert_eq!(read_of_several.client_reference.as_deref(), Some("four"));
        for subject in [
            json!({"object": "invoice", "id": "in_1", "customer": "cus_1"}),
            json!({"object": "invoice", "customer": {"id": "cus_1"}}),
            json!({"object": "customer", "id": "cus_1"}),
        ] {
            assert_eq!(read(&subject).customer.as_deref(), Some("cus_1"), "{subject}");
        }
        assert_eq!(read(&json!(7)), Event { kind: "invoice.paid".to_owned(), ..Event::default() });
    }

    #[test]
    fn a_byte_order_mark_before_an_event_is_passed_over() {
        let event = Event::parse("\u{feff}{\"type\":\"invoice.paid\"}".as_bytes()).unwrap();
        assert_eq!(event.kind, "invoice.paid");
    }

    #[test]
    fn a_malformed_event_is_rejected() {
        assert!(matches!(Event::parse(b"{"), Err(EventError::Json { .. })));
        let deep = "[".repeat(100_000);
        assert!(matches!(Event::parse(deep.as_bytes()), Err(EventError::Json { .. })));
        for body in ["[]", "{}", r#"{"type":7}"#, r#"{"type":""}"#] {
            assert!(matches!(Event::parse(body.as_bytes()), Err(EventError::Type)), "{body}");
        }
    }

    #[test]
    fn a_known_type_keeps_its_dots() {
        assert_eq!(routing_word("checkout.session.completed"), "checkout.session.completed");
        assert_eq!(routing_word("#"), "other");
    }
}

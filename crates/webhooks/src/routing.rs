//! How a webhook is routed.

/// The routing key of a webhook. A type that is not known to us is no part of a key.
pub(crate) fn routing_key(provider: &str, kind: &str) -> String {
    let word = match provider {
        "vapi" => vapi::routing_word(kind),
        "stripe" => stripe::routing_word(kind),
        "twilio" => twilio::routing_word(kind),
        _ => "other",
    };
    format!("{provider}.{word}")
}

/// The routing key of a webhook that can't be read, which only the archive takes.
pub(crate) fn unreadable_key(provider: &str) -> String {
    format!("{provider}.unreadable")
}

/// The routing key of an unassigned webhook.
pub(crate) fn quarantine_key(provider: &str) -> String {
    format!("quarantine.{provider}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_routed_by_its_provider_and_a_known_word() {
        for (provider, kind, key) in [
            ("vapi", "call-end", "vapi.end-of-call-report"),
            ("vapi", "stripe.#", "vapi.other"),
            ("vapi", "unreadable", "vapi.other"),
            ("stripe", "customer.subscription.updated", "stripe.customer.subscription.updated"),
            ("twilio", "status", "twilio.status"),
            ("twilio", "studio", "twilio.other"),
            ("calendar", "status-update", "calendar.other"),
        ] {
            assert_eq!(routing_key(provider, kind), key);
        }
        assert_eq!(quarantine_key("vapi"), "quarantine.vapi");
        assert_eq!(unreadable_key("vapi"), "vapi.unreadable");
    }
}

//! What Twilio reports of a message or of a call: whose number it is about.

use url::form_urlencoded;

/// At most 1000: Twilio sends a few dozen.
const MAX_PARAMETERS: usize = 1000;

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Callback {
    /// The account's own end, as Twilio writes it (E.164 for a telephone): who received, or who sent. The
    /// other end may be anyone, another customer of ours among them, and is no evidence of the owner.
    pub own: Option<String>,
}

impl Callback {
    /// Reads a form; a malformed one has no numbers.
    pub fn parse(body: &[u8]) -> Self {
        let (mut to, mut from, mut is_outbound) = (None, None, false);
        for (name, value) in form_urlencoded::parse(body).take(MAX_PARAMETERS) {
            match &*name {
                "To" => to = Some(number(&value)),
                "From" => from = Some(number(&value)),
                // `inbound` of a call that came in, `outbound-api` or `outbound-dial` of one that went out.
                "Direction" => is_outbound |= value.starts_with("outbound"),
                // Of what came in: `receiving`, `received`.
                "MessageStatus" | "SmsStatus" => is_outbound |= !value.starts_with("receiv"),
                _ => {}
            }
        }
        Self { own: if is_outbound { from } else { to } }
    }
}

/// Other channels write their name before the number: `whatsapp:+14155550100`.
fn number(written: &str) -> String {
    written.rsplit(':').next().unwrap_or_default().to_owned()
}

/// What a callback looks like, where its address does not say: an update of a message or of a call, or one
/// that came in and waits for instructions.
pub fn kind_of(form: &[u8]) -> &'static str {
    let (mut is_message, mut is_call, mut is_update) = (false, false, false);
    for (name, value) in form_urlencoded::parse(form).take(MAX_PARAMETERS) {
        match &*name {
            "MessageSid" | "SmsSid" | "SmsMessageSid" => is_message = true,
            "CallSid" => is_call = true,
            // Of what came in: `receiving`, `received`.
            "MessageStatus" | "SmsStatus" => is_update |= !value.starts_with("receiv"),
            // Of a call that has just come in, or was just answered.
            "CallStatus" => is_update |= !matches!(&*value, "ringing" | "in-progress"),
            "CallbackSource" | "RecordingStatus" | "StatusCallbackEvent" => is_update = true,
            _ => {}
        }
    }
    match (is_update, is_message, is_call) {
        (true, _, _) => "status",
        (false, true, _) => "sms",
        (false, false, true) => "voice",
        (false, false, false) => "other",
    }
}

/// The word for a callback in its routing key: what its address ends in if that is a known word, else `other`.
pub fn routing_word(kind: &str) -> &'static str {
    match kind {
        "status" => "status",
        "sms" => "sms",
        "voice" => "voice",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_is_about_the_end_that_is_the_accounts_own() {
        let own = |facts: &str| {
            let form = format!("{facts}&To=%2B14155550100&From=whatsapp%3A%2B14155550199");
            Callback::parse(form.as_bytes()).own
        };
        for outbound in ["MessageStatus=sent", "SmsStatus=delivered", "Direction=outbound-api"] {
            assert_eq!(own(outbound).as_deref(), Some("+14155550199"), "{outbound}");
        }
        for inbound in ["SmsStatus=received", "CallStatus=ringing&Direction=inbound", "Body=hello"] {
            assert_eq!(own(inbound).as_deref(), Some("+14155550100"), "{inbound}");
        }
        assert!(Callback::parse(br#"{"To":"x"}"#) == Callback::default());
    }

    #[test]
    fn a_callback_is_known_by_its_form() {
        for (form, kind) in [
            ("MessageSid=SM1&MessageStatus=delivered&To=%2B14155550199", "status"),
            ("SmsSid=SM1&SmsStatus=failed&ErrorCode=30003", "status"),
            ("CallSid=CA1&CallStatus=completed&CallDuration=7", "status"),
            ("CallSid=CA1&CallStatus=ringing&CallbackSource=call-progress-events", "status"),
            ("CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed", "status"),
            ("MessageSid=SM1&SmsStatus=received&Body=hello", "sms"),
            ("SmsSid=SM1&Body=CallStatus%3Dcompleted", "sms"),
            ("CallSid=CA1&CallStatus=ringing&Direction=inbound", "voice"),
            ("CallSid=CA1&CallStatus=in-progress&Direction=outbound-api", "voice"),
            ("a=b", "other"),
            (r#"{"MessageSid":"SM1"}"#, "other"),
            ("", "other"),
        ] {
            assert_eq!(kind_of(form.as_bytes()), kind, "{form}");
        }
    }
}

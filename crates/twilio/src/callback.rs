//! What Twilio reports of a message or of a call: whose number it is about.

use url::form_urlencoded;

/// At most 1000: Twilio sends a few dozen.
pub(crate) const MAX_PARAMETERS: usize = 1000;

/// What the address of a callback may end in. A closed list, and none begins another: the address is signed with
/// the parameters directly behind it, so that any other end may be the beginning of a form.
const KINDS: [&str; 6] = ["status", "sms", "voice", "calls", "messages", "recording"];

/// At most 64 characters of an id, a status or a number: Twilio's have 34, and they are written into an index.
const MAX_STATE_PART: usize = 64;

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

/// Whether an address may end in this word.
pub fn is_kind(end: &str) -> bool {
    KINDS.contains(&end)
}

/// What a callback reports, which happens once: a message with its status, or a numbered step of a call. `None` of
/// what may come again as it is, such as the question what a call does next.
pub fn state_of(form: &[u8]) -> Option<String> {
    let (mut message, mut message_status) = (None, None);
    let (mut call, mut call_status, mut step) = (None, None, None);
    for (name, value) in form_urlencoded::parse(form).take(MAX_PARAMETERS) {
        match &*name {
            "MessageSid" => message = Some(value),
            "SmsSid" => message = message.or(Some(value)),
            "MessageStatus" => message_status = Some(value),
            "SmsStatus" => message_status = message_status.or(Some(value)),
            "CallSid" => call = Some(value),
            "CallStatus" => call_status = Some(value),
            "SequenceNumber" => step = Some(value),
            _ => {}
        }
    }
    let parts = match (message, message_status) {
        (Some(message), Some(status)) => vec![message, status],
        _ => vec![call?, call_status?, step?],
    };
    let is_plain = |part: &str| {
        (1..=MAX_STATE_PART).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    parts.iter().all(|part| is_plain(part)).then(|| parts.join(":"))
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

    #[test]
    fn no_end_of_an_address_is_the_beginning_of_another() {
        for kind in KINDS {
            assert!(is_kind(kind));
            let begun = KINDS.iter().filter(|other| other.starts_with(kind)).count();
            assert_eq!(begun, 1, "{kind}");
        }
        for other in ["", "statusAccountSidAC0", "Status", "studio/flow", "status/", "smsBody"] {
            assert!(!is_kind(other), "{other}");
        }
    }

    #[test]
    fn a_state_is_of_one_message_or_one_step_of_a_call() {
        for (form, state) in [
            ("MessageSid=SM1&MessageStatus=sent", Some("SM1:sent")),
            ("SmsSid=SM1&SmsStatus=delivered", Some("SM1:delivered")),
            ("MessageStatus=sent&SmsStatus=sent&SmsSid=SM1&MessageSid=SM1", Some("SM1:sent")),
            ("SmsSid=SM1&SmsStatus=received&Body=hello", Some("SM1:received")),
            ("CallSid=CA1&CallStatus=completed&SequenceNumber=3", Some("CA1:completed:3")),
            ("CallSid=CA1&CallStatus=in-progress", None),
            ("MessageStatus=sent", None),
            ("MessageSid=SM1", None),
            ("MessageSid=SM1&MessageStatus=", None),
            ("MessageSid=S%00M&MessageStatus=sent", None),
            (r#"{"MessageSid":"SM1"}"#, None),
        ] {
            assert_eq!(state_of(form.as_bytes()).as_deref(), state, "{form}");
        }
    }
}

//! An ended call, as far as a notification shows it.

use chrono::{DateTime, Utc};
use contracts::calls::Call;
use contracts::{DecodeError, moment};
use domain::CallId;

#[derive(Clone, Debug)]
pub(crate) struct EndedCall {
    pub(crate) id: CallId,
    pub(crate) way: Way,
    /// The other party's number; hidden ones and web calls have none.
    pub(crate) customer_number: Option<String>,
    pub(crate) customer_name: Option<String>,
    pub(crate) line_number: Option<String>,
    pub(crate) assistant_name: Option<String>,
    /// When it began, or the best that is known of that.
    pub(crate) at: Option<DateTime<Utc>>,
    /// How long it was, where that is known.
    pub(crate) seconds: Option<u32>,
    /// Vapi's word for why it ended.
    pub(crate) ended_reason: Option<String>,
    /// Who caused the end, in the words of `callflex.calls.v1.Call`.
    pub(crate) fault_owner: Option<String>,
    pub(crate) summary: Option<String>,
}

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Inbound,
    Outbound,
    Web,
}

impl EndedCall {
    /// No one spoke with anyone, nor was anyone put through. Where it is not known how long the call was, only its
    /// reason can show that.
    pub(crate) fn is_missed(&self) -> bool {
        let reason = self.ended_reason.as_deref();
        let is_silent =
            self.seconds.map_or_else(|| reason.is_some_and(is_before_answer), |seconds| seconds == 0);
        is_silent && self.summary.is_none() && !reason.is_some_and(vapi::is_forwarded)
    }
}

/// Whether a call that ended for this reason was never answered.
fn is_before_answer(reason: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "assistant-join-timed-out",
        "assistant-not-found",
        "assistant-not-valid",
        "call-start-error-neither-assistant-nor-server-set",
        "customer-busy",
        "customer-did-not-answer",
        "customer-did-not-give-microphone-permission",
        "phone-call-provider-bypass-enabled-but-no-call-received",
        "scheduled-call-deleted",
        "sip-outbound-unallocated-number",
        "twilio-reported-customer-misdialed",
        "vonage-rejected",
    ];
    // A hook answers in the assistant's place.
    let rings = reason.starts_with("call.ringing.") && !reason.starts_with("call.ringing.hook-");
    let is_rejected = reason.starts_with("assistant-request-")
        && reason != "assistant-request-returned-forwarding-phone-number";
    rings
        || is_rejected
        || WHOLE.contains(&reason)
        || reason.starts_with("call.start.")
        || reason.ends_with("failed-to-connect-call")
        || reason.ends_with("call-failed-to-connect")
}

impl TryFrom<Call> for EndedCall {
    type Error = DecodeError;

    fn try_from(call: Call) -> Result<Self, DecodeError> {
        let at = began(&call);
        Ok(Self {
            id: call.id()?,
            way: match call.r#type.as_deref() {
                Some("outbound") => Way::Outbound,
                Some("web" | "websocket") => Way::Web,
                _ => Way::Inbound,
            },
            customer_number: call.customer_number,
            customer_name: call.customer_name.filter(|name| !name.trim().is_empty()),
            line_number: call.line_number,
            assistant_name: call.assistant_name.filter(|name| !name.trim().is_empty()),
            at,
            seconds: call.duration_seconds,
            ended_reason: call.ended_reason,
            fault_owner: call.fault_owner,
            summary: call.summary.filter(|summary| !summary.trim().is_empty()),
        })
    }
}

fn began(call: &Call) -> Option<DateTime<Utc>> {
    let known = call.started_at.as_ref().or(call.created_at.as_ref()).or(call.ended_at.as_ref())?;
    moment(known)
}

//! The text message.

use crate::call::EndedCall;
use crate::text::{cut_at_word, one_line, plain};

use super::{duration, ended, headline};

/// At most 320 characters, two or three segments of an SMS: more costs more and is not read on a lock screen.
pub(super) const MAX_SMS_CHARACTERS: usize = 320;

/// The call in one line: what was said, or else why it ended.
pub(crate) fn sms(call: &EndedCall) -> String {
    let duration = duration(call).map(|duration| format!(" ({duration})")).unwrap_or_default();
    let detail =
        call.summary.clone().or_else(|| ended(call)).map(|detail| format!(": {detail}")).unwrap_or_default();
    let text = format!("{}{duration}{detail}", headline(call));
    cut_at_word(&one_line(&plain(&text)), MAX_SMS_CHARACTERS)
}

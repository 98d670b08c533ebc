//! The text message.

use domain::Language;

use crate::call::EndedCall;
use crate::text::{one_line, plain, sms_of};

use super::words::Words;
use super::{duration, ended, headline};

/// At most two segments of an SMS: more costs more and is not read on a lock screen.
pub(super) const MAX_SEGMENTS: usize = 2;

/// The call in one line: what was said, or else why it ended.
pub(crate) fn sms(call: &EndedCall, language: Language) -> String {
    let words = Words::of(language);
    let mut beginning = plain(&headline(call, words));
    if let Some(duration) = duration(call, words) {
        beginning = format!("{beginning} ({duration})");
    }
    let summary = call.summary.as_deref().map(shown).filter(|summary| !summary.is_empty());
    match summary.or_else(|| ended(call, language).map(|reason| shown(&reason))) {
        Some(detail) => sms_of(&format!("{beginning}: "), &detail, MAX_SEGMENTS),
        None => beginning,
    }
}

fn shown(detail: &str) -> String {
    one_line(&plain(detail))
}

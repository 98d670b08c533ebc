//! The e-mail.

use chrono_tz::Tz;
use url::Url;

use crate::call::{EndedCall, Way};
use crate::text::{EmailText, call_link, one_line, paragraphs};

use super::{duration, ended, headline};

/// The facts of the call, what was said, and where to read more.
pub(crate) fn email(call: &EndedCall, timezone: Tz, app_url: &Url) -> EmailText {
    let headline = headline(call);
    let subject = match duration(call) {
        Some(duration) => format!("{headline} – {duration}"),
        None => headline.clone(),
    };
    let facts: Vec<String> = facts(call, timezone)
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", one_line(&value?))))
        .collect();
    let summary = call.summary.as_deref().map(paragraphs);
    let parts = [Some(headline), Some(facts.join("\n")), summary, Some(call_link(call.id, app_url))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    EmailText { subject: one_line(&subject), text: format!("{}\n", parts.join("\n\n")) }
}

fn facts(call: &EndedCall, timezone: Tz) -> [(&'static str, Option<String>); 6] {
    let customer = match (&call.customer_name, &call.customer_number) {
        (Some(name), Some(number)) => Some(format!("{name}, {number}")),
        (name, number) => name.clone().or_else(|| number.clone()),
    };
    let line = call.line_number.clone();
    let (from, to) = match call.way {
        Way::Inbound | Way::Web => (customer, line),
        Way::Outbound => (line, customer),
    };
    let when = call.at.map(|at| at.with_timezone(&timezone).format("%a, %-d %b %Y, %H:%M %Z").to_string());
    [
        ("From", from),
        ("To", to),
        ("When", when),
        ("Duration", duration(call)),
        ("Ended", ended(call)),
        ("Assistant", call.assistant_name.clone()),
    ]
}

//! The e-mail.

use domain::{Language, Zone};
use url::Url;

use crate::call::{EndedCall, Way};
use crate::text::{EmailText, call_link, date_and_time, is_blank, one_line, paragraphs};

use super::words::Words;
use super::{duration, ended, headline};

/// The facts of the call, what was said, and where to read more.
pub(crate) fn email(call: &EndedCall, timezone: Zone, language: Language, app_url: &Url) -> EmailText {
    let words = Words::of(language);
    let headline = headline(call, words);
    let subject = match duration(call, words) {
        Some(duration) => format!("{headline} – {duration}"),
        None => headline.clone(),
    };
    let facts: Vec<String> = facts(call, timezone, language)
        .into_iter()
        .filter_map(|(name, value)| Some((name, one_line(&value?))))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let summary = call.summary.as_deref().map(paragraphs);
    let parts = [Some(headline), Some(facts.join("\n")), summary, Some(call_link(call.id, app_url))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    EmailText { subject, text: format!("{}\n", parts.join("\n\n")) }
}

fn facts(call: &EndedCall, timezone: Zone, language: Language) -> [(&'static str, Option<String>); 6] {
    let words = Words::of(language);
    let customer = [&call.customer_name, &call.customer_number].into_iter().flatten();
    let customer: Vec<&str> = customer.map(String::as_str).filter(|value| !is_blank(value)).collect();
    let customer = Some(customer.join(", "));
    let line = call.line_number.clone();
    let (from, to) = match call.way {
        Way::Inbound | Way::Web => (customer, line),
        Way::Outbound => (line, customer),
    };
    [
        (words.from, from),
        (words.to, to),
        (words.when, call.at.map(|at| date_and_time(at, timezone, language))),
        (words.duration, duration(call, words)),
        (words.ended, ended(call, language)),
        (words.assistant, call.assistant_name.clone()),
    ]
}

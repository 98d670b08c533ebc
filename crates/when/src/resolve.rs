//! What was said, as a moment or a span after now.

mod alternative;
mod several;

use chrono::{DateTime, Months};
use domain::{Country, Zone};

use crate::phrase::Said;
use crate::unclear::Unclear;
use crate::understand::{Span, When};

use alternative::Resolver;

/// Nothing is arranged further ahead; a date beyond is misheard.
const MAX_MONTHS: u32 = 24;

/// Finds the moment or the span that is meant, never before `now`.
pub(crate) fn resolve(said: &Said, now: DateTime<Zone>, country: Option<Country>) -> Result<When, Unclear> {
    let own = now.timezone();
    let zone = match said.zone {
        Some(zone) => zone.zone(now).ok_or(Unclear::NotUnderstood)?,
        None => own,
    };
    // Of a day alone that of the business is meant, whatever zone was named.
    let is_elsewhere =
        zone != own && said.alternatives.iter().any(|said| said.time.is_some() || said.part.is_some());
    let there = if is_elsewhere { now.with_timezone(&zone) } else { now };
    let when = alternatives(said, there, country);
    if is_elsewhere {
        when.map(|when| here(when, own)).map_err(|unclear| unclear_here(unclear, own))
    } else {
        when
    }
}

fn alternatives(said: &Said, now: DateTime<Zone>, country: Option<Country>) -> Result<When, Unclear> {
    // By universal time: the clocks may leave out this hour two years on.
    let limit = now.to_utc().checked_add_months(Months::new(MAX_MONTHS)).ok_or(Unclear::TooFar)?;
    let limit = limit.with_timezone(&now.timezone());
    let mut found: Vec<When> = Vec::new();
    let mut over = None;
    for alternative in &said.alternatives {
        let resolver = Resolver::new(alternative, said.offset, now, limit, country);
        match resolver.resolve() {
            Ok(When::Either(several)) => found.extend(several),
            Ok(when) => found.push(when),
            // Of alternatives those count that are still ahead.
            Err(Unclear::Past(at)) => over = Some(Unclear::Past(at)),
            Err(unclear) => return Err(unclear),
        }
    }
    let mut different: Vec<When> = Vec::new();
    for when in found {
        if !different.contains(&when) {
            different.push(when);
        }
    }
    match (different.len(), different.pop()) {
        (1, Some(when)) => Ok(when),
        (_, Some(last)) => {
            different.push(last);
            Ok(When::Either(different))
        }
        (_, None) => Err(over.unwrap_or(Unclear::NotUnderstood)),
    }
}

/// The same moments by the clocks of the business.
fn here(when: When, zone: Zone) -> When {
    let span = |span: Span| {
        let (from, until) = (span.from.with_timezone(&zone), span.until.with_timezone(&zone));
        Span { day: from.date_naive(), from, until }
    };
    match when {
        When::At(at) => When::At(at.with_timezone(&zone)),
        When::Within(within) => When::Within(span(within)),
        When::Days(days) => When::Days(days.into_iter().map(span).collect()),
        When::Either(several) => When::Either(several.into_iter().map(|when| here(when, zone)).collect()),
    }
}

fn unclear_here(unclear: Unclear, zone: Zone) -> Unclear {
    match unclear {
        Unclear::Ambiguous(moments) => {
            Unclear::Ambiguous(moments.into_iter().map(|at| at.with_timezone(&zone)).collect())
        }
        Unclear::Past(at) => Unclear::Past(at.with_timezone(&zone)),
        other => other,
    }
}

//! `scheduleCallback`: the caller is to be called back, at a time in their own words.
//!
//! A time outside business hours becomes the next opening, and the caller is told so: nothing is lost, and
//! they may object. Of a span such as "tomorrow morning", or of several, the first hour that is open counts;
//! where it is always open, the first that is not at night. Where there are no business hours ahead, no time
//! is promised.

use bookings::{RequestedTime, offered_hours};
use chrono::DateTime;
use contracts::timestamp;
use contracts::work::CallbackScheduled;
use domain::call::Urgency;
use domain::{BusinessHours, Zone};
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields};
use crate::repeat::{given_before, meaning};
use crate::schema::{choice, object, text};
use crate::spoken::{Callback, Due, SpokenLine};
use crate::time_said::{MOMENT, TimeSpan, understand};
use crate::tool::Tool;
use crate::tool_context::{Action, ToolContext, ToolReply};

pub(crate) struct ScheduleCallback;

pub(crate) struct ScheduleCallbackArguments {
    phone_number: Option<String>,
    caller_name: Option<String>,
    reason: String,
    preferred_time: Option<String>,
    urgency: Urgency,
}

impl Tool for ScheduleCallback {
    const NAME: &'static str = "scheduleCallback";
    const DESCRIPTION: &'static str = "Schedule a callback for the caller";
    type Arguments = ScheduleCallbackArguments;

    fn parameters() -> Value {
        object(
            &[
                (Field::PhoneNumber, text("Phone number to call back; left out: the number they call from")),
                (Field::CallerName, text("Name of the caller")),
                (Field::CallbackReason, text("What they need help with")),
                (Field::PreferredTime, text("When they prefer to be called back, in the caller's own words")),
                (Field::Urgency, choice("How soon it matters; left out: normal", Urgency::WORDS)),
            ],
            &[Field::CallbackReason],
        )
    }

    fn read(fields: &Fields<'_>) -> Result<ScheduleCallbackArguments, FieldError> {
        Ok(ScheduleCallbackArguments {
            phone_number: fields.optional(Field::PhoneNumber)?,
            caller_name: fields.name(Field::CallerName)?,
            reason: fields.long(Field::CallbackReason)?.ok_or(FieldError(Field::CallbackReason))?,
            preferred_time: fields.optional(Field::PreferredTime)?,
            urgency: fields.choice(Field::Urgency)?.unwrap_or_default(),
        })
    }

    /// By the words for the time, and by the time that they mean.
    fn meanings(context: &ToolContext<'_>, arguments: &ScheduleCallbackArguments) -> Vec<String> {
        let number = context.number_meant(arguments.phone_number.as_deref());
        let words = arguments.preferred_time.as_deref();
        let time = words.and_then(|words| understand(context, words, None).ok());
        let time = time.map(|time| format!("{time:?}"));
        let reason = Some(arguments.reason.as_str());
        let of_time = |time| meaning([reason, number.as_deref(), Some(arguments.urgency.as_str()), time]);
        [Some(of_time(words)), time.as_deref().map(|time| of_time(Some(time)))]
            .into_iter()
            .flatten()
            .collect()
    }

    async fn run(context: &ToolContext<'_>, arguments: ScheduleCallbackArguments) -> db::Result<ToolReply> {
        let meanings = Self::meanings(context, &arguments);
        if let Some(given) = given_before::<Self>(context, &meanings).await? {
            return Ok(given);
        }
        let number = match context.number(arguments.phone_number.as_deref()) {
            Ok(Some(number)) => number,
            Ok(None) => return Ok(ToolReply::Rejected(SpokenLine::Need(Field::PhoneNumber))),
            Err(error) => return Ok(ToolReply::Rejected(error.into())),
        };
        let said = match &arguments.preferred_time {
            None => RequestedTime::Soonest,
            Some(words) => match understand(context, words, None) {
                Ok(said) => said,
                Err(line) => return Ok(ToolReply::Rejected(line)),
            },
        };
        let due = due(said, context.now, context.settings().business_hours.as_ref());
        let caller_name = arguments.caller_name.or_else(|| context.caller.name.clone());
        context
            .event(CallbackScheduled {
                action_id: context.action.to_string(),
                call_id: context.call_id(),
                phone: number.as_str().to_owned(),
                caller_name: caller_name.clone(),
                reason: arguments.reason.clone(),
                urgency: arguments.urgency.to_string(),
                due_at: due.at().map(|at| timestamp(at.to_utc())),
                preferred_time: arguments.preferred_time.clone(),
                ..CallbackScheduled::default()
            })
            .await?;
        let data = json!({
            "phoneNumber": number.as_str(),
            "callerName": caller_name,
            "reason": arguments.reason,
            "preferredTime": arguments.preferred_time,
            "urgency": arguments.urgency,
        });
        let action = Action {
            due_at: due.at().map(|at| at.to_utc()),
            urgency: Some(arguments.urgency),
            ..Action::pending(data)
        };
        let line = SpokenLine::CallbackScheduled(Callback {
            number: Some(number).filter(|number| !context.is_callers(number)),
            due,
        });
        Ok(ToolReply::with_action(line, action))
    }
}

/// The earliest of what was said at which the business is open, or else its next opening.
fn due(said: RequestedTime, now: DateTime<Zone>, hours: Option<&BusinessHours>) -> Due {
    let mut spans = match said {
        RequestedTime::Soonest => vec![(now, now)],
        RequestedTime::At(at) => vec![(at, at)],
        RequestedTime::Within(spans) => spans,
    };
    spans.sort();
    let first = spans.first().map_or(now, |(from, _)| *from);
    let Some(hours) = hours else {
        return Due::At(spans.into_iter().find_map(by_day).unwrap_or(first));
    };
    let open = |(from, until): TimeSpan| {
        let opens = || hours.next_opening(from).filter(|opens| *opens < until);
        if hours.is_open(from) { Some(from) } else { opens() }
    };
    match spans.into_iter().find_map(open) {
        Some(at) => Due::At(at),
        None => hours.next_opening(first).map_or(Due::Unpromised, Due::AtOpening),
    }
}

/// The first moment of a span that is in the hours which are offered, if one is. A moment that was named is as
/// good by night.
fn by_day((from, until): TimeSpan) -> Option<DateTime<Zone>> {
    if until - from <= MOMENT {
        return Some(from);
    }
    let mut days = from.date_naive().iter_days().take_while(|day| *day <= until.date_naive());
    days.find_map(|day| {
        let (opens, closes) = offered_hours(day, from.timezone())?;
        let at = from.max(opens);
        (at < closes && at < until).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use domain::Opening;

    use super::*;

    fn new_york() -> domain::Zone {
        "America/New_York".parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Zone> {
        new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
    }

    fn span(from: &str, until: &str) -> TimeSpan {
        (at(from), at(until))
    }

    fn nine_to_five() -> BusinessHours {
        BusinessHours::weekdays(Opening::parse("09:00-17:00").unwrap())
    }

    #[test]
    fn a_callback_is_due_at_the_requested_time_or_at_the_next_opening() {
        let hours = nine_to_five();
        let friday = at("2026-11-20T16:30:00");
        let within = |from, until| RequestedTime::Within(vec![span(from, until)]);
        for (said, expected) in [
            (RequestedTime::Soonest, Due::At(friday)),
            (RequestedTime::At(at("2026-11-20T16:45:00")), Due::At(at("2026-11-20T16:45:00"))),
            (RequestedTime::At(at("2026-11-20T18:00:00")), Due::AtOpening(at("2026-11-23T09:00:00"))),
            (within("2026-11-23T06:00:00", "2026-11-23T12:00:00"), Due::At(at("2026-11-23T09:00:00"))),
            (within("2026-11-21T00:00:00", "2026-11-22T00:00:00"), Due::AtOpening(at("2026-11-23T09:00:00"))),
        ] {
            assert_eq!(due(said.clone(), friday, Some(&hours)), expected, "{said:?}");
        }
        let night = at("2026-11-21T03:00:00");
        assert_eq!(due(RequestedTime::At(night), friday, None), Due::At(night), "open around the clock");
    }

    #[test]
    fn of_several_spans_the_first_that_is_open_counts() {
        let hours = nine_to_five();
        let friday = at("2026-11-20T16:30:00");
        let (saturday, monday) = (
            span("2026-11-21T10:00:00", "2026-11-21T10:01:00"),
            span("2026-11-23T14:00:00", "2026-11-23T14:01:00"),
        );
        for (spans, expected) in [
            (vec![saturday, monday], Due::At(monday.0)),
            (vec![monday, saturday], Due::At(monday.0)),
            (vec![span("2026-11-24T00:00:00", "2026-11-25T00:00:00"), monday], Due::At(monday.0)),
            (vec![saturday], Due::AtOpening(at("2026-11-23T09:00:00"))),
        ] {
            let due = due(RequestedTime::Within(spans.clone()), friday, Some(&hours));
            assert_eq!(due, expected, "{spans:?}");
        }
        let night = span("2026-11-21T03:00:00", "2026-11-21T03:01:00");
        assert_eq!(due(RequestedTime::Within(vec![night, monday]), friday, None), Due::At(night.0));
    }

    #[test]
    fn no_time_is_promised_on_a_closed_day_however_many_there_are() {
        let mut hours = nine_to_five();
        let friday = at("2026-11-20T16:30:00");
        hours.exceptions = friday.date_naive().iter_days().take(50).map(|day| (day, Vec::new())).collect();
        let tomorrow = RequestedTime::At(at("2026-11-21T10:00:00"));
        for said in [RequestedTime::Soonest, tomorrow] {
            let due_at = Due::AtOpening(at("2027-01-11T09:00:00"));
            assert_eq!(due(said.clone(), friday, Some(&hours)), due_at);
            assert_eq!(due(said, friday, Some(&BusinessHours::default())), Due::Unpromised);
        }
    }

    #[test]
    fn where_it_is_always_open_a_span_is_taken_by_day_if_it_has_any() {
        let friday = at("2026-11-20T16:30:00");
        for (from, until, due_at) in [
            ("2026-11-21T00:00:00", "2026-11-22T00:00:00", "2026-11-21T09:00:00"),
            ("2026-11-20T16:30:00", "2026-11-21T00:00:00", "2026-11-20T16:30:00"),
            ("2026-11-20T20:00:00", "2026-11-23T00:00:00", "2026-11-21T09:00:00"),
            ("2026-11-20T18:00:00", "2026-11-21T00:00:00", "2026-11-20T18:00:00"),
        ] {
            let due = due(RequestedTime::Within(vec![span(from, until)]), friday, None);
            assert_eq!(due, Due::At(at(due_at)), "{from} to {until}");
        }
    }
}

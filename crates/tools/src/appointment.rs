//! An appointment from what the caller said: what, when, and where there is room for it.

use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use db::bookings::Busy;
use domain::{BookingId, BookingSettings};

use crate::calendar::{Calendar, LOOK_AROUND_DAYS, SHORTEST_MINUTES, Service, Unfit, free_resource};
use crate::spoken::{AboutBooking, SpokenLine};
use crate::time_said::Said;
use crate::tool_context::ToolContext;

/// At most 12 services are read out: more are not remembered by ear.
const MAX_SERVICES: usize = 12;

/// Where no resource is named, there is one.
const ONLY_RESOURCE: &str = "main";

/// The service of a booking for which none was said. On record in English, whatever the call is spoken in.
pub(crate) const UNNAMED: &str = "appointment";

/// Room for an appointment.
pub(crate) struct Place<'a> {
    pub resource: &'a str,
    pub from: DateTime<Tz>,
    pub until: DateTime<Tz>,
}

/// The service that the caller means. Where the organization has set up none, it is whatever was said.
pub(crate) fn service<'a>(
    settings: &'a BookingSettings,
    said: Option<&str>,
) -> Result<Service<'a>, SpokenLine> {
    if settings.services.is_empty() {
        let name = said.unwrap_or(UNNAMED).to_owned();
        return Ok(of_length(settings, name, settings.default_minutes, &[]));
    }
    let known = match (settings.services.as_slice(), said) {
        ([only], None) => Some(only),
        (_, None) => None,
        (services, Some(said)) => {
            let is = |name: &str| folded(name) == folded(said);
            let exact =
                services.iter().find(|service| is(&service.name) || service.also.iter().any(|name| is(name)));
            exact.or_else(|| {
                let holds =
                    |name: &str| folded(said).contains(&folded(name)) || folded(name).contains(&folded(said));
                let mut near = services.iter().filter(|service| holds(&service.name));
                near.next().filter(|_| near.next().is_none())
            })
        }
    };
    let Some(known) = known else {
        let names = settings.services.iter().take(MAX_SERVICES).map(|service| service.name.clone());
        return Err(AboutBooking::WhichService(names.collect()).into());
    };
    Ok(of_length(settings, known.name.clone(), known.minutes, &known.resources))
}

/// The service of an appointment that was booked before, whatever became of the settings since.
pub(crate) fn service_booked<'a>(
    settings: &'a BookingSettings,
    name: &str,
    length: TimeDelta,
) -> Service<'a> {
    let known = settings.services.iter().find(|service| service.name == name);
    let resources = known.map(|service| service.resources.as_slice()).unwrap_or_default();
    Service { length, ..of_length(settings, name.to_owned(), settings.default_minutes, resources) }
}

/// Finds room at the time that was said, or what to offer instead. A caller that means to take it has locked
/// the calendar. `moving` is an appointment that makes room for itself.
pub(crate) async fn find_place<'a>(
    context: &ToolContext<'_>,
    service: &Service<'a>,
    said: Said,
    moving: Option<BookingId>,
) -> db::Result<Result<Place<'a>, SpokenLine>> {
    let calendar = calendar(context);
    let at = match said {
        Said::Exactly(at) => at,
        Said::Within(from, until) => return Ok(Err(offer(context, service, (from, until)).await?)),
        Said::Soonest => return Ok(Err(offer(context, service, (context.now, context.now + days())).await?)),
    };
    if let Err(unfit) = calendar.check(at, service.length) {
        let why = match unfit {
            Unfit::TooFar => AboutBooking::TooFar(context.settings().booking.horizon_days),
            Unfit::TooSoon => AboutBooking::TooSoon { offers: near(context, service, at).await? },
            Unfit::Closed => AboutBooking::Closed { at, offers: near(context, service, at).await? },
        };
        return Ok(Err(why.into()));
    }
    let until = at + service.length;
    let busy = busy(context, at, until, moving).await?;
    match free_resource(at, service, &busy) {
        Some(resource) => Ok(Ok(Place { resource, from: at, until })),
        None => Ok(Err(AboutBooking::Taken { at, offers: near(context, service, at).await? }.into())),
    }
}

/// What is free when the caller leaves the hour open.
async fn offer(
    context: &ToolContext<'_>,
    service: &Service<'_>,
    (from, until): (DateTime<Tz>, DateTime<Tz>),
) -> db::Result<SpokenLine> {
    let busy = busy(context, from, until, None).await?;
    let free = calendar(context).free_within((from, until), service, &busy);
    if free.is_empty() {
        return Ok(AboutBooking::NothingThen { offers: near(context, service, from).await? }.into());
    }
    Ok(AboutBooking::Free(free).into())
}

/// The free times nearest to a moment.
pub(crate) async fn near(
    context: &ToolContext<'_>,
    service: &Service<'_>,
    at: DateTime<Tz>,
) -> db::Result<Vec<DateTime<Tz>>> {
    let at = at.max(context.now);
    let busy = busy(context, at - days(), at + days(), None).await?;
    Ok(calendar(context).free_near(at, service, &busy))
}

fn calendar<'a>(context: &'a ToolContext<'_>) -> Calendar<'a> {
    let settings = context.settings();
    Calendar { booking: &settings.booking, hours: settings.business_hours.as_ref(), now: context.now }
}

async fn busy(
    context: &ToolContext<'_>,
    from: DateTime<Tz>,
    until: DateTime<Tz>,
    moving: Option<BookingId>,
) -> db::Result<Vec<Busy>> {
    let mut busy = db::bookings::busy(context.tx, from.to_utc(), until.to_utc()).await?;
    busy.retain(|busy| Some(busy.booking_id) != moving);
    Ok(busy)
}

/// One more than is looked around, as the day of the moment is looked at from its beginning to its end.
fn days() -> TimeDelta {
    TimeDelta::days(i64::try_from(LOOK_AROUND_DAYS).unwrap_or(0) + 1)
}

fn of_length<'a>(
    settings: &'a BookingSettings,
    name: String,
    minutes: u16,
    resources: &'a [String],
) -> Service<'a> {
    let some = [resources, &settings.resources].into_iter().find(|some| !some.is_empty());
    let resources = some.map_or(vec![ONLY_RESOURCE], |some| some.iter().map(String::as_str).collect());
    Service { name, length: TimeDelta::minutes(minutes.max(SHORTEST_MINUTES).into()), resources }
}

/// As two people would write it the same.
pub(crate) fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> BookingSettings {
        serde_json::from_value(serde_json::json!({
            "services": [
                {"name": "Cleaning", "minutes": 45, "also": ["hygiene"], "resources": ["chair 2"]},
                {"name": "Consultation", "minutes": 20},
                {"name": "Чистка зубов", "minutes": 45},
            ],
            "resources": ["chair 1", "chair 2"],
        }))
        .unwrap()
    }

    #[test]
    fn a_service_is_known_by_its_name_its_other_names_or_a_part_of_it() {
        let settings = settings();
        for (said, name) in [
            ("cleaning", "Cleaning"),
            ("HYGIENE", "Cleaning"),
            ("a consultation please", "Consultation"),
            ("чистка", "Чистка зубов"),
        ] {
            assert_eq!(service(&settings, Some(said)).unwrap().name, name, "{said}");
        }
        let cleaning = service(&settings, Some("cleaning")).unwrap();
        assert_eq!((cleaning.length, cleaning.resources), (TimeDelta::minutes(45), vec!["chair 2"]));
        assert_eq!(service(&settings, Some("consultation")).unwrap().resources, ["chair 1", "chair 2"]);
    }

    #[test]
    fn an_unknown_service_is_asked_for_among_the_known() {
        let settings = settings();
        for said in [Some("a haircut"), Some("c"), None] {
            assert!(
                matches!(service(&settings, said), Err(SpokenLine::Booking(AboutBooking::WhichService(names))) if names.len() == 3),
                "{said:?}"
            );
        }
    }

    #[test]
    fn where_no_service_is_set_up_anything_is_booked() {
        let settings = BookingSettings { resources: Vec::new(), ..BookingSettings::default() };
        let any = service(&settings, Some("Consultation")).unwrap();
        assert_eq!((any.name.as_str(), any.length), ("Consultation", TimeDelta::minutes(30)));
        assert_eq!(any.resources, [ONLY_RESOURCE]);
    }
}

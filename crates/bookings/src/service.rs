//! What can be booked.

use chrono::TimeDelta;
use domain::{BookingSettings, Service as ServiceSettings};

use crate::Rejection;

/// No appointment is shorter, nor are two offered times closer.
pub(crate) const SHORTEST_MINUTES: u16 = 5;

/// Where no resource is named, there is one.
const ONLY_RESOURCE: &str = "main";

/// The service of a booking for which none was named. On record in English, whatever is spoken.
pub const UNNAMED: &str = "appointment";

/// What is to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service<'a> {
    pub name: String,
    pub(crate) length: TimeDelta,
    /// Any of these will do.
    pub(crate) resources: Vec<&'a str>,
}

impl<'a> Service<'a> {
    /// The service of this name, or of a name that it is a part of. Where the organization has set up none, it
    /// is whatever was named; where it has one, that one needs no name.
    pub fn named(settings: &'a BookingSettings, name: Option<&str>) -> Result<Self, Rejection> {
        if settings.services.is_empty() {
            let name = name.unwrap_or(UNNAMED).to_owned();
            return Ok(Self::of_length(settings, name, settings.default_minutes, &[]));
        }
        let known = match (settings.services.as_slice(), name) {
            ([only], None) => Some(only),
            (_, None) => None,
            (services, Some(name)) => find(services, name),
        };
        let Some(known) = known else {
            let known = settings.services.iter().map(|service| service.name.clone()).collect();
            return Err(Rejection::UnknownService { known });
        };
        Ok(Self::of_length(settings, known.name.clone(), known.minutes, &known.resources))
    }

    /// The service of an appointment that was booked before, whatever became of the settings since.
    pub(crate) fn booked(settings: &'a BookingSettings, name: &str, length: TimeDelta) -> Self {
        let known = settings.services.iter().find(|service| service.name == name);
        let resources = known.map(|service| service.resources.as_slice()).unwrap_or_default();
        Self { length, ..Self::of_length(settings, name.to_owned(), settings.default_minutes, resources) }
    }

    fn of_length(settings: &'a BookingSettings, name: String, minutes: u16, resources: &'a [String]) -> Self {
        let some = [resources, &settings.resources].into_iter().find(|some| !some.is_empty());
        let resources = some.map_or(vec![ONLY_RESOURCE], |some| some.iter().map(String::as_str).collect());
        Self { name, length: TimeDelta::minutes(minutes.max(SHORTEST_MINUTES).into()), resources }
    }
}

fn find<'a>(services: &'a [ServiceSettings], requested: &str) -> Option<&'a ServiceSettings> {
    let requested = folded(requested);
    let is = |name: &str| folded(name) == requested;
    let exact = services.iter().find(|service| is(&service.name) || service.also.iter().any(|name| is(name)));
    exact.or_else(|| {
        let holds = |name: &str| requested.contains(&folded(name)) || folded(name).contains(&requested);
        let mut near = services.iter().filter(|service| holds(&service.name));
        near.next().filter(|_| near.next().is_none())
    })
}

/// As two people would write it the same.
pub fn folded(text: &str) -> String {
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
            assert_eq!(Service::named(&settings, Some(said)).unwrap().name, name, "{said}");
        }
        let cleaning = Service::named(&settings, Some("cleaning")).unwrap();
        assert_eq!((cleaning.length, cleaning.resources), (TimeDelta::minutes(45), vec!["chair 2"]));
        let consultation = Service::named(&settings, Some("consultation")).unwrap();
        assert_eq!(consultation.resources, ["chair 1", "chair 2"]);
    }

    #[test]
    fn an_unknown_service_is_rejected_with_the_known() {
        let settings = settings();
        let known = ["Cleaning", "Consultation", "Чистка зубов"].map(str::to_owned).to_vec();
        for said in [Some("a haircut"), Some("c"), None] {
            let unknown = Rejection::UnknownService { known: known.clone() };
            assert_eq!(Service::named(&settings, said), Err(unknown), "{said:?}");
        }
    }

    #[test]
    fn where_no_service_is_set_up_anything_is_booked() {
        let settings = BookingSettings { resources: Vec::new(), ..BookingSettings::default() };
        let any = Service::named(&settings, Some("Consultation")).unwrap();
        assert_eq!((any.name.as_str(), any.length), ("Consultation", TimeDelta::minutes(30)));
        assert_eq!(any.resources, [ONLY_RESOURCE]);
    }
}

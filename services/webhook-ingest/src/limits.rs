//! How much one sender may send.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use domain::{ConnectionId, OrganizationId};
use web::{Buckets, Empty, Problem, network};

use crate::error::IngestError;
use crate::settings::{self, Rate};

/// An hour that an address stays known after it has sent something verified.
const KNOWN_FOR: Duration = Duration::from_hours(1);

/// At most 50,000 known addresses: Vapi, Stripe and Twilio have a few hundred together.
const MAX_KNOWN: usize = 50_000;

/// At most 256 KiB: nearly every message is shorter, and reading it costs hardly more than rejecting it.
const MAX_SUSPECT_BODY: usize = 256 * 1024;

pub(crate) struct Limits {
    rates: settings::Limits,
    organizations: Buckets<OrganizationId>,
    connections: Buckets<ConnectionId>,
    questions: Buckets<OrganizationId>,
    unverified: Buckets<IpAddr>,
    /// The same of addresses that are known.
    known_unverified: Buckets<IpAddr>,
    known: Mutex<HashMap<IpAddr, Instant>>,
}

/// Who has sent something verified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    /// `None` for what is in quarantine.
    pub(crate) organization: Option<OrganizationId>,
    /// `None` where the secret is the installation's own.
    pub(crate) connection: Option<ConnectionId>,
    /// A caller waits for the answer.
    pub(crate) is_question: bool,
}

/// What is known of an address.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Standing {
    /// It has sent something verified.
    Known,
    Unverified,
    /// Unverified, and it has sent too much that was not verified.
    Suspect(LimitError),
}

/// A sender has sent too much.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the limit of {policy} is reached")]
pub(crate) struct LimitError {
    policy: &'static str,
    rate: Rate,
    retry_after: Duration,
}

impl Limits {
    pub(crate) fn new(rates: settings::Limits) -> Self {
        Self {
            organizations: Buckets::new(rates.organization),
            connections: Buckets::new(rates.connection),
            questions: Buckets::new(rates.questions),
            unverified: Buckets::new(rates.strangers),
            known_unverified: Buckets::new(rates.known),
            known: Mutex::default(),
            rates,
        }
    }

    /// Counts a verified message. What a caller waits for is counted apart: no flood of reports silences an
    /// assistant.
    pub(crate) fn admit(&self, sent: Sent, now: Instant) -> Result<(), LimitError> {
        let Sent { organization, connection, is_question } = sent;
        if let (Some(organization), true) = (organization, is_question) {
            return self
                .questions
                .take(organization, now)
                .map_err(exceeded("questions", self.rates.questions));
        }
        if let Some(connection) = connection {
            self.connections.take(connection, now).map_err(exceeded("connection", self.rates.connection))?;
        }
        if let Some(organization) = organization {
            let organization = self.organizations.take(organization, now);
            organization.map_err(exceeded("organization", self.rates.organization))?;
        }
        Ok(())
    }

    /// What is known of an address before anything is read. Nothing is counted yet, as the request may be
    /// verified. Nor can one sender shut out others that share its address, as Vapi's customers do: once its
    /// limit for unverified requests is used up, messages of the usual size are still read, and rejected only
    /// if they are not verified.
    pub(crate) fn standing(&self, source: IpAddr, now: Instant) -> Standing {
        let network = network(source);
        if self.is_known(network, now) {
            return Standing::Known;
        }
        match self.unverified.look(network, now) {
            Ok(()) => Standing::Unverified,
            Err(empty) => Standing::Suspect(exceeded("strangers", self.rates.strangers)(empty)),
        }
    }

    /// Counts a request that was not verified. It is over the limit where no token is left. A known address has
    /// a larger bucket: many senders may share it, and whoever guesses among them is limited all the same.
    pub(crate) fn count_unverified(&self, source: IpAddr, now: Instant) -> Result<(), LimitError> {
        let network = network(source);
        if self.is_known(network, now) {
            let counted = self.known_unverified.take(network, now);
            return counted.map_err(exceeded("known", self.rates.known));
        }
        self.unverified.take(network, now).map_err(exceeded("strangers", self.rates.strangers))
    }

    /// Remembers that this address has sent something verified.
    pub(crate) fn trust(&self, source: IpAddr, now: Instant) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let network = network(source);
        if let Some(at) = known.get_mut(&network) {
            *at = now;
            return;
        }
        if known.len() >= MAX_KNOWN {
            known.retain(|_, at| is_fresh(*at, now));
        }
        if known.len() < MAX_KNOWN {
            known.insert(network, now);
        }
    }

    fn is_known(&self, network: IpAddr, now: Instant) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&network).is_some_and(|at| is_fresh(*at, now))
    }
}

impl Standing {
    pub(crate) fn is_known(&self) -> bool {
        matches!(self, Self::Known)
    }

    pub(crate) fn max_body(&self) -> usize {
        if matches!(self, Self::Suspect(_)) { MAX_SUSPECT_BODY } else { usize::MAX }
    }

    /// Why a request of that address is not read to its end.
    pub(crate) fn reject(&self, problem: Problem) -> IngestError {
        match self {
            Self::Suspect(exceeded) if problem.status() != StatusCode::SERVICE_UNAVAILABLE => {
                (*exceeded).into()
            }
            _ => problem.into(),
        }
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < KNOWN_FOR
}

fn exceeded(policy: &'static str, rate: Rate) -> impl FnOnce(Empty) -> LimitError {
    move |Empty(retry_after)| LimitError { policy, rate, retry_after }
}

impl LimitError {
    pub(crate) fn problem(&self) -> Problem {
        Problem::too_many_requests(self.retry_after).detail(self.to_string())
    }

    /// Adds the headers that clients know: those of the IETF draft, and the older ones.
    pub(crate) fn add_headers(&self, response: &mut HttpResponse) {
        let Self { policy, rate: Rate { per_second, burst }, retry_after } = self;
        let window = burst.get().div_ceil(per_second.get());
        let reset = retry_after.as_millis().div_ceil(1000);
        for (name, value) in [
            ("ratelimit-policy", format!("\"{policy}\";q={burst};w={window}")),
            ("ratelimit", format!("\"{policy}\";r=0;t={reset}")),
            ("x-ratelimit-limit", burst.to_string()),
            ("x-ratelimit-remaining", "0".to_owned()),
            ("x-ratelimit-reset", reset.to_string()),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use uuid::Uuid;

    use super::*;

    fn limits() -> Limits {
        let rate = |burst| Rate { per_second: NonZeroU32::MIN, burst: NonZeroU32::new(burst).unwrap() };
        Limits::new(settings::Limits {
            organization: rate(3),
            connection: rate(2),
            questions: rate(1),
            strangers: rate(2),
            known: rate(4),
        })
    }

    fn sent(organization: u128, connection: u128, is_question: bool) -> Sent {
        Sent {
            organization: Some(OrganizationId(Uuid::from_u128(organization))),
            connection: Some(ConnectionId(Uuid::from_u128(connection))),
            is_question,
        }
    }

    #[test]
    fn a_connection_and_an_organization_have_limits_of_their_own() {
        let (limits, now) = (limits(), Instant::now());
        let policies: Vec<_> = [1, 1, 1, 2, 2]
            .into_iter()
            .map(|connection| limits.admit(sent(1, connection, false), now).err().map(|error| error.policy))
            .collect();
        assert_eq!(policies, [None, None, Some("connection"), None, Some("organization")]);
        assert!(limits.admit(sent(2, 3, false), now).is_ok());
    }

    #[test]
    fn a_question_is_counted_apart() {
        let (limits, now) = (limits(), Instant::now());
        while limits.admit(sent(1, 1, false), now).is_ok() {}
        assert!(limits.admit(sent(1, 1, true), now).is_ok());
        assert_eq!(limits.admit(sent(1, 1, true), now).unwrap_err().policy, "questions");
    }

    #[test]
    fn an_address_is_unverified_until_it_sends_something_verified() {
        let (limits, now) = (limits(), Instant::now());
        let (vapi, other): (IpAddr, IpAddr) =
            ("::ffff:203.0.113.9".parse().unwrap(), "203.0.113.8".parse().unwrap());
        for _ in 0..5 {
            assert!(matches!(limits.standing(vapi, now), Standing::Unverified), "looking counts nothing");
        }
        assert!(limits.count_unverified(vapi, now).is_ok() && limits.count_unverified(vapi, now).is_ok());
        assert_eq!(limits.count_unverified(vapi, now).unwrap_err().policy, "strangers");
        let suspect = limits.standing(vapi, now);
        assert!(matches!(suspect, Standing::Suspect(LimitError { policy: "strangers", .. })));
        assert_eq!(suspect.max_body(), MAX_SUSPECT_BODY);
        assert!(matches!(limits.standing(other, now), Standing::Unverified));
        limits.trust("203.0.113.9".parse().unwrap(), now);
        assert!(limits.standing(vapi, now).is_known());
        let policies: Vec<_> =
            (0..5).map(|_| limits.count_unverified(vapi, now).err().map(|error| error.policy)).collect();
        assert_eq!(policies, [None, None, None, None, Some("known")]);
        assert!(limits.standing(vapi, now).is_known(), "what others there have verified is still taken");
        let later = limits.standing(vapi, now + KNOWN_FOR);
        assert!(matches!(later, Standing::Unverified), "the bucket is full again by then");
    }

    #[test]
    fn a_known_address_stays_known_though_there_is_no_room_for_another() {
        let (limits, now) = (limits(), Instant::now());
        let address = |number: usize| IpAddr::from(u32::try_from(number).unwrap().to_be_bytes());
        for number in 0..=MAX_KNOWN {
            limits.trust(address(number), now);
        }
        assert!(!limits.standing(address(MAX_KNOWN), now).is_known(), "there is no room");
        limits.trust(address(0), now + KNOWN_FOR / 2);
        assert!(limits.standing(address(0), now + KNOWN_FOR).is_known());
    }
}

//! How much one sender may send.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};
use domain::{ConnectionId, OrganizationId};
use runtime::settings::{self, Rate};
use web::Problem;

use crate::bucket::{Buckets, Empty};

/// An address that has sent something verified is not a stranger's for so long.
const KNOWN_FOR: Duration = Duration::from_hours(1);

/// So many addresses are known at a time: Vapi, Stripe and Twilio have a few hundred together.
const MAX_KNOWN: usize = 50_000;

/// Of an IPv6 address the part that its holder did not choose.
const V6_NETWORK: u128 = u128::MAX << 64;

pub(crate) struct Limits {
    rates: settings::Limits,
    organizations: Buckets<OrganizationId>,
    connections: Buckets<ConnectionId>,
    questions: Buckets<OrganizationId>,
    strangers: Buckets<IpAddr>,
    known: Mutex<HashMap<IpAddr, Instant>>,
}

/// Who has sent something verified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    /// None of what is in quarantine.
    pub(crate) organization: Option<OrganizationId>,
    /// None where the secret is the installation's own.
    pub(crate) connection: Option<ConnectionId>,
    /// Somebody waits for the answer.
    pub(crate) is_question: bool,
}

/// Somebody has sent too much.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the limit of {policy} is reached")]
pub(crate) struct Exceeded {
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
            strangers: Buckets::new(rates.strangers),
            known: Mutex::default(),
            rates,
        }
    }

    /// Counts a verified message. What a caller waits for is counted apart: no flood of reports silences an assistant.
    pub(crate) fn admit(&self, sent: Sent, now: Instant) -> Result<(), Exceeded> {
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

    /// Whether an address may send more before anything of it was verified. Nothing is counted yet: who is verified after
    /// all costs nothing, and whoever shares an address with honest senders, as Vapi's customers do, can't shut them out.
    pub(crate) fn admit_stranger(&self, source: IpAddr, now: Instant) -> Result<(), Exceeded> {
        let network = network(source);
        if self.is_known(network, now) {
            return Ok(());
        }
        self.strangers.look(network, now).map_err(exceeded("strangers", self.rates.strangers))
    }

    /// Counts what was not verified.
    pub(crate) fn count_stranger(&self, source: IpAddr, now: Instant) {
        // Full or not, the answer to this one is on its way.
        let _ = self.strangers.take(network(source), now);
    }

    /// Remembers that something of this address was verified.
    pub(crate) fn trust(&self, source: IpAddr, now: Instant) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_KNOWN {
            known.retain(|_, at| is_fresh(*at, now));
        }
        if known.len() < MAX_KNOWN {
            known.insert(network(source), now);
        }
    }

    fn is_known(&self, network: IpAddr, now: Instant) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&network).is_some_and(|at| is_fresh(*at, now))
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    now.saturating_duration_since(at) < KNOWN_FOR
}

fn exceeded(policy: &'static str, rate: Rate) -> impl FnOnce(Empty) -> Exceeded {
    move |Empty(retry_after)| Exceeded { policy, rate, retry_after }
}

/// Whoever has one IPv6 address has a whole network of them.
fn network(source: IpAddr) -> IpAddr {
    match source.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & V6_NETWORK).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

impl Exceeded {
    pub(crate) fn problem(&self) -> Problem {
        Problem::too_many_requests(self.retry_after).detail(self.to_string())
    }

    /// Says it in the headers that clients know: the draft of the IETF, and what was there before it.
    pub(crate) fn tell(&self, response: &mut HttpResponse) {
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
            .map(|connection| {
                limits.admit(sent(1, connection, false), now).err().map(|refused| refused.policy)
            })
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
    fn an_address_is_a_strangers_until_something_of_it_is_verified() {
        let (limits, now) = (limits(), Instant::now());
        let (vapi, other): (IpAddr, IpAddr) =
            ("::ffff:203.0.113.9".parse().unwrap(), "203.0.113.8".parse().unwrap());
        for _ in 0..5 {
            limits.admit_stranger(vapi, now).unwrap();
        }
        for _ in 0..5 {
            limits.count_stranger(vapi, now);
        }
        assert_eq!(limits.admit_stranger(vapi, now).unwrap_err().policy, "strangers");
        assert!(limits.admit_stranger(other, now).is_ok());
        limits.trust("203.0.113.9".parse().unwrap(), now);
        assert!(limits.admit_stranger(vapi, now).is_ok());
        assert!(limits.admit_stranger(vapi, now + KNOWN_FOR).is_ok(), "the bucket is full again by then");
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:0:1::7"), of("2001:db8:0:1:ffff::8"));
        assert_ne!(of("2001:db8:0:1::7"), of("2001:db8:0:2::7"));
    }
}

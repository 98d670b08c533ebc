//! Who may read: first the edge that requires a User-Agent, then the private key, then the rate limit.

use std::collections::{HashMap, VecDeque};
use std::future::{Ready, ready};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, USER_AGENT};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use uuid::Uuid;

use super::answers::Rejection;
use crate::journal::lock;
use crate::settings::VapiKey;

/// The organization on Vapi's side whose key was shown.
pub(crate) struct Authorized {
    pub(crate) organization_id: Uuid,
}

impl FromRequest for Authorized {
    type Error = Rejection;
    type Future = Ready<Result<Self, Rejection>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(authorize(request))
    }
}

fn authorize(request: &HttpRequest) -> Result<Authorized, Rejection> {
    if request.headers().get(USER_AGENT).is_none_or(actix_web::http::header::HeaderValue::is_empty) {
        return Err(Rejection::NoUserAgent);
    }
    let access = request.app_data::<Data<Access>>().ok_or(Rejection::InvalidKey)?;
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Rejection::InvalidKey)?;
    let organization_id = access.organization_of(shown).ok_or(Rejection::InvalidKey)?;
    if !access.rate.admit(shown, Instant::now()) {
        return Err(Rejection::TooManyRequests);
    }
    Ok(Authorized { organization_id })
}

/// The keys there are, and how much each may ask.
#[derive(Debug)]
pub(crate) struct Access {
    keys: Mutex<Vec<VapiKey>>,
    rate: RateLimit,
}

impl Access {
    pub(crate) fn new(keys: &[VapiKey], requests_per_second: Option<u32>) -> Self {
        Self { keys: Mutex::new(keys.to_vec()), rate: RateLimit::new(requests_per_second) }
    }

    pub(crate) fn add(&self, key: VapiKey) {
        lock(&self.keys).push(key);
    }

    fn organization_of(&self, secret: &str) -> Option<Uuid> {
        lock(&self.keys).iter().find(|key| key.secret == secret).map(|key| key.organization_id)
    }
}

/// At most `per_second` requests a key in any one second.
#[derive(Debug)]
struct RateLimit {
    per_second: Option<u32>,
    admitted: Mutex<HashMap<String, VecDeque<Instant>>>,
}

const WINDOW: Duration = Duration::from_secs(1);

impl RateLimit {
    fn new(per_second: Option<u32>) -> Self {
        Self { per_second, admitted: Mutex::default() }
    }

    fn admit(&self, key: &str, now: Instant) -> bool {
        let Some(limit) = self.per_second.and_then(|limit| usize::try_from(limit).ok()) else {
            return true;
        };
        let mut admitted = lock(&self.admitted);
        let recent = admitted.entry(key.to_owned()).or_default();
        while recent.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
            recent.pop_front();
        }
        let admit = recent.len() < limit;
        if admit {
            recent.push_back(now);
        }
        admit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_over_its_limit_waits_for_the_second_to_pass_and_other_keys_do_not() {
        let limit = RateLimit::new(Some(2));
        let start = Instant::now();
        assert!(limit.admit("a", start) && limit.admit("a", start));
        assert!(!limit.admit("a", start));
        assert!(limit.admit("b", start));
        assert!(limit.admit("a", start + WINDOW));
    }
}

//! What was sent, and under which idempotency key.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

use actix_web::web::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::email::{Email, NewEmail};
use super::rejection::Rejection;
use crate::journal::lock;

/// At most 20,000 e-mails: enough for the longest test; each is a few kilobytes.
const MAX_EMAILS: usize = 20_000;
/// As many as e-mails: each has at most one key.
const MAX_KEYS: usize = MAX_EMAILS;
/// Resend keeps an idempotency key for a day.
const KEY_LIFETIME: TimeDelta = TimeDelta::hours(24);

pub(crate) struct Posting {
    pub(crate) email: NewEmail,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) body: Bytes,
    pub(crate) posted_at: DateTime<Utc>,
}

#[derive(Debug, Default)]
pub(crate) struct Mailbox {
    // One lock, so that two posts under one key can't both be the first.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    emails: VecDeque<Email>,
    keys: HashMap<String, Claim>,
    key_order: VecDeque<String>,
}

#[derive(Debug)]
struct Claim {
    id: Uuid,
    body: Bytes,
    claimed_at: DateTime<Utc>,
}

impl Mailbox {
    /// Sends, unless the same was sent under the same key: then gives its id again.
    pub(crate) fn post(&self, posting: Posting) -> Result<Uuid, Rejection> {
        let mut state = lock(&self.state);
        if let Some(key) = &posting.idempotency_key
            && let Some(claim) = state.keys.get(key)
            && posting.posted_at - claim.claimed_at < KEY_LIFETIME
        {
            return if claim.body == posting.body { Ok(claim.id) } else { Err(Rejection::KeyReused) };
        }
        let id = Uuid::new_v4();
        state.claim(id, &posting);
        state.keep(posting.email.sent(id, posting.idempotency_key, posting.posted_at));
        Ok(id)
    }

    pub(crate) fn all(&self) -> Vec<Email> {
        lock(&self.state).emails.iter().cloned().collect()
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.state).emails.len()
    }

    pub(crate) fn clear(&self) {
        *lock(&self.state) = State::default();
    }
}

impl State {
    fn claim(&mut self, id: Uuid, posting: &Posting) {
        let Some(key) = posting.idempotency_key.clone() else {
            return;
        };
        while self.key_order.len() >= MAX_KEYS {
            if let Some(oldest) = self.key_order.pop_front() {
                self.keys.remove(&oldest);
            }
        }
        let claim = Claim { id, body: posting.body.clone(), claimed_at: posting.posted_at };
        if self.keys.insert(key.clone(), claim).is_none() {
            self.key_order.push_back(key);
        }
    }

    fn keep(&mut self, email: Email) {
        while self.emails.len() >= MAX_EMAILS {
            self.emails.pop_front();
        }
        self.emails.push_back(email);
    }
}

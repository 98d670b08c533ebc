//! E-mails, as they are posted and as they are kept.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rejection::Rejection;

/// At most 50 recipients: Resend's own limit.
const MAX_RECIPIENTS: usize = 50;

/// An e-mail that was sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Email {
    pub id: Uuid,
    pub from: String,
    pub to: Vec<String>,
    pub reply_to: Vec<String>,
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
    pub idempotency_key: Option<String>,
    pub created_at: DateTime<Utc>,
}

pub(crate) struct NewEmail {
    from: String,
    to: Vec<String>,
    reply_to: Vec<String>,
    subject: String,
    text: Option<String>,
    html: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    from: Option<String>,
    to: Option<Addresses>,
    reply_to: Option<Addresses>,
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Addresses {
    One(String),
    Many(Vec<String>),
}

impl NewEmail {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Rejection> {
        let wire: Wire = serde_json::from_slice(body).map_err(|_| Rejection::Unreadable)?;
        let from = wire.from.ok_or(Rejection::Missing("from"))?;
        let to = wire.to.ok_or(Rejection::Missing("to"))?.into_list();
        let subject = wire.subject.ok_or(Rejection::Missing("subject"))?;
        if wire.text.is_none() && wire.html.is_none() {
            return Err(Rejection::NoContent);
        }
        if to.is_empty() || to.len() > MAX_RECIPIENTS {
            return Err(Rejection::RecipientCount);
        }
        if !is_address(&from) {
            return Err(Rejection::Address("from"));
        }
        if !to.iter().all(|address| is_address(address)) {
            return Err(Rejection::Address("to"));
        }
        let reply_to = wire.reply_to.map(Addresses::into_list).unwrap_or_default();
        Ok(Self { from, to, reply_to, subject, text: wire.text, html: wire.html })
    }

    pub(crate) fn sent(self, id: Uuid, idempotency_key: Option<String>, created_at: DateTime<Utc>) -> Email {
        Email {
            id,
            from: self.from,
            to: self.to,
            reply_to: self.reply_to,
            subject: self.subject,
            text: self.text,
            html: self.html,
            idempotency_key,
            created_at,
        }
    }
}

impl Addresses {
    fn into_list(self) -> Vec<String> {
        match self {
            Self::One(address) => vec![address],
            Self::Many(addresses) => addresses,
        }
    }
}

/// `email@example.com` or `Name <email@example.com>`.
fn is_address(text: &str) -> bool {
    let bare = match text.split_once('<') {
        Some((_, rest)) => match rest.strip_suffix('>') {
            Some(bare) => bare,
            None => return false,
        },
        None => text,
    };
    let plausible = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    bare.split_once('@').is_some_and(|(name, host)| plausible(name) && plausible(host) && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_bare_or_named() {
        assert!(is_address("ana@example.com") && is_address("Ana <ana@example.com>"));
        for wrong in ["ana", "ana@example", "Ana <ana@example.com", "@example.com", "a b@example.com"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}

//! Other systems of an organization that send it webhooks.

use chrono::{DateTime, Utc};
use domain::{ConnectionId, IntegrationScheme, OrganizationId};
use secrecy::SecretString;
use standard_webhooks::{Headers, Secret, SecretError};
use vapi::secret_matches;
use vapi::verification::{Header, Presented};

use crate::unopened::Unopened;

const SECRET_HEADER: &str = "x-webhook-secret";
const AUTHORIZATION: &str = "authorization";

pub(crate) struct Integration {
    pub(crate) id: ConnectionId,
    pub(crate) organization: OrganizationId,
    pub(crate) provider: String,
    current: Check,
    /// Taken until then.
    previous: Option<(Check, DateTime<Utc>)>,
    unopened: Unopened,
}

enum Check {
    StandardWebhooks(Box<[Secret; 1]>),
    SharedSecret(SecretString),
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum IntegrationError {
    #[error("there is no secret")]
    NoSecret,
    #[error("could not use the secret")]
    Secret(#[from] SecretError),
}

impl Integration {
    /// The row's secrets, opened: the current one, and the previous one where there is one. Where one could not
    /// be opened it is what nothing matches.
    pub(crate) fn new(
        row: &db::inbound_integrations::InboundIntegration,
        secrets: Vec<SecretString>,
        unopened: Unopened,
    ) -> Result<Self, IntegrationError> {
        let mut secrets = secrets.into_iter();
        let current = secrets.next().ok_or(IntegrationError::NoSecret)?;
        let previous = secrets.next().zip(row.previous_secret_until);
        let previous = previous.map(|(secret, until)| Ok((Check::new(row.scheme, secret)?, until)));
        Ok(Self {
            id: row.id,
            organization: row.organization_id,
            provider: row.provider.clone(),
            current: Check::new(row.scheme, current)?,
            previous: previous.transpose().map_err(|error: IntegrationError| error)?,
            unopened,
        })
    }

    /// How many bytes have to be hashed to verify a body of that length; 0 where secrets are only compared.
    pub(crate) fn work(&self, body: usize) -> usize {
        match self.current {
            Check::StandardWebhooks(_) => body,
            Check::SharedSecret(_) => 0,
        }
    }

    /// How the request is proved to come from this integration; `None` where it is not.
    pub(crate) fn verify(&self, presented: &Presented<'_>) -> Option<&'static str> {
        let previous =
            self.previous.iter().filter(|(_, until)| *until > presented.now).map(|(check, _)| check);
        [&self.current].into_iter().chain(previous).find_map(|check| check.verify(presented))
    }

    /// Whether a request that is not proved may be proved by a secret that could not be opened.
    pub(crate) fn may_be_meant(&self, presented: &Presented<'_>) -> bool {
        let until = self.previous.as_ref().map(|(_, until)| *until);
        self.unopened.lacks_secret(until, presented.now) && self.current.has_proof(presented)
    }
}

impl Check {
    fn new(scheme: IntegrationScheme, secret: SecretString) -> Result<Self, IntegrationError> {
        Ok(match scheme {
            IntegrationScheme::StandardWebhooks => {
                Self::StandardWebhooks(Box::new([Secret::try_from(&secret)?]))
            }
            IntegrationScheme::SharedSecret => Self::SharedSecret(secret),
        })
    }

    /// Whether the request has what is verified, right or wrong.
    fn has_proof(&self, presented: &Presented<'_>) -> bool {
        match self {
            Self::StandardWebhooks(_) => Headers::find(|name| only(presented, name)).is_ok(),
            Self::SharedSecret(_) => shared_secret(presented).is_some(),
        }
    }

    fn verify(&self, presented: &Presented<'_>) -> Option<&'static str> {
        match self {
            Self::StandardWebhooks(secret) => {
                let headers = Headers::find(|name| only(presented, name)).ok()?;
                let proof =
                    standard_webhooks::verify(&headers, presented.body, secret.as_slice(), presented.now);
                proof.is_ok().then_some(IntegrationScheme::StandardWebhooks.as_str())
            }
            Self::SharedSecret(secret) => {
                let matches = secret_matches(shared_secret(presented)?, secret);
                matches.then_some(IntegrationScheme::SharedSecret.as_str())
            }
        }
    }
}

/// In a header of its own, else as a bearer token.
fn shared_secret<'a>(presented: &Presented<'a>) -> Option<&'a [u8]> {
    const BEARER: &[u8] = b"bearer ";
    only(presented, SECRET_HEADER).or_else(|| {
        let (scheme, token) = only(presented, AUTHORIZATION)?.split_at_checked(BEARER.len())?;
        scheme.eq_ignore_ascii_case(BEARER).then_some(token)
    })
}

/// A header that is there once: of two, whatever stands between may have looked at the other one.
fn only<'a>(presented: &Presented<'a>, name: &str) -> Option<&'a [u8]> {
    match (presented.header)(name) {
        Header::One(value) => Some(value),
        Header::Absent | Header::Repeated => None,
    }
}

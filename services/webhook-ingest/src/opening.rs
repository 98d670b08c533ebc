//! Rows with sealed secrets, as verifiers.

use db::inbound_integrations::{self, InboundIntegration};
use db::vapi_connections::{self, Verification};
use db::{SealError, SealKey, SealedIn};
use domain::ConnectionId;
use runtime::clock;
use secrecy::SecretString;
use vapi::verification::{Plan, PlanError, Sources, Verifier};

use crate::integration::{Integration, IntegrationError};
use crate::snapshot::Connection;
use crate::unopened::{Failures, Unopened};

/// Why something of a connection can't be verified.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("could not open its secret")]
    Seal(#[from] SealError),
    #[error("could not read how it is verified")]
    Plan(#[source] serde_json::Error),
    #[error("could not read from where it may be reached")]
    Sources(#[source] PlanError),
    #[error("could not use its verification plan")]
    Verifier(#[from] PlanError),
    #[error("could not verify an integration")]
    Integration(#[from] IntegrationError),
}

/// Something as far as it opens, and why not further.
type AsFarAsItOpens<T> = (T, Option<OpenError>);

/// Opens the connections. One that does not open shuts out itself and no other.
pub(crate) fn connections(
    key: &SealKey,
    rows: Vec<Verification>,
    failures: &mut Failures,
) -> Vec<Connection> {
    // Without a secret and a plan it only opens Vapi's API.
    let receives = |row: &Verification| row.webhook_secret.is_some() || row.plan.is_some();
    let open = |row: Verification| (row.id, connection(key, &row));
    noted(rows.into_iter().filter(receives).map(open), failures)
}

/// Opens the integrations, each by itself.
pub(crate) fn integrations(
    key: &SealKey,
    rows: Vec<InboundIntegration>,
    failures: &mut Failures,
) -> Vec<Integration> {
    noted(rows.into_iter().map(|row| (row.id, integration(key, &row))), failures)
}

fn noted<T>(
    opened: impl Iterator<Item = (ConnectionId, Result<AsFarAsItOpens<T>, OpenError>)>,
    failures: &mut Failures,
) -> Vec<T> {
    let noted = opened.filter_map(|(id, opened)| match opened {
        Ok((opened, why_not)) => {
            failures.note(id, why_not.as_ref());
            Some(opened)
        }
        Err(error) => {
            failures.note(id, Some(&error));
            None
        }
    });
    noted.collect()
}

fn connection(key: &SealKey, row: &Verification) -> Result<AsFarAsItOpens<Connection>, OpenError> {
    let places = [vapi_connections::webhook_secret_of, vapi_connections::previous_webhook_secret_of]
        .map(|place| place(row.organization_id, row.id));
    // Alone, the previous one would be the current one, and that has no end.
    let previous = row.previous_webhook_secret.as_deref().filter(|_| row.webhook_secret.is_some());
    let secrets = Secrets::open(key, places, [row.webhook_secret.as_deref(), previous]);
    let sources = row.allowed_sources.clone().map(Sources::try_from).transpose();
    let sources = sources.map(Option::unwrap_or_default).map_err(OpenError::Sources);
    let known_sources = sources.as_ref().ok().cloned().unwrap_or_default();
    let made = sources.and_then(|sources| Made::new(row, secrets, sources));
    let made = match made {
        Ok(made) => made,
        Err(error) => Made {
            verifier: Verifier::new(row.id, &Plan::default(), vec![stand_in()], known_sources)?,
            client_secrets: Vec::new(),
            unopened: Unopened { plan: true, ..Unopened::default() },
            why_not: Some(error),
        },
    };
    let connection = Connection {
        id: row.id,
        organization: row.organization_id,
        verifier: made.verifier,
        previous_until: row.previous_secret_until,
        client_secrets: made.client_secrets,
        unopened: made.unopened,
    };
    Ok((connection, made.why_not))
}

/// What a connection is verified with.
struct Made {
    verifier: Verifier,
    client_secrets: Vec<SecretString>,
    unopened: Unopened,
    why_not: Option<OpenError>,
}

impl Made {
    fn new(row: &Verification, secrets: Secrets, sources: Sources) -> Result<Self, OpenError> {
        let plan = match row.plan.clone() {
            Some(written) => serde_json::from_value(written).map_err(OpenError::Plan)?,
            None => Plan::default(),
        };
        let Secrets { opened, unopened, error } = secrets;
        // An issuer's tokens need no secret of ours, so that none is missing.
        if let Ok(verifier) = Verifier::new(row.id, &plan, Vec::new(), sources.clone()) {
            return Ok(Self {
                verifier,
                client_secrets: Vec::new(),
                unopened: Unopened::default(),
                why_not: None,
            });
        }
        Ok(Self {
            client_secrets: if plan.has_our_tokens() { opened.clone() } else { Vec::new() },
            verifier: Verifier::new(row.id, &plan, opened, sources)?,
            unopened,
            why_not: error.map(OpenError::Seal),
        })
    }
}

fn integration(key: &SealKey, row: &InboundIntegration) -> Result<AsFarAsItOpens<Integration>, OpenError> {
    let places = [inbound_integrations::secret_of, inbound_integrations::previous_secret_of]
        .map(|place| place(row.organization_id, row.id));
    let Secrets { opened, unopened, error } =
        Secrets::open(key, places, [Some(row.secret.as_slice()), row.previous_secret.as_deref()]);
    match Integration::new(row, opened, unopened) {
        Ok(integration) => Ok((integration, error.map(OpenError::Seal))),
        // What is no secret of the scheme can't be used either.
        Err(why_not) => {
            let unopened = Unopened { current: true, ..Unopened::default() };
            Ok((Integration::new(row, vec![stand_in()], unopened)?, Some(why_not.into())))
        }
    }
}

/// The current secret and the previous one, as far as they are there.
struct Secrets {
    opened: Vec<SecretString>,
    unopened: Unopened,
    error: Option<SealError>,
}

impl Secrets {
    fn open(key: &SealKey, places: [SealedIn; 2], sealed: [Option<&[u8]>; 2]) -> Self {
        let mut secrets = Self { opened: Vec::new(), unopened: Unopened::default(), error: None };
        let [current, previous] = places;
        let [sealed_current, sealed_previous] = sealed;
        secrets.unopened.current = secrets.add(key, current, sealed_current);
        secrets.unopened.previous = secrets.add(key, previous, sealed_previous);
        secrets
    }

    /// Whether there is one that does not open.
    fn add(&mut self, key: &SealKey, place: SealedIn, sealed: Option<&[u8]>) -> bool {
        let Some(sealed) = sealed else { return false };
        match key.open(place, sealed) {
            Ok(secret) => {
                self.opened.push(secret);
                false
            }
            Err(error) => {
                self.opened.push(stand_in());
                self.error = Some(error);
                true
            }
        }
    }
}

/// Stands where a secret does not open. It is known to nobody and never leaves this process, so that nothing
/// matches it; it is base64 too, as some secrets have to be.
fn stand_in() -> SecretString {
    format!("{}{}", clock::new_id().simple(), clock::new_id().simple()).into()
}

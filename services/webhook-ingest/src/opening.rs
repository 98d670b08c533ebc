//! Rows with sealed secrets, as verifiers.

use std::error::Error;

use db::inbound_integrations::{self, InboundIntegration};
use db::vapi_connections::{self, Verification};
use db::{SealError, SealKey, SealedIn};
use domain::ConnectionId;
use runtime::error_chain;
use secrecy::SecretString;
use tracing::error;
use vapi::verification::{Plan, PlanError, Sources, Verifier};

use crate::integration::{Integration, IntegrationError};
use crate::snapshot::Connection;

/// Why nothing of a connection can be verified.
#[derive(Debug, thiserror::Error)]
enum OpenError {
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

/// Opens the connections. One that does not open shuts out itself and no other.
pub(crate) fn connections(key: &SealKey, rows: Vec<Verification>) -> Vec<Connection> {
    // Without a secret and a plan it only opens Vapi's API.
    let receives = |row: &Verification| row.webhook_secret.is_some() || row.plan.is_some();
    let open = |row: Verification| log(row.id, connection(key, row));
    rows.into_iter().filter(receives).filter_map(open).collect()
}

/// Opens the integrations, each by itself.
pub(crate) fn integrations(key: &SealKey, rows: Vec<InboundIntegration>) -> Vec<Integration> {
    rows.into_iter().filter_map(|row| log(row.id, integration(key, &row))).collect()
}

fn log<T>(id: ConnectionId, opened: Result<T, OpenError>) -> Option<T> {
    let log = |reason: &OpenError| {
        let reason: &dyn Error = reason;
        error!(connection.id = %id, error = error_chain(reason), "Can't verify webhooks of a connection");
    };
    opened.inspect_err(log).ok()
}

fn connection(key: &SealKey, row: Verification) -> Result<Connection, OpenError> {
    let places = [vapi_connections::webhook_secret_of, vapi_connections::previous_webhook_secret_of]
        .map(|place| place(row.organization_id, row.id));
    // Alone, the previous one would be the current one, and that has no end.
    let previous = row.previous_webhook_secret.as_deref().filter(|_| row.webhook_secret.is_some());
    let secrets = open(key, places, [row.webhook_secret.as_deref(), previous])?;
    let plan = match row.plan {
        Some(written) => serde_json::from_value(written).map_err(OpenError::Plan)?,
        None => Plan::default(),
    };
    let sources = match row.allowed_sources {
        Some(written) => Sources::try_from(written).map_err(OpenError::Sources)?,
        None => Sources::default(),
    };
    Ok(Connection {
        id: row.id,
        organization: row.organization_id,
        client_secrets: if plan.has_our_tokens() { secrets.clone() } else { Vec::new() },
        verifier: Verifier::new(row.id, &plan, secrets, sources)?,
        previous_until: row.previous_secret_until,
    })
}

fn integration(key: &SealKey, row: &InboundIntegration) -> Result<Integration, OpenError> {
    let secret = key.open(inbound_integrations::secret_of(row.organization_id, row.id), &row.secret)?;
    let place = inbound_integrations::previous_secret_of(row.organization_id, row.id);
    let previous = row.previous_secret.as_deref().map(|sealed| key.open(place, sealed)).transpose()?;
    Ok(Integration::new(row, secret, previous)?)
}

fn open(
    key: &SealKey,
    places: [SealedIn; 2],
    sealed: [Option<&[u8]>; 2],
) -> Result<Vec<SecretString>, SealError> {
    let there = places.into_iter().zip(sealed).filter_map(|(place, sealed)| Some((place, sealed?)));
    there.map(|(place, sealed)| key.open(place, sealed)).collect()
}

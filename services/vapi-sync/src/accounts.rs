//! The accounts at Vapi that an organization has given us the key of.

use db::vapi_connections::api_key_of;
use db::{Db, SealError, SealKey};
use domain::{ConnectionId, OrganizationId};
use secrecy::SecretString;

/// One connection with an API key, opened.
#[derive(Clone, Debug)]
pub struct Account {
    pub organization: OrganizationId,
    pub connection: ConnectionId,
    pub label: String,
    pub api_key: SecretString,
}

#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    #[error("could not read the connections of the organization")]
    Database(#[from] db::Error),
    #[error("could not open the API key of a connection")]
    Seal(#[from] SealError),
}

/// The organization's accounts, the oldest first. All of them have to open.
pub async fn accounts(
    db: &Db,
    seal_key: &SealKey,
    organization: OrganizationId,
) -> Result<Vec<Account>, AccountsError> {
    let (accounts, unopened) = that_open(db, seal_key, organization).await?;
    match unopened.into_iter().next() {
        Some((_, error)) => Err(error.into()),
        None => Ok(accounts),
    }
}

/// Those of the organization's accounts that open, the oldest first, and why the others don't.
pub(crate) async fn that_open(
    db: &Db,
    seal_key: &SealKey,
    organization: OrganizationId,
) -> Result<(Vec<Account>, Vec<(ConnectionId, SealError)>), AccountsError> {
    let tx = db.tenant(organization).await?;
    let connections = db::vapi_connections::own(&tx).await?;
    tx.commit().await?;
    let (mut accounts, mut unopened) = (Vec::new(), Vec::new());
    for connection in connections {
        let Some(sealed) = connection.api_key else { continue };
        match seal_key.open(api_key_of(organization, connection.id), &sealed) {
            Ok(api_key) => accounts.push(Account {
                organization,
                connection: connection.id,
                label: connection.label,
                api_key,
            }),
            Err(error) => unopened.push((connection.id, error)),
        }
    }
    Ok((accounts, unopened))
}

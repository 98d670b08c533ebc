//! What an organization needs at Vapi to be called.

use db::phone_numbers::PhoneLine;
use db::vapi_connections::{VapiConnection, api_key_of, webhook_secret_of};
use db::{SealError, SealKey, TenantTx};
use domain::{Assistant, AssistantId, ConnectionId, PhoneNumberId};
use secrecy::{ExposeSecret as _, SecretString};

/// At least 16 bytes: nobody guesses that many, however often.
pub const MIN_SECRET_BYTES: usize = 16;

/// A secret that could be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret has at least {MIN_SECRET_BYTES} bytes, not {0}")]
pub struct ShortSecret(pub usize);

/// Checks the secret that a connection or an integration is to be verified by.
pub fn check_secret(secret: &SecretString) -> Result<(), ShortSecret> {
    check_length(secret.expose_secret().len())
}

/// Checks the length of such a secret, in the form in which it is used.
pub fn check_length(bytes: usize) -> Result<(), ShortSecret> {
    if bytes < MIN_SECRET_BYTES { Err(ShortSecret(bytes)) } else { Ok(()) }
}

/// An account at Vapi.
#[derive(Clone, Debug)]
pub struct NewConnection {
    pub id: ConnectionId,
    /// Presented by its webhooks.
    pub webhook_secret: SecretString,
    /// Opens Vapi's API, where one was given.
    pub api_key: Option<SecretString>,
}

/// An assistant, and the number that it answers.
#[derive(Clone, Debug)]
pub struct NewLine {
    pub assistant: AssistantId,
    pub vapi_assistant_id: String,
    pub id: PhoneNumberId,
    pub vapi_phone_id: String,
    /// E.164.
    pub phone_number: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("could not take the secret of a connection")]
    Secret(#[from] ShortSecret),
    #[error("could not seal the secrets of a connection")]
    Seal(#[from] SealError),
    #[error("could not keep a connection")]
    Database(#[from] db::Error),
}

/// Gives the transaction's organization a connection to Vapi, or replaces the secrets of the one with this id.
pub async fn connect(
    tx: &TenantTx,
    connection: &NewConnection,
    seal_key: &SealKey,
) -> Result<(), ConnectError> {
    let NewConnection { id, webhook_secret, api_key } = connection;
    let organization = tx.organization();
    check_secret(webhook_secret)?;
    let seal_api_key = |key| seal_key.seal(api_key_of(organization, *id), key);
    let row = VapiConnection {
        id: *id,
        organization_id: organization,
        label: "Vapi".to_owned(),
        webhook_secret: Some(seal_key.seal(webhook_secret_of(organization, *id), webhook_secret)?),
        api_key: api_key.as_ref().map(seal_api_key).transpose()?,
    };
    Ok(db::vapi_connections::put(tx, &row).await?)
}

/// Gives the transaction's organization a line that its first assistant answers, or brings both up to date.
pub async fn put_line(tx: &TenantTx, line: NewLine) -> db::Result<()> {
    let assistant = Assistant {
        id: line.assistant,
        organization_id: tx.organization(),
        vapi_assistant_id: line.vapi_assistant_id,
        name: "Front desk".to_owned(),
    };
    db::assistants::put(tx, &assistant).await?;
    let row = PhoneLine {
        id: line.id,
        organization_id: tx.organization(),
        vapi_phone_id: Some(line.vapi_phone_id),
        phone_number: line.phone_number,
        assistant_id: Some(line.assistant),
    };
    db::phone_numbers::put(tx, &row).await
}

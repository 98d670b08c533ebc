//! Makes an organization with everything that a call needs.

use accounts::connections::{self, NewConnection, NewLine};
use accounts::keys::{self, NewKey};
use accounts::passwords::{self, GuessCost};
use accounts::{organizations, people};
use anyhow::Context as _;
use db::organizations::Organization;
use db::users::User;
use db::{Db, SealKey, TenantTx};
use domain::{
    AssistantId, ConnectionId, Country, NotificationSettings, OrganizationId, OrganizationSettings,
    Permission, PhoneNumberId, TransferNumbers, UserId, Zone,
};
use runtime::clock;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

/// As the source of the events that a command publishes.
const SOURCE: &str = "callflex";

/// What an organization is made of.
pub(crate) struct NewOrganization {
    pub(crate) id: OrganizationId,
    pub(crate) name: String,
    pub(crate) timezone: Zone,
    /// Of numbers that are written without one.
    pub(crate) country: Option<Country>,
    /// Who is notified of its calls.
    pub(crate) notifications: NotificationSettings,
    /// Where its callers are put through to.
    pub(crate) transfer_numbers: TransferNumbers,
    pub(crate) owner: Owner,
    pub(crate) api_key: SecretString,
    pub(crate) webhook_secret: SecretString,
    /// Opens Vapi's API, where one was given.
    pub(crate) vapi_api_key: Option<SecretString>,
    /// The assistant and the number that are known to begin with.
    pub(crate) line: Option<VapiLine>,
}

/// An assistant and a number, as Vapi has them.
pub(crate) struct VapiLine {
    pub(crate) assistant_id: String,
    pub(crate) phone_number_id: String,
    /// E.164.
    pub(crate) phone_number: String,
}

/// Who signs in first.
pub(crate) struct Owner {
    pub(crate) email: String,
    pub(crate) name: String,
    /// Of somebody new: who is known already keeps their own.
    pub(crate) password: SecretString,
    /// Gives somebody known this password all the same.
    pub(crate) reset: bool,
}

impl NewOrganization {
    /// Makes it, or brings it up to date: the same id again adds nothing. False when the owner was known
    /// already and keeps their password.
    pub(crate) async fn put(&self, db: &Db, seal_key: &SealKey) -> anyhow::Result<bool> {
        let (owner, is_new) = self.owner.put(db).await.context("could not add the owner")?;
        let tx = db.tenant(self.id).await?;
        organizations::put(&tx, &self.organization(), owner, SOURCE).await?;
        // The first key may do everything.
        let scopes = Permission::ALL.iter().map(|permission| permission.scope().to_owned()).collect();
        let first = NewKey { name: "first".to_owned(), scopes, expires_at: None };
        keys::put(&tx, &self.api_key, first).await.context("could not keep the organization's key")?;
        self.put_connection(&tx, seal_key)
            .await
            .context("could not make the organization's connection to Vapi")?;
        tx.commit().await?;
        Ok(is_new)
    }

    fn organization(&self) -> Organization {
        let settings = OrganizationSettings {
            notifications: self.notifications.clone(),
            country: self.country,
            transfer_numbers: self.transfer_numbers.clone(),
            ..OrganizationSettings::default()
        };
        Organization { id: self.id, name: self.name.clone(), timezone: self.timezone, settings }
    }

    async fn put_connection(&self, tx: &TenantTx, seal_key: &SealKey) -> anyhow::Result<()> {
        let connection = NewConnection {
            id: ConnectionId(self.part(1)),
            webhook_secret: self.webhook_secret.clone(),
            api_key: self.vapi_api_key.clone(),
        };
        connections::connect(tx, &connection, seal_key).await?;
        if let Some(line) = &self.line {
            let line = NewLine {
                assistant: AssistantId(self.part(2)),
                vapi_assistant_id: line.assistant_id.clone(),
                id: PhoneNumberId(self.part(3)),
                vapi_phone_id: line.phone_number_id.clone(),
                phone_number: line.phone_number.clone(),
            };
            connections::put_line(tx, line).await?;
        }
        Ok(())
    }

    /// An id of a part of the organization: its own id, with the number of the part in it.
    fn part(&self, number: u128) -> Uuid {
        Uuid::from_u128(self.id.0.as_u128() ^ number)
    }
}

impl Owner {
    /// Who it is, and whether they were given this password.
    async fn put(&self, db: &Db) -> anyhow::Result<(UserId, bool)> {
        let tx = db.identity().await?;
        let known = people::find_by_email(&tx, &self.email).await?;
        if let Some(known) = known.filter(|_| !self.reset) {
            return Ok((known.id, false));
        }
        let person = User {
            id: UserId(clock::new_id()),
            email: self.email.clone(),
            name: self.name.clone(),
            password_hash: passwords::hash(&self.password, GuessCost::Full)?,
        };
        let id = people::put(&tx, person).await?;
        tx.commit().await?;
        Ok((id, true))
    }
}

/// Whether an organization is, or would be, the only one: only that one takes the secrets of `VAPI_*`, as a
/// secret of several would open them all.
pub(crate) async fn is_first(db: &Db, id: OrganizationId) -> anyhow::Result<bool> {
    let tx = db.identity().await?;
    let is_any_beside = db::organizations::is_any_beside(&tx, id).await?;
    tx.commit().await?;
    Ok(!is_any_beside)
}

/// A secret of 24 random bytes, in letters and digits.
pub(crate) fn random_secret(prefix: &str) -> anyhow::Result<SecretString> {
    let mut bytes = [0_u8; 24];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| anyhow::anyhow!("could not get random bytes"))?;
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{prefix}{}", digits.concat()).into())
}

/// The text of a secret, for the files that hold it.
pub(crate) fn revealed(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

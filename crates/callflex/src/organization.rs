//! Makes an organization with everything that a call needs.

use anyhow::Context as _;
use chrono_tz::Tz;
use db::api_keys::ApiKey;
use db::assistants::Assistant;
use db::organizations::Organization;
use db::phone_numbers::PhoneLine;
use db::users::User;
use db::vapi_connections::{VapiConnection, api_key_of, webhook_secret_of};
use db::{Db, SealKey, SystemTx, TenantTx};
use domain::{
    ApiKeyId, AssistantId, ConnectionId, NotificationSettings, OrganizationId, OrganizationSettings,
    PhoneNumberId, TransferNumbers, UserId,
};
use runtime::clock;
use sandbox::callers::Line;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

/// What an organization is made of.
pub(crate) struct NewOrganization {
    pub(crate) id: OrganizationId,
    pub(crate) name: String,
    pub(crate) timezone: Tz,
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
    pub(crate) line: Option<Line>,
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
        let is_new = self.put_tenancy(db).await.context("could not make the organization")?;
        self.put_voice(db, seal_key).await.context("could not make the organization's connection to Vapi")?;
        Ok(is_new)
    }

    async fn put_tenancy(&self, db: &Db) -> anyhow::Result<bool> {
        let tx = db.system().await?;
        let settings = OrganizationSettings {
            notifications: self.notifications.clone(),
            transfer_numbers: self.transfer_numbers.clone(),
            ..OrganizationSettings::default()
        };
        let organization =
            Organization { id: self.id, name: self.name.clone(), timezone: self.timezone, settings };
        db::organizations::put(&tx, &organization).await?;
        let (owner, is_new) = self.put_owner(&tx).await?;
        db::users::join(&tx, self.id, owner, "owner").await?;
        let hash = gateway::keys::hash(self.api_key.expose_secret());
        if db::api_keys::find_valid(&tx, &hash).await?.is_none() {
            let key = ApiKey {
                id: ApiKeyId(clock::new_id()),
                organization_id: self.id,
                scopes: ["calls:read", "events:read", "webhooks:read"].map(str::to_owned).to_vec(),
                expires_at: None,
            };
            db::api_keys::add(&tx, &key, "first", &hash).await?;
        }
        tx.commit().await?;
        Ok(is_new)
    }

    async fn put_owner(&self, tx: &SystemTx) -> anyhow::Result<(UserId, bool)> {
        let known = db::users::find_by_email(tx, &self.owner.email).await?;
        if let Some(known) = known.filter(|_| !self.owner.reset) {
            return Ok((known.id, false));
        }
        let user = User {
            id: UserId(clock::new_id()),
            email: self.owner.email.clone(),
            name: self.owner.name.clone(),
            password_hash: gateway::passwords::hash(&self.owner.password)?,
        };
        Ok((db::users::put(tx, &user).await?, true))
    }

    async fn put_voice(&self, db: &Db, seal_key: &SealKey) -> anyhow::Result<()> {
        let tx = db.tenant(self.id).await?;
        let connection = ConnectionId(self.part(1));
        let connection = VapiConnection {
            id: connection,
            organization_id: self.id,
            label: "Vapi".to_owned(),
            webhook_secret: Some(
                seal_key.seal(webhook_secret_of(self.id, connection), &self.webhook_secret)?,
            ),
            api_key: self
                .vapi_api_key
                .as_ref()
                .map(|key| seal_key.seal(api_key_of(self.id, connection), key))
                .transpose()?,
        };
        db::vapi_connections::put(&tx, &connection).await?;
        if let Some(line) = &self.line {
            self.put_line(&tx, line).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn put_line(&self, tx: &TenantTx, line: &Line) -> anyhow::Result<()> {
        let assistant = Assistant {
            id: AssistantId(self.part(2)),
            organization_id: self.id,
            vapi_assistant_id: line.assistant_id.to_string(),
            name: "Front desk".to_owned(),
        };
        db::assistants::put(tx, &assistant).await?;
        let line = PhoneLine {
            id: PhoneNumberId(self.part(3)),
            organization_id: self.id,
            vapi_phone_id: Some(line.phone_number_id.to_string()),
            phone_number: line.phone_number.clone(),
            assistant_id: Some(assistant.id),
        };
        db::phone_numbers::put(tx, &line).await?;
        Ok(())
    }

    /// An id of a part of the organization: its own id, with the number of the part in it.
    fn part(&self, number: u128) -> Uuid {
        Uuid::from_u128(self.id.0.as_u128() ^ number)
    }
}

/// Whether an organization is, or would be, the only one: only that one takes the secrets of `VAPI_*`, as a
/// secret of several would open them all.
pub(crate) async fn is_first(db: &Db, id: OrganizationId) -> anyhow::Result<bool> {
    let tx = db.system().await?;
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

//! Makes an organization with everything that a call needs.

use anyhow::Context as _;
use db::api_keys::ApiKey;
use db::assistants::Assistant;
use db::organizations::Organization;
use db::phone_numbers::PhoneLine;
use db::users::User;
use db::vapi_connections::VapiConnection;
use db::{Db, SealKey};
use domain::{
    ApiKeyId, AssistantId, ConnectionId, EmailSettings, NotificationSettings, OrganizationId,
    OrganizationSettings, PhoneNumber, PhoneNumberId, SmsSettings, UserId,
};
use runtime::clock;
use sandbox::callers::Line;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

/// What the demo organization is made of.
pub(crate) struct DemoOrganization {
    pub(crate) id: OrganizationId,
    pub(crate) email: String,
    pub(crate) password: SecretString,
    pub(crate) api_key: SecretString,
    pub(crate) webhook_secret: SecretString,
    pub(crate) vapi_api_key: SecretString,
    pub(crate) line: Line,
}

impl DemoOrganization {
    /// Makes it, or brings it up to date: the same ids every time, so that a second run adds nothing.
    pub(crate) async fn put(&self, db: &Db, seal_key: &SealKey) -> anyhow::Result<()> {
        self.put_tenancy(db).await.context("could not make the demo organization")?;
        self.put_voice(db, seal_key)
            .await
            .context("could not make the demo organization's assistant and line")
    }

    async fn put_tenancy(&self, db: &Db) -> anyhow::Result<()> {
        let tx = db.system().await?;
        let settings = OrganizationSettings {
            notifications: NotificationSettings {
                sms: SmsSettings { enabled: true, numbers: vec![PhoneNumber::parse("+14155550142")?] },
                email: EmailSettings { enabled: true, addresses: vec![self.email.clone()] },
            },
        };
        let name = "Acme Dental (demo)".to_owned();
        let timezone = chrono_tz::America::Los_Angeles;
        db::organizations::put(&tx, &Organization { id: self.id, name, timezone, settings }).await?;
        let user = User {
            id: UserId(clock::new_id()),
            email: self.email.clone(),
            name: "Demo Owner".to_owned(),
            password_hash: gateway::passwords::hash(&self.password)?,
        };
        let user = db::users::put(&tx, &user).await?;
        db::users::join(&tx, self.id, user, "owner").await?;
        let hash = gateway::keys::hash(self.api_key.expose_secret());
        if db::api_keys::find_valid(&tx, &hash).await?.is_none() {
            let key = ApiKey {
                id: ApiKeyId(clock::new_id()),
                organization_id: self.id,
                scopes: vec!["calls:read".to_owned(), "events:read".to_owned()],
                expires_at: None,
            };
            db::api_keys::add(&tx, &key, "demo", &hash).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn put_voice(&self, db: &Db, seal_key: &SealKey) -> anyhow::Result<()> {
        let tx = db.tenant(self.id).await?;
        let connection = ConnectionId(self.part(1));
        let connection = VapiConnection {
            id: connection,
            organization_id: self.id,
            label: "Demo".to_owned(),
            webhook_secret: Some(seal_key.seal(connection.0, &self.webhook_secret)?),
            api_key: Some(seal_key.seal(connection.0, &self.vapi_api_key)?),
        };
        db::vapi_connections::put(&tx, &connection).await?;
        let assistant = Assistant {
            id: AssistantId(self.part(2)),
            organization_id: self.id,
            vapi_assistant_id: self.line.assistant_id.to_string(),
            name: "Front desk".to_owned(),
        };
        db::assistants::put(&tx, &assistant).await?;
        let line = PhoneLine {
            id: PhoneNumberId(self.part(3)),
            organization_id: self.id,
            vapi_phone_id: Some(self.line.phone_number_id.to_string()),
            phone_number: self.line.phone_number.clone(),
            assistant_id: Some(assistant.id),
        };
        db::phone_numbers::put(&tx, &line).await?;
        Ok(tx.commit().await?)
    }

    /// An id of a part of the organization: its own id, with the number of the part in it.
    fn part(&self, number: u128) -> Uuid {
        Uuid::from_u128(self.id.0.as_u128() ^ number)
    }
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

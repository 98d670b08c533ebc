//! An organization with all that it needs to be called.

use accounts::connections::{self, NewConnection, NewLine};
use accounts::keys::{self, NewKey};
use accounts::passwords::{self, GuessCost};
use accounts::{organizations, people};
use db::SealKey;
use db::organizations::Organization;
use db::users::User;
use domain::{
    AssistantId, ConnectionId, EmailSettings, NotificationSettings, OrganizationId, OrganizationSettings,
    Permission, PhoneNumber, PhoneNumberId, SmsSettings, UserId,
};
use runtime::clock::new_id;
use sandbox::VapiKey;
use uuid::Uuid;

use crate::Tables;

/// An organization, and the secrets that only its own people would know.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: OrganizationId,
    pub name: String,
    pub connection: ConnectionId,
    pub vapi_webhook_secret: String,
    pub vapi_api_key: String,
    /// The organization on Vapi's side.
    pub vapi_organization: Uuid,
    pub assistant: AssistantId,
    pub vapi_assistant_id: String,
    pub line: PhoneNumberId,
    pub vapi_phone_number_id: String,
    /// The number of its line.
    pub line_number: String,
    /// May do everything.
    pub api_key: String,
    /// The owner.
    pub user: UserId,
    pub email: String,
    pub password: String,
    /// Receives a text message about each call.
    pub sms_number: String,
    /// Receives an e-mail about each call.
    pub email_address: String,
}

impl Tenant {
    /// Where the sandbox's callers call this organization.
    pub fn sandbox_line(&self) -> sandbox::callers::Line {
        sandbox::callers::Line {
            organization_id: self.vapi_organization,
            assistant_id: self.vapi_assistant_id.parse().unwrap(),
            phone_number_id: self.vapi_phone_number_id.parse().unwrap(),
            phone_number: self.line_number.clone(),
            ..sandbox::callers::Line::default()
        }
    }

    /// What its organization on Vapi's side is read with.
    pub(crate) fn vapi_key(&self) -> VapiKey {
        VapiKey { secret: self.vapi_api_key.clone(), organization_id: self.vapi_organization }
    }

    fn numbered(number: usize, name: &str) -> Self {
        let word = name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        Self {
            id: OrganizationId(new_id()),
            name: name.to_owned(),
            connection: ConnectionId(new_id()),
            vapi_webhook_secret: format!("webhook-secret-{number}-{}", Uuid::new_v4().simple()),
            vapi_api_key: format!("vapi-key-of-organization-{number}"),
            vapi_organization: Uuid::from_u128(number as u128),
            assistant: AssistantId(new_id()),
            vapi_assistant_id: Uuid::new_v4().to_string(),
            line: PhoneNumberId(new_id()),
            vapi_phone_number_id: Uuid::new_v4().to_string(),
            line_number: format!("+1415555{:04}", 100 + number),
            api_key: format!("cf_live_{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
            user: UserId(new_id()),
            email: format!("owner-{number}@{word}.example"),
            password: format!("the password of {word}"),
            sms_number: format!("+1628555{:04}", 100 + number),
            email_address: format!("calls-{number}@{word}.example"),
        }
    }

    fn organization(&self) -> Organization {
        let sms = SmsSettings {
            enabled: true,
            numbers: vec![PhoneNumber::parse(&self.sms_number).unwrap()],
            ..SmsSettings::default()
        };
        let email = EmailSettings { enabled: true, addresses: vec![self.email_address.clone()] };
        Organization {
            id: self.id,
            name: self.name.clone(),
            timezone: "America/New_York".parse().unwrap(),
            settings: OrganizationSettings {
                notifications: NotificationSettings { sms, email },
                ..OrganizationSettings::default()
            },
        }
    }
}

impl Tables {
    /// Adds an organization with one of everything, notifications switched on, in New York's time zone.
    pub async fn organization(&self, name: &str) -> Tenant {
        let tenant = Tenant::numbered(self.next_tenant(), name);
        self.add_organization(&tenant).await;
        tenant
    }

    async fn add_owner(&self, tenant: &Tenant) -> UserId {
        let owner = User {
            id: tenant.user,
            email: tenant.email.clone(),
            name: format!("Owner of {}", tenant.name),
            password_hash: passwords::hash(&tenant.password.as_str().into(), GuessCost::Least).unwrap(),
        };
        let tx = self.db.identity().await.unwrap();
        let id = people::put(&tx, owner).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn add_organization(&self, tenant: &Tenant) {
        let owner = self.add_owner(tenant).await;
        let tx = self.db.tenant(tenant.id).await.unwrap();
        organizations::put(&tx, &tenant.organization(), owner, "testing").await.unwrap();
        let scopes = [Permission::CallsRead, Permission::EventsRead].map(|it| it.scope().to_owned()).to_vec();
        let key = NewKey { name: "tests".to_owned(), scopes, expires_at: None };
        keys::put(&tx, &tenant.api_key.as_str().into(), key).await.unwrap();
        let connection = NewConnection {
            id: tenant.connection,
            webhook_secret: tenant.vapi_webhook_secret.as_str().into(),
            api_key: Some(tenant.vapi_api_key.as_str().into()),
        };
        let seal_key = SealKey::new(self.settings.security.seal_key().unwrap()).unwrap();
        connections::connect(&tx, &connection, &seal_key).await.unwrap();
        let line = NewLine {
            assistant: tenant.assistant,
            vapi_assistant_id: tenant.vapi_assistant_id.clone(),
            id: tenant.line,
            vapi_phone_id: tenant.vapi_phone_number_id.clone(),
            phone_number: tenant.line_number.clone(),
        };
        connections::put_line(&tx, line).await.unwrap();
        tx.commit().await.unwrap();
        self.forget_events(tenant).await;
    }

    /// What a test sees begins when its organizations are made.
    async fn forget_events(&self, tenant: &Tenant) {
        let id = tenant.id.0;
        self.execute(&format!(
            "DELETE FROM outbox WHERE organization_id = '{id}'; DELETE FROM events WHERE organization_id = '{id}'"
        ))
        .await;
    }
}

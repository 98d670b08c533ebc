//! An organization with all that it needs to be called.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use aws_lc_rs::digest::{SHA256, digest};
use db::SealKey;
use db::api_keys::ApiKey;
use db::assistants::Assistant;
use db::organizations::Organization;
use db::phone_numbers::PhoneLine;
use db::users::User;
use db::vapi_connections::{VapiConnection, api_key_of, webhook_secret_of};
use domain::{
    ApiKeyId, AssistantId, ConnectionId, EmailSettings, NotificationSettings, OrganizationId,
    OrganizationSettings, PhoneNumber, PhoneNumberId, SmsSettings, UserId,
};
use runtime::clock::new_id;
use sandbox::VapiKey;
use secrecy::SecretString;
use uuid::Uuid;

use crate::{VapiCall, World};

/// At most 8 organizations a world: each has a key of its own in the sandbox's Vapi, and these are made at
/// its start.
const MAX_TENANTS: usize = 8;

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
    /// A call to this organization, and the messages in which Vapi reports it.
    pub fn vapi_call(&self, id: &str) -> VapiCall {
        VapiCall::of(self, id)
    }

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

    fn numbered(number: usize, name: &str) -> Self {
        let vapi = vapi_key(number);
        let word = name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        Self {
            id: OrganizationId(new_id()),
            name: name.to_owned(),
            connection: ConnectionId(new_id()),
            vapi_webhook_secret: format!("webhook-secret-{number}-{}", Uuid::new_v4().simple()),
            vapi_api_key: vapi.secret,
            vapi_organization: vapi.organization_id,
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
            timezone: chrono_tz::America::New_York,
            settings: OrganizationSettings {
                notifications: NotificationSettings { sms, email },
                ..OrganizationSettings::default()
            },
        }
    }
}

/// The sandbox's keys, one for each organization that may come.
pub(crate) fn vapi_keys() -> Vec<VapiKey> {
    (1..=MAX_TENANTS).map(vapi_key).collect()
}

fn vapi_key(number: usize) -> VapiKey {
    VapiKey {
        secret: format!("vapi-key-of-organization-{number}"),
        organization_id: Uuid::from_u128(number as u128),
    }
}

impl World {
    /// Adds an organization with one of everything, notifications switched on, in New York's time zone.
    pub async fn organization(&self, name: &str) -> Tenant {
        let number = self.next_tenant();
        assert!(number <= MAX_TENANTS, "a world has at most {MAX_TENANTS} organizations");
        let tenant = Tenant::numbered(number, name);
        self.add_organization(&tenant).await.unwrap();
        self.add_line(&tenant).await.unwrap();
        tenant
    }

    async fn add_organization(&self, tenant: &Tenant) -> db::Result<()> {
        let tx = self.resources.db.system().await?;
        db::organizations::put(&tx, &tenant.organization()).await?;
        let user = User {
            id: tenant.user,
            email: tenant.email.clone(),
            name: format!("Owner of {}", tenant.name),
            password_hash: password_hash(&tenant.password),
        };
        db::users::put(&tx, &user).await?;
        db::users::join(&tx, tenant.id, tenant.user, "owner").await?;
        let key = ApiKey {
            id: ApiKeyId(new_id()),
            organization_id: tenant.id,
            scopes: vec!["calls:read".to_owned(), "events:read".to_owned()],
            expires_at: None,
        };
        let hash = digest(&SHA256, tenant.api_key.as_bytes());
        db::api_keys::add(&tx, &key, "tests", hash.as_ref()).await?;
        tx.commit().await
    }

    async fn add_line(&self, tenant: &Tenant) -> db::Result<()> {
        let key = SealKey::new(self.settings.security.seal_key().unwrap()).unwrap();
        let seal = |place, secret: &str| Some(key.seal(place, &SecretString::from(secret)).unwrap());
        let tx = self.resources.db.tenant(tenant.id).await?;
        let connection = VapiConnection {
            id: tenant.connection,
            organization_id: tenant.id,
            label: "Vapi".to_owned(),
            webhook_secret: seal(
                webhook_secret_of(tenant.id, tenant.connection),
                &tenant.vapi_webhook_secret,
            ),
            api_key: seal(api_key_of(tenant.id, tenant.connection), &tenant.vapi_api_key),
        };
        db::vapi_connections::put(&tx, &connection).await?;
        let assistant = Assistant {
            id: tenant.assistant,
            organization_id: tenant.id,
            vapi_assistant_id: tenant.vapi_assistant_id.clone(),
            name: "Front desk".to_owned(),
        };
        db::assistants::put(&tx, &assistant).await?;
        let line = PhoneLine {
            id: tenant.line,
            organization_id: tenant.id,
            vapi_phone_id: Some(tenant.vapi_phone_number_id.clone()),
            phone_number: tenant.line_number.clone(),
            assistant_id: Some(tenant.assistant),
        };
        db::phone_numbers::put(&tx, &line).await?;
        tx.commit().await
    }
}

/// As cheap as the algorithm allows: the passwords of tests are not attacked.
fn password_hash(password: &str) -> String {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password(password.as_bytes()).unwrap().to_string()
}

//! How a tenant's webhooks are verified, set up as an operator would.

use chrono::{DateTime, TimeDelta, Utc};
use db::inbound_integrations::{self, InboundIntegration};
use db::vapi_connections::{self, VapiConnection, Verification};
use db::{SealKey, SealedIn};
use domain::{ConnectionId, IntegrationScheme};
use runtime::clock;
use secrecy::SecretString;
use serde_json::Value;
use testing::{Tenant, World};

/// What a connection or an integration is to be verified by.
pub(crate) struct Trust {
    pub(crate) plan: Option<Value>,
    pub(crate) secret: String,
    pub(crate) previous: Option<(String, DateTime<Utc>)>,
    pub(crate) sources: Option<Vec<String>>,
}

impl Trust {
    pub(crate) fn secret(secret: &str) -> Self {
        Self { plan: None, secret: secret.to_owned(), previous: None, sources: None }
    }

    pub(crate) fn plan(plan: Value, secret: &str) -> Self {
        Self { plan: Some(plan), ..Self::secret(secret) }
    }

    pub(crate) fn beside(self, previous: &str, until: DateTime<Utc>) -> Self {
        Self { previous: Some((previous.to_owned(), until)), ..self }
    }
}

pub(crate) fn in_an_hour() -> DateTime<Utc> {
    clock::now() + TimeDelta::hours(1)
}

pub(crate) fn an_hour_ago() -> DateTime<Utc> {
    clock::now() - TimeDelta::hours(1)
}

/// Adds a connection.
pub(crate) async fn add(world: &World, tenant: &Tenant, trust: Trust) -> ConnectionId {
    let id = ConnectionId(clock::new_id());
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    let connection = VapiConnection {
        id,
        organization_id: tenant.id,
        label: "Another".to_owned(),
        webhook_secret: None,
        api_key: None,
    };
    vapi_connections::put(&tx, &connection).await.unwrap();
    tx.commit().await.unwrap();
    set(world, tenant, id, trust).await;
    id
}

/// Sets how a connection is verified.
pub(crate) async fn set(world: &World, tenant: &Tenant, id: ConnectionId, trust: Trust) {
    let place = vapi_connections::webhook_secret_of(tenant.id, id);
    let before = vapi_connections::previous_webhook_secret_of(tenant.id, id);
    let verification = Verification {
        id,
        organization_id: tenant.id,
        plan: trust.plan,
        webhook_secret: Some(sealed(world, place, &trust.secret)),
        previous_webhook_secret: trust.previous.as_ref().map(|(secret, _)| sealed(world, before, secret)),
        previous_secret_until: trust.previous.map(|(_, until)| until),
        allowed_sources: trust.sources,
    };
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    assert!(vapi_connections::set_verification(&tx, &verification).await.unwrap());
    tx.commit().await.unwrap();
}

/// Adds an integration of a scheme; the plan and the sources of what is trusted are not used here.
pub(crate) async fn integrate(
    world: &World,
    tenant: &Tenant,
    (provider, scheme): (&str, IntegrationScheme),
    trust: Trust,
) -> ConnectionId {
    let id = ConnectionId(clock::new_id());
    let place = inbound_integrations::secret_of(tenant.id, id);
    let before = inbound_integrations::previous_secret_of(tenant.id, id);
    let integration = InboundIntegration {
        id,
        organization_id: tenant.id,
        provider: provider.to_owned(),
        scheme,
        secret: sealed(world, place, &trust.secret),
        previous_secret: trust.previous.as_ref().map(|(secret, _)| sealed(world, before, secret)),
        previous_secret_until: trust.previous.map(|(_, until)| until),
    };
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    inbound_integrations::put(&tx, &integration).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn sealed(world: &World, place: SealedIn, secret: &str) -> Vec<u8> {
    let key = SealKey::new(world.settings.security.seal_key().unwrap()).unwrap();
    key.seal(place, &SecretString::from(secret)).unwrap()
}

//! A running gateway and its answers, and the services that fill what it shows.

use std::time::Duration;

use accounts::keys::{self, NewKey};
use billing::Billing;
use call_processor::CallProcessor;
use gateway::{Gateway, StreamTiming};
use notifier::Notifier;
use reqwest::{Client, RequestBuilder};
use runtime::settings::Settings;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
pub(crate) use testing::http::Answer;
use testing::{Tenant, World, eventually};
use webhook_ingest::WebhookIngest;

/// 5 minutes: longer than the longest test reads one stream.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(5);

/// The API, and someone who asks.
#[derive(Clone)]
pub(crate) struct Api {
    url: String,
    http: Client,
}

impl Api {
    pub(crate) async fn start(world: &World) -> Self {
        Self::start_timed(world, StreamTiming::default()).await
    }

    pub(crate) async fn start_timed(world: &World, timing: StreamTiming) -> Self {
        Self::start_as(world, &world.settings, timing).await
    }

    /// With some of its settings set otherwise.
    pub(crate) async fn start_with(world: &World, changes: &[(&str, &str)]) -> Self {
        Self::start_as(world, &world.settings_with(changes), StreamTiming::default()).await
    }

    pub(crate) async fn start_as(world: &World, settings: &Settings, timing: StreamTiming) -> Self {
        let gateway = Gateway::build_timed(settings, &world.resources, timing).unwrap();
        let url = world.run_worker(gateway).url();
        let api = Self { url, http: runtime::http::client(REQUEST_TIMEOUT).unwrap() };
        eventually("the gateway knows its database", async || {
            api.get("/api/v1/auth/me", "cf_live_nobody").await.status == 401
        })
        .await;
        api
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.http.request(method.parse().unwrap(), format!("{}{path}", self.url))
    }

    /// Asks with a key or a token; with nothing when it is empty.
    pub(crate) fn asks(&self, path: &str, bearer: &str) -> RequestBuilder {
        let request = self.request("GET", path);
        if bearer.is_empty() { request } else { request.bearer_auth(bearer) }
    }

    pub(crate) async fn get(&self, path: &str, bearer: &str) -> Answer {
        Answer::of(self.asks(path, bearer).send().await.unwrap()).await
    }

    /// What is there, for one who may see it.
    pub(crate) async fn read(&self, path: &str, bearer: &str) -> Value {
        let answer = self.get(path, bearer).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }

    pub(crate) async fn post(&self, path: &str, bearer: &str, body: &Value) -> Answer {
        let request = self.request("POST", path).bearer_auth(bearer).json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    pub(crate) async fn sign_in(&self, body: &Value) -> Answer {
        Answer::of(self.request("POST", "/api/v1/auth/signin").json(body).send().await.unwrap()).await
    }

    /// Signs in from an address that a proxy names.
    pub(crate) async fn sign_in_from(&self, source: &str, body: &Value) -> Answer {
        let request = self.request("POST", "/api/v1/auth/signin").header("X-Forwarded-For", source);
        Answer::of(request.json(body).send().await.unwrap()).await
    }

    /// The owner's token.
    pub(crate) async fn token(&self, tenant: &Tenant) -> String {
        let answer = self.sign_in(&json!({"email": tenant.email, "password": tenant.password})).await;
        answer.body["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned()
    }

    /// The only call that Vapi knows by this id.
    pub(crate) async fn call(&self, tenant: &Tenant, vapi_call_id: &str) -> Value {
        let page = self.read(&format!("/api/v1/calls?vapi_call_id={vapi_call_id}"), &tenant.api_key).await;
        let found = page["data"].as_array().unwrap();
        assert_eq!(found.len(), 1, "{vapi_call_id}: {page}");
        let id = found[0]["id"].as_str().unwrap();
        self.read(&format!("/api/v1/calls/{id}"), &tenant.api_key).await
    }
}

/// A message as the archive keeps it: as received, but for its secrets.
pub(crate) fn archived(message: &Value) -> Value {
    serde_json::from_slice(&vapi::redacted_body(message.to_string().as_bytes())).unwrap()
}

/// Makes a key of the organization's as `callflex` does.
pub(crate) async fn add_key(world: &World, tenant: &Tenant, scopes: &[&str]) -> String {
    let secret = keys::generate().unwrap();
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let tx = world.resources.db.tenant(tenant.id).await.unwrap();
    keys::put(&tx, &secret, NewKey { name: "one more".to_owned(), scopes, expires_at: None }).await.unwrap();
    tx.commit().await.unwrap();
    secret.expose_secret().to_owned()
}

/// Starts what turns webhooks into calls and events.
pub(crate) fn start_processor(world: &World) {
    world.run::<CallProcessor>();
}

/// Starts everything between Vapi and the gateway.
pub(crate) fn start_everything(world: &World) -> Ingest {
    start_processor(world);
    world.run::<Billing>();
    world.run::<Notifier>();
    Ingest::start(world)
}

/// Where webhooks are posted.
pub(crate) struct Ingest {
    url: String,
    http: Client,
}

impl Ingest {
    pub(crate) fn start(world: &World) -> Self {
        let url = world.run::<WebhookIngest>().url();
        Self { url, http: runtime::http::client(REQUEST_TIMEOUT).unwrap() }
    }

    /// The organization's own address.
    pub(crate) fn address(&self, tenant: &Tenant) -> String {
        format!("{}/api/webhooks/vapi/{}", self.url, tenant.id)
    }

    pub(crate) async fn post(&self, tenant: &Tenant, message: &Value) -> Answer {
        let request =
            self.http.post(self.address(tenant)).header("X-Vapi-Secret", &tenant.vapi_webhook_secret);
        Answer::of(request.json(message).send().await.unwrap()).await
    }
}

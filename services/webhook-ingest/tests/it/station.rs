//! A running ingest, and what is posted to it.

use runtime::settings::Settings;
use serde_json::Value;
pub(crate) use testing::http::Answer;
use testing::{Tenant, World};
use webhook_ingest::WebhookIngest;

pub(crate) struct Station {
    pub(crate) url: String,
    pub(crate) management_url: String,
    http: reqwest::Client,
}

impl Station {
    pub(crate) fn start(world: &World) -> Self {
        Self::start_with(world, &world.settings)
    }

    pub(crate) fn start_with(world: &World, settings: &Settings) -> Self {
        let ingest = world.run_with::<WebhookIngest>(settings);
        let (url, management_url) = (ingest.url(), ingest.management_url());
        #[expect(clippy::disallowed_methods, reason = "the sender is a third party, without our User-Agent")]
        let http = reqwest::Client::new();
        Self { url, management_url, http }
    }

    /// Posts a message to the organization's own address, with its secret.
    pub(crate) async fn post(&self, tenant: &Tenant, message: &Value) -> Answer {
        self.post_raw(&Self::path(tenant), Some(&tenant.vapi_webhook_secret), message.to_string()).await
    }

    pub(crate) async fn post_raw(
        &self,
        path: &str,
        secret: Option<&str>,
        body: impl Into<reqwest::Body>,
    ) -> Answer {
        let mut request = self.http.post(format!("{}{path}", self.url)).body(body);
        if let Some(secret) = secret {
            request = request.header("X-Vapi-Secret", secret);
        }
        Answer::of(request.send().await.unwrap()).await
    }

    pub(crate) fn request(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.post(format!("{}{path}", self.url))
    }

    pub(crate) async fn is_ready(&self) -> bool {
        reqwest::get(format!("{}/readyz", self.management_url)).await.unwrap().status().is_success()
    }

    pub(crate) fn path(tenant: &Tenant) -> String {
        format!("/api/webhooks/vapi/{}", tenant.id)
    }
}

//! The variables that `up` fills in: its own servers, this machine's secrets, and the sandbox in place of
//! every provider without credentials.

use std::collections::BTreeMap;

use anyhow::Context as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use runtime::settings::Settings;
use sandbox::Sandbox;

use super::local_servers::LocalServers;
use crate::home::{Home, is_set, missing};
use crate::organization::{random_secret, revealed};

pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// Fills in what the environment leaves out, and keeps it for the other commands.
    pub(crate) fn prepare(
        home: &Home,
        servers: &LocalServers,
        sandbox: &Sandbox,
        traces: bool,
    ) -> anyhow::Result<Self> {
        let last = home.variables()?;
        let mut variables = BTreeMap::new();
        let mut set = |name: &str, value: String| variables.insert(name.to_owned(), value);
        if let Some((database_url, amqp_url)) = servers.urls() {
            set("DATABASE_URL", database_url.to_owned());
            set("AMQP_URL", amqp_url.to_owned());
        }
        for (name, make) in SECRETS {
            let value = match last.get(*name) {
                Some(kept) => kept.clone(),
                None => make()?,
            };
            set(name, value);
        }
        if !is_set("VAPI_API_KEY") {
            let handle = sandbox.handle();
            let key = handle.settings().vapi_keys.first().context("the sandbox has no key for Vapi")?;
            set("VAPI_API_KEY", key.secret.clone());
            set("VAPI_BASE_URL", format!("{}/vapi", sandbox.url()));
        }
        if !is_set("TWILIO_ACCOUNT_SID") {
            set("TWILIO_ACCOUNT_SID", sandbox::twilio::ACCOUNT_SID.to_owned());
            set("TWILIO_AUTH_TOKEN", sandbox::twilio::AUTH_TOKEN.to_owned());
            set("TWILIO_SMS_FROM", "+14155550111".to_owned());
            set("TWILIO_BASE_URL", format!("{}/twilio", sandbox.url()));
        }
        if !is_set("RESEND_API_KEY") {
            set("RESEND_API_KEY", sandbox::resend::API_KEY.to_owned());
            set("RESEND_BASE_URL", format!("{}/resend", sandbox.url()));
        }
        if traces {
            set("OTEL_EXPORTER_OTLP_ENDPOINT", sandbox.url());
        }
        // A person watches: only what needs a look. A script that wants more sets it.
        set("CALLFLEX__TELEMETRY__LOG", "warn".to_owned());
        let variables = missing(variables);
        home.keep_variables(&variables)?;
        Ok(Self { variables })
    }

    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::load_with(self.variables.clone())?)
    }
}

type Make = fn() -> anyhow::Result<String>;

/// Secrets of this machine, made once.
const SECRETS: &[(&str, Make)] =
    &[("JWT_SECRET", || Ok(revealed(&random_secret("")?))), ("SEAL_KEY", seal_key)];

fn seal_key() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| anyhow::anyhow!("could not get random bytes"))?;
    Ok(BASE64_STANDARD.encode(bytes))
}

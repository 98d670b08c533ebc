use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::parse;

#[derive(Clone, Debug, Deserialize)]
pub struct Vapi {
    #[serde(deserialize_with = "parse::url")]
    pub base_url: Url,
    #[serde(deserialize_with = "parse::optional_secret")]
    pub api_key: Option<SecretString>,
    #[serde(deserialize_with = "parse::optional_secret")]
    pub webhook_secret: Option<SecretString>,
    #[serde(deserialize_with = "parse::duration")]
    pub requests_interval: Duration,
    #[serde(deserialize_with = "parse::texts")]
    pub control_hosts: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Twilio {
    #[serde(deserialize_with = "parse::url")]
    pub base_url: Url,
    #[serde(deserialize_with = "parse::optional_text")]
    pub account_sid: Option<String>,
    #[serde(deserialize_with = "parse::optional_secret")]
    pub auth_token: Option<SecretString>,
    #[serde(deserialize_with = "parse::optional_text")]
    pub sms_from: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Stripe {
    /// Empty: Stripe sends us nothing.
    #[serde(deserialize_with = "parse::secrets")]
    pub webhook_secret: Vec<SecretString>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Resend {
    #[serde(deserialize_with = "parse::url")]
    pub base_url: Url,
    #[serde(deserialize_with = "parse::optional_secret")]
    pub api_key: Option<SecretString>,
    pub from: String,
}

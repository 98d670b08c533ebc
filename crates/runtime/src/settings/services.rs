use std::{net::SocketAddr, num::NonZeroUsize, time::Duration};

use serde::Deserialize;

use super::parse;

/// A service that serves nothing but its management address.
#[derive(Clone, Debug, Deserialize)]
pub struct Service {
    #[serde(deserialize_with = "parse::address")]
    pub management_bind: SocketAddr,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Gateway {
    #[serde(deserialize_with = "parse::address")]
    pub bind: SocketAddr,
    #[serde(deserialize_with = "parse::address")]
    pub management_bind: SocketAddr,
}

#[derive(Clone, Debug, Deserialize)]
pub struct WebhookIngest {
    #[serde(deserialize_with = "parse::address")]
    pub bind: SocketAddr,
    #[serde(deserialize_with = "parse::address")]
    pub management_bind: SocketAddr,
    #[serde(deserialize_with = "parse::number")]
    pub max_body_bytes: NonZeroUsize,
    #[serde(deserialize_with = "parse::number")]
    pub max_inflight_bytes: NonZeroUsize,
    #[serde(deserialize_with = "parse::duration")]
    pub directory_refresh: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub directory_max_stale: Duration,
}

#[derive(Clone, Debug, Deserialize)]
pub struct VapiSync {
    #[serde(deserialize_with = "parse::address")]
    pub management_bind: SocketAddr,
    #[serde(deserialize_with = "parse::duration")]
    pub every: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub look_back: Duration,
}

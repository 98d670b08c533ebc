use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use ipnet::IpNet;
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
    #[serde(deserialize_with = "parse::number")]
    pub max_inflight_requests: NonZeroUsize,
    #[serde(deserialize_with = "parse::duration")]
    pub body_timeout: Duration,
    #[serde(deserialize_with = "parse::networks")]
    pub trusted_proxies: Vec<IpNet>,
    pub limits: Limits,
    #[serde(deserialize_with = "parse::duration")]
    pub directory_refresh: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub directory_max_stale: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub noise_retention: Duration,
    #[serde(deserialize_with = "parse::optional_duration")]
    pub archive_retention: Option<Duration>,
    #[serde(deserialize_with = "parse::duration")]
    pub tool_deadline: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub routing_deadline: Duration,
    #[serde(deserialize_with = "parse::duration")]
    pub destination_deadline: Duration,
    #[serde(deserialize_with = "parse::number")]
    pub live_connections: NonZeroU32,
}

/// How much one sender may send.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Limits {
    pub organization: Rate,
    pub connection: Rate,
    pub questions: Rate,
    pub strangers: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Rate {
    #[serde(deserialize_with = "parse::number")]
    pub per_second: NonZeroU32,
    /// At most this many at once, after a pause.
    #[serde(deserialize_with = "parse::number")]
    pub burst: NonZeroU32,
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

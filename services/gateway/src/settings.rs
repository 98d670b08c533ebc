//! The section `gateway` of the settings.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use runtime::settings::Section;

runtime::settings_of! {
    pub struct GatewaySettings {
        pub bind: SocketAddr,
        pub management_bind: SocketAddr,
        pub body_timeout: Duration,
        pub read_patience: Duration,
        pub read_bytes_per_second: NonZeroU32,
        pub max_inflight_requests: NonZeroUsize,
        pub max_inflight_bytes: NonZeroUsize,
        pub max_streams: NonZeroUsize,
        pub limits: Limits,
    }
}

runtime::settings_of! {
    /// How much of that one caller may have.
    #[derive(Copy)]
    pub struct Limits {
        pub organization: Share,
        pub caller: Share,
    }
}

runtime::settings_of! {
    #[derive(Copy, PartialEq, Eq)]
    pub struct Share {
        pub requests: NonZeroUsize,
        pub bytes: NonZeroUsize,
        pub streams: NonZeroUsize,
    }
}

impl Section for GatewaySettings {
    const NAME: &'static str = "gateway";
}

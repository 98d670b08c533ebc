//! The section `vapi_sync` of the settings.

use std::net::SocketAddr;
use std::time::Duration;

use runtime::settings::Section;

runtime::settings_of! {
    pub struct VapiSyncSettings {
        pub management_bind: SocketAddr,
        pub every: Duration,
        pub look_back: Duration,
    }
}

impl Section for VapiSyncSettings {
    const NAME: &'static str = "vapi_sync";
}

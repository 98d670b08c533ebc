//! The section `call_processor` of the settings.

use std::net::SocketAddr;
use std::time::Duration;

use runtime::settings::Section;

runtime::settings_of! {
    pub struct CallProcessorSettings {
        pub management_bind: SocketAddr,
        pub report_wait: Duration,
    }
}

impl Section for CallProcessorSettings {
    const NAME: &'static str = "call_processor";
}

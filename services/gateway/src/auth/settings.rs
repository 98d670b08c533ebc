//! What limits sign-ins, in the section `gateway` of the settings.

use std::num::NonZeroU32;
use std::time::Duration;

use ipnet::IpNet;
use runtime::settings::Section;
use web::Allowance;

runtime::settings_of! {
    pub struct SignInSettings {
        pub trusted_proxies: Vec<IpNet>,
        pub sign_in: SignInLimits,
    }
}

runtime::settings_of! {
    /// How often a password may be wrong.
    #[derive(Copy)]
    pub struct SignInLimits {
        pub network: GuessLimit,
        pub account_from_network: GuessLimit,
        pub first_from_network: GuessLimit,
        pub account: GuessLimit,
    }
}

runtime::settings_of! {
    #[derive(Copy)]
    pub struct GuessLimit {
        pub burst: NonZeroU32,
        pub every: Duration,
    }
}

impl Section for SignInSettings {
    const NAME: &'static str = "gateway";
}

impl From<GuessLimit> for Allowance {
    fn from(GuessLimit { burst, every }: GuessLimit) -> Self {
        Self { burst, every }
    }
}

//! The emulators of a sandbox: what they remember, and their knobs.

use std::sync::Arc;

use crate::emulator::Emulator;
use crate::resend::Resend;
use crate::settings::SandboxSettings;
use crate::traces::Traces;
use crate::twilio::Twilio;
use crate::vapi::Vapi;

/// Makes a `Handle` of the emulators: `handle.twilio()` and so on, and all of them to iterate over.
macro_rules! emulators {
    ($($name:ident: $Emulator:ty,)*) => {
        /// A cheap clone of the one memory.
        #[derive(Clone, Debug)]
        pub struct Handle {
            settings: Arc<SandboxSettings>,
            $($name: Arc<$Emulator>,)*
        }

        impl Handle {
            pub fn new(settings: SandboxSettings) -> Self {
                Self { $($name: Arc::new(<$Emulator>::new(&settings)),)* settings: Arc::new(settings) }
            }

            $(pub fn $name(&self) -> &$Emulator {
                &self.$name
            })*

            pub(crate) fn emulators(&self) -> Vec<Arc<dyn Emulator>> {
                vec![$(Arc::clone(&self.$name) as Arc<dyn Emulator>,)*]
            }
        }
    };
}

emulators! {
    vapi: Vapi,
    twilio: Twilio,
    resend: Resend,
    traces: Traces,
}

impl Handle {
    pub fn settings(&self) -> &SandboxSettings {
        &self.settings
    }

    /// Turns every fault off.
    pub fn heal(&self) {
        for emulator in self.emulators() {
            for knob in emulator.knobs() {
                knob.turn_off();
            }
        }
    }

    /// Forgets all that was recorded. Faults are settings and stay.
    pub fn forget(&self) {
        for emulator in self.emulators() {
            emulator.forget();
        }
    }
}

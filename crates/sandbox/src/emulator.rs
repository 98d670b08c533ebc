//! What the sandbox asks of an emulator.

use std::sync::Arc;

use actix_web::web::ServiceConfig;

use crate::faults::Knob;

/// A provider's API, and what it remembers of its use.
pub(crate) trait Emulator: Send + Sync {
    /// What stands at which of its paths.
    fn emulates(&self) -> Vec<(&'static str, &'static str)>;

    fn knobs(&self) -> Vec<&dyn Knob>;

    /// How many entries are shown at each path below `/_sandbox`.
    fn remembers(&self) -> Vec<(&'static str, usize)>;

    fn forget(&self);

    /// The provider's API. Its handlers find the emulator as `Data`.
    fn routes(self: Arc<Self>, routes: &mut ServiceConfig);

    /// What it remembers, below `/_sandbox`.
    fn memory_routes(&self, routes: &mut ServiceConfig);
}

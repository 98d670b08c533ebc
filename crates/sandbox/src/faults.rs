//! Faults: their knobs, and the actix middleware that applies them to an emulator's API.

mod api_faults;
mod area;
mod checks;
mod dice;
mod knob;
mod webhook_faults;

pub use api_faults::ApiFaults;
pub use checks::FaultsError;
pub use webhook_faults::WebhookFaults;

pub(crate) use area::Area;
pub(crate) use dice::Dice;
pub(crate) use knob::{FaultKnob, Knob};

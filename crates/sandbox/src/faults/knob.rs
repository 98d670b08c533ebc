//! The faults of one area, as they are set now.

use std::fmt::Debug;
use std::sync::Mutex;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::checks::FaultsError;
use crate::journal::lock;

/// What can go wrong in an area; nothing does by default.
pub(crate) trait Faults: Clone + Debug + Default + Serialize + DeserializeOwned + Send + Sync {
    fn check(&self, area: &'static str) -> Result<(), FaultsError>;
}

/// The knob of an area, whatever its faults.
pub(crate) trait Knob: Send + Sync {
    fn area(&self) -> &'static str;

    fn show(&self) -> Value;

    /// Checks a new setting, and gives what turns the knob to it: a change of several knobs is checked whole
    /// before any of it is made.
    fn prepare(&self, faults: Value) -> Result<Box<dyn FnOnce() + '_>, FaultsError>;

    fn turn_off(&self);
}

#[derive(Debug)]
pub(crate) struct FaultKnob<F> {
    area: &'static str,
    faults: Mutex<F>,
}

impl<F: Faults> FaultKnob<F> {
    pub(crate) fn new(area: &'static str) -> Self {
        Self { area, faults: Mutex::default() }
    }

    pub(crate) fn get(&self) -> F {
        lock(&self.faults).clone()
    }

    pub(crate) fn set(&self, faults: F) -> Result<(), FaultsError> {
        faults.check(self.area)?;
        *lock(&self.faults) = faults;
        Ok(())
    }
}

impl<F: Faults> Knob for FaultKnob<F> {
    fn area(&self) -> &'static str {
        self.area
    }

    fn show(&self) -> Value {
        serde_json::to_value(self.get()).unwrap_or_default()
    }

    fn prepare(&self, faults: Value) -> Result<Box<dyn FnOnce() + '_>, FaultsError> {
        let area = self.area;
        let unreadable =
            |error: serde_json::Error| FaultsError::Unreadable { area, reason: error.to_string() };
        let faults: F = serde_json::from_value(faults).map_err(unreadable)?;
        faults.check(area)?;
        Ok(Box::new(move || *lock(&self.faults) = faults))
    }

    fn turn_off(&self) {
        *lock(&self.faults) = F::default();
    }
}

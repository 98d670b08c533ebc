//! Commands to a live call, which takes them at its `controlUrl`.

use serde_json::{Value, json};

use crate::Destination;

/// Puts the caller through.
pub fn transfer(destination: &Destination) -> Value {
    json!({ "type": "transfer", "destination": destination.json() })
}

//! What a live call is told at its `controlUrl`.

use serde_json::{Value, json};

use crate::Destination;

/// Puts the caller through.
pub fn transfer(destination: &Destination) -> Value {
    json!({ "type": "transfer", "destination": destination.json() })
}

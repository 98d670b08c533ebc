//! Commands to a live call, which takes them at its `controlUrl`.

use std::time::Duration;

use provider::Failure;
use reqwest::Client;
use serde_json::{Value, json};
use url::Url;

use crate::Destination;
use crate::client::VAPI;

/// Puts the caller through.
pub fn transfer(destination: &Destination) -> Value {
    json!({ "type": "transfer", "destination": destination.json() })
}

/// Sends a command. The failure does not name the address: whoever knows it can talk into the call.
pub async fn send(http: &Client, control_url: Url, command: &Value, limit: Duration) -> Result<(), Failure> {
    let request = http.post(control_url).timeout(limit).json(command);
    match VAPI.send(request).await {
        Ok(_) => Ok(()),
        // Whatever the status, an answer is clear: it was not done.
        Err(Failure::InDoubt(cause)) if cause.status().is_some() => Err(Failure::Rejected(cause)),
        Err(failure) => Err(failure),
    }
}

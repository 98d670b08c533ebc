//! Sending.

use provider::Failure;
use serde::Deserialize;

use crate::Twilio;
use crate::account::{MESSAGES, TWILIO};

/// A message that Twilio took.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SentSms {
    pub sid: String,
    /// Twilio's word: "queued", "accepted", "sending" … An open list.
    pub status: String,
}

impl Twilio {
    /// Sends a text message. `from` and `to` are numbers in E.164; `from` may also be a short code or a name.
    #[tracing::instrument(skip_all)]
    pub async fn send_sms(&self, from: &str, to: &str, body: &str) -> Result<SentSms, Failure> {
        let form = self.account.send_msg(from, to, body).msg.to_string();
        let request = self.request(MESSAGES, Some(form)).map_err(|error| TWILIO.no_request(error))?;
        TWILIO.send_json(request).await
    }
}

//! Sending.

use serde::Deserialize;

use crate::account::MESSAGES;
use crate::error::{Problem, rejected, unanswered};
use crate::{InDoubt, NotSent, SmsError, Twilio};

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
    pub async fn send_sms(&self, from: &str, to: &str, body: &str) -> Result<SentSms, SmsError> {
        let form = self.account.send_msg(from, to, body).msg.to_string();
        let request =
            self.request(MESSAGES, Some(form)).map_err(|error| SmsError::NotSent(NotSent::Build(error)))?;
        let answer = self.http.execute(request).await.map_err(unanswered)?;
        let status = answer.status();
        if !status.is_success() {
            // The status alone is enough when the rest can't be read.
            let problem = answer.json::<Problem>().await.unwrap_or_default();
            return Err(rejected(status, problem.code));
        }
        let body =
            answer.bytes().await.map_err(|error| SmsError::InDoubt(InDoubt::Lost(error.without_url())))?;
        serde_json::from_slice(&body).map_err(|error| SmsError::InDoubt(InDoubt::Unreadable(error)))
    }
}

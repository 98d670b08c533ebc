//! Looking for what was sent before.

use chrono::{DateTime, SubsecRound as _, Utc};
use provider::Failure;
use serde::Deserialize;

use crate::Twilio;
use crate::account::{MESSAGES, TWILIO};

/// At most 1000 messages a list: Twilio's own limit. With more to one recipient since the moment in question,
/// the oldest may be missed: doubt about it then stays.
const PAGE_SIZE: &str = "1000";

/// A message that Twilio took some time ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentEarlier {
    pub sid: String,
    /// Twilio's word: "delivered", "undelivered", "failed" … An open list.
    pub status: String,
    /// When Twilio took it, to the second.
    pub created_at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Page {
    messages: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    sid: String,
    status: String,
    body: Option<String>,
    date_created: Option<String>,
}

impl Twilio {
    /// Finds the messages with exactly this text that were sent to a number since a moment, oldest first.
    #[tracing::instrument(skip_all)]
    pub async fn find_sms(
        &self,
        to: &str,
        from: Option<&str>,
        body: &str,
        since: DateTime<Utc>,
    ) -> Result<Vec<SentEarlier>, Failure> {
        // Twilio filters by day; the moment is compared here.
        let day = since.format("%Y-%m-%d").to_string();
        let filters = [("To", to), ("DateSent>", &day), ("PageSize", PAGE_SIZE)];
        let query = twilio_async::encode_pairs(filters.into_iter().chain(from.map(|from| ("From", from))));
        let path = format!("{MESSAGES}?{}", query.unwrap_or_default());
        let request = self.request(&path, None).map_err(|error| TWILIO.no_request(error))?;
        let page: Page = TWILIO.send_json(request).await?;
        // Twilio's times are whole seconds.
        let since = since.trunc_subsecs(0);
        let newest_first = page.messages.into_iter().filter(|listed| listed.body.as_deref() == Some(body));
        let found = newest_first.filter_map(Listed::read).filter(|sms| sms.created_at >= since);
        Ok(found.rev().collect())
    }
}

impl Listed {
    /// `None` when it has no readable time of sending.
    fn read(self) -> Option<SentEarlier> {
        let created_at = DateTime::parse_from_rfc2822(&self.date_created?).ok()?.to_utc();
        Some(SentEarlier { sid: self.sid, status: self.status, created_at })
    }
}

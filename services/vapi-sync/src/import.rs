//! Imports the calls of a range of time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use db::Db;
use domain::OrganizationId;
use runtime::{clock, error_chain};
use serde_json::Value;
use tracing::warn;
use url::Url;
use vapi::{ApiError, CallWindow, Client, MAX_PAGE, ParseError};

use crate::NAME;
use crate::accounts::Account;
use crate::pace::Paced;
use crate::window::{Windows, in_milliseconds};

/// The import of one account's calls.
pub struct Import {
    db: Db,
    organization: OrganizationId,
    paced: Paced,
}

/// How far an import is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// How much of the range is accounted for, from 0 to 1.
    pub done: f64,
    pub requests: u64,
    /// Calls that Vapi listed.
    pub fetched: u64,
    /// Calls that were not known.
    pub added: u64,
    /// Calls that were known, and of which something changed.
    pub updated: u64,
    pub unchanged: u64,
    /// Calls that could not be read, and why the last of them could not.
    pub failed: u64,
    pub last_failure: Option<String>,
    /// Milliseconds with more calls than Vapi shows: some of them may be missing.
    pub overfull: Vec<DateTime<Utc>>,
}

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the range ends before it begins")]
    Range,
    #[error("could not list the calls of {window:?}")]
    List { window: CallWindow, source: ApiError },
    #[error("could not record a call")]
    Database(#[from] db::Error),
}

/// Why one listed call was not imported.
#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error("could not read a listed call")]
    Parse(#[from] ParseError),
    #[error("could not record a listed call")]
    Record(#[source] db::Error),
}

impl Import {
    /// `spacing` is the least time between two requests.
    pub fn new(db: Db, http: reqwest::Client, base_url: Url, account: Account, spacing: Duration) -> Self {
        let client = Client::new(http, base_url, account.api_key);
        Self { db, organization: account.organization, paced: Paced::new(client, spacing) }
    }

    /// Imports every call that was made between two moments; `watch` sees each step.
    ///
    /// A call that can't be read is counted and passed over; a window that can't be listed ends the import,
    /// which may be run again from the start: what is recorded already is only compared.
    pub async fn run(
        mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        mut watch: impl FnMut(&Progress),
    ) -> Result<Progress, ImportError> {
        let mut windows = Windows::of(in_milliseconds(from, to).ok_or(ImportError::Range)?);
        let mut progress = Progress::default();
        while let Some(window) = windows.next() {
            let listed = match self.paced.calls(window).await {
                Ok(listed) => listed,
                Err(error) if error.is_too_much() && windows.halve(window) => continue,
                Err(source) => return Err(ImportError::List { window, source }),
            };
            progress.requests += 1;
            // A full answer may be less than all.
            if listed.len() >= MAX_PAGE {
                if windows.halve(window) {
                    watch(&progress);
                    continue;
                }
                progress.overfull.push(window.from);
            }
            for call in listed {
                progress.fetched += 1;
                self.record(call, &mut progress).await?;
                watch(&progress);
            }
            progress.done = windows.done();
            watch(&progress);
        }
        Ok(progress)
    }

    async fn record(&self, call: Value, progress: &mut Progress) -> Result<(), ImportError> {
        match self.try_record(call).await? {
            Ok(recorded) if recorded.is_new => progress.added += 1,
            Ok(recorded) if recorded.change.changed => progress.updated += 1,
            Ok(_) => progress.unchanged += 1,
            Err(failure) => {
                warn!(error = error_chain(&failure), "Passed over a listed call");
                progress.failed += 1;
                progress.last_failure = Some(error_chain(&failure));
            }
        }
        Ok(())
    }

    async fn try_record(&self, call: Value) -> Result<Result<calls::Recorded, CallError>, db::Error> {
        let observation = match vapi::observe_api_call(call) {
            Ok(observation) => observation,
            Err(error) => return Ok(Err(error.into())),
        };
        let record = async {
            let tx = self.db.tenant(self.organization).await?;
            let recorded = calls::record(&tx, observation, clock::now(), NAME).await?;
            tx.commit().await?;
            Ok(recorded)
        };
        match record.await {
            Ok(recorded) => Ok(Ok(recorded)),
            Err(error @ db::Error::Unavailable(_)) => Err(error),
            Err(error) => Ok(Err(CallError::Record(error))),
        }
    }
}

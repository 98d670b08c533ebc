//! The flight recorder's writer: after the answer is out, whenever Postgres can.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contracts::work::ToolFailed;
use db::live_questions::{self, Question, QuestionAnswer};
use db::{Db, TenantTx};
use domain::{OrganizationId, QuestionOutcome};
use metrics::counter;
use runtime::error_chain;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::waiting::{Entry, Record, Waiting};
use crate::NAME;

/// At most 64 records in one transaction.
const BATCH: usize = 64;

/// A quarter of a second to gather a batch: it need not be read at once, and a commit after each answer would
/// delay the next caller's.
const GATHER: Duration = Duration::from_millis(250);

/// A second before Postgres is tried again while it is down.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// At most 3 seconds for a stopping process to write what it still holds.
const LAST_CHANCE: Duration = Duration::from_secs(3);

pub(crate) struct Recorder {
    db: Db,
    waiting: Mutex<Waiting>,
    came: Notify,
}

impl Recorder {
    pub(crate) fn new(db: Db) -> Self {
        Self { db, waiting: Mutex::default(), came: Notify::new() }
    }

    pub(crate) fn record(&self, entry: Entry) {
        let forgotten = self.waiting().add(entry);
        counter!("live_records_forgotten_total").increment(forgotten);
        self.came.notify_one();
    }

    pub(crate) async fn write_until(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            match self.write_batch().await {
                // There may be more than fitted.
                Ok(BATCH) => {}
                Ok(_) => {
                    let gathered = async {
                        self.came.notified().await;
                        sleep(GATHER).await;
                    };
                    shutdown.run_until_cancelled(gathered).await;
                }
                Err(error) => {
                    warn!(error = error_chain(&error), "Can't write the flight recorder now");
                    shutdown.run_until_cancelled(sleep(TRY_AGAIN)).await;
                }
            }
        }
    }

    /// Writes what is left once no question can come any more.
    pub(crate) async fn finish(&self) {
        let drained = timeout(LAST_CHANCE, async { while matches!(self.write_batch().await, Ok(1..)) {} });
        if drained.await.is_err() || !self.waiting().is_empty() {
            let left = self.waiting().len();
            warn!("Stopped with {left} live questions not recorded");
        }
    }

    /// Writes what waits, one transaction an organization; returns how many there were. What can't be written
    /// while Postgres is down waits again.
    async fn write_batch(&self) -> db::Result<usize> {
        let batch = self.waiting().take(BATCH);
        let taken = batch.len();
        let mut by_organization: BTreeMap<OrganizationId, Vec<Record>> = BTreeMap::new();
        for entry in batch {
            by_organization.entry(entry.organization).or_default().push(entry.record);
        }
        let mut outcome = Ok(taken);
        for (organization, records) in by_organization {
            let left = match outcome {
                Ok(_) => match self.write(organization, &records).await {
                    Ok(()) => continue,
                    Err(error @ db::Error::Unavailable(_)) => {
                        outcome = Err(error);
                        records
                    }
                    Err(error) => {
                        let (left, down) = self.write_singly(organization, records, &error).await;
                        outcome = down.map_or(outcome, Err);
                        left
                    }
                },
                Err(_) => records,
            };
            self.waiting().give_back(organization, left);
        }
        outcome
    }

    /// One record that Postgres rejects must not take the others with it. Returns what is left if Postgres
    /// goes down meanwhile.
    async fn write_singly(
        &self,
        organization: OrganizationId,
        records: Vec<Record>,
        error: &db::Error,
    ) -> (Vec<Record>, Option<db::Error>) {
        warn!(error = error_chain(error), "Writing a batch of the flight recorder one by one");
        let mut left = records.into_iter();
        while let Some(record) = left.next() {
            match self.write(organization, std::slice::from_ref(&record)).await {
                Ok(()) => {}
                Err(error @ db::Error::Unavailable(_)) => {
                    return (std::iter::once(record).chain(left).collect(), Some(error));
                }
                Err(error) => {
                    error!(organization.id = %organization, error = error_chain(&error), "Could not record a live question");
                    counter!("live_records_forgotten_total").increment(1);
                }
            }
        }
        (Vec::new(), None)
    }

    async fn write(&self, organization: OrganizationId, records: &[Record]) -> db::Result<()> {
        let tx = self.db.tenant(organization).await?;
        for record in records {
            match record {
                Record::Question { question, answer } => write_question(&tx, question, answer).await?,
                Record::Transferred { transfer, failed: None } => transfer.done(&tx).await?,
                Record::Transferred { transfer, failed: Some(error) } => transfer.failed(&tx, error).await?,
                Record::Timed { vapi_call_id, question_id, stages } => {
                    live_questions::time(&tx, (vapi_call_id, question_id), stages).await?;
                }
            }
        }
        tx.commit().await
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes a question unless it is known: a tool that was answered after all stays answered. One that was
/// missed is published once.
async fn write_question(tx: &TenantTx, question: &Question, answer: &QuestionAnswer) -> db::Result<()> {
    let is_new = live_questions::put(tx, question, answer).await?;
    let is_missed = answer.outcome == QuestionOutcome::Missed;
    let Some(tool) = question.tool.clone().filter(|_| is_new && is_missed) else {
        return Ok(());
    };
    let failed = ToolFailed {
        call_id: answer.call.map(|call| call.to_string()),
        tool_call_id: question.question_id.clone(),
        tool,
        error: answer.error.clone().unwrap_or_default(),
        ..ToolFailed::default()
    };
    outbox::append(tx, failed, NAME).await
}

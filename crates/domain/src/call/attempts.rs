//! Every attempt to send a call on, from what is on record of transfers and what was seen of them.

use chrono::{DateTime, Utc};

use super::merge::{Call, SourceRank};
use super::transfer::{Transfer, TransferOutcome, TransferTarget};

impl Call {
    /// Where the call was sent on to; nowhere when that is known to have failed.
    pub fn transferred_to(&self) -> Option<TransferTarget> {
        let mut latest_first = self.attempts().into_iter().rev();
        latest_first.find(|attempt| attempt.outcome != TransferOutcome::Failed)?.target
    }

    /// In their order. The record of transfers says what became of each. An attempt that it does not have
    /// failed, as another followed; one that was reported no earlier than the record, or by which the call
    /// ended, is the last.
    pub(super) fn attempts(&self) -> Vec<Transfer> {
        let facts = &self.facts;
        let recorded = self.recorded();
        let is_recorded = |target: &TransferTarget| has(&recorded, target);
        let is_current = self.stamps.destination >= self.stamps.transfers;
        let reported = facts.destination.as_ref().filter(|_| is_current);
        let last = reported.or_else(|| self.ended_by_sending_to(&recorded));
        let last = last.filter(|target| !is_recorded(target)).cloned();
        let mut earlier: Vec<TransferTarget> = Vec::new();
        for seen in &facts.sent_on {
            let target = &seen.target;
            if !is_recorded(target) && last.as_ref() != Some(target) && !earlier.contains(target) {
                earlier.push(target.clone());
            }
        }

        let failed = earlier.into_iter().map(|target| Transfer::seen(target, TransferOutcome::Failed));
        let mut attempts: Vec<Transfer> = failed.collect();
        attempts.extend(recorded);
        attempts.extend(last.map(|target| Transfer::seen(target, TransferOutcome::Unknown)));
        if self.ended_by(is_failed_transfer)
            && let Some(last) = attempts.last_mut()
            && last.outcome == TransferOutcome::Unknown
        {
            last.outcome = TransferOutcome::Failed;
        }
        attempts
    }

    /// What is on record. The last that is without its target was to the one that is known otherwise, unless that
    /// was reported while the record still grew, and after it.
    fn recorded(&self) -> Vec<Transfer> {
        let facts = &self.facts;
        let mut recorded = facts.transfers.clone().unwrap_or_default();
        let (record, reported) = (self.stamps.transfers, self.stamps.destination);
        let is_whole = record.is_some_and(|stamp| stamp.rank == SourceRank::Record);
        let seen = || facts.sent_on.last().map(|seen| &seen.target);
        let known = facts.destination.as_ref().or_else(seen).filter(|_| is_whole || reported <= record);
        let known = known.filter(|target| !has(&recorded, target)).cloned();
        if let Some(known) = known
            && let Some(nameless) = recorded.iter_mut().rfind(|transfer| transfer.target.is_none())
        {
            nameless.target = Some(known);
        }
        recorded
    }

    /// Where the call was last seen sent on to, if it ended so and nothing on record came about since.
    fn ended_by_sending_to(&self, recorded: &[Transfer]) -> Option<&TransferTarget> {
        let last = self.facts.sent_on.last().filter(|_| self.ended_as_sent_on())?;
        let came_about = |transfer: &Transfer| transfer.outcome == TransferOutcome::Connected;
        let is_earlier = |transfer: &Transfer| self.joined_at(transfer).is_some_and(|at| at <= last.at);
        let is_last = !recorded.iter().any(|transfer| came_about(transfer) && !is_earlier(transfer));
        is_last.then_some(&last.target)
    }

    /// When whoever took the call came to it.
    pub(super) fn joined_at(&self, connected: &Transfer) -> Option<DateTime<Utc>> {
        let seen_at = |target: &TransferTarget| {
            self.facts.sent_on.iter().rfind(|seen| seen.target == *target).map(|seen| seen.at)
        };
        connected.joined_at.or_else(|| seen_at(connected.target.as_ref()?))
    }

    /// Whether the call ended as it was sent on: what follows Vapi does not see.
    pub(super) fn ended_as_sent_on(&self) -> bool {
        self.ended_by(|reason| SENT_ON.contains(&reason))
    }

    fn ended_by(&self, is_so: impl Fn(&str) -> bool) -> bool {
        self.facts.ended_reason.as_ref().is_some_and(|ended| is_so(&ended.reason))
    }
}

fn has(transfers: &[Transfer], target: &TransferTarget) -> bool {
    transfers.iter().any(|transfer| transfer.target.as_ref() == Some(target))
}

const SENT_ON: [&str; 4] = [
    "assistant-forwarded-call",
    "assistant-request-returned-forwarding-phone-number",
    "call.ending.hook-executed-transfer",
    "call.ringing.hook-executed-transfer",
];

/// The caller hung up before anybody was there.
const LEFT_BEFORE_CONNECT: [&str; 3] = [
    "customer-ended-call-after-warm-transfer-attempt",
    "customer-ended-call-before-warm-transfer",
    "customer-ended-call-during-transfer",
];

/// Whether a call's end says that its transfer did not come about.
fn is_failed_transfer(reason: &str) -> bool {
    reason.starts_with("call.forwarding.")
        || reason.contains("transfer-failed")
        || reason.contains("error-warm-transfer")
        || LEFT_BEFORE_CONNECT.contains(&reason)
}

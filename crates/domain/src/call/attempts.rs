//! Every attempt to send a call on, from what is on record of transfers and what was seen of them.

use super::merge::Call;
use super::transfer::{Transfer, TransferOutcome, TransferTarget};

impl Call {
    /// Where the call was sent on to; nowhere when that is known to have failed.
    pub fn transferred_to(&self) -> Option<TransferTarget> {
        let mut latest_first = self.attempts().into_iter().rev();
        latest_first.find(|attempt| attempt.outcome != TransferOutcome::Failed)?.target
    }

    /// In their order. The record of transfers says what became of each. An attempt that it does not have
    /// failed, as another followed; one that was reported no earlier than the record is the last.
    pub(super) fn attempts(&self) -> Vec<Transfer> {
        let facts = &self.facts;
        let mut recorded = facts.transfers.clone().unwrap_or_default();
        if let [only] = recorded.as_mut_slice()
            && only.target.is_none()
        {
            let seen = facts.sent_on.last().map(|seen| seen.target.clone());
            only.target = facts.destination.clone().or(seen);
        }
        let is_recorded = |target: &TransferTarget| {
            recorded.iter().any(|transfer| transfer.target.as_ref() == Some(target))
        };
        let is_current = self.stamps.destination >= self.stamps.transfers;
        let last = facts.destination.clone().filter(|target| is_current && !is_recorded(target));
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

    /// Whether the call ended as it was sent on: what follows Vapi does not see.
    pub(super) fn ended_as_sent_on(&self) -> bool {
        self.ended_by(|reason| SENT_ON.contains(&reason))
    }

    fn ended_by(&self, is_so: impl Fn(&str) -> bool) -> bool {
        self.facts.ended_reason.as_ref().is_some_and(|ended| is_so(&ended.reason))
    }
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

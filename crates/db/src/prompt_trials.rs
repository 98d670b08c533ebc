//! Comparisons of ways to answer the lines of one assistant.

use std::collections::BTreeMap;

use domain::{AssistantId, OrganizationId, TrialId};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::{Result, SystemTx};

/// A trial that callers are divided among now.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningTrial {
    pub id: TrialId,
    pub organization_id: OrganizationId,
    /// Whose lines it is about.
    pub assistant_id: AssistantId,
    /// In the order of their numbers.
    pub arms: Vec<Arm>,
}

/// One of the ways to answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub number: i16,
    /// Its share of the callers; 0 takes none.
    pub weight: u32,
    pub vapi_assistant_id: String,
    /// Vapi's `assistantOverrides`.
    pub overrides: Value,
}

#[derive(FromQueryResult)]
struct Row {
    organization_id: OrganizationId,
    id: TrialId,
    assistant_id: AssistantId,
    arm: i16,
    weight: i32,
    vapi_assistant_id: String,
    overrides: Value,
}

/// Every trial that runs, of every organization. An arm whose assistant is not in use takes no calls.
pub async fn running(tx: &SystemTx) -> Result<Vec<RunningTrial>> {
    let running =
        "SELECT t.organization_id, t.id, t.assistant_id, a.arm, a.weight, v.vapi_assistant_id, a.overrides
                   FROM prompt_trials t
                   JOIN prompt_trial_arms a ON a.organization_id = t.organization_id AND a.trial_id = t.id
                   JOIN assistants v ON v.organization_id = a.organization_id AND v.id = a.assistant_id
                   WHERE t.ended_at IS NULL AND v.is_active
                   ORDER BY a.arm";
    let mut trials = BTreeMap::new();
    for row in tx.rows::<Row>(running, []).await? {
        let trial = trials.entry((row.organization_id, row.id)).or_insert_with(|| RunningTrial {
            id: row.id,
            organization_id: row.organization_id,
            assistant_id: row.assistant_id,
            arms: Vec::new(),
        });
        trial.arms.push(Arm {
            number: row.arm,
            // The table keeps weights from going below zero.
            weight: row.weight.unsigned_abs(),
            vapi_assistant_id: row.vapi_assistant_id,
            overrides: row.overrides,
        });
    }
    Ok(trials.into_values().collect())
}

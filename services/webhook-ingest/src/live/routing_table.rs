//! What is known of the organizations that calls come in for.

use std::collections::HashMap;
use std::sync::Arc;

use db::SystemTx;
use db::organizations::{Organization, Subscriber};
use db::phone_numbers::PhoneLine;
use db::prompt_trials::RunningTrial;
use domain::{Assistant, AssistantId, OrganizationId, PlanState};
use runtime::error_chain;
use tracing::error;
use vapi::Envelope;

/// The switchboard of every organization, at one moment.
#[derive(Default)]
pub(crate) struct RoutingTable {
    switchboards: HashMap<OrganizationId, Arc<Switchboard>>,
}

/// Where one organization's calls may go.
pub(crate) struct Switchboard {
    pub(crate) organization: Arc<Organization>,
    pub(crate) plan: PlanState,
    assistants: Vec<Assistant>,
    /// By Vapi's id and by the number itself; `None` for a line without an assistant.
    lines: HashMap<String, Option<AssistantId>>,
    trials: Vec<RunningTrial>,
}

/// Reads what routing needs beyond assistants and lines.
pub(crate) async fn read(tx: &SystemTx) -> db::Result<(Vec<Subscriber>, Vec<RunningTrial>)> {
    let trials = db::prompt_trials::running(tx).await?;
    let subscribers = db::organizations::subscribers(tx).await?.into_iter().filter_map(|(id, read)| {
        let log = |reason: &db::Error| {
            error!(organization.id = %id, error = error_chain(reason), "Can't answer an organization's callers");
        };
        read.inspect_err(log).ok()
    });
    Ok((subscribers.collect(), trials))
}

impl RoutingTable {
    pub(crate) fn new(
        (subscribers, trials): (Vec<Subscriber>, Vec<RunningTrial>),
        assistants: &[Assistant],
        lines: &[PhoneLine],
    ) -> Self {
        let mut boards: HashMap<OrganizationId, Switchboard> =
            subscribers.into_iter().map(|one| (one.organization.id, Switchboard::new(one))).collect();
        for assistant in assistants {
            if let Some(board) = boards.get_mut(&assistant.organization_id) {
                board.assistants.push(assistant.clone());
            }
        }
        for line in lines {
            if let Some(board) = boards.get_mut(&line.organization_id) {
                for key in line.vapi_phone_id.iter().chain([&line.phone_number]) {
                    board.lines.insert(key.clone(), line.assistant_id);
                }
            }
        }
        for trial in trials {
            if let Some(board) = boards.get_mut(&trial.organization_id) {
                board.trials.push(trial);
            }
        }
        Self { switchboards: boards.into_iter().map(|(id, board)| (id, Arc::new(board))).collect() }
    }

    pub(crate) fn of(&self, organization: OrganizationId) -> Option<Arc<Switchboard>> {
        self.switchboards.get(&organization).cloned()
    }
}

impl Switchboard {
    fn new(subscriber: Subscriber) -> Self {
        let Subscriber { organization, plan } = subscriber;
        Self {
            organization: Arc::new(organization),
            plan,
            assistants: Vec::new(),
            lines: HashMap::new(),
            trials: Vec::new(),
        }
    }

    /// The assistant that answers the line a message came over.
    pub(crate) fn assistant_of_line(&self, envelope: &Envelope) -> Option<&Assistant> {
        let mut keys = envelope.phone_number_id.iter().chain(&envelope.phone_number);
        let answered_by = (*keys.find_map(|key| self.lines.get(key))?)?;
        self.assistants.iter().find(|own| own.id == answered_by)
    }

    /// The trial that the calls of an assistant's lines are divided among.
    pub(crate) fn trial_of(&self, assistant: AssistantId) -> Option<&RunningTrial> {
        self.trials.iter().find(|trial| trial.assistant_id == assistant)
    }

    /// An assistant by Vapi's id of it, or by its name in any case.
    pub(crate) fn assistant_called(&self, name: &str) -> Option<&Assistant> {
        let name = name.trim();
        let is_named = |own: &&Assistant| own.name.to_lowercase() == name.to_lowercase();
        let by_id = self.assistants.iter().find(|own| own.vapi_assistant_id == name);
        by_id.or_else(|| self.assistants.iter().find(is_named))
    }
}

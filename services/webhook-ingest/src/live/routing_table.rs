//! What is known of the organizations that calls come in for.

use std::collections::HashMap;
use std::sync::Arc;

use db::SystemTx;
use db::organizations::{Organization, Subscriber};
use db::phone_numbers::PhoneLine;
use db::prompt_trials::RunningTrial;
use domain::{Assistant, AssistantId, Country, OrganizationId, PhoneNumber, PlanState};
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
    /// By Vapi's id and by the number itself.
    lines: HashMap<String, Line>,
    trials: Vec<RunningTrial>,
}

/// A line as far as calls over it ask.
#[derive(Clone)]
struct Line {
    /// `None` for a line without an assistant.
    assistant: Option<AssistantId>,
    number: Option<PhoneNumber>,
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
                let known = Line {
                    assistant: line.assistant_id,
                    number: PhoneNumber::parse(&line.phone_number).ok(),
                };
                for key in line.vapi_phone_id.iter().chain([&line.phone_number]) {
                    board.lines.insert(key.clone(), known.clone());
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
        let answered_by = self.known_line(envelope)?.assistant?;
        self.assistants.iter().find(|own| own.id == answered_by)
    }

    /// The number of the line a message came over.
    pub(crate) fn line(&self, envelope: &Envelope) -> Option<PhoneNumber> {
        let known = || self.known_line(envelope).and_then(|line| line.number.clone());
        envelope.line(self.organization.settings.country).or_else(known)
    }

    /// The country of numbers that come without one: of the line, else of the organization.
    pub(crate) fn country(&self, line: Option<&PhoneNumber>) -> Option<Country> {
        line.and_then(PhoneNumber::country).or(self.organization.settings.country)
    }

    /// By Vapi's id, by the number as it came, or by what it is read as.
    fn known_line(&self, envelope: &Envelope) -> Option<&Line> {
        let mut keys = envelope.phone_number_id.iter().chain(&envelope.phone_number);
        keys.find_map(|key| self.lines.get(key)).or_else(|| {
            let number = envelope.line(self.organization.settings.country)?;
            self.lines.get(number.as_str())
        })
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

//! Answers while a caller waits: each question by its deadline, whatever hangs.

mod assistant_request;
mod control;
mod deadline;
mod destination;
mod keeping;
mod lanes;
mod pulse;
mod question;
mod recorder;
mod routing;
mod routing_table;
mod spoken;
mod stages;
mod tool_calls;
mod waiting;

use std::sync::Arc;
use std::time::Duration;

use db::Db;
use metrics::histogram;
use runtime::settings::Settings;
use serde_json::Value;
use service::Resources;
use tokio::runtime::Handle;
use tokio::time::timeout_at;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tools::Tools;
use tracing::{Instrument as _, Span, error};
use vapi::answer::ToolAnswer;

use self::control::{Control, ControlHosts};
use self::deadline::{Deadline, Deadlines};
use self::keeping::{a_moment_for, keep_on};
use self::lanes::Lanes;
use self::pulse::Pulse;
use self::question::Unserved;
pub(crate) use self::question::{Kind, Question};
use self::recorder::Recorder;
pub(crate) use self::routing_table::{RoutingTable, read};
use self::waiting::{Entry, Record};
use crate::accept::AcceptError;
use crate::app::BuildError;

/// As Postgres shows its connections.
const POOL: &str = "webhook-ingest live";

/// Beside the lanes of tools: for the pulse.
const SPARE_CONNECTIONS: u32 = 1;

/// What is answered at the deadline is whole so long after it.
const LAST_STEP: Duration = Duration::from_millis(100);

/// Without more to go by: about what Vapi itself waits after words that sound unfinished.
const SILENCE_SECONDS: f64 = 1.0;

/// Answers questions. Its tasks run in the runtime that built it: those of the HTTP server's threads end with their requests.
#[derive(Clone)]
pub(crate) struct Live {
    means: Arc<Means>,
}

/// What answers are made with.
struct Means {
    db: Db,
    deadlines: Deadlines,
    tools: Tools,
    control: Control,
    lanes: Lanes,
    pulse: Pulse,
    recorder: Recorder,
    background: TaskTracker,
    /// Nobody asks any more.
    stopping: CancellationToken,
    runtime: Handle,
}

impl Live {
    pub(crate) fn build(settings: &Settings, resources: &Resources) -> Result<Self, BuildError> {
        let ingest = &settings.webhook_ingest;
        let lanes = ingest.live_connections;
        let connections = lanes.get().saturating_add(SPARE_CONNECTIONS);
        let db = resources.db.apart(POOL, connections);
        let hosts = ControlHosts::new(&settings.vapi.control_hosts, &settings.vapi.base_url);
        let means = Means {
            deadlines: Deadlines::new(ingest),
            tools: Tools::new(db.clone()).with_deadline(ingest.tool_deadline),
            control: Control::new(runtime::http::client(control::TIMEOUT)?, hosts),
            lanes: Lanes::new(lanes),
            pulse: Pulse::new(db.clone()),
            // Nobody waits for what it writes, so it shares the connections of those that nobody waits for.
            recorder: Recorder::new(resources.db.clone()),
            background: TaskTracker::new(),
            stopping: CancellationToken::new(),
            runtime: Handle::current(),
            db,
        };
        Ok(Self { means: Arc::new(means) })
    }

    /// Keeps and answers a question side by side, and sends the answer once it is there or its deadline has come. What is not
    /// done by then goes on: to be kept is waited for only a moment longer. There is always an answer: who sent the question
    /// hears nothing but that.
    pub(crate) async fn answer<F>(
        &self,
        kind: Kind,
        question: Question,
        keep: impl Fn() -> F + Send + 'static,
    ) -> Value
    where
        F: Future<Output = Result<(), AcceptError>> + Send + 'static,
    {
        let means = &self.means;
        let deadline = means.deadlines.of(kind, &question);
        let question = Arc::new(question);
        let keeping = means.spawn(keep_on(keep, means.stopping.clone()));
        let answering = means.spawn(answer(Arc::clone(means), kind, Arc::clone(&question), deadline));
        let answered = timeout_at(deadline.answer + LAST_STEP, answering).await;
        let answer = answered.ok().and_then(Result::ok).unwrap_or_else(|| {
            error!(kind = kind.word(), "Answered a live question with its fallback");
            fallback(kind, &question)
        });
        // Done, or not: either way the answer goes out now.
        a_moment_for(keeping, deadline.answer).await;
        answer
    }

    pub(crate) async fn feel_pulse(self, shutdown: CancellationToken) {
        self.means.pulse.feel(shutdown).await;
    }

    pub(crate) async fn record(self, shutdown: CancellationToken) {
        self.means.recorder.write_until(shutdown).await;
    }

    /// Finishes what goes on after its answer, once nobody asks any more.
    pub(crate) async fn finish(self) {
        self.means.stopping.cancel();
        self.means.background.close();
        self.means.background.wait().await;
        self.means.recorder.finish().await;
        self.means.db.clone().close().await;
    }
}

impl Means {
    fn spawn<F>(&self, task: F) -> tokio::task::JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.background.spawn_on(task.instrument(Span::current()), &self.runtime)
    }

    /// Puts what is no tool on record.
    fn record(&self, kind: Kind, question: &Question, (answer, outcome): (&Value, &'static str)) {
        let total = question.received.elapsed();
        histogram!("live_answer_seconds", "kind" => kind.word(), "outcome" => outcome).record(total);
        let Some(organization) = question.organization else { return };
        let asked = db::live_questions::Question {
            vapi_call_id: question.call(),
            question_id: question.id.to_string(),
            webhook: question.id,
            kind: kind.word(),
            tool: None,
            arguments: question.envelope.parameters.as_object().map(db::live_questions::arguments),
            trace_id: question.trace_id.clone(),
            asked_at: question.received_at,
        };
        let stages = stages::Stages {
            verify: question.verify,
            parse: question.parse,
            total,
            ..stages::Stages::default()
        };
        let came = db::live_questions::Outcome {
            call: None,
            outcome,
            answer: answer.clone(),
            stages: stages.json(),
            error: None,
        };
        let record = Record::Asked { question: Box::new(asked), came: Box::new(came) };
        self.recorder.record(Entry { organization, record });
    }
}

async fn answer(means: Arc<Means>, kind: Kind, question: Arc<Question>, deadline: Deadline) -> Value {
    let Some(board) = question.switchboard() else { return fallback(kind, &question) };
    let (answer, outcome) = match kind {
        Kind::ToolCalls | Kind::FunctionCall => {
            return tool_calls::answer(&means, kind, &question, deadline).await;
        }
        Kind::AssistantRequest => assistant_request::answer(&means, &question, &board).await,
        Kind::TransferDestination => destination::transfer(&question, &board),
        Kind::HandoffDestination => destination::handoff(&question, &board),
        // Many a call asks these at every breath, and gets the same: not worth a record.
        Kind::Unserved(unserved) => return unserved.answer(),
    };
    means.record(kind, &question, (&answer, outcome));
    answer
}

/// What is safe to say when nothing is known.
fn fallback(kind: Kind, question: &Question) -> Value {
    let language = question.language();
    match kind {
        Kind::ToolCalls => {
            vapi::answer::tool_errors(&question.envelope.tool_calls, spoken::no_tool(language))
        }
        Kind::FunctionCall => {
            vapi::answer::function_result(&ToolAnswer::Error(spoken::no_tool(language).to_owned()))
        }
        Kind::AssistantRequest => vapi::answer::error(spoken::nobody_there(language)),
        Kind::TransferDestination => vapi::answer::error(spoken::no_destination(language)),
        Kind::HandoffDestination => vapi::answer::error(spoken::no_assistant(language)),
        Kind::Unserved(unserved) => unserved.answer(),
    }
}

impl Unserved {
    /// What harms least: the model goes on without documents, nobody is called unchecked, and nobody is cut off.
    fn answer(self) -> Value {
        match self {
            Self::KnowledgeBase => vapi::answer::no_documents(),
            Self::CampaignPredial => vapi::answer::not_eligible(),
            Self::Endpointing => vapi::answer::finished_after(SILENCE_SECONDS),
        }
    }
}

impl Live {
    /// Answers a question that is over its sender's limit: with what is safe, and nothing is done.
    pub(crate) fn turn_away(kind: Kind, question: &Question) -> Value {
        metrics::counter!("live_questions_turned_away_total", "kind" => kind.word()).increment(1);
        fallback(kind, question)
    }
}

impl Kind {
    /// Whether there is any work in answering it.
    pub(crate) fn is_served(self) -> bool {
        !matches!(self, Self::Unserved(_))
    }
}

//! Answers while a caller waits: each question by its deadline, whatever hangs.

mod assistant_request;
mod control;
mod deadline;
mod destination;
mod keeping;
mod lanes;
mod postgres_probe;
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
use domain::{CallRejection, QuestionOutcome};
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
use self::postgres_probe::PostgresProbe;
use self::question::UnsupportedKind;
pub(crate) use self::question::{Kind, Question};
use self::recorder::Recorder;
pub(crate) use self::routing_table::{RoutingTable, read};
use self::waiting::{Entry, Record};
use crate::accept::AcceptError;
use crate::settings::IngestSettings;
use vapi::VapiSettings;

/// The name that Postgres shows for its connections.
const POOL: &str = "webhook-ingest live";

/// One beside the lanes of tools: for the probe.
const SPARE_CONNECTIONS: u32 = 1;

/// A tenth of a second after the deadline: by then an answer that was decided at it is complete.
const LAST_STEP: Duration = Duration::from_millis(100);

/// One second: about what Vapi itself waits after words that sound unfinished.
const SILENCE_SECONDS: f64 = 1.0;

/// Answers questions. Its tasks run in the runtime that built it: those of the HTTP server's threads end with
/// their requests.
#[derive(Clone)]
pub(crate) struct Live {
    dependencies: Arc<Dependencies>,
}

struct Dependencies {
    db: Db,
    deadlines: Deadlines,
    tools: Tools,
    control: Control,
    lanes: Lanes,
    postgres: PostgresProbe,
    recorder: Recorder,
    background: TaskTracker,
    /// Cancelled once no question can come any more.
    stopping: CancellationToken,
    runtime: Handle,
}

impl Live {
    pub(crate) fn build(
        settings: &Settings,
        ingest: &IngestSettings,
        resources: &Resources,
    ) -> anyhow::Result<Self> {
        let vapi: VapiSettings = settings.section()?;
        let lanes = ingest.live_connections;
        let connections = lanes.get().saturating_add(SPARE_CONNECTIONS);
        let db = resources.db.apart(POOL, connections);
        let hosts = ControlHosts::new(&vapi.control_hosts, &vapi.base_url);
        let dependencies = Dependencies {
            deadlines: Deadlines::new(ingest),
            tools: Tools::new(db.clone()).with_deadline(ingest.tool_deadline),
            control: Control::new(runtime::http::client(control::TIMEOUT)?, hosts),
            lanes: Lanes::new(lanes),
            postgres: PostgresProbe::new(db.clone()),
            // No caller waits for what it writes, so it takes no connection from the lanes.
            recorder: Recorder::new(resources.db.clone()),
            background: TaskTracker::new(),
            stopping: CancellationToken::new(),
            runtime: Handle::current(),
            db,
        };
        Ok(Self { dependencies: Arc::new(dependencies) })
    }

    /// Keeps and answers a question side by side, and sends the answer once it is there or its deadline has
    /// come. What is not done by then goes on: keeping is waited for only a moment longer. There is always an
    /// answer.
    pub(crate) async fn answer<F>(
        &self,
        kind: Kind,
        question: Question,
        keep: impl Fn() -> F + Send + 'static,
    ) -> Value
    where
        F: Future<Output = Result<(), AcceptError>> + Send + 'static,
    {
        let dependencies = &self.dependencies;
        let deadline = dependencies.deadlines.of(kind, &question);
        let question = Arc::new(question);
        let keeping = dependencies.spawn(keep_on(keep, dependencies.stopping.clone()));
        let answering =
            dependencies.spawn(answer(Arc::clone(dependencies), kind, Arc::clone(&question), deadline));
        let answered = timeout_at(deadline.answer + LAST_STEP, answering).await;
        let answer = answered.ok().and_then(Result::ok).unwrap_or_else(|| {
            error!(kind = kind.word(), "Answered a live question with its fallback");
            fallback(kind, &question)
        });
        // Done, or not: either way the answer goes out now.
        a_moment_for(keeping, deadline.answer).await;
        answer
    }

    pub(crate) async fn probe_postgres(self, shutdown: CancellationToken) {
        self.dependencies.postgres.run(shutdown).await;
    }

    pub(crate) async fn record(self, shutdown: CancellationToken) {
        self.dependencies.recorder.write_until(shutdown).await;
    }

    /// Finishes what goes on after its answer, once no question can come any more.
    pub(crate) async fn finish(self) {
        self.dependencies.stopping.cancel();
        self.dependencies.background.close();
        self.dependencies.background.wait().await;
        self.dependencies.recorder.finish().await;
        self.dependencies.db.clone().close().await;
    }
}

impl Dependencies {
    fn spawn<F>(&self, task: F) -> tokio::task::JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.background.spawn_on(task.instrument(Span::current()), &self.runtime)
    }

    /// Records what is no tool: its answer, what came of it, and why a call was not put through.
    fn record(
        &self,
        kind: Kind,
        question: &Question,
        (answer, outcome, rejection): (&Value, QuestionOutcome, Option<CallRejection>),
    ) {
        let total = question.received.elapsed();
        histogram!("live_answer_seconds", "kind" => kind.word(), "outcome" => outcome.as_str()).record(total);
        let Some(organization) = question.organization else { return };
        let recorded = db::live_questions::Question {
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
        let answer = db::live_questions::QuestionAnswer {
            call: None,
            outcome,
            answer: answer.clone(),
            stages: stages.json(),
            error: rejection.map(|rejection| rejection.to_string()),
        };
        let record = Record::Question { question: Box::new(recorded), answer: Box::new(answer) };
        self.recorder.record(Entry { organization, record });
    }
}

async fn answer(
    dependencies: Arc<Dependencies>,
    kind: Kind,
    question: Arc<Question>,
    deadline: Deadline,
) -> Value {
    let Some(board) = question.switchboard() else { return fallback(kind, &question) };
    let mut rejection = None;
    let (answer, outcome) = match kind {
        Kind::ToolCalls | Kind::FunctionCall => {
            return tool_calls::answer(&dependencies, kind, &question, deadline).await;
        }
        Kind::AssistantRequest => {
            let (answer, because) = assistant_request::answer(&dependencies, &question, &board).await;
            rejection = because;
            (answer, because.map_or(QuestionOutcome::Answered, |_| QuestionOutcome::Rejected))
        }
        Kind::TransferDestination => destination::transfer(&question, &board),
        Kind::HandoffDestination => destination::handoff(&question, &board),
        // Asked many times in a call and always answered the same: not worth a record.
        Kind::Unsupported(kind) => return kind.answer(),
    };
    dependencies.record(kind, &question, (&answer, outcome, rejection));
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
        Kind::AssistantRequest => vapi::answer::error(spoken::cannot_take_call(language)),
        Kind::TransferDestination => vapi::answer::error(spoken::no_destination(language)),
        Kind::HandoffDestination => vapi::answer::error(spoken::no_assistant(language)),
        Kind::Unsupported(kind) => kind.answer(),
    }
}

impl UnsupportedKind {
    /// What harms least: the model goes on without documents, no lead is called unchecked, no caller is cut
    /// off.
    fn answer(self) -> Value {
        match self {
            Self::KnowledgeBase => vapi::answer::no_documents(),
            Self::CampaignPredial => vapi::answer::not_eligible(),
            Self::Endpointing => vapi::answer::finished_after(SILENCE_SECONDS),
        }
    }
}

impl Live {
    /// Answers a question that is over its sender's limit with the fallback; nothing is done.
    pub(crate) fn turn_away(kind: Kind, question: &Question) -> Value {
        metrics::counter!("live_questions_turned_away_total", "kind" => kind.word()).increment(1);
        fallback(kind, question)
    }
}

impl Kind {
    /// Whether there is any work in answering it.
    pub(crate) fn is_supported(self) -> bool {
        !matches!(self, Self::Unsupported(_))
    }
}

//! Plays that were started over HTTP and go on after the answer.

use std::sync::Mutex;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::runtime::Handle as Runtime;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::callers::{CallScript, History};
use crate::journal::lock;
use crate::player::{PlayOptions, Report, Target, play};
use crate::vapi::Vapi;

/// At most 100,000 calls: the largest load test; a play of more would outlast the memory of what it did.
const MAX_CALLS: u64 = 100_000;
/// At most 1,000 plays: people and scripts start them, one after the other.
const MAX_PLAYS: usize = 1_000;

/// The body of `POST /_sandbox/play`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartPlayRequest {
    count: u64,
    #[serde(default)]
    seed: u64,
    /// The first call of the series.
    #[serde(default)]
    first: u64,
    target: Target,
    #[serde(default)]
    options: PlayOptions,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Play {
    id: usize,
    seed: u64,
    count: u64,
    #[serde(flatten)]
    state: PlayState,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
enum PlayState {
    Playing,
    Over { report: Report },
    Failed { error: String },
}

/// Plays in progress, and those that are over.
#[derive(Debug)]
pub(crate) struct Plays {
    tasks: TaskTracker,
    /// The caller's, so that playing does not hold up the one thread that serves requests.
    runtime: Runtime,
    stop: CancellationToken,
    known: Mutex<Vec<Play>>,
}

impl Plays {
    pub(crate) fn new(stop: CancellationToken, runtime: Runtime) -> Self {
        Self { tasks: TaskTracker::new(), runtime, stop, known: Mutex::default() }
    }

    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn begin(&self, seed: u64, count: u64) -> Option<usize> {
        let mut known = lock(&self.known);
        let id = known.len();
        if id >= MAX_PLAYS {
            return None;
        }
        known.push(Play { id, seed, count, state: PlayState::Playing });
        Some(id)
    }

    fn end(&self, id: usize, state: PlayState) {
        if let Some(play) = lock(&self.known).get_mut(id) {
            play.state = state;
        }
    }
}

pub(crate) async fn start(
    vapi: Data<Vapi>,
    plays: Data<Plays>,
    request: Json<StartPlayRequest>,
) -> HttpResponse {
    let request = request.into_inner();
    if request.count > MAX_CALLS {
        let error = format!("count must be at most {MAX_CALLS}");
        return HttpResponse::UnprocessableEntity().json(json!({"error": error}));
    }
    let Some(id) = plays.begin(request.seed, request.count) else {
        return HttpResponse::TooManyRequests().json(json!({"error": "too many plays were started"}));
    };
    let (tracked, stop) = (plays.clone(), plays.stop.clone());
    let playing = async move {
        let played = stop.run_until_cancelled(perform(&vapi, &request)).await;
        tracked
            .end(id, played.unwrap_or_else(|| PlayState::Failed { error: "the sandbox stopped".to_owned() }));
    };
    plays.tasks.spawn_on(playing, &plays.runtime);
    HttpResponse::Accepted().json(json!({"id": id}))
}

async fn perform(vapi: &Vapi, request: &StartPlayRequest) -> PlayState {
    let StartPlayRequest { count, seed, first, target, options } = request;
    let scripts = (*first..first.saturating_add(*count)).map(|index| CallScript::generate(*seed, index));
    match play(vapi, target, scripts, options).await {
        Ok(report) => PlayState::Over { report },
        Err(error) => PlayState::Failed { error: error.to_string() },
    }
}

pub(crate) async fn list(plays: Data<Plays>) -> impl Responder {
    Json(lock(&plays.known).clone())
}

pub(crate) async fn seed_calls(vapi: Data<Vapi>, history: Json<History>) -> HttpResponse {
    match history.calls() {
        Ok(calls) => {
            calls.for_each(|call| vapi.keep_call(call));
            HttpResponse::Created().json(json!({"calls": vapi.call_count()}))
        }
        Err(error) => HttpResponse::UnprocessableEntity().json(json!({"error": error.to_string()})),
    }
}

//! A small service over real HTTP.

use std::io;
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ::web::{Json, JsonLimit, Pace, Path, Problem, Server, ServerSettings};
use actix_web::http::StatusCode;
use actix_web::web::ServiceConfig;
use actix_web::{HttpResponse, Responder, ResponseError, web};
use opentelemetry::trace::TraceContextExt as _;
use runtime::telemetry::Telemetry;
use runtime::{Settings, Tasks, telemetry};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

pub(crate) const JSON_LIMIT: usize = 1000;
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);
/// No reader of these tests is so slow.
pub(crate) const PACE: Pace = Pace { patience: Duration::from_mins(10), bytes_per_second: NonZeroU32::MIN };
/// More than the buffers of both ends together.
pub(crate) const LARGE: usize = 32 * 1024 * 1024;

pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
    pub(crate) shutdown: CancellationToken,
    pub(crate) tasks: Tasks,
    /// Notified when the slow handler has begun.
    pub(crate) slow: Arc<Notify>,
}

impl World {
    pub(crate) fn start() -> Self {
        Self::start_at(PACE)
    }

    /// One that cuts slower readers off.
    pub(crate) fn start_at(pace: Pace) -> Self {
        static TELEMETRY: OnceLock<Telemetry> = OnceLock::new();
        TELEMETRY.get_or_init(|| {
            let settings = Settings::from_sources(Vec::new(), None).unwrap();
            telemetry::init("web-test", &settings.telemetry).unwrap()
        });
        let bind = "127.0.0.1:0".parse().unwrap();
        let settings = ServerSettings { service: "shop", bind, deadline: DEADLINE, pace };
        let slow = Arc::new(Notify::new());
        let begun = web::Data::from(Arc::clone(&slow));
        let server = Server::bind(settings, move |config| routes(config.app_data(begun.clone()))).unwrap();
        let url = format!("http://{}", server.address());
        let shutdown = CancellationToken::new();
        let tasks = Tasks::new(shutdown.clone());
        tasks.spawn("http", server.run(shutdown.clone()));
        let client = runtime::http::client(Duration::from_mins(1)).unwrap();
        Self { url, client, shutdown, tasks, slow }
    }

    pub(crate) fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    pub(crate) fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}{path}", self.url))
    }
}

/// An answer that was a problem, with its status.
pub(crate) async fn problem(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let request_id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"], request_id);
    (status, body)
}

fn routes(routes: &mut ServiceConfig) {
    routes
        .app_data(JsonLimit(JSON_LIMIT))
        .route("/orders", web::post().to(async |Json(order): Json<Order>| order.total().to_string()))
        .route("/orders/{number}", web::get().to(async |Path(number): Path<u32>| number.to_string()))
        .route("/text", web::post().to(async |text: String| text))
        .route("/fault/{kind}", web::get().to(async |kind: Path<String>| fault(&kind.0)))
        .route("/trace", web::get().to(async || trace_id()))
        .route("/trace-state", web::get().to(async || trace_state()))
        .route("/own", web::get().to(async || HttpResponse::Conflict().json("own shape")))
        .service(web::scope("/scope").route("", web::get().to(slow)).route("/", web::get().to(slow)))
        .service(web::resource("/resource").route(web::get().to(slow)))
        .route("/files/{tail:.*}", web::get().to(async || HttpResponse::NotFound()))
        .route("/large", web::route().to(async || "x".repeat(LARGE)))
        .route("/slow", web::get().to(slow));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    lines: Vec<OrderLine>,
}

impl Order {
    fn total(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.count)).sum()
    }
}

#[derive(Deserialize)]
struct OrderLine {
    count: u8,
}

fn trace_id() -> String {
    Span::current().context().span().span_context().trace_id().to_string()
}

fn trace_state() -> String {
    Span::current().context().span().span_context().trace_state().header()
}

async fn slow(begun: web::Data<Notify>) -> impl Responder {
    begun.notify_one();
    tokio::time::sleep(Duration::from_millis(500)).await;
    "done"
}

/// A service's own errors, as each service has them.
#[derive(Debug, thiserror::Error)]
enum ShopError {
    #[error("opening the till")]
    Till(#[source] io::Error),
    #[error("asking the warehouse")]
    Warehouse(#[source] io::Error),
}

impl ResponseError for ShopError {
    fn status_code(&self) -> StatusCode {
        self.problem().status()
    }

    fn error_response(&self) -> HttpResponse {
        self.problem().respond()
    }
}

impl ShopError {
    fn problem(&self) -> Problem {
        match self {
            Self::Till(_) => Problem::internal(self),
            Self::Warehouse(_) => Problem::unavailable(self, Duration::from_millis(1500)),
        }
    }
}

fn fault(kind: &str) -> Result<HttpResponse, actix_web::Error> {
    match kind {
        "till" => Err(ShopError::Till(io::Error::other("the key is lost")).into()),
        "warehouse" => Err(ShopError::Warehouse(io::Error::other("the key is lost")).into()),
        "foreign" => Err(io::Error::other("the key is lost").into()),
        "invalid" => Err(Problem::invalid().error("/lines/0/count", "too_many", "at most 3").into()),
        _ => Err(Problem::unauthorized().into()),
    }
}

//! Log lines and traces of a process.

mod broken_requests;
mod log_line;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry::{KeyValue, global};
use opentelemetry_otlp::{ExporterBuildError, Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Level, Metadata, Span, Subscriber, error, info_span};
use tracing_subscriber::filter::{FilterExt as _, dynamic_filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer};
use url::Url;

use self::broken_requests::AllOthers;
use self::log_line::{json_line, text_line};
use crate::settings::{self, LogFormat};

/// At most 5 seconds: as long as a collector that is down may delay the end of a process.
const FLUSH_DEADLINE: Duration = Duration::from_secs(5);
const SERVICE_SPAN: &str = "service";

/// Crates that log more at `info` than an operator wants to read.
const NOISY: [&str; 12] = [
    "actix_http",
    "actix_server",
    "h2",
    "hyper",
    "hyper_util",
    "lapin",
    "mio",
    "opentelemetry",
    "reqwest",
    "rustls",
    "sea_orm",
    "sqlx",
];

/// What no log shows, whatever the operator asks for. lapin writes a message that no queue took to the log, body
/// and all; the publisher gets it as an error. actix-web writes the path, or a parameter, that it could not
/// read: senders write telephone numbers into both.
const SILENCED: [&str; 8] = [
    "lapin::returned_messages=off",
    "actix_web::data=info",
    "actix_web::extract=info",
    "actix_web::request_data=info",
    "actix_web::thin_data=info",
    "actix_web::types::json=info",
    "actix_web::types::path=info",
    "actix_web::types::query=info",
];

/// Why logs and traces can't begin.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("could not make the exporter of traces")]
    Exporter(#[from] ExporterBuildError),
    #[error("could not install the process's subscriber")]
    Install(#[from] TryInitError),
    #[error("could not read the log filter")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
}

/// Sends the remaining traces when dropped, for as long as the flush deadline allows.
#[must_use = "traces are flushed when this is dropped"]
pub struct Telemetry {
    provider: SdkTracerProvider,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(failure) = self.provider.shutdown_with_timeout(FLUSH_DEADLINE) {
            error!(error = crate::error_chain(&failure), "The last traces could not be sent");
        }
    }
}

/// Begins logs and traces, once a process. `service` is the process's name in traces.
pub fn init(service: &'static str, settings: &settings::Telemetry) -> Result<Telemetry, TelemetryError> {
    global::set_text_map_propagator(TraceContextPropagator::new());
    let provider = tracer_provider(service, settings.otlp_endpoint.as_ref())?;
    global::set_tracer_provider(provider.clone());
    subscriber(settings, &provider, io::stderr)?.try_init()?;
    log_panics();
    Ok(Telemetry { provider })
}

/// Makes the span that puts `service` on the log lines of one of several services in a process. It isn't part
/// of traces: what runs in it begins traces of its own.
pub fn service_span(name: &'static str) -> Span {
    info_span!(target: "runtime", SERVICE_SPAN, service = name)
}

fn tracer_provider(
    service: &'static str,
    endpoint: Option<&Url>,
) -> Result<SdkTracerProvider, ExporterBuildError> {
    let resource = Resource::builder()
        .with_service_name(service)
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let builder = SdkTracerProvider::builder().with_resource(resource);
    let Some(endpoint) = endpoint else {
        return Ok(builder.build());
    };
    crate::http::install_tls();
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/')))
        .build()?;
    Ok(builder.with_batch_exporter(exporter).build())
}

fn subscriber<W>(
    settings: &settings::Telemetry,
    provider: &SdkTracerProvider,
    writer: W,
) -> Result<impl Subscriber + Send + Sync + for<'a> LookupSpan<'a>, TelemetryError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // A dynamic filter decides on every line anew: if its answers were kept, a line after a mere `enabled!`
    // of some library would be lost. The hint spares it the many lines of libraries below `info`.
    let belongs =
        dynamic_filter_fn(|metadata, _| belongs_to_traces(metadata)).with_max_level_hint(Level::INFO);
    let traces = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("callflex"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(belongs);
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = match settings.log_format {
        LogFormat::Json => json(lines),
        LogFormat::Auto if !io::stderr().is_terminal() => json(lines),
        LogFormat::Auto => lines.event_format(text_line(true)).boxed(),
        LogFormat::Text => {
            let colours = io::stderr().is_terminal();
            lines.with_ansi(colours).event_format(text_line(colours)).boxed()
        }
    };
    let lines = lines.with_filter(log_filter(&settings.log.0)?.and(AllOthers));
    Ok(tracing_subscriber::registry().with(traces).with(lines).with(broken_requests::counting()))
}

fn json<S, W>(
    lines: tracing_subscriber::fmt::Layer<
        S,
        tracing_subscriber::fmt::format::DefaultFields,
        tracing_subscriber::fmt::format::Format,
        W,
    >,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    lines.fmt_fields(JsonFields::new()).event_format(json_line()).boxed()
}

/// Noisy crates come first, so that the operator's own filters of them win.
fn log_filter(directives: &str) -> Result<EnvFilter, TelemetryError> {
    let quiet = NOISY.map(|name| format!("{name}=warn")).join(",");
    let silenced = SILENCED.join(",");
    Ok(EnvFilter::builder().parse(format!("{quiet},{directives},{silenced}"))?)
}

/// Traces keep spans of `info` whatever is logged, so that every log line has a trace id.
fn belongs_to_traces(metadata: &Metadata<'_>) -> bool {
    let from = metadata.target().split("::").next().unwrap_or_default();
    *metadata.level() <= Level::INFO
        && !(metadata.is_span() && metadata.name() == SERVICE_SPAN)
        && (metadata.is_span() || !NOISY.contains(&from) || *metadata.level() <= Level::WARN)
}

fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("no message");
        error!(panic.location = place, "Panic: {message}");
    }));
}

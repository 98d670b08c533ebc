//! What is no HTTP request. Anyone can send as many as they like, so they are counted and not logged.

use std::fmt;

use metrics::counter;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::{Context, Filter};
use tracing_subscriber::registry::LookupSpan;

/// Where actix-http reports what is wrong with a connection, and with what came over it.
const REPORTED_BY: [&str; 2] = ["actix_http::h1::dispatcher", "actix_http::h1::decoder"];

/// How it ends a connection because of the client. What else it reports is logged.
const ENDED: &str = "stream error: ";
const MALFORMED: &str = "stream error: request parse error: ";
/// Reported before the connection ends as it is.
const OVERFLOWED: &str = "MAX_BUFFER_SIZE unprocessed data reached";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Report {
    Malformed,
    /// The client went away, or stopped in the middle of a request.
    Broken,
    /// Another report of the same request follows.
    Preliminary,
}

/// Counts them.
pub(super) fn counting<S>() -> impl Layer<S> + Send + Sync
where
    S: Subscriber + for<'a> LookupSpan<'a> + 'static,
{
    let reports = dynamic_filter_fn(|metadata, _| may_be_report(metadata)).with_max_level_hint(Level::ERROR);
    Counting.with_filter(reports)
}

struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        match Report::of(event) {
            Some(Report::Broken) => counter!("http_broken_connections_total").increment(1),
            // Counted where it is answered (`http_malformed_requests_total`).
            Some(Report::Malformed | Report::Preliminary) | None => {}
        }
    }
}

/// Lets everything else through.
pub(super) struct AllOthers;

impl<S> Filter<S> for AllOthers {
    fn enabled(&self, _: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        true
    }

    fn callsite_enabled(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::always()
    }

    fn event_enabled(&self, event: &Event<'_>, _: &Context<'_, S>) -> bool {
        Report::of(event).is_none()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }
}

fn may_be_report(metadata: &Metadata<'_>) -> bool {
    *metadata.level() == Level::ERROR && REPORTED_BY.contains(&metadata.target())
}

impl Report {
    fn of(event: &Event<'_>) -> Option<Self> {
        if !may_be_report(event.metadata()) {
            return None;
        }
        let mut found = Found(None);
        event.record(&mut found);
        found.0
    }

    fn read(message: &str) -> Option<Self> {
        if message.starts_with(MALFORMED) {
            Some(Self::Malformed)
        } else if message.starts_with(ENDED) {
            Some(Self::Broken)
        } else if message.starts_with(OVERFLOWED) {
            Some(Self::Preliminary)
        } else {
            None
        }
    }
}

struct Found(Option<Report>);

impl Visit for Found {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = Report::read(&format!("{value:?}"));
        }
    }
}

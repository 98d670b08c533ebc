//! The log line: tracing-subscriber's own, with the id of the trace that it belongs to.

use std::fmt::{self, Write as _};

use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, TraceId};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Compact, Format, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, format};
use tracing_subscriber::registry::LookupSpan;

/// A line of text: time, level, module, message, fields, trace id.
pub(super) fn text_line(colours: bool) -> WithTraceId<Compact> {
    WithTraceId {
        line: format::format().compact().with_ansi(colours),
        append: |line, trace_id| write!(line, " trace_id={trace_id}"),
    }
}

/// A JSON object a line; the event's fields are at its top, the spans' in `spans`.
pub(super) fn json_line() -> WithTraceId<Json> {
    WithTraceId {
        line: format::json().flatten_event(true).with_current_span(false).with_ansi(false),
        append: |line, trace_id| {
            let without_brace = line.len().saturating_sub(1);
            line.truncate(without_brace);
            write!(line, r#","trace_id":"{trace_id}"}}"#)
        },
    }
}

pub(super) struct WithTraceId<F> {
    line: Format<F>,
    append: fn(&mut String, TraceId) -> fmt::Result,
}

impl<F, S, N> FormatEvent<S, N> for WithTraceId<F>
where
    Format<F>: FormatEvent<S, N>,
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::new();
        self.line.format_event(context, Writer::new(&mut line), event)?;
        line.truncate(line.trim_end().len());
        // The entered span's own context: it is there also when the log filter leaves the span out.
        let trace_id = Context::map_current(|current| current.span().span_context().trace_id());
        if trace_id != TraceId::INVALID {
            (self.append)(&mut line, trace_id)?;
        }
        writeln!(writer, "{line}")
    }
}

//! An OTLP/HTTP receiver for traces, in protobuf.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use actix_web::web::{self, Bytes, Data, Json, Path, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use chrono::{DateTime, TimeDelta, Utc};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::{Span as WireSpan, status::StatusCode};
use prost::Message;
use serde::Serialize;

use crate::emulator::Emulator;
use crate::faults::Knob;
use crate::journal::Journal;
use crate::settings::SandboxSettings;

/// At most 20,000 spans: about ten minutes of a busy process.
const MAX_SPANS: usize = 20_000;

/// One finished span, with ids in hexadecimal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Span {
    pub trace_id: String,
    pub span_id: String,
    /// Absent for the root of a trace.
    pub parent_span_id: Option<String>,
    pub service: String,
    pub name: String,
    pub start: DateTime<Utc>,
    pub duration_ms: f64,
    pub failed: bool,
    pub attributes: BTreeMap<String, String>,
}

#[derive(Debug)]
pub struct Traces {
    spans: Journal<Span>,
}

impl Traces {
    pub(crate) fn new(_: &SandboxSettings) -> Self {
        Self { spans: Journal::new(MAX_SPANS) }
    }

    pub fn spans(&self) -> Vec<Span> {
        self.spans.all()
    }

    /// The spans of one trace, earliest first.
    pub fn trace(&self, trace_id: &str) -> Vec<Span> {
        let mut spans = self.spans.matching(|span| span.trace_id == trace_id);
        spans.sort_by_key(|span| span.start);
        spans
    }
}

impl Emulator for Traces {
    fn emulates(&self) -> Vec<(&'static str, &'static str)> {
        vec![("/v1/traces", "an OTLP/HTTP receiver")]
    }

    fn knobs(&self) -> Vec<&dyn Knob> {
        Vec::new()
    }

    fn remembers(&self) -> Vec<(&'static str, usize)> {
        vec![("/traces", self.spans.len())]
    }

    fn forget(&self) {
        self.spans.clear();
    }

    fn routes(self: Arc<Self>, routes: &mut ServiceConfig) {
        routes.route("/v1/traces", web::post().to(receive)).app_data(Data::from(self));
    }

    fn memory_routes(&self, routes: &mut ServiceConfig) {
        routes.route("/traces", web::get().to(all)).route("/traces/{trace_id}", web::get().to(one));
    }
}

async fn all(traces: Data<Traces>) -> impl Responder {
    Json(traces.spans())
}

async fn one(traces: Data<Traces>, trace_id: Path<String>) -> impl Responder {
    Json(traces.trace(&trace_id))
}

async fn receive(traces: Data<Traces>, body: Bytes) -> HttpResponse {
    let Ok(batch) = ExportTraceServiceRequest::decode(body) else {
        return HttpResponse::BadRequest().body("the body is not an ExportTraceServiceRequest in protobuf");
    };
    for resource_spans in batch.resource_spans {
        let resource =
            resource_spans.resource.map(|resource| attributes(&resource.attributes)).unwrap_or_default();
        let service = resource.get("service.name").cloned().unwrap_or_else(|| "unknown_service".to_owned());
        for span in resource_spans.scope_spans.iter().flat_map(|scope| &scope.spans) {
            traces.spans.push(read(&service, span));
        }
    }
    let answer = ExportTraceServiceResponse::default().encode_to_vec();
    HttpResponse::Ok().content_type("application/x-protobuf").body(answer)
}

fn read(service: &str, span: &WireSpan) -> Span {
    let start = i64::try_from(span.start_time_unix_nano).unwrap_or(i64::MAX);
    let nanoseconds = span.end_time_unix_nano.saturating_sub(span.start_time_unix_nano);
    let duration = TimeDelta::nanoseconds(i64::try_from(nanoseconds).unwrap_or(i64::MAX));
    Span {
        trace_id: hex(&span.trace_id),
        span_id: hex(&span.span_id),
        parent_span_id: (!span.parent_span_id.is_empty()).then(|| hex(&span.parent_span_id)),
        service: service.to_owned(),
        name: span.name.clone(),
        start: DateTime::from_timestamp_nanos(start),
        duration_ms: duration.as_seconds_f64() * 1000.0,
        failed: span.status.as_ref().is_some_and(|status| status.code() == StatusCode::Error),
        attributes: attributes(&span.attributes),
    }
}

fn attributes(pairs: &[KeyValue]) -> BTreeMap<String, String> {
    pairs.iter().map(|pair| (pair.key.clone(), text(pair.value.as_ref()))).collect()
}

fn text(value: Option<&AnyValue>) -> String {
    match value.and_then(|value| value.value.as_ref()) {
        Some(any_value::Value::StringValue(text)) => text.clone(),
        Some(any_value::Value::BoolValue(flag)) => flag.to_string(),
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        Some(any_value::Value::DoubleValue(number)) => number.to_string(),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

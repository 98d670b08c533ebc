//! `POST /v1/traces`.

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value::Value};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use prost::Message;

use crate::world::World;

fn text(key: &str, value: &str) -> KeyValue {
    let value = AnyValue { value: Some(Value::StringValue(value.to_owned())) };
    KeyValue { key: key.to_owned(), value: Some(value), ..KeyValue::default() }
}

fn span(name: &str, id: u8, parent: Option<u8>, start_ms: u64) -> Span {
    Span {
        trace_id: vec![0xab; 16],
        span_id: vec![id; 8],
        parent_span_id: parent.map(|id| vec![id; 8]).unwrap_or_default(),
        name: name.to_owned(),
        start_time_unix_nano: start_ms * 1_000_000,
        end_time_unix_nano: start_ms * 1_000_000 + 2_500_000,
        attributes: vec![text("http.route", "/hook")],
        ..Span::default()
    }
}

#[actix_web::test]
async fn a_trace_is_shown_with_its_services_names_parents_and_times() {
    let world = World::start();
    let batch = ExportTraceServiceRequest {
        resource_spans: vec![ResourceSpans {
            resource: Some(Resource {
                attributes: vec![text("service.name", "gateway")],
                ..Resource::default()
            }),
            scope_spans: vec![ScopeSpans {
                spans: vec![span("insert", 2, Some(1), 1_010), span("POST /hook", 1, None, 1_000)],
                ..ScopeSpans::default()
            }],
            ..ResourceSpans::default()
        }],
    };
    let sent =
        world.post("/v1/traces").header("Content-Type", "application/x-protobuf").body(batch.encode_to_vec());
    assert_eq!(sent.send().await.unwrap().status(), 200);

    let trace = world.read(&format!("/_sandbox/traces/{}", "ab".repeat(16))).await;
    let root = &trace[0];
    assert_eq!(root["name"], "POST /hook");
    assert_eq!(root["service"], "gateway");
    assert_eq!(root["duration_ms"], 2.5);
    assert_eq!(root["parent_span_id"], serde_json::Value::Null);
    assert_eq!(trace[1]["parent_span_id"], root["span_id"]);
    assert_eq!(trace[1]["attributes"]["http.route"], "/hook");

    let garbage = world
        .post("/v1/traces")
        .header("Content-Type", "application/x-protobuf")
        .body("not protobuf")
        .send()
        .await
        .unwrap();
    assert_eq!(garbage.status(), 400);
}

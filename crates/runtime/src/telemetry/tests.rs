use std::sync::{Arc, Mutex};

use serde_json::Value;
use tracing::{info, warn};

use super::*;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn read(&self) -> Vec<String> {
        let bytes = self.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect()
    }

    fn parsed(&self) -> Vec<Value> {
        self.read().iter().map(|line| serde_json::from_str(line).expect(line)).collect()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lines_of(log: &str, log_format: LogFormat, work: impl FnOnce()) -> Lines {
    let lines = Lines::default();
    let writer = lines.clone();
    let settings =
        settings::Telemetry { otlp_endpoint: None, log: settings::LogFilter(log.to_owned()), log_format };
    let provider = tracer_provider("test", None).unwrap();
    let subscriber = subscriber(&settings, &provider, move || writer.clone()).unwrap();
    tracing::subscriber::with_default(subscriber, work);
    lines
}

#[test]
fn a_json_line_has_message_fields_spans_and_trace_id_without_any_exporter() {
    let lines = lines_of("info", LogFormat::Json, || {
        let request = info_span!("request", service = "gateway", request_id = "r-1");
        request.in_scope(|| {
            info!(call.id = 7, "Saved");
            info_span!("statement", table = "calls").in_scope(|| info!("Read"));
        });
        info!("Outside");
    });
    let lines = lines.parsed();
    assert_eq!(lines[0]["message"], "Saved");
    assert_eq!(lines[0]["level"], "INFO");
    assert_eq!(lines[0]["call.id"], 7);
    assert_eq!(lines[0]["spans"][0]["service"], "gateway");
    assert_eq!(lines[0]["spans"][0]["request_id"], "r-1");
    assert_eq!(lines[1]["spans"][1]["table"], "calls");
    let trace_id = lines[0]["trace_id"].as_str().unwrap();
    assert_eq!(trace_id.len(), 32);
    assert_eq!(lines[1]["trace_id"], trace_id);
    assert_eq!(lines[2].get("trace_id"), None);
}

#[test]
fn a_line_is_kept_after_a_library_only_asked_whether_it_would_be() {
    let lines = lines_of("info", LogFormat::Json, || {
        for round in 0..3 {
            // What `log::log_enabled!` comes to, before a driver spends time on a line for `trace`.
            let unlogged = tracing::trace_span!("a line for trace");
            tracing::dispatcher::get_default(|dispatch| dispatch.enabled(unlogged.metadata().unwrap()));
            info!(round, "Kept");
        }
    });
    let rounds: Vec<i64> = lines.parsed().iter().map(|line| line["round"].as_i64().unwrap()).collect();
    assert_eq!(rounds, [0, 1, 2]);
}

#[test]
fn a_text_line_has_the_same() {
    let lines = lines_of("info", LogFormat::Text, || {
        info_span!("request", service = "gateway").in_scope(|| info!(call.id = 7, "Saved {{}}"));
    });
    let line = lines.read().remove(0);
    for part in ["INFO", "request", "Saved {}", "call.id", "service", "gateway", " trace_id="] {
        assert!(line.contains(part), "no {part} in {line}");
    }
}

#[test]
fn a_message_that_ends_in_braces_stays_valid_json() {
    let lines = lines_of("info", LogFormat::Json, || {
        info_span!("request").in_scope(|| info!("Braces }}}}"));
    });
    let line = lines.parsed().remove(0);
    assert_eq!(line["message"], "Braces }}");
    assert_eq!(line["trace_id"].as_str().map(str::len), Some(32));
}

#[test]
fn a_quiet_log_has_trace_ids_too() {
    let lines = lines_of("warn", LogFormat::Json, || {
        info_span!("request").in_scope(|| {
            info!("Not logged");
            warn!("Logged");
        });
    });
    let lines = lines.parsed();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["trace_id"].as_str().map(str::len), Some(32));
}

#[test]
fn a_service_span_marks_lines_and_keeps_its_requests_traces_apart() {
    let lines = lines_of("info", LogFormat::Json, || {
        service_span("notifier").in_scope(|| {
            info!("Started");
            info_span!("message").in_scope(|| info!("First"));
            info_span!("message").in_scope(|| info!("Second"));
        });
    });
    let lines = lines.parsed();
    assert!(lines.iter().all(|line| line["spans"][0]["service"] == "notifier"));
    assert_eq!(lines[0].get("trace_id"), None);
    assert_ne!(lines[1]["trace_id"], lines[2]["trace_id"]);
}

#[test]
fn dependencies_are_quiet_unless_the_operator_asks() {
    let work = || {
        info!(target: "lapin::channel", "Chatter");
        warn!(target: "lapin::channel", "Trouble");
    };
    assert_eq!(lines_of("info", LogFormat::Json, work).parsed().len(), 1);
    assert_eq!(lines_of("info,lapin=info", LogFormat::Json, work).parsed().len(), 2);
}

#[test]
fn no_path_and_no_parameter_reaches_the_log_whatever_the_operator_asks_for() {
    for log in ["debug", "trace", "debug,actix_web=trace", "debug,actix_web::types::path=trace"] {
        let lines = lines_of(log, LogFormat::Json, || {
            tracing::debug!(target: "actix_web::types::path", "Request path: /calls/+14155550142");
            tracing::debug!(target: "actix_web::types::query", "Request path: /calls/+14155550142");
            tracing::debug!(target: "actix_web::types::json", "Request path: /calls/+14155550142");
            tracing::debug!(target: "actix_web::extract", "Error for Option<T> extractor: +14155550142");
            tracing::debug!(target: "gateway", "Kept");
        });
        let messages: Vec<_> = lines.parsed().iter().map(|line| line["message"].clone()).collect();
        assert_eq!(messages, ["Kept"], "{log}");
    }
}

/// What a counter has come to.
fn counted(name: &str) -> u64 {
    let rendered = crate::metrics::render();
    let line = rendered.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0, |value| value.parse().unwrap())
}

#[test]
fn a_request_that_is_no_http_is_not_logged_and_a_broken_connection_is_counted() {
    crate::metrics::install().unwrap();
    let broken = "http_broken_connections_total";
    let before = counted(broken);
    // Counted though nothing of it is logged.
    for log in ["info", "trace", "actix_http=trace", "actix_http=off"] {
        let lines = lines_of(log, LogFormat::Json, || {
            for what in [
                "request parse error: invalid Header provided",
                "request parse error: URI error: x",
                "I/O error: gone",
            ] {
                tracing::error!(target: "actix_http::h1::dispatcher", "stream error: {}", what);
            }
            tracing::error!(target: "actix_http::h1::decoder", "MAX_BUFFER_SIZE unprocessed data reached, closing");
            tracing::error!(target: "actix_http::h1::dispatcher", "Upgrade handler error: {}", "ours");
        });
        let messages: Vec<_> = lines.parsed().iter().map(|line| line["message"].clone()).collect();
        let logged: &[&str] = if log == "actix_http=off" { &[] } else { &["Upgrade handler error: ours"] };
        assert_eq!(messages, logged, "{log}");
    }
    assert_eq!(counted(broken), before + 4);
}

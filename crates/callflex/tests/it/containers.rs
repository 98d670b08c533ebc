//! The images and `docker-compose.yml`, as far as they can be checked without an engine; `make compose-check` does the rest.

mod compose_file;
mod dockerfile;
mod manual;
mod secrets;

use std::path::Path;

use serde_json::Value;

/// The container of each service, and the table of its settings in the manual.
const SERVICES: [(&str, &str); 6] = [
    ("gateway", "gateway"),
    ("webhook-ingest", "webhook_ingest"),
    ("call-processor", "call_processor"),
    ("notifier", "notifier"),
    ("billing", "billing"),
    ("vapi-sync", "vapi_sync"),
];

const COMMAND_LINE: &str = "callflex";

/// How often a merge may be within a merge in the file.
const MERGES: usize = 5;

fn checkout() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(checkout().join(path)).unwrap()
}

/// The services of `docker-compose.yml`, all that they take over filled in.
fn services() -> Value {
    let mut whole: serde_yaml_ng::Value = serde_yaml_ng::from_str(&text("docker-compose.yml")).unwrap();
    for _ in 0..MERGES {
        whole.apply_merge().unwrap();
    }
    serde_json::to_value(&whole["services"]).unwrap()
}

/// Names and values of a container's variables; no value is one that is handed on.
fn environment(service: &Value) -> Vec<(String, Option<String>)> {
    let variables = service["environment"].as_object().into_iter().flatten();
    variables.map(|(name, value)| (name.clone(), value.as_str().map(str::to_owned))).collect()
}

fn names(service: &Value) -> Vec<String> {
    environment(service).into_iter().map(|(name, _)| name).collect()
}

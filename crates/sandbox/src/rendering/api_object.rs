//! The call object of `GET /call`.

use serde_json::{Value, json};

use crate::callers::PlacedCall;
use crate::clock::iso;

impl PlacedCall {
    pub(crate) fn api_object(&self) -> Value {
        let costs = self.costs();
        let artifact = self.artifact();
        let mut call = self.identity();
        // Extras that the schema does not have and real answers do.
        for repeated in ["messages", "transcript", "recordingUrl", "stereoRecordingUrl"] {
            if let Some(value) = artifact.get(repeated) {
                call.insert(repeated.to_owned(), value.clone());
            }
        }
        let mut set = |name: &str, value: Value| call.insert(name.to_owned(), value);
        set("createdAt", json!(iso(self.created_at)));
        set("updatedAt", json!(iso(self.updated_at())));
        set("status", json!("ended"));
        set("endedReason", json!(self.script.ended_reason));
        if let (Some(started_at), Some(ended_at)) = (self.started_at(), self.ended_at()) {
            set("startedAt", json!(iso(started_at)));
            set("endedAt", json!(iso(ended_at)));
        }
        set("cost", json!(costs.total));
        set("costs", costs.items);
        set("costBreakdown", costs.breakdown);
        set("analysis", self.analysis());
        if let Some(destination) = self.destination() {
            set("destination", destination);
        }
        if let Some(summary) = &self.script.summary {
            set("summary", json!(summary));
        }
        set("artifact", artifact);
        Value::Object(call)
    }
}

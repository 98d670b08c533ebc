//! The end-of-call report, and the parts of it that the API shows too.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::costs::rounded;
use super::messages::set;
use crate::callers::PlacedCall;
use crate::clock::iso;

impl PlacedCall {
    pub(crate) fn end_of_call_report(&self) -> Value {
        let costs = self.costs();
        let artifact = self.artifact();
        let mut body = self.envelope("end-of-call-report", self.script.ended_ms);
        set(&mut body, "timestamp", json!(self.updated_at().timestamp_millis()));
        set(&mut body, "endedReason", json!(self.script.ended_reason));
        if let (Some(started_at), Some(ended_at)) = (self.started_at(), self.ended_at()) {
            set(&mut body, "startedAt", json!(iso(started_at)));
            set(&mut body, "endedAt", json!(iso(ended_at)));
        }
        set(&mut body, "cost", json!(costs.total));
        set(&mut body, "costs", costs.items);
        set(&mut body, "costBreakdown", costs.breakdown);
        set(&mut body, "analysis", self.analysis());
        let milliseconds = self.duration_ms();
        set(&mut body, "durationMs", json!(milliseconds));
        set(&mut body, "durationSeconds", json!(f64::from(milliseconds) / 1000.0));
        set(&mut body, "durationMinutes", json!(rounded(f64::from(milliseconds) / 60_000.0, 4)));
        if let Some(destination) = self.destination() {
            set(&mut body, "destination", destination);
        }
        if let Some(summary) = &self.script.summary {
            set(&mut body, "summary", json!(summary));
        }
        for repeated in ["transcript", "messages", "recordingUrl", "stereoRecordingUrl"] {
            if let Some(value) = artifact.get(repeated) {
                set(&mut body, repeated, value.clone());
            }
        }
        set(&mut body, "artifact", artifact);
        body
    }

    pub(crate) fn analysis(&self) -> Value {
        match &self.script.summary {
            None => json!({}),
            // Vapi's schema says string; real reports have booleans as well.
            Some(summary) if self.script.index % 5 == 4 => {
                json!({"summary": summary, "successEvaluation": self.script.successful})
            }
            Some(summary) => {
                json!({"summary": summary, "successEvaluation": self.script.successful.to_string()})
            }
        }
    }

    pub(crate) fn destination(&self) -> Option<Value> {
        let number = self.script.forwarded_to.as_deref()?;
        Some(
            json!({"type": "number", "number": number, "message": "", "transferPlan": {"mode": "blind-transfer"}}),
        )
    }

    pub(crate) fn artifact(&self) -> Value {
        let mut artifact = self.artifact_until(self.script.ended_ms);
        let Some(fields) = artifact.as_object_mut() else {
            return artifact;
        };
        fields.insert("transcript".to_owned(), json!(self.transcript()));
        fields.insert("nodes".to_owned(), json!([]));
        fields.insert("variableValues".to_owned(), json!({}));
        if self.script.answered_ms.is_none() {
            return artifact;
        }
        let recording = self.recording();
        if let Some(recording) = recording.as_object() {
            fields.extend(recording.clone());
        }
        fields.insert(
            "assistantActivations".to_owned(),
            json!([{
                "assistantName": self.script.business.assistant_name,
                "assistantId": self.assistant_id,
            }]),
        );
        fields.insert("performanceMetrics".to_owned(), performance());
        if let Some(destination) = self.destination() {
            let transfer =
                json!({"destination": destination, "mode": "blind-transfer", "status": "completed"});
            fields.insert("transfers".to_owned(), json!([transfer]));
        }
        artifact
    }

    fn recording(&self) -> Value {
        let file = |suffix: &str| format!("https://storage.vapi.ai/{}{suffix}", self.script.call_id);
        let signed = |suffix: &str| format!("{}?X-Amz-Signature=sandbox", file(suffix));
        json!({
            "recordingUrl": file("-mono.wav"),
            "stereoRecordingUrl": file("-stereo.wav"),
            "recording": {
                "stereoUrl": file("-stereo.wav"),
                "mono": {
                    "combinedUrl": file("-mono.wav"),
                    "assistantUrl": file("-assistant.wav"),
                    "customerUrl": file("-customer.wav"),
                },
            },
            "logUrl": format!("https://calllogs.vapi.ai/{}.log", self.script.call_id),
            "presignedMonoUrl": signed("-mono.wav"),
            "presignedStereoUrl": signed("-stereo.wav"),
            "presignedLogUrl": signed(".log"),
            "presignedUrlsExpiresAt": iso(self.updated_at() + TimeDelta::hours(1)),
        })
    }
}

fn performance() -> Value {
    json!({
        "turnLatencies": [{
            "modelLatency": 420, "voiceLatency": 310, "transcriberLatency": 150, "endpointingLatency": 480,
            "turnLatency": 1360,
        }],
        "modelLatencyAverage": 420, "voiceLatencyAverage": 310, "transcriberLatencyAverage": 150,
        "endpointingLatencyAverage": 480, "turnLatencyAverage": 1360,
        "numUserInterrupted": 0, "numAssistantInterrupted": 0,
    })
}

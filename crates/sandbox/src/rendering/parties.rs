//! The call as it was when created, its assistant, its number and its customer: what every message repeats.

use serde_json::{Map, Value, json};

use crate::callers::{CONTROL_PATH, Direction, PlacedCall};
use crate::clock::iso;
use crate::random::Random;

const VAPI_HOST: &str = "phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai";
const LINE_CREATED: &str = "2026-10-01T07:49:12.531Z";
const LINE_UPDATED: &str = "2026-11-03T09:05:22.146Z";

impl PlacedCall {
    /// `message.call`: never updated after the call was created, whatever the message says.
    pub(crate) fn snapshot(&self) -> Value {
        let created_at = iso(self.created_at);
        let status = match self.script.direction {
            Direction::Inbound => "ringing",
            Direction::Outbound | Direction::Web => "queued",
        };
        let mut call = self.identity();
        call.insert("createdAt".to_owned(), json!(created_at));
        call.insert("updatedAt".to_owned(), json!(created_at));
        call.insert("status".to_owned(), json!(status));
        Value::Object(call)
    }

    /// What stays the same through a call's life.
    pub(crate) fn identity(&self) -> Map<String, Value> {
        let id = self.script.call_id;
        let mut call = Map::new();
        let mut set = |name: &str, value: Value| call.insert(name.to_owned(), value);
        set("id", json!(id));
        set("orgId", json!(self.line.organization_id));
        set("type", json!(self.kind()));
        if let Some(assistant_id) = self.assistant_id {
            set("assistantId", json!(assistant_id));
        }
        set("monitor", self.monitor());
        if self.has_phone() {
            let sid = self.call_sid();
            set("transport", json!({"provider": "twilio", "callSid": sid, "accountSid": self.account_sid()}));
            set("phoneCallProvider", json!("twilio"));
            set("phoneCallProviderId", json!(sid));
            set("phoneCallTransport", json!("pstn"));
            set("phoneNumberId", json!(self.line.phone_number_id));
            set("customer", self.customer());
        } else {
            set("transport", json!({"provider": "daily"}));
            set("webCallUrl", json!(format!("https://vapi.daily.co/{}", id.simple())));
        }
        call
    }

    pub(crate) fn customer(&self) -> Value {
        json!({"number": self.script.customer_number})
    }

    pub(crate) fn assistant(&self) -> Value {
        let business = self.script.business;
        json!({
            "id": self.assistant_id,
            "orgId": self.line.organization_id,
            "name": business.assistant_name,
            "createdAt": LINE_CREATED,
            "updatedAt": LINE_UPDATED,
            "firstMessage": business.greeting,
            "firstMessageMode": "assistant-speaks-first",
            "model": {
                "provider": "openai", "model": "gpt-4.1", "temperature": 0.3,
                "messages": [{"role": "system", "content": business.prompt}],
            },
            "voice": {"provider": "vapi", "voiceId": "Elliot"},
            "transcriber": {
                "provider": "deepgram", "model": "nova-3", "language": self.script.language.code(),
            },
            "maxDurationSeconds": 540,
            "server": {"url": self.line.server_url, "timeoutSeconds": 20},
            "serverMessages": ["status-update", "end-of-call-report", "tool-calls", "transfer-destination-request"],
            "metadata": self.line.metadata,
        })
    }

    pub(crate) fn phone_number(&self) -> Value {
        let mut number = json!({
            "id": self.line.phone_number_id,
            "orgId": self.line.organization_id,
            "number": self.line.phone_number,
            "createdAt": LINE_CREATED,
            "updatedAt": LINE_UPDATED,
            "twilioAccountSid": self.account_sid(),
            "name": "Main line",
            "provider": "twilio",
            "status": "active",
        });
        if let (false, Some(fields)) = (self.line.asks_for_assistant, number.as_object_mut()) {
            fields.insert("assistantId".to_owned(), json!(self.line.assistant_id));
        }
        number
    }

    fn monitor(&self) -> Value {
        let id = self.script.call_id;
        // The sandbox has no TLS.
        let (listen, control) = match &self.line.monitor_host {
            Some(host) => (format!("ws://{host}{CONTROL_PATH}"), format!("http://{host}{CONTROL_PATH}")),
            None => (format!("wss://{VAPI_HOST}"), format!("https://{VAPI_HOST}")),
        };
        json!({"listenUrl": format!("{listen}/{id}/listen"), "controlUrl": format!("{control}/{id}/control")})
    }

    fn kind(&self) -> &'static str {
        match self.script.direction {
            Direction::Inbound => "inboundPhoneCall",
            Direction::Outbound => "outboundPhoneCall",
            Direction::Web => "webCall",
        }
    }

    fn call_sid(&self) -> String {
        let (high, low) = self.script.call_id.as_u64_pair();
        format!("CA{}", Random::of_series(high, low).hex())
    }

    fn account_sid(&self) -> String {
        let (high, low) = self.line.organization_id.as_u64_pair();
        format!("AC{}", Random::of_series(high, low).hex())
    }
}

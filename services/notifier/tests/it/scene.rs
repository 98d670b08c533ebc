//! An organization that was called, and the notifier that notifies it.

use std::time::Duration;

use bus::{Exchange, Outgoing, Payload};
use call_processor::CallProcessor;
use contracts::Event;
use notifier::Notifier;
use runtime::{Settings, clock};
use sandbox::faults::ApiFaults;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use testing::{Tenant, World};
use twilio::{Twilio, TwilioSettings};

pub(crate) const TEXT: &str = "Call from +14155550199 (15 s): ";

pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) acme: Tenant,
}

impl Scene {
    /// Calls are recorded, and no one is notified yet.
    pub(crate) async fn start() -> Self {
        let world = World::start().await;
        let acme = world.organization("Acme Dental").await;
        world.run::<CallProcessor>();
        Self { world, acme }
    }

    pub(crate) fn notify(&self) {
        self.notify_with(&self.world.settings);
    }

    pub(crate) fn notify_with(&self, settings: &Settings) {
        self.world.run_with::<Notifier>(settings);
    }

    /// A call of fifteen seconds, recorded.
    pub(crate) async fn call(&self, id: &str) {
        self.world.deliver(&self.acme, &self.acme.vapi_call(id).report()).await;
        self.world.settled().await;
    }

    /// Publishes once more that the calls have ended.
    pub(crate) async fn repeat(&self) {
        let ended: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT type, payload FROM events WHERE name = 'call.ended'")
                .fetch_all(self.world.owner())
                .await
                .unwrap();
        assert!(!ended.is_empty());
        for (name, body) in ended {
            let outgoing = Outgoing {
                exchange: Exchange::Events,
                routing_key: "call.ended".to_owned(),
                message_id: clock::new_id(),
                payload: Payload { name, schema_version: 1, body: body.into() },
                organization: Some(self.acme.id),
                timestamp: clock::now(),
                traceparent: None,
            };
            self.world.resources.bus.publisher().publish(outgoing).await.unwrap();
        }
    }

    /// Publishes an event as the relay does.
    pub(crate) async fn publish<E: Event>(&self, event: &E) {
        self.world.publish(&self.acme, event).await;
    }

    /// Makes these the organization's recipients, and no one else.
    pub(crate) async fn set_recipients(&self, numbers: &[&str], addresses: &[&str]) {
        let notifications = json!({
            "sms": {"enabled": !numbers.is_empty(), "numbers": numbers},
            "email": {"enabled": !addresses.is_empty(), "addresses": addresses},
        });
        let settings = json!({"notifications": notifications});
        self.change(&format!("UPDATE organizations SET settings = '{settings}'")).await;
    }

    /// A notification of every call as a process left it that was killed `age` after an attempt began.
    pub(crate) async fn cut_off(&self, channel: &str, recipient: &str, age: &str) {
        self.change(&format!(
            "INSERT INTO notifications
                 (organization_id, id, call_id, subject_id, kind, channel, recipient, state, attempts, attempted_at,
                  created_at)
             SELECT organization_id, gen_random_uuid(), call_id, call_id, 'call-summary', '{channel}', '{recipient}', 'sending', 1,
                    now() - interval '{age}', now() - interval '{age}'
             FROM call_keys"
        ))
        .await;
    }

    pub(crate) async fn change(&self, sql: &str) {
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(self.world.owner()).await.unwrap();
    }

    /// Sends a text message to the organization past the notifier.
    pub(crate) async fn send_by_hand(&self, text: &str) {
        let twilio: TwilioSettings = self.world.settings.section().unwrap();
        let (account, from) = twilio.sms().unwrap().unwrap();
        let http = runtime::http::client(Duration::from_mins(1)).unwrap();
        Twilio::new(account, http).unwrap().send_sms(&from, &self.acme.sms_number, text).await.unwrap();
    }

    /// The states of a channel's notifications.
    pub(crate) async fn states(&self, channel: &str) -> Vec<Value> {
        let select = format!("SELECT state FROM notifications WHERE channel = '{channel}' ORDER BY state");
        self.world.query(&select).await.into_iter().map(|row| row["state"].clone()).collect()
    }

    /// What was published of a channel's notifications: the event's name, and whether in doubt.
    pub(crate) async fn published(&self, channel: &str) -> Vec<(String, bool)> {
        let events = self.world.events(&self.acme).await.into_iter();
        let ours =
            events.filter(|(name, event)| name.starts_with("notification.") && event["channel"] == channel);
        ours.map(|(name, event)| (name, event["inDoubt"] == true)).collect()
    }

    pub(crate) fn fail(&self, twilio: ApiFaults, resend: ApiFaults) {
        self.world.sandbox.twilio().set_faults(twilio).unwrap();
        self.world.sandbox.resend().set_faults(resend).unwrap();
    }

    pub(crate) fn heal(&self) {
        self.world.sandbox.heal();
    }
}

pub(crate) fn failing(error_status: u16) -> ApiFaults {
    ApiFaults { error_rate: 1.0, error_status, ..ApiFaults::default() }
}

pub(crate) fn losing_answers() -> ApiFaults {
    ApiFaults { answer_lost_rate: 1.0, ..ApiFaults::default() }
}

pub(crate) fn sent() -> (String, bool) {
    ("notification.sent".to_owned(), false)
}

pub(crate) fn failed() -> (String, bool) {
    ("notification.failed".to_owned(), false)
}

pub(crate) fn in_doubt() -> (String, bool) {
    ("notification.failed".to_owned(), true)
}

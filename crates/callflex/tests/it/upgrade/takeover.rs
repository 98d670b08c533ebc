//! An installation on what an older version left, and what has become of that.

use std::collections::BTreeSet;
use std::path::Path;

use contracts::webhooks::WebhookReceived;
use contracts::{Incoming as _, Name as _};
use serde_json::Value;
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, PgPool};
use testing::eventually;

use super::broker::{Broker, Message, is_dead};
use super::fixture::{self, Fixture};
use crate::installation::Installation;

pub(crate) struct Takeover {
    pub(crate) installation: Installation,
    /// Vapi's ids of the calls whose report the older version had accepted.
    pub(crate) reported: BTreeSet<String>,
    /// The ids of the webhooks that it had not handled yet.
    waiting: BTreeSet<String>,
    /// Text messages and e-mails that it had sent.
    sent: [i64; 2],
    /// Its leads, and the calls that may not open another.
    leads: BTreeSet<String>,
    claims: BTreeSet<String>,
    queues: Vec<String>,
    owner: PgPool,
}

impl Takeover {
    /// Restores the fixture; nothing of the product runs yet.
    pub(crate) async fn of(commit: &str) -> Self {
        let fixture = Fixture::read(commit);
        let programs = Path::new(env!("CARGO_BIN_EXE_callflex")).parent().unwrap();
        let installation = Installation::prepare(programs, &fixture::VARIABLES).await;
        fixture.restore(&installation).await;
        let owner = PgPoolOptions::new().connect_lazy(installation.postgres.url()).unwrap();
        let mut this = Self {
            installation,
            reported: BTreeSet::new(),
            waiting: BTreeSet::new(),
            sent: [0, 0],
            leads: BTreeSet::new(),
            claims: BTreeSet::new(),
            queues: fixture.topology.queues().map(str::to_owned).collect(),
            owner,
        };
        this.look(&fixture).await;
        this
    }

    async fn look(&mut self, fixture: &Fixture) {
        let spool: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT message FROM webhook_spool").fetch_all(&self.owner).await.unwrap();
        let queued = fixture.messages.iter().filter(|message| message.kind == WebhookReceived::full_name());
        let bodies = queued.map(Message::body).chain(spool);
        self.reported =
            self.texts("SELECT vapi_call_id FROM webhook_events WHERE type = 'end-of-call-report'").await;
        for body in bodies {
            let webhook = WebhookReceived::decode(&WebhookReceived::full_name(), &body).unwrap();
            if webhook.r#type == "end-of-call-report" {
                let report: Value = serde_json::from_slice(&webhook.body).unwrap();
                self.reported.insert(report["message"]["call"]["id"].as_str().unwrap().to_owned());
            }
            self.waiting.insert(webhook.id);
        }
        self.sent = self.notifications_sent().await;
        self.leads = self.texts("SELECT id::text FROM leads").await;
        self.claims = self.texts("SELECT key FROM claims").await;
    }

    /// Waits until all that was waiting is done, but for notifications whose messages are dead.
    pub(crate) async fn settled(&self, dead_notifications: i64) {
        let calls = i64::try_from(self.reported.len()).unwrap();
        let expected = [
            ("SELECT count(*) FROM webhook_spool", 0),
            ("SELECT count(*) FROM outbox", 0),
            ("SELECT count(*) FROM calls WHERE is_final AND contact_id IS NOT NULL", calls),
            ("SELECT count(*) FROM usage_records", calls),
            ("SELECT sum(calls)::bigint FROM daily_usage", calls),
            ("SELECT count(*) FROM notifications WHERE kind = 'call-summary'", calls * 2),
            ("SELECT count(*) FROM notifications WHERE state <> 'sent'", dead_notifications),
            ("SELECT sum(call_count)::bigint FROM contacts", calls),
            (
                "SELECT count(*) FROM contacts c WHERE NOT EXISTS (SELECT FROM leads WHERE contact_id = c.id)",
                0,
            ),
        ];
        for (sql, count) in expected {
            eventually(&format!("{sql} is {count}"), async || self.count(sql).await == count).await;
        }
        let broker = Broker::connect(&self.installation.rabbitmq.url()).await;
        for queue in self.queues.iter().filter(|queue| !is_dead(queue)) {
            eventually(&format!("{queue} is empty"), async || broker.depth(queue).await == 0).await;
        }
    }

    /// Vapi's ids of the calls that are on record.
    pub(crate) async fn calls(&self) -> BTreeSet<String> {
        self.texts("SELECT vapi_call_id FROM calls WHERE is_final").await
    }

    /// Webhooks that were waiting and are not in the archive.
    pub(crate) async fn not_archived(&self) -> Vec<String> {
        let archived = self.texts("SELECT 'whk_' || replace(id::text, '-', '') FROM webhook_events").await;
        self.waiting.difference(&archived).cloned().collect()
    }

    pub(crate) async fn assert_nothing_was_done_twice(&self) {
        let calls = i64::try_from(self.reported.len()).unwrap();
        assert_eq!(self.count("SELECT count(*) FROM calls").await, calls);
        assert_eq!(self.count("SELECT count(*) FROM events WHERE name = 'call.ended'").await, calls);
        let linked = "SELECT count(*) FROM events WHERE name = 'contact.linked'";
        assert_eq!(self.count(linked).await, calls);
        let [sms, emails] = self.notifications_sent().await;
        let sandbox = &self.installation.sandbox;
        let sent_now = [sandbox.twilio().sms().len(), sandbox.resend().emails().len()]
            .map(|count| i64::try_from(count).unwrap());
        assert_eq!(sent_now, [sms - self.sent[0], emails - self.sent[1]]);
        let new_leads = self.texts("SELECT id::text FROM leads").await;
        let new_leads: Vec<&String> = new_leads.difference(&self.leads).collect();
        assert!(!new_leads.is_empty());
        for lead in new_leads {
            let call =
                format!("SELECT 'call_' || replace(call_id::text, '-', '') FROM leads WHERE id = '{lead}'");
            let call = self.texts(&call).await;
            assert!(call.is_disjoint(&self.claims), "{call:?} has opened a second lead");
        }
    }

    async fn notifications_sent(&self) -> [i64; 2] {
        let sms = "SELECT count(*) FROM notifications WHERE state = 'sent' AND channel = 'sms'";
        let emails = "SELECT count(*) FROM notifications WHERE state = 'sent' AND channel = 'email'";
        [self.count(sms).await, self.count(emails).await]
    }

    async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.owner).await.unwrap()
    }

    async fn texts(&self, sql: &str) -> BTreeSet<String> {
        let texts: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.owner).await.unwrap();
        texts.into_iter().collect()
    }
}

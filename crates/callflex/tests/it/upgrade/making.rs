//! Makes the fixture: plays calls to an older version, and stops it in the middle of everything.

use std::path::Path;

use sandbox::callers::{CallScript, Direction};
use sandbox::faults::ApiFaults;
use sandbox::player::{PlayOptions, Target, play};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, PgPool};
use testing::eventually;
use tokio::process::{Child, Command};

use super::broker::{Broker, Message, is_dead};
use super::dead_letters;
use super::fixture::{self, Fixture, LAST_RUNG};
use crate::dead_letters::poison;
use crate::installation::Installation;

/// Decides what the calls are like.
const SEED: u64 = 7;

/// Short calls: their words are most of the fixture.
const MOST_TURNS: usize = 8;

/// The key of the advisory lock that the relay holds.
const RELAY_LOCK: i64 = 0x0043_4652_454c_4159;

const EVENTS_WAIT: &str = "SELECT EXISTS (SELECT FROM outbox)";

struct Older {
    installation: Installation,
    owner: PgPool,
    scripts: Box<dyn Iterator<Item = CallScript>>,
    calls: i64,
}

/// `tests/upgrade/make-fixture` runs it and names the programs of the older version.
#[tokio::test]
#[ignore = "makes the fixture anew"]
async fn make_the_fixture() {
    let folder = |variable| std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set"));
    let (programs, into) = (folder("CALLFLEX_UPGRADE_PROGRAMS"), folder("CALLFLEX_UPGRADE_FIXTURE"));
    let mut older = Older::prepare(Path::new(&programs)).await;
    let on_the_ladder = older.run_whole().await;
    let ingest = older.start("webhook-ingest", "CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND").await;
    older.stop_call_processor_in_the_middle().await;
    older.repeat_what_was_relayed().await;
    older.accept_without_anyone_to_handle(ingest).await;
    older.save(on_the_ladder).await.write(Path::new(&into));
}

impl Older {
    async fn prepare(programs: &Path) -> Self {
        let installation = Installation::prepare(programs, &fixture::VARIABLES).await;
        fixture::put_demo_file(&installation.demo_file());
        let owner = PgPoolOptions::new().connect_lazy(installation.postgres.url()).unwrap();
        let scripts = (0..).map(|index| CallScript::generate(SEED, index));
        let scripts = scripts.filter(|call| {
            call.direction == Direction::Inbound
                && call.answered_ms.is_some()
                && call.turns.len() <= MOST_TURNS
        });
        Self { installation, owner, scripts: Box::new(scripts), calls: 0 }
    }

    /// All services run: two calls are handled to their end, two messages are dead, one is on the ladder.
    async fn run_whole(&mut self) -> Vec<Message> {
        self.installation.start_callflex().await;
        self.play(false).await;
        self.play(true).await;
        self.until(
            "SELECT (SELECT count(*) FROM usage_records) = 2 AND NOT EXISTS (SELECT FROM outbox)
                 AND (SELECT count(*) FROM notifications WHERE kind = 'call-summary' AND state = 'sent') = 4
                 AND NOT EXISTS (SELECT FROM notifications WHERE state IN ('pending', 'sending'))",
        )
        .await;
        assert_eq!(self.installation.post(&poison()).await, 200);
        let down = ApiFaults { error_rate: 1.0, error_status: 503, ..ApiFaults::default() };
        self.installation.sandbox.twilio().set_faults(down).unwrap();
        self.play(true).await;
        eventually("two messages are dead", async || {
            dead_letters(&self.installation).await.iter().map(|(_, count)| count).sum::<u32>() == 2
        })
        .await;
        self.play(true).await;
        let broker = self.broker().await;
        eventually("a message is on the last rung", async || broker.depth(LAST_RUNG).await == 1).await;
        self.installation.kill_callflex().await;
        broker.take(LAST_RUNG).await
    }

    /// The call-processor dies again and again while it waits for a table or for the right to relay: each of
    /// the queues it consumes keeps messages, and so do those of the notifier and of billing.
    async fn stop_call_processor_in_the_middle(&mut self) {
        let contacts = self.hold("LOCK TABLE contacts IN SHARE MODE").await;
        self.play(true).await;
        self.process_until(&format!("{} AND NOT ({EVENTS_WAIT})", self.calls_are_recorded())).await;
        contacts.rollback().await.unwrap();

        let relay = self.hold(&format!("SELECT pg_advisory_xact_lock({RELAY_LOCK})")).await;
        let linked =
            "SELECT count(*) = 1 FROM outbox JOIN events ON id = event_id WHERE name = 'contact.linked'";
        self.process_until(linked).await;
        relay.rollback().await.unwrap();

        let tables = self.hold("LOCK TABLE contacts, claims IN SHARE MODE").await;
        self.play(true).await;
        self.process_until(&format!("{} AND NOT ({EVENTS_WAIT})", self.calls_are_recorded())).await;
        let relay = self.hold(&format!("SELECT pg_advisory_xact_lock({RELAY_LOCK})")).await;
        self.play(true).await;
        self.process_until(&format!("{} AND ({EVENTS_WAIT})", self.calls_are_recorded())).await;
        relay.rollback().await.unwrap();
        tables.rollback().await.unwrap();
    }

    /// A relay died before it had noted what it had published; meanwhile people closed their leads.
    async fn repeat_what_was_relayed(&self) {
        let repeat = "INSERT INTO outbox (organization_id, event_id, position)
             SELECT organization_id, id, position FROM events
             WHERE position IS NOT NULL AND name IN ('call.ended', 'contact.linked', 'message.taken')
             ORDER BY position LIMIT 4";
        for sql in [repeat, "UPDATE leads SET state = 'won'"] {
            sqlx::query(sql).execute(&self.owner).await.unwrap();
        }
    }

    /// Only webhook-ingest runs, then it is without Postgres, then without RabbitMQ.
    async fn accept_without_anyone_to_handle(&mut self, mut ingest: Child) {
        self.play(false).await;
        self.installation.postgres.stop().await;
        self.play(true).await;
        ingest.kill().await.unwrap();
        self.installation.postgres.start_again().await.unwrap();

        self.installation.rabbitmq.stop().await;
        let mut ingest = self.start("webhook-ingest", "CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND").await;
        self.play(true).await;
        ingest.kill().await.unwrap();
        self.installation.rabbitmq.start_again().await.unwrap();
    }

    async fn save(&self, mut messages: Vec<Message>) -> Fixture {
        let definitions = self.installation.rabbitmq.definitions().await.unwrap();
        let fixture = Fixture {
            topology: serde_json::from_str(&definitions).unwrap(),
            messages: Vec::new(),
            database: self.dump().await,
        };
        let broker = self.broker().await;
        for queue in fixture.topology.queues() {
            let taken = broker.take(queue).await;
            let may_be_empty = queue.starts_with("callflex.retry.") || is_dead(queue);
            assert!(may_be_empty || !taken.is_empty(), "{queue} is empty");
            messages.extend(taken);
        }
        Fixture { messages, ..fixture }
    }

    async fn dump(&self) -> String {
        let mut command = Command::new("pg_dump");
        command.args(["--inserts", "--no-owner", "--dbname", self.installation.postgres.url()]);
        // Bodies as text, that a person can read.
        command.env("PGOPTIONS", "-c bytea_output=escape");
        let output = command.output().await.expect("pg_dump in PATH");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let dump = String::from_utf8(output.stdout).unwrap();
        // Commands of psql, not of the server.
        let statements = dump.split_inclusive('\n').filter(|line| !line.starts_with('\\'));
        statements.collect()
    }

    /// Plays the next call, with all that is said in it or only its report.
    async fn play(&mut self, reports_only: bool) {
        let url = self.installation.webhook_url();
        let target = Target::new(url, self.installation.demo("vapi_webhook_secret"));
        let options = PlayOptions { reports_only, ..PlayOptions::default() };
        let script = self.scripts.next();
        let report = play(self.installation.sandbox.vapi(), &target, script, &options).await.unwrap();
        assert_eq!(report.failed, 0, "{report:?}");
        self.calls += 1;
    }

    fn calls_are_recorded(&self) -> String {
        format!("SELECT (SELECT count(*) FROM calls WHERE is_final) = {}", self.calls)
    }

    /// Runs the call-processor until the condition holds, and kills it.
    async fn process_until(&self, condition: &str) {
        let variable = "CALLFLEX__CALL_PROCESSOR__MANAGEMENT_BIND";
        let mut processor = self.start("call-processor", variable).await;
        self.until(condition).await;
        processor.kill().await.unwrap();
    }

    async fn start(&self, service: &str, management: &str) -> Child {
        let child = self.installation.spawn(service, &[]);
        let ready = format!("http://{}/readyz", self.installation.variable(management));
        eventually(&format!("{service} is ready"), async || {
            reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success())
        })
        .await;
        child
    }

    async fn until(&self, condition: &str) {
        eventually(condition, async || {
            sqlx::query_scalar::<_, bool>(AssertSqlSafe(condition)).fetch_one(&self.owner).await.unwrap()
        })
        .await;
    }

    /// Takes a lock, and holds it until the transaction is rolled back.
    async fn hold(&self, lock: &str) -> sqlx::Transaction<'static, sqlx::Postgres> {
        let mut tx = self.owner.begin().await.unwrap();
        sqlx::query(AssertSqlSafe(lock)).execute(&mut *tx).await.unwrap();
        tx
    }

    async fn broker(&self) -> Broker {
        Broker::connect(&self.installation.rabbitmq.url()).await
    }
}

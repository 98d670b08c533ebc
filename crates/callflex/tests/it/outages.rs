//! Stops and kills things while reports are posted, and counts what became of each.

use std::collections::BTreeSet;
use std::time::Duration;

use db::overview::Overview;
use sandbox::callers::CallScript;
use sandbox::faults::ApiFaults;
use sandbox::player::{PlayOptions, Target, play};
use sandbox::vapi::DeliveryOutcome;
use testing::eventually;
use tokio::time::{Instant, sleep_until};

use crate::installation::{Installation, SHORT_HOUR, SHORT_LADDER};

const REPORTS: u64 = 500;

/// At most eight reports are posted at a time.
const CONCURRENCY: usize = 8;

/// "Minutes after at most".
const SETTLED_WITHIN: Duration = Duration::from_mins(3);

#[tokio::test]
async fn reports_posted_while_rabbitmq_is_stopped_are_each_a_call_once() {
    let mut installation = Installation::start().await;
    let posting = post(&installation, REPORTS, 1);
    accepted_so_far(&installation, 100).await;
    installation.rabbitmq.stop().await;
    posting.await.unwrap();
    installation.rabbitmq.start_again().await.unwrap();
    Account::of(&installation).settle("RabbitMQ stopped", &installation).await;
}

#[tokio::test]
async fn reports_posted_while_postgres_is_stopped_are_each_a_call_once() {
    let mut installation = Installation::start().await;
    let posting = post(&installation, REPORTS, 1);
    accepted_so_far(&installation, 100).await;
    installation.postgres.stop().await;
    posting.await.unwrap();
    installation.postgres.start_again().await.unwrap();
    Account::of(&installation).settle("Postgres stopped", &installation).await;
}

#[tokio::test]
async fn reports_accepted_before_a_kill_are_each_a_call_once() {
    let mut installation = Installation::start().await;
    let posting = post(&installation, REPORTS, 1);
    accepted_so_far(&installation, usize::try_from(REPORTS / 2).unwrap()).await;
    installation.kill_callflex().await;
    posting.await.unwrap();
    installation.start_callflex().await;
    Account::of(&installation).settle("kill -9 half way", &installation).await;
}

#[tokio::test]
async fn an_outage_of_an_hour_sends_nothing_to_a_dead_queue() {
    let mut installation = Installation::start_with(&[("CALLFLEX__BUS__RETRY_LADDER", SHORT_LADDER)]).await;

    let down = ApiFaults { error_rate: 1.0, error_status: 503, ..ApiFaults::default() };
    let hour_is_over = Instant::now() + SHORT_HOUR;
    installation.sandbox.twilio().set_faults(down.clone()).unwrap();
    installation.sandbox.resend().set_faults(down).unwrap();
    post(&installation, 20, 1).await.unwrap();
    sleep_until(hour_is_over).await;
    installation.sandbox.heal();

    let hour_is_over = Instant::now() + SHORT_HOUR;
    installation.postgres.stop().await;
    post(&installation, 20, 2).await.unwrap();
    sleep_until(hour_is_over).await;
    installation.postgres.start_again().await.unwrap();

    let hour_is_over = Instant::now() + SHORT_HOUR;
    installation.rabbitmq.stop().await;
    post(&installation, 20, 3).await.unwrap();
    sleep_until(hour_is_over).await;
    installation.rabbitmq.start_again().await.unwrap();

    Account::of(&installation).settle("an hour without providers, Postgres, RabbitMQ", &installation).await;
}

/// Posts the reports of `count` calls.
fn post(installation: &Installation, count: u64, seed: u64) -> tokio::task::JoinHandle<()> {
    let sandbox = installation.sandbox.handle();
    let target = Target::new(installation.webhook_url(), installation.demo("vapi_webhook_secret"));
    #[expect(clippy::disallowed_methods, reason = "the test itself waits for the task")]
    tokio::spawn(async move {
        let options = PlayOptions { concurrency: CONCURRENCY, reports_only: true, ..PlayOptions::default() };
        play(sandbox.vapi(), &target, CallScript::series(seed, count), &options).await.unwrap();
    })
}

async fn accepted_so_far(installation: &Installation, count: usize) {
    eventually("enough reports are accepted", async || {
        let deliveries = installation.sandbox.vapi().deliveries();
        deliveries.iter().filter(|delivery| delivery.outcome == DeliveryOutcome::Accepted).count() >= count
    })
    .await;
}

/// What was answered to the reports.
struct Account {
    accepted: i64,
    rejected: i64,
    unanswered: i64,
}

impl Account {
    fn of(installation: &Installation) -> Self {
        let mut account = Self { accepted: 0, rejected: 0, unanswered: 0 };
        let mut accepted = BTreeSet::new();
        for delivery in installation.sandbox.vapi().deliveries() {
            match delivery.http_status {
                Some(200..=299) => {
                    accepted.insert(delivery.call_id);
                }
                Some(503) => account.rejected += 1,
                Some(other) => panic!("a report was answered with {other}"),
                None => account.unanswered += 1,
            }
        }
        account.accepted = i64::try_from(accepted.len()).unwrap();
        account
    }

    /// Waits for every consequence, prints the counts, and checks them.
    async fn settle(self, what: &str, installation: &Installation) {
        let began = Instant::now();
        let seen = self.settled(installation).await;
        let took = began.elapsed().as_secs_f64();

        let sms = i64::try_from(installation.sandbox.twilio().sms().len()).unwrap();
        let emails = i64::try_from(installation.sandbox.resend().emails().len()).unwrap();
        // An unanswered report may have been accepted just before the kill.
        let lost = (self.accepted - seen.final_calls).max(0);
        let doubled = (seen.final_calls - self.accepted - self.unanswered).max(0)
            + (seen.usage_records - seen.final_calls).max(0)
            + (sms - seen.sms_sent - seen.sms_in_doubt).max(0)
            + (emails - seen.final_calls).max(0);
        println!(
            "{what}: accepted {}, rejected with 503 {}, unanswered {}, stored {}, lost {lost}, doubled {doubled}, \
             SMS {sms} (in doubt {}), e-mails {emails}, settled {took:.1} s after the return",
            self.accepted, self.rejected, self.unanswered, seen.final_calls, seen.sms_in_doubt,
        );
        assert_eq!((lost, doubled), (0, 0), "{seen:?}");
        assert_eq!(seen.usage_records, seen.final_calls);
        assert_eq!(seen.sms_sent + seen.sms_in_doubt, seen.final_calls);
        assert_eq!((seen.emails_sent, emails), (seen.final_calls, seen.final_calls));
        assert_eq!(installation.dead_letters().await, 0);
    }

    async fn settled(&self, installation: &Installation) -> Overview {
        let began = Instant::now();
        loop {
            if let Some(seen) = installation.overview().await {
                let notified =
                    seen.sms_sent + seen.sms_in_doubt + seen.emails_sent + seen.notifications_failed;
                let calls = seen.final_calls;
                if calls >= self.accepted
                    && seen.usage_records == calls
                    && seen.notifications_open == 0
                    && notified == 2 * calls
                {
                    return seen;
                }
                assert!(began.elapsed() < SETTLED_WITHIN, "still not settled: {seen:?}");
            }
            assert!(began.elapsed() < SETTLED_WITHIN, "Postgres did not come back");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

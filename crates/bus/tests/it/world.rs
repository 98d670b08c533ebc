//! What the tests stand on: a virtual host, a bus, and a handler that answers as the test chooses.

use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bus::{
    Bus, BusSettings, Consumer, ConsumerSettings, Disposed, Disposition, Exchange, Handler, Outgoing,
    Payload, Publisher, Received,
};
use contracts::calls::{Call, CallEnded, CallUpdated};
use contracts::webhooks::WebhookReceived;
use domain::OrganizationId;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use lapin::options::QueueBindOptions;
use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties};
use servers::{RabbitMq, RabbitMqOptions};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Generous: a busy machine with two cores.
pub(crate) const SOON: Duration = Duration::from_mins(1);
pub(crate) const PUBLISH_TIMEOUT: Duration = Duration::from_secs(30);
/// As many as `servers` makes.
const VHOSTS: usize = 8;
pub(crate) const LADDER: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(900)];
/// Takes `call.updated`, which no other queue does.
pub(crate) const QUEUE: &str = "billing.record-usage";

contracts::incoming! {
    /// What the queue is bound to.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) enum CallChange { CallEnded, CallUpdated }
}

/// A virtual host of one's own on the broker that `AMQP_URL` names, empty at the start.
pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) bus: Bus,
    pub(crate) publisher: Publisher,
    _lease: File,
}

impl World {
    pub(crate) async fn start() -> Self {
        let (url, lease) = lease_vhost().await;
        let bus = connect(&url).await;
        bus.purge().await.unwrap();
        let publisher = bus.publisher();
        Self { url, bus, publisher, _lease: lease }
    }

    pub(crate) async fn raw(&self) -> Connection {
        raw(&self.url).await
    }

    pub(crate) async fn ready(&self, queue: &str) -> u32 {
        ready(&self.bus, queue).await
    }

    /// Waits until `count` messages wait in the queue.
    pub(crate) async fn holds(&self, queue: &str, count: u32) {
        holds(&self.bus, queue, count).await;
    }

    pub(crate) async fn unbind(&self, queue: &str, exchange: impl AsRef<str>, key: &str) {
        let channel = self.raw().await.create_channel().await.unwrap();
        let (exchange, arguments) = (exchange.as_ref().into(), FieldTable::default());
        channel.queue_unbind(queue.into(), exchange, key.into(), arguments).await.unwrap();
    }

    pub(crate) async fn bind(&self, queue: &str, exchange: impl AsRef<str>, key: &str) {
        let channel = self.raw().await.create_channel().await.unwrap();
        let (exchange, options) = (exchange.as_ref().into(), QueueBindOptions::default());
        channel.queue_bind(queue.into(), exchange, key.into(), options, FieldTable::default()).await.unwrap();
    }
}

/// A broker of one's own, which may be stopped and killed.
pub(crate) async fn own_broker() -> RabbitMq {
    let mut broker = own_broker_that_is_down().await;
    broker.start_again().await.unwrap();
    broker
}

pub(crate) async fn own_broker_that_is_down() -> RabbitMq {
    let data_dir = std::env::temp_dir().join(format!("callflex-bus-{}", Uuid::new_v4().simple()));
    let options = RabbitMqOptions { temporary: true, ..RabbitMqOptions::new(data_dir) };
    RabbitMq::prepare(&options).await.unwrap()
}

pub(crate) fn settings(url: &str) -> BusSettings {
    BusSettings {
        url: url.to_owned().into(),
        ladder: LADDER.to_vec(),
        connection_name: "bus-tests".to_owned(),
        publish_timeout: PUBLISH_TIMEOUT,
    }
}

pub(crate) async fn connect(url: &str) -> Bus {
    let bus = Bus::start(settings(url)).unwrap();
    assert!(soon("RabbitMQ to be up", bus.until_up()).await);
    bus
}

pub(crate) async fn raw(url: &str) -> Connection {
    Connection::connect(url, ConnectionProperties::default()).await.unwrap()
}

pub(crate) async fn ready(bus: &Bus, queue: &str) -> u32 {
    let depths = bus.depths().await.unwrap();
    depths.into_iter().find(|depth| depth.queue == queue).unwrap().ready
}

pub(crate) async fn holds(bus: &Bus, queue: &str, count: u32) {
    until(&format!("{count} messages wait in {queue}"), async || ready(bus, queue).await == count).await;
}

/// Waits until `condition` holds.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !condition().await {
        assert!(started.elapsed() < SOON, "waited too long until {what}");
        sleep(Duration::from_millis(20)).await;
    }
}

pub(crate) async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    timeout(SOON, future).await.unwrap_or_else(|_| panic!("waited too long for {what}"))
}

pub(crate) fn call_updated(id: &str) -> CallUpdated {
    CallUpdated { call: Some(Call { id: id.to_owned(), ..Call::default() }) }
}

pub(crate) fn event(routing_key: &str) -> Outgoing {
    Outgoing {
        exchange: Exchange::Events,
        routing_key: routing_key.to_owned(),
        message_id: Uuid::new_v4(),
        payload: Payload::of(&call_updated("call")),
        organization: Some(OrganizationId(Uuid::new_v4())),
        timestamp: runtime::clock::now(),
        traceparent: None,
    }
}

pub(crate) fn webhook(routing_key: &str) -> Outgoing {
    Outgoing {
        exchange: Exchange::Webhooks,
        payload: Payload::of(&WebhookReceived { provider: "vapi".to_owned(), ..WebhookReceived::default() }),
        ..event(routing_key)
    }
}

/// A handler's error with the disposition that the test chose.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub(crate) struct Failed {
    text: String,
    disposition: Disposition,
}

pub(crate) fn failed(disposition: Disposition, text: &str) -> Failed {
    Failed { text: text.to_owned(), disposition }
}

impl Disposed for Failed {
    fn disposition(&self) -> Disposition {
        self.disposition
    }
}

type Answer = dyn Fn(Received<CallChange>) -> BoxFuture<'static, Result<(), Failed>> + Send + Sync;

/// What a `Puppet` was given, and when.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) received: Received<CallChange>,
    pub(crate) at: Instant,
}

#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) seen: Mutex<Vec<Seen>>,
    pub(crate) finished: AtomicU32,
    pub(crate) unready: AtomicBool,
    pub(crate) ready_checks: AtomicU32,
}

impl Notes {
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub(crate) fn finished(&self) -> u32 {
        self.finished.load(Ordering::SeqCst)
    }

    pub(crate) fn set_ready(&self, ready: bool) {
        self.unready.store(!ready, Ordering::SeqCst);
    }
}

/// A handler that notes what it gets and answers as the test chooses.
pub(crate) struct Puppet {
    answer: Box<Answer>,
    notes: Arc<Notes>,
}

impl Handler for Puppet {
    const NAME: &'static str = QUEUE;
    type Message = CallChange;
    type Error = Failed;

    async fn handle(&self, received: Received<CallChange>) -> Result<(), Failed> {
        let seen = Seen { received: received.clone(), at: Instant::now() };
        self.notes.seen.lock().unwrap().push(seen);
        let result = (self.answer)(received).await;
        if result.is_ok() {
            self.notes.finished.fetch_add(1, Ordering::SeqCst);
        }
        result
    }

    async fn ready(&self) -> bool {
        self.notes.ready_checks.fetch_add(1, Ordering::SeqCst);
        !self.notes.unready.load(Ordering::SeqCst)
    }
}

/// A consumer that runs.
pub(crate) struct Running {
    pub(crate) notes: Arc<Notes>,
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

impl Running {
    pub(crate) async fn stop(self) {
        self.shutdown.cancel();
        soon("the consumer to stop", self.task).await.unwrap();
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) async fn abort(self) {
        self.task.abort();
        let _ = self.task.await;
    }

    pub(crate) fn begin_stop(&self) {
        self.shutdown.cancel();
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.task.is_finished()
    }
}

pub(crate) const CALM: ConsumerSettings = ConsumerSettings { prefetch: 10, handler_timeout: SOON };

pub(crate) fn consume<F>(
    bus: &Bus,
    settings: ConsumerSettings,
    answer: impl Fn(Received<CallChange>) -> F + Send + Sync + 'static,
) -> Running
where
    F: Future<Output = Result<(), Failed>> + Send + 'static,
{
    let notes = Arc::new(Notes::default());
    let answer: Box<Answer> = Box::new(move |received| answer(received).boxed());
    let consumer = Consumer::new(bus.clone(), Puppet { answer, notes: Arc::clone(&notes) }, settings);
    let shutdown = CancellationToken::new();
    let token = shutdown.clone();
    #[expect(clippy::disallowed_methods, reason = "the test itself waits for the task")]
    let task = tokio::spawn(consumer.run(token));
    Running { notes, shutdown, task }
}

/// The first virtual host that no other test holds. The kernel lets go of the lock when the process ends.
async fn lease_vhost() -> (String, File) {
    #[expect(clippy::disallowed_methods, reason = "a test has no settings; `servers` sets this variable")]
    let server = std::env::var("AMQP_URL")
        .expect("AMQP_URL is not set: run `servers cargo nextest run`, or `make test`");
    let server = server.trim_end_matches('/');
    let port = server.rsplit(':').next().unwrap_or_default();
    let started = Instant::now();
    loop {
        for number in 0..VHOSTS {
            let path: PathBuf = std::env::temp_dir().join(format!("callflex-vhost-{port}-{number}.lock"));
            let file = File::create(path).unwrap();
            if file.try_lock().is_ok() {
                return (format!("{server}/test-{number}"), file);
            }
        }
        assert!(started.elapsed() < SOON * 2, "no virtual host became free");
        sleep(Duration::from_millis(50)).await;
    }
}

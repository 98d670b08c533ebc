//! Every exchange and queue there is, as data. A queue, and the former name of one, may leave this file only
//! when it, its dead queue and the ladder are empty, and no dead letter of it is kept elsewhere.

use std::time::Duration;

use contracts::Event as _;
use contracts::calls::{CallEnded, CallSettled, CallSummarized, CallUpdated};
use contracts::people::ContactLinked;
use contracts::work::{DriverCalledOut, MessageTaken};
use lapin::ExchangeKind;
use lapin::types::{AMQPValue, FieldTable};

/// Where messages are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Verified provider webhooks.
    Webhooks,
    /// Domain events.
    Events,
}

impl Exchange {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Webhooks => "callflex.webhooks",
            Self::Events => "callflex.events",
        }
    }

    /// A webhook that no queue takes is lost, so it is the publisher's error. An event that no service
    /// consumes is normal.
    pub const fn mandatory(self) -> bool {
        matches!(self, Self::Webhooks)
    }
}

/// A queue that a handler of that name consumes. Its dead queue and its place on the ladder come with it.
#[derive(Clone, Copy, Debug)]
pub struct WorkQueue {
    pub name: &'static str,
    pub exchange: Exchange,
    pub keys: &'static [&'static str],
    /// The name that it had before. The queue of that name gets nothing new, and is consumed until it is empty.
    pub formerly: Option<&'static str>,
}

pub const WORK_QUEUES: &[WorkQueue] = &[
    work("webhook-ingest.archive", Exchange::Webhooks, &["#"]),
    // Reports, and what shows that a call is there before any of them has come.
    work(
        "call-processor.record-call",
        Exchange::Webhooks,
        &[
            "vapi.status-update",
            "vapi.end-of-call-report",
            "vapi.assistant-request",
            "vapi.function-call",
            "vapi.handoff-destination-request",
            "vapi.tool-calls",
            "vapi.transfer-destination-request",
            "vapi.transfer-update",
        ],
    )
    .formerly("call-processor.reports"),
    work("call-processor.link-contact", Exchange::Events, &[CallEnded::ROUTING_KEY])
        .formerly("call-processor.contacts"),
    work("call-processor.open-lead", Exchange::Events, &[ContactLinked::ROUTING_KEY])
        .formerly("call-processor.leads"),
    work("call-processor.count-calls", Exchange::Events, &[ContactLinked::ROUTING_KEY])
        .formerly("call-processor.counts"),
    work("notifier.send-sms", Exchange::Events, NOTIFIABLE).formerly("notifier.sms"),
    work("notifier.send-email", Exchange::Events, NOTIFIABLE).formerly("notifier.email"),
    work("billing.record-usage", Exchange::Events, &[CallEnded::ROUTING_KEY, CallUpdated::ROUTING_KEY])
        .formerly("billing.usage"),
];

/// What people may have to be notified of.
const NOTIFIABLE: &[&str] = &[
    CallEnded::ROUTING_KEY,
    CallSettled::ROUTING_KEY,
    CallSummarized::ROUTING_KEY,
    MessageTaken::ROUTING_KEY,
    DriverCalledOut::ROUTING_KEY,
];

/// Where a message goes that failed for good; the routing key is the name of the queue it failed in.
pub const DEAD_EXCHANGE: &str = "callflex.dead";

/// At most 20 deliveries, then the broker itself dead-letters a message: the guard against one that kills its
/// consumer every time. Failures that a handler reports are counted by us and never get this far.
pub(crate) const DELIVERY_LIMIT: i32 = 20;

/// No limit in practice: dead letters are read and put back by people, and every look counts as a delivery.
const NO_DELIVERY_LIMIT: i32 = i32::MAX;

/// The queue of what failed for good in `queue`.
pub fn dead_queue(queue: &str) -> String {
    format!("{queue}.dead")
}

/// The exchange, and the queue of the same name, where a message waits for `delay`.
///
/// One queue a delay: in a queue of mixed delays a short one would wait behind a long one.
pub fn rung(delay: Duration) -> String {
    format!("callflex.retry.{}", in_words(delay))
}

/// Everything a process declares.
#[derive(Clone, Debug)]
pub(crate) struct Topology {
    pub(crate) exchanges: Vec<ExchangeSpec>,
    /// In an order in which a message never meets a missing queue: dead queues and rungs before work queues,
    /// and these before the queues whose messages they take over.
    pub(crate) queues: Vec<QueueSpec>,
}

#[derive(Clone, Debug)]
pub(crate) struct ExchangeSpec {
    pub(crate) name: String,
    pub(crate) kind: ExchangeKind,
}

#[derive(Clone, Debug)]
pub(crate) struct QueueSpec {
    pub(crate) name: String,
    pub(crate) arguments: FieldTable,
    /// (exchange, routing key)
    pub(crate) bindings: Vec<(String, String)>,
    /// Bindings of an earlier version that must be gone.
    pub(crate) former_bindings: Vec<(String, String)>,
}

impl Topology {
    pub(crate) fn with_ladder(ladder: &[Duration]) -> Self {
        let rungs = ladder.iter().map(|&delay| rung(delay));
        let exchanges = [
            (Exchange::Webhooks.name(), ExchangeKind::Topic),
            (Exchange::Events.name(), ExchangeKind::Topic),
            (DEAD_EXCHANGE, ExchangeKind::Direct),
        ]
        .map(|(name, kind)| ExchangeSpec { name: name.to_owned(), kind })
        .into_iter()
        // A fanout keeps the routing key that the message was published with, and that key is its way back.
        .chain(rungs.map(|name| ExchangeSpec { name, kind: ExchangeKind::Fanout }));

        let dead = WORK_QUEUES.iter().flat_map(WorkQueue::names).map(dead_spec);
        let rungs = ladder.iter().map(|&delay| rung_spec(delay));
        let work = WORK_QUEUES.iter().map(work_spec);
        let former = WORK_QUEUES.iter().filter_map(former_spec);
        Self { exchanges: exchanges.collect(), queues: dead.chain(rungs).chain(work).chain(former).collect() }
    }
}

/// The queues that the handler of `name` consumes.
pub(crate) fn queues_of(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    find(name).into_iter().flat_map(WorkQueue::names)
}

/// Whether there is a queue of that name, or was before it got another.
pub(crate) fn is_known(name: &str) -> bool {
    WORK_QUEUES.iter().flat_map(WorkQueue::names).any(|known| known == name)
}

/// Whether `name` is a work queue; usable where constants are checked.
pub(crate) const fn is_work_queue(name: &str) -> bool {
    find(name).is_some()
}

/// Whether a handler that reads messages of these keys reads all that its queue is bound to; usable where
/// constants are checked. Keys of webhooks are their providers' words, and all of them bring the same message.
pub(crate) const fn is_read(queue: &str, keys: &[&str]) -> bool {
    let Some(queue) = find(queue) else { return false };
    if matches!(queue.exchange, Exchange::Webhooks) {
        return true;
    }
    let mut bound = queue.keys;
    while let [key, rest @ ..] = bound {
        if !contains(keys, key) {
            return false;
        }
        bound = rest;
    }
    true
}

const fn find(name: &str) -> Option<&'static WorkQueue> {
    let mut queues = WORK_QUEUES;
    while let [queue, rest @ ..] = queues {
        if same(queue.name.as_bytes(), name.as_bytes()) {
            return Some(queue);
        }
        queues = rest;
    }
    None
}

const fn contains(mut keys: &[&str], key: &str) -> bool {
    while let [first, rest @ ..] = keys {
        if same(first.as_bytes(), key.as_bytes()) {
            return true;
        }
        keys = rest;
    }
    false
}

const fn same(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

const fn work(name: &'static str, exchange: Exchange, keys: &'static [&'static str]) -> WorkQueue {
    WorkQueue { name, exchange, keys, formerly: None }
}

impl WorkQueue {
    const fn formerly(self, name: &'static str) -> Self {
        Self { formerly: Some(name), ..self }
    }

    /// The queues that its handler consumes: its own, and that of its former name.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.formerly)
    }

    fn bindings(&self) -> Vec<(String, String)> {
        self.keys.iter().map(|&key| (self.exchange.name().to_owned(), key.to_owned())).collect()
    }
}

fn work_spec(queue: &WorkQueue) -> QueueSpec {
    QueueSpec {
        name: queue.name.to_owned(),
        arguments: work_arguments(queue.name),
        bindings: queue.bindings(),
        former_bindings: Vec::new(),
    }
}

fn former_spec(queue: &WorkQueue) -> Option<QueueSpec> {
    let name = queue.formerly?;
    Some(QueueSpec {
        name: name.to_owned(),
        arguments: work_arguments(name),
        bindings: Vec::new(),
        former_bindings: queue.bindings(),
    })
}

fn work_arguments(queue: &'static str) -> FieldTable {
    let mut arguments = quorum(DELIVERY_LIMIT);
    dead_letter_to(&mut arguments, DEAD_EXCHANGE);
    // Dead-lettering replaces the routing key by the queue's name: where the message failed.
    arguments.insert("x-dead-letter-routing-key".into(), text(queue));
    arguments
}

fn dead_spec(queue: &'static str) -> QueueSpec {
    QueueSpec {
        name: dead_queue(queue),
        arguments: quorum(NO_DELIVERY_LIMIT),
        bindings: vec![(DEAD_EXCHANGE.to_owned(), queue.to_owned())],
        former_bindings: Vec::new(),
    }
}

fn rung_spec(delay: Duration) -> QueueSpec {
    let name = rung(delay);
    // A rung has no consumer, so nothing is ever redelivered from it.
    let mut arguments = quorum(NO_DELIVERY_LIMIT);
    // The default exchange routes by queue name, and without a dead-letter routing key the message keeps the
    // one it was published with: the name of its work queue.
    dead_letter_to(&mut arguments, "");
    let milliseconds = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
    arguments.insert("x-message-ttl".into(), AMQPValue::LongLongInt(milliseconds));
    QueueSpec { bindings: vec![(name.clone(), String::new())], name, arguments, former_bindings: Vec::new() }
}

fn quorum(delivery_limit: i32) -> FieldTable {
    let mut arguments = FieldTable::default();
    // Replicated, and on disk before it is confirmed.
    arguments.insert("x-queue-type".into(), text("quorum"));
    // Always explicit: brokers before 4.0 have no limit by default, later ones 20.
    arguments.insert("x-delivery-limit".into(), AMQPValue::LongInt(delivery_limit));
    arguments
}

fn dead_letter_to(arguments: &mut FieldTable, exchange: &str) {
    arguments.insert("x-dead-letter-exchange".into(), text(exchange));
    // The default strategy publishes without confirms and loses the message when the broker stops at that
    // moment.
    arguments.insert("x-dead-letter-strategy".into(), text("at-least-once"));
    // At-least-once works only with this overflow behaviour; with any other the broker silently falls back.
    arguments.insert("x-overflow".into(), text("reject-publish"));
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

/// `5s`, `2m`, `1h`, `250ms`: the largest unit that leaves no remainder.
fn in_words(delay: Duration) -> String {
    let milliseconds = delay.as_millis();
    let units = [(3_600_000, "h"), (60_000, "m"), (1_000, "s")];
    let unit = units.into_iter().find(|(size, _)| milliseconds > 0 && milliseconds.is_multiple_of(*size));
    let (size, unit) = unit.unwrap_or((1, "ms"));
    format!("{}{unit}", milliseconds / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rung_is_named_after_its_delay() {
        let names = [5_000, 30_000, 120_000, 3_600_000, 90_000, 250].map(Duration::from_millis).map(rung);
        let expected =
            ["5s", "30s", "2m", "1h", "90s", "250ms"].map(|delay| format!("callflex.retry.{delay}"));
        assert_eq!(names, expected);
    }

    #[test]
    fn a_queue_is_known_by_its_whole_name_only() {
        assert!(is_work_queue("notifier.send-sms"));
        assert!(!is_work_queue("notifier.send-sm"));
        assert!(!is_work_queue("notifier.send-sms.dead"));
        assert!(!is_work_queue("notifier.sms"), "a former name is no handler's");
    }

    #[test]
    fn a_queue_of_events_is_read_by_who_reads_all_its_keys_and_one_of_webhooks_by_anyone() {
        assert!(is_read("billing.record-usage", &["call.updated", "call.ended", "call.started"]));
        assert!(!is_read("billing.record-usage", &["call.updated"]));
        assert!(is_read("webhook-ingest.archive", &[]));
        assert!(!is_read("billing.record", &[]));
    }

    #[test]
    fn every_work_queue_has_a_dead_queue_that_is_declared_before_it() {
        let topology = Topology::with_ladder(&[]);
        let position = |name: &str| topology.queues.iter().position(|queue| queue.name == name).unwrap();
        for queue in WORK_QUEUES.iter().flat_map(WorkQueue::names) {
            assert!(position(&dead_queue(queue)) < position(queue));
        }
    }

    #[test]
    fn a_former_queue_loses_its_bindings_once_its_successor_has_them() {
        let topology = Topology::with_ladder(&[]);
        let position = |name: &str| topology.queues.iter().position(|queue| queue.name == name).unwrap();
        let (own, former) = (position("billing.record-usage"), position("billing.usage"));
        assert!(own < former);
        assert_eq!(topology.queues[own].bindings, topology.queues[former].former_bindings);
        assert_eq!(topology.queues[former].bindings, []);
    }
}

//! Exchanges, queues and messages, as an older version declared and published them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lapin::options::{
    BasicGetOptions, BasicPublishOptions, ConfirmSelectOptions, ExchangeDeclareOptions, QueueBindOptions,
    QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, ExchangeKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What `rabbitmqctl export_definitions` writes, as far as it is needed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Topology {
    exchanges: Vec<Exchange>,
    queues: Vec<Queue>,
    bindings: Vec<Binding>,
}

#[derive(Serialize, Deserialize)]
struct Exchange {
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize)]
struct Queue {
    name: String,
    arguments: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct Binding {
    source: String,
    destination: String,
    routing_key: String,
}

/// A message in a queue, without what the broker writes for each delivery anew.
#[derive(Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) queue: String,
    exchange: String,
    routing_key: String,
    #[serde(rename = "message_id")]
    id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    content_type: String,
    app_id: String,
    timestamp: u64,
    headers: BTreeMap<String, Value>,
    /// In base64.
    body: String,
}

pub(crate) struct Broker {
    // It ends with its connection.
    _connection: Connection,
    channel: Channel,
}

impl Topology {
    /// Every queue's name.
    pub(crate) fn queues(&self) -> impl Iterator<Item = &str> {
        self.queues.iter().map(|queue| queue.name.as_str())
    }
}

impl Message {
    pub(crate) fn body(&self) -> Vec<u8> {
        STANDARD.decode(&self.body).unwrap()
    }

    fn properties(&self) -> BasicProperties {
        const PERSISTENT: u8 = 2;
        let headers = self.headers.iter().map(|(name, value)| (name.as_str().into(), header(value)));
        BasicProperties::default()
            .with_message_id(self.id.as_str().into())
            .with_type(self.kind.as_str().into())
            .with_content_type(self.content_type.as_str().into())
            .with_app_id(self.app_id.as_str().into())
            .with_timestamp(self.timestamp)
            .with_delivery_mode(PERSISTENT)
            .with_headers(headers.collect::<BTreeMap<_, _>>().into())
    }
}

impl Broker {
    pub(crate) async fn connect(url: &str) -> Self {
        let connection = Connection::connect(url, ConnectionProperties::default()).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
        Self { _connection: connection, channel }
    }

    /// How many messages wait in a queue that is there.
    pub(crate) async fn depth(&self, queue: &str) -> u32 {
        let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
        let declared = self.channel.queue_declare(queue.into(), passive, FieldTable::default()).await;
        declared.unwrap().message_count()
    }

    /// Takes every message out of a queue.
    pub(crate) async fn take(&self, queue: &str) -> Vec<Message> {
        let mut messages = Vec::new();
        let options = BasicGetOptions { no_ack: true };
        while let Some(got) = self.channel.basic_get(queue.into(), options).await.unwrap() {
            let properties = &got.delivery.properties;
            let text = |value: &Option<lapin::types::ShortString>| value.as_ref().unwrap().to_string();
            messages.push(Message {
                queue: queue.to_owned(),
                exchange: got.delivery.exchange.to_string(),
                routing_key: got.delivery.routing_key.to_string(),
                id: text(properties.message_id()),
                kind: text(properties.kind()),
                content_type: text(properties.content_type()),
                app_id: text(properties.app_id()),
                timestamp: properties.timestamp().unwrap(),
                headers: own_headers(properties.headers().as_ref().unwrap()),
                body: STANDARD.encode(&got.delivery.data),
            });
        }
        messages
    }

    /// Declares everything, and puts each message into its queue: under the exchange and the key that it was
    /// published with, and into no other queue.
    pub(crate) async fn restore(&self, topology: &Topology, messages: &[Message]) {
        let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
        for Exchange { name, kind } in &topology.exchanges {
            let kind = ExchangeKind::Custom(kind.clone());
            let none = FieldTable::default();
            self.channel.exchange_declare(name.as_str().into(), kind, durable, none).await.unwrap();
        }
        let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
        for Queue { name, arguments } in &topology.queues {
            let arguments = arguments.iter().map(|(name, value)| (name.as_str().into(), header(value)));
            let arguments = arguments.collect::<BTreeMap<_, _>>().into();
            self.channel.queue_declare(name.as_str().into(), durable, arguments).await.unwrap();
        }
        for message in messages {
            self.put(message).await;
        }
        for Binding { source, destination, routing_key } in &topology.bindings {
            self.bind(destination, source, routing_key).await;
        }
    }

    async fn put(&self, message: &Message) {
        let Message { queue, exchange, routing_key, .. } = message;
        let by_name = exchange.is_empty();
        if !by_name {
            self.bind(queue, exchange, routing_key).await;
        }
        let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
        let (exchange, routing_key) = (exchange.as_str(), routing_key.as_str());
        let body = message.body();
        let confirm = self
            .channel
            .basic_publish(exchange.into(), routing_key.into(), options, &body, message.properties())
            .await
            .unwrap();
        assert!(confirm.await.unwrap().is_ack());
        if !by_name {
            let none = FieldTable::default();
            let queue = queue.as_str().into();
            self.channel.queue_unbind(queue, exchange.into(), routing_key.into(), none).await.unwrap();
        }
    }

    async fn bind(&self, queue: &str, exchange: &str, key: &str) {
        let options = QueueBindOptions::default();
        let bound = self.channel.queue_bind(
            queue.into(),
            exchange.into(),
            key.into(),
            options,
            FieldTable::default(),
        );
        bound.await.unwrap();
    }
}

fn header(value: &Value) -> AMQPValue {
    match value {
        Value::String(text) => AMQPValue::LongString(LongString::from(text.as_str())),
        number => AMQPValue::LongLongInt(number.as_i64().unwrap()),
    }
}

/// The broker's own are tables or counts of its deliveries.
fn own_headers(table: &FieldTable) -> BTreeMap<String, Value> {
    let of_the_broker =
        |name: &str| name == "x-delivery-count" || name.contains("death") || name == "x-acquired-count";
    let own = table.inner().iter().filter(|(name, _)| !of_the_broker(name.as_str()));
    own.map(|(name, value)| {
        let value = match value {
            AMQPValue::LongString(text) => text.to_string().into(),
            AMQPValue::LongLongInt(number) => (*number).into(),
            other => panic!("a header of a kind that the product does not publish: {name} {other:?}"),
        };
        (name.to_string(), value)
    })
    .collect()
}

/// Whether a queue has the dead letters of another.
pub(crate) fn is_dead(queue: &str) -> bool {
    queue.strip_suffix(".dead").is_some()
}

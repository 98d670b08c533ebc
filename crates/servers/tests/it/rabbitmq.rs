use lapin::options::{BasicGetOptions, BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties};
use servers::{RabbitMq, RabbitMqOptions};
use uuid::Uuid;

use crate::scene::{Directory, processes_of, wait_until, wait_until_no_process_is_left};

fn options(directory: &Directory) -> RabbitMqOptions {
    RabbitMqOptions {
        vhosts: vec!["test-0".into()],
        ..RabbitMqOptions::new(directory.path().join("rabbitmq"))
    }
}

async fn open(rabbitmq: &RabbitMq) -> (Connection, Channel) {
    // Another part of the test program may have done so already.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let url = rabbitmq.vhost_url("test-0");
    let connection = Connection::connect(&url, ConnectionProperties::default()).await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    (connection, channel)
}

async fn publish_durably(rabbitmq: &RabbitMq, body: &[u8]) {
    let (_connection, channel) = open(rabbitmq).await;
    let quorum = AMQPValue::LongString("quorum".into());
    let arguments =
        FieldTable::from(std::collections::BTreeMap::from([(ShortString::from("x-queue-type"), quorum)]));
    let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    channel.queue_declare("kept".into(), durable, arguments).await.unwrap();
    channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
    let mandatory = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    let lasting = BasicProperties::default().with_delivery_mode(2);
    let sent = channel.basic_publish("".into(), "kept".into(), mandatory, body, lasting).await.unwrap();
    let confirmation = sent.await.unwrap();
    assert!(matches!(confirmation, Confirmation::Ack(None)), "{confirmation:?}");
}

async fn next_body(rabbitmq: &RabbitMq) -> Option<Vec<u8>> {
    let (_connection, channel) = open(rabbitmq).await;
    let message = channel.basic_get("kept".into(), BasicGetOptions { no_ack: true }).await.unwrap();
    message.map(|message| message.delivery.data.clone())
}

#[tokio::test]
async fn a_stopped_rabbitmq_starts_again_with_its_port_and_data() {
    let directory = Directory::new();
    let mut rabbitmq = RabbitMq::start(&options(&directory)).await.unwrap();
    let url = rabbitmq.url();
    publish_durably(&rabbitmq, b"stopped").await;

    rabbitmq.stop().await;
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
    rabbitmq.start_again().await.unwrap();
    assert_eq!(next_body(&rabbitmq).await.as_deref(), Some(b"stopped".as_slice()));

    publish_durably(&rabbitmq, b"dropped").await;
    drop(rabbitmq);
    wait_until_no_process_is_left(directory.path());
    let next = RabbitMq::start(&options(&directory)).await.unwrap();
    assert_eq!(next.url(), url, "the next owner of the directory finds the same port and password");
    assert_eq!(next_body(&next).await.as_deref(), Some(b"dropped".as_slice()));
}

#[tokio::test]
async fn a_killed_rabbitmq_keeps_a_confirmed_message_even_when_its_port_changes() {
    let directory = Directory::new();
    let mut rabbitmq = RabbitMq::start(&options(&directory)).await.unwrap();
    publish_durably(&rabbitmq, b"confirmed").await;
    wait_until("the queue is written down", || rabbitmq.queues_are_written());
    rabbitmq.kill().await;
    assert!(!rabbitmq.is_running());
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());

    rabbitmq.start_again().await.unwrap();
    publish_durably(&rabbitmq, b"again").await;
    rabbitmq.kill().await;
    let old_port = rabbitmq.port();
    drop(rabbitmq);
    let _squatter = std::net::TcpListener::bind(("127.0.0.1", old_port)).unwrap();
    let moved = RabbitMq::start(&options(&directory)).await.unwrap();
    assert_ne!(moved.port(), old_port);
    assert_eq!(next_body(&moved).await.as_deref(), Some(b"confirmed".as_slice()));
    assert_eq!(next_body(&moved).await.as_deref(), Some(b"again".as_slice()));
}

#[tokio::test]
async fn a_path_with_a_blank_is_no_obstacle() {
    let directory = Directory::named(&format!("servers test {}", Uuid::new_v4().simple()));
    let rabbitmq = RabbitMq::start(&options(&directory)).await.unwrap();
    publish_durably(&rabbitmq, b"x").await;
    assert!(rabbitmq.data_dir().join("mnesia/callflex@localhost").exists());
}

//! Declares the topology on the broker.

use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{Channel, ErrorKind};

use crate::topology::Topology;

/// AMQP's reply code for "exists, but is something else".
const PRECONDITION_FAILED: u16 = 406;

#[derive(Debug, thiserror::Error)]
pub enum TopologyError {
    #[error(
        "the {kind} '{name}' exists with other properties than this version declares: \
         let it run empty, delete it (rabbitmqctl delete_queue) and start again"
    )]
    Different { kind: &'static str, name: String, source: Box<lapin::Error> },
    #[error("could not declare the {kind} '{name}'")]
    Declare { kind: &'static str, name: String, source: Box<lapin::Error> },
    #[error("could not bind '{queue}' to '{exchange}'")]
    Bind { queue: String, exchange: String, source: Box<lapin::Error> },
    #[error("could not unbind '{queue}' from '{exchange}'")]
    Unbind { queue: String, exchange: String, source: Box<lapin::Error> },
}

/// Declares everything. Harmless when it is there already, and an error when what is there differs.
pub(crate) async fn declare(channel: &Channel, topology: &Topology) -> Result<(), TopologyError> {
    let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
    for exchange in &topology.exchanges {
        channel
            .exchange_declare(
                exchange.name.as_str().into(),
                exchange.kind.clone(),
                durable,
                FieldTable::default(),
            )
            .await
            .map_err(|source| declare_error("exchange", &exchange.name, source))?;
    }
    for queue in &topology.queues {
        channel
            .queue_declare(
                queue.name.as_str().into(),
                QueueDeclareOptions::durable(),
                queue.arguments.clone(),
            )
            .await
            .map_err(|source| declare_error("queue", &queue.name, source))?;
        for (exchange, key) in &queue.bindings {
            channel
                .queue_bind(
                    queue.name.as_str().into(),
                    exchange.as_str().into(),
                    key.as_str().into(),
                    QueueBindOptions::default(),
                    FieldTable::default(),
                )
                .await
                .map_err(|source| TopologyError::Bind {
                    queue: queue.name.clone(),
                    exchange: exchange.clone(),
                    source: Box::new(source),
                })?;
        }
        for (exchange, key) in &queue.former_bindings {
            channel
                .queue_unbind(
                    queue.name.as_str().into(),
                    exchange.as_str().into(),
                    key.as_str().into(),
                    FieldTable::default(),
                )
                .await
                .map_err(|source| TopologyError::Unbind {
                    queue: queue.name.clone(),
                    exchange: exchange.clone(),
                    source: Box::new(source),
                })?;
        }
    }
    Ok(())
}

fn declare_error(kind: &'static str, name: &str, source: lapin::Error) -> TopologyError {
    let (name, source) = (name.to_owned(), Box::new(source));
    match source.kind() {
        ErrorKind::ProtocolError(error) if error.get_id() == PRECONDITION_FAILED => {
            TopologyError::Different { kind, name, source }
        }
        _ => TopologyError::Declare { kind, name, source },
    }
}

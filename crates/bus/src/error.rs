//! Why there is no connection.

use crate::declare::TopologyError;

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Without a source, since the URL holds a password.
    #[error("the AMQP URL is malformed")]
    Url,
    #[error("could not reach RabbitMQ")]
    Unreachable(#[source] lapin::Error),
    #[error("RabbitMQ did not answer in time")]
    Slow,
    #[error("could not use RabbitMQ's queues")]
    Topology(#[from] TopologyError),
}

#![doc = include_str!("../README.md")]

mod backoff;
mod connection;
mod consumer;
mod dead_letters;
mod declare;
mod deliveries;
mod delivery;
mod error;
mod handler;
mod headers;
mod link;
mod live_connection;
mod outgoing;
mod probe;
mod publisher;
mod settle;
mod stored_letters;
mod tap;
pub mod topology;
pub mod trace;
mod worker;

pub use connection::{Bus, BusSettings};
pub use consumer::{Consumer, ConsumerSettings};
pub use dead_letters::{DeadLetter, DeadLetterError, Pick};
pub use declare::TopologyError;
pub use deliveries::Deliveries;
pub use error::ConnectError;
pub use handler::{Disposed, Disposition, Handler, Received};
pub use outgoing::{Outgoing, Payload};
pub use probe::{Depth, ProbeError};
pub use publisher::{PublishError, Publisher};
pub use stored_letters::{StoredLetter, TakenLetters};
pub use tap::{Tap, Tapped, TappedMessage};
pub use topology::Exchange;

#![doc = include_str!("../README.md")]

mod both;
mod postgres;
mod rabbitmq;

mod account;
mod binaries;
mod docker;
mod error;
mod place;
mod port;
mod process;
mod process_tree;
mod queue_files;
mod rabbitmq_home;

pub use both::{Servers, ServersOptions};
pub use error::StartError;
pub use port::free_port;
pub use postgres::{Durability, Postgres, PostgresOptions};
pub use rabbitmq::{RabbitMq, RabbitMqOptions};

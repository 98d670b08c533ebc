//! Against the real servers, each test with its own.

mod command;
mod postgres;
mod rabbitmq;
mod scene;

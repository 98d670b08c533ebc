//! Against the real servers, each test with its own.

#[cfg(test)]
mod command;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod rabbitmq;
#[cfg(test)]
mod scene;

//! Webhooks over HTTP, to RabbitMQ and Postgres.

#[cfg(test)]
mod accepting;
#[cfg(test)]
mod answering;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod refusing;
#[cfg(test)]
mod station;

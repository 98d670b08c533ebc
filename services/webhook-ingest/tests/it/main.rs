//! Webhooks over HTTP, to RabbitMQ and Postgres.

#[cfg(test)]
mod accepting;
#[cfg(test)]
mod addresses;
#[cfg(test)]
mod answering;
#[cfg(test)]
mod archiving;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod callbacks;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod live_outages;
#[cfg(test)]
mod live_routing;
#[cfg(test)]
mod live_tools;
#[cfg(test)]
mod live_transfers;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod quarantine;
#[cfg(test)]
mod rejecting;
#[cfg(test)]
#[path = "../senders/run.rs"]
mod senders;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod station;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod unreadable;
#[cfg(test)]
mod verifying;

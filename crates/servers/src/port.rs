use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::StartError;

/// Below the range (from 32768 on Linux) that outgoing connections take their own ports from: there, a
/// connection could take the port of a server that is stopped for a moment, and a client that retries could
/// connect to itself.
const LOWEST: u16 = 10_000;
const HIGHEST: u16 = 32_767;

/// At most 100 attempts: after that something other than bad luck is wrong.
const ATTEMPTS: usize = 100;

/// Long enough for the kernel to free the port of a server that was killed a moment ago.
const FREED_WITHIN: Duration = Duration::from_secs(1);
const GLANCE: Duration = Duration::from_millis(20);

/// The requested port; for 0 the one that `remembered` names while it is free, else any free one, remembered
/// there.
pub(crate) async fn choose(requested: u16, remembered: &Path) -> Result<u16, StartError> {
    if requested != 0 {
        return Ok(requested);
    }
    let last = fs::read_to_string(remembered).ok().and_then(|text| text.trim().parse().ok());
    if let Some(port) = last
        && timeout(FREED_WITHIN, until_free(port)).await.is_ok()
    {
        return Ok(port);
    }
    let port = free_port()?;
    fs::write(remembered, port.to_string()).map_err(StartError::prepare(remembered))?;
    Ok(port)
}

/// Any free port below those of outgoing connections. Chosen at random, so that two processes that choose at
/// the same moment hardly ever choose the same.
pub fn free_port() -> Result<u16, StartError> {
    let span = u128::from(HIGHEST - LOWEST) + 1;
    (0..ATTEMPTS)
        .filter_map(|_| u16::try_from(uuid::Uuid::new_v4().as_u128() % span).ok())
        .map(|offset| LOWEST + offset)
        .find(|port| is_free(*port))
        .ok_or(StartError::NoFreePort)
}

async fn until_free(port: u16) {
    while !is_free(port) {
        sleep(GLANCE).await;
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

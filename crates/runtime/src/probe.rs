//! Asks a service that runs on this machine whether it is ready: the health check of its container.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::http::{self, ClientError};

/// 4 seconds: the checks of a service take 2 at most, and Docker waits 5 for this.
const PATIENCE: Duration = Duration::from_secs(4);

/// Why a service does not count as ready.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    #[error("nobody knows which port it took: its management address is {0}")]
    AnyPort(SocketAddr),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error("could not ask {address}")]
    Ask { address: SocketAddr, source: reqwest::Error },
    #[error("not ready: {report}")]
    NotReady { report: String },
}

/// Asks the service whose management address this is; an error unless it is ready.
pub async fn ask_readiness(management: SocketAddr) -> Result<(), ProbeError> {
    if management.port() == 0 {
        return Err(ProbeError::AnyPort(management));
    }
    let address = reachable(management);
    let failed = |source| ProbeError::Ask { address, source };
    let http = http::local_client(PATIENCE)?;
    let answer = http.get(format!("http://{address}/readyz")).send().await.map_err(failed)?;
    if answer.status().is_success() {
        return Ok(());
    }
    Err(ProbeError::NotReady { report: answer.text().await.map_err(failed)? })
}

/// Where a listener on every address is found from here.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bound.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_listens_everywhere_is_asked_on_loopback() {
        for (bound, asked) in [
            ("0.0.0.0:9080", "127.0.0.1:9080"),
            ("[::]:9080", "[::1]:9080"),
            ("127.0.0.1:9080", "127.0.0.1:9080"),
            ("192.0.2.7:9080", "192.0.2.7:9080"),
        ] {
            assert_eq!(reachable(bound.parse().unwrap()).to_string(), asked);
        }
    }
}

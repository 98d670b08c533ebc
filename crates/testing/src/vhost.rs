//! A virtual host of one's own.

use std::fs::File;
use std::time::{Duration, Instant};

use bus::Bus;
use url::Url;

use crate::eventually::eventually;

/// 8 virtual hosts: as many as `servers` makes.
const VHOSTS: usize = 8;
/// Long enough for a test of another process to end.
const FREE_WITHIN: Duration = Duration::from_mins(2);
const GLANCE: Duration = Duration::from_millis(50);

/// The right to a virtual host. The kernel takes it back when the process ends, however it ends.
pub(crate) struct Lease {
    pub(crate) amqp_url: String,
    _lock: Option<File>,
}

impl Lease {
    /// The first free virtual host on the broker at `server`. Other tests of this repository use the same
    /// lock files.
    pub(crate) async fn take(server: &Url) -> Self {
        let port = server.port().unwrap_or_default();
        let started = Instant::now();
        loop {
            for number in 0..VHOSTS {
                let path = std::env::temp_dir().join(format!("callflex-vhost-{port}-{number}.lock"));
                let lock = File::create(path).unwrap();
                if lock.try_lock().is_ok() {
                    let mut url = server.clone();
                    url.set_path(&format!("test-{number}"));
                    return Self { amqp_url: url.to_string(), _lock: Some(lock) };
                }
            }
            assert!(started.elapsed() < FREE_WITHIN, "no virtual host became free in {FREE_WITHIN:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The only virtual host of a broker that no other test uses.
    pub(crate) fn whole(amqp_url: String) -> Self {
        Self { amqp_url, _lock: None }
    }
}

/// Leaves every queue empty, once the consumers of an earlier test are gone: they give back what they have in
/// flight.
pub(crate) async fn clear(bus: &Bus) {
    eventually("the consumers of an earlier test are gone", async || {
        let depths = bus.depths().await.unwrap();
        depths.iter().all(|depth| depth.consumers == 0)
    })
    .await;
    bus.purge().await.unwrap();
}

/// Why the bus is not up, for the message of a failed test.
pub(crate) fn trouble(bus: &Bus) -> String {
    bus.last_error().map_or_else(|| "no error was seen".to_owned(), |error| runtime::error_chain(&*error))
}

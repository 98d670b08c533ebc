//! What a live stream does by itself, and how often.

use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub struct StreamTiming {
    /// How often an idle stream sends a heartbeat.
    pub heartbeat: Duration,
    /// How often it looks into the log unasked, which covers wake-ups that were lost on the way.
    pub poll: Duration,
    /// How long it may outlive a membership or key. Whoever may not follow any more is sent nothing in between.
    pub recheck: Duration,
}

impl Default for StreamTiming {
    fn default() -> Self {
        Self {
            // Proxies close a connection that is idle for longer, mostly after a minute or half of one.
            heartbeat: Duration::from_secs(15),
            poll: Duration::from_secs(5),
            // A membership that has ended is to end its streams within five, a slow query included.
            recheck: Duration::from_secs(3),
        }
    }
}

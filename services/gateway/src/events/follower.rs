//! One client's way through the log.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use db::Db;
use db::events::LoggedEvent;
use domain::Permission;
use metrics::{counter, gauge};
use runtime::{clock, error_chain};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::feed::{Feed, Wakes};
use super::frame;
use super::frames::FrameSender;
use super::places::Places;
use super::start::{Start, Types};
use crate::admission::Room;
use crate::caller::Caller;

/// At most 20 events a read: a slow client holds no more of them in memory.
const BATCH: i64 = 20;
/// 30 seconds: a client that takes no frame for longer is gone, or as good as.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// The stream ends: nothing more is to be sent.
struct Over;

pub(super) struct Follower {
    pub(super) db: Db,
    pub(super) feed: Arc<Feed>,
    pub(super) caller: Caller,
    pub(super) types: Types,
    pub(super) start: Start,
    pub(super) places: Places,
    pub(super) out: FrameSender,
    pub(super) room: Room,
    /// Checked between two reads, so that no transaction is cut in half.
    pub(super) over: CancellationToken,
}

impl Follower {
    /// Sends events until the client leaves, may not follow any more, or the service stops.
    pub(super) async fn run(self, wakes: Wakes) {
        gauge!("event_streams_open").increment(1.0);
        let following = async {
            let Over = self.follow(wakes).await;
            self.over.cancel();
        };
        let ending = async {
            let reason = self.end().await;
            self.over.cancel();
            reason
        };
        let ((), reason) = tokio::join!(following, ending);
        gauge!("event_streams_open").decrement(1.0);
        debug!("A stream ended: {reason}");
        drop(self.room);
    }

    /// Resolves when the stream has to end.
    async fn end(&self) -> &'static str {
        let closing = self.feed.closing();
        tokio::select! {
            () = closing.cancelled() => "the service stops",
            () = self.out.closed() => "the client left",
            () = expiry(self.caller.expires_at) => "the credentials expired",
            () = self.revocation() => "the credentials were revoked",
            () = self.over.cancelled() => "the client does not read, or may not",
        }
    }

    /// Resolves when the caller may not follow events any more.
    async fn revocation(&self) {
        loop {
            sleep(self.feed.timing().recheck).await;
            match self.may_follow().await {
                Ok(true) => {}
                Ok(false) => return,
                // While the database is down no events are sent either.
                Err(error) => debug!(error = error_chain(&error), "Could not check a stream's credentials"),
            }
        }
    }

    async fn may_follow(&self) -> db::Result<bool> {
        let _turn = self.feed.turn().await;
        let tx = self.db.tenant(self.caller.organization).await?;
        let may = self.caller.still_may(&tx, Permission::EventsRead).await?;
        tx.commit().await?;
        Ok(may)
    }

    async fn follow(&self, mut wakes: Wakes) -> Over {
        let timing = self.feed.timing();
        let mut heartbeat = interval_at(Instant::now() + timing.heartbeat, timing.heartbeat);
        // The first look is at once.
        let mut poll = interval_at(Instant::now(), timing.poll);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);

        let mut position = self.start.position;
        let place = self.places.id_of(position);
        let opening = if self.start.is_reset { frame::reset(&place) } else { Bytes::new() };
        let mut done = self.send([frame::opening(&place), opening].concat().into()).await;
        while done.is_ok() {
            done = tokio::select! {
                () = self.over.cancelled() => Err(Over),
                _ = heartbeat.tick() => self.send(frame::heartbeat(&self.places.id_of(position))).await,
                _ = poll.tick() => self.catch_up(&mut position).await,
                () = wakes.next() => self.catch_up(&mut position).await,
            };
        }
        Over
    }

    /// Sends everything after the position.
    async fn catch_up(&self, position: &mut i64) -> Result<(), Over> {
        loop {
            if self.over.is_cancelled() {
                return Err(Over);
            }
            let events = match self.read(*position).await {
                Ok(Some(events)) => events,
                Ok(None) => return Err(Over),
                Err(error) => {
                    // The next poll tries again; readiness reports that the database is down.
                    counter!("event_stream_read_failures_total").increment(1);
                    debug!(error = error_chain(&error), "Could not read the log for a stream");
                    return Ok(());
                }
            };
            let is_last = i64::try_from(events.len()).is_ok_and(|read| read < BATCH);
            for event in events {
                let place = event.position;
                self.send_event(event).await?;
                *position = place;
            }
            if is_last {
                return Ok(());
            }
        }
    }

    /// The next events; none for whoever may not follow any more.
    async fn read(&self, position: i64) -> db::Result<Option<Vec<LoggedEvent>>> {
        let _turn = self.feed.turn().await;
        let tx = self.db.tenant(self.caller.organization).await?;
        let may = self.caller.still_may(&tx, Permission::EventsRead).await?;
        let events = if may { Some(db::events::after(&tx, position, BATCH).await?) } else { None };
        tx.commit().await?;
        Ok(events)
    }

    async fn send_event(&self, event: LoggedEvent) -> Result<(), Over> {
        if !self.types.include(&event.name) {
            return Ok(());
        }
        let id = event.id;
        match frame::event(self.caller.organization, &self.places.id_of(event.position), event) {
            Ok(frame) => self.send(frame).await,
            Err(error) => {
                debug!(event.id = %id, error = error_chain(&error), "Could not write an event as JSON");
                Ok(())
            }
        }
    }

    async fn send(&self, frame: Bytes) -> Result<(), Over> {
        let sending = timeout(WRITE_TIMEOUT, self.out.send(frame));
        match self.over.run_until_cancelled(sending).await {
            Some(Ok(true)) => Ok(()),
            Some(Ok(false) | Err(_)) | None => Err(Over),
        }
    }
}

async fn expiry(at: Option<DateTime<Utc>>) {
    match at {
        Some(at) => sleep((at - clock::now()).to_std().unwrap_or_default()).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[tokio::test]
    async fn credentials_that_have_expired_end_a_stream_at_once_and_those_without_an_end_never() {
        let past = clock::now() - TimeDelta::seconds(1);
        tokio::time::timeout(Duration::from_secs(5), expiry(Some(past))).await.unwrap();
        assert!(tokio::time::timeout(Duration::from_millis(50), expiry(None)).await.is_err());
    }
}

//! How much may be in flight: of one caller, of one organization, of all together.

mod holdings;
mod middleware;
mod room;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{ApiKeyId, OrganizationId, UserId};
use tokio::sync::{Semaphore, SemaphorePermit};
use web::Problem;

use self::holdings::{Held, Holdings, NoRoom};
pub(crate) use self::middleware::bound;
pub(crate) use self::room::Room;
use crate::caller::{Caller, Who};
use crate::error::RETRY_AFTER;
use crate::settings::GatewaySettings;

/// 1 MiB: what is larger is loaded in turn, for while it is read and redacted it is in memory several times.
const LARGE_BYTES: usize = 1024 * 1024;
/// At most 2 at once: fewer than the pool has connections, and small answers don't wait.
const LARGE_AT_ONCE: usize = 2;

/// Bounds requests, the bytes of answers until they are read, and live streams.
pub(crate) struct Admission {
    limits: Limits,
    holdings: Mutex<Holdings>,
    large: Semaphore,
}

#[derive(Clone, Copy, Debug)]
struct Limits {
    caller: Held,
    organization: Held,
    all: Held,
}

/// Whose a request is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose {
    organization: OrganizationId,
    caller: CallerId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum CallerId {
    Person(UserId),
    Key(ApiKeyId),
}

impl Whose {
    fn of(caller: &Caller) -> Self {
        let id = match &caller.who {
            Who::User { id, .. } => CallerId::Person(*id),
            Who::Key { id, .. } => CallerId::Key(*id),
        };
        Self { organization: caller.organization, caller: id }
    }
}

impl Admission {
    pub(crate) fn new(settings: &GatewaySettings) -> Self {
        let all = Held {
            requests: settings.max_inflight_requests.get(),
            bytes: settings.max_inflight_bytes.get(),
            streams: settings.max_streams.get(),
        };
        let caller = Held::from(settings.limits.caller);
        let organization = Held::from(settings.limits.organization);
        Self {
            limits: Limits { caller, organization, all },
            holdings: Mutex::default(),
            large: Semaphore::new(LARGE_AT_ONCE),
        }
    }

    /// Admits a request; without a caller, one that everybody may ask for.
    fn admit(admission: &Arc<Self>, whose: Option<Whose>) -> Result<Room, Problem> {
        let request = Held { requests: 1, ..Held::default() };
        admission.take(whose, Held::default(), request)?;
        Ok(Room::new(Arc::clone(admission), whose, request))
    }

    /// Takes more for a request that holds something.
    fn take(&self, whose: Option<Whose>, own: Held, more: Held) -> Result<(), Problem> {
        self.lock().take(self.limits, whose, own, more).map_err(|no_room| match no_room {
            NoRoom::Caller => Problem::too_many_requests(RETRY_AFTER)
                .detail("these credentials have too much in flight: read the answers that are on their way"),
            NoRoom::Organization => {
                Problem::too_many_requests(RETRY_AFTER).detail("the organization has too much in flight")
            }
            NoRoom::All => Problem::overloaded(RETRY_AFTER).detail("too much is in flight"),
        })
    }

    fn give_back(&self, whose: Option<Whose>, held: Held) {
        self.lock().give_back(whose, held);
    }

    /// Waits for a turn to load something of that size, and gives a permit to hold until it is ready to be sent;
    /// `None` for what is not large.
    async fn turn(&self, bytes: usize) -> Option<SemaphorePermit<'_>> {
        if bytes < LARGE_BYTES {
            return None;
        }
        self.large.acquire().await.ok()
    }

    fn lock(&self) -> MutexGuard<'_, Holdings> {
        self.holdings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;

//! Who still belongs to an organization, and as what.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use db::Db;
use domain::{MemberRole, OrganizationId, UserId};

/// At most 2 seconds: a membership that has ended is to open nothing after five, a slow query included.
const MAX_AGE: Duration = Duration::from_secs(2);

/// At most 10,000: a megabyte. Beyond that the database is asked each time.
const MAX_KEPT: usize = 10_000;

type Key = (OrganizationId, UserId);

/// The memberships of those who ask, each for a moment. That someone is no member is not kept: whoever joins is one
/// at once.
#[derive(Default)]
pub(crate) struct Memberships(Mutex<HashMap<Key, Seen>>);

#[derive(Clone, Copy, Debug)]
struct Seen {
    role: MemberRole,
    /// Before it was asked for.
    at: Instant,
}

impl Memberships {
    /// The role of a member today; none where they are no member, or the organization is not in use.
    pub(crate) async fn role(
        &self,
        db: &Db,
        organization: OrganizationId,
        user: UserId,
    ) -> db::Result<Option<MemberRole>> {
        let now = Instant::now();
        if let Some(role) = self.fresh((organization, user), now) {
            return Ok(Some(role));
        }
        let tx = db.tenant(organization).await?;
        let role = db::users::role(&tx, user).await?;
        tx.commit().await?;
        self.keep((organization, user), role, now);
        Ok(role)
    }

    /// Forgets what is kept of a person, who signs in and may be another than before.
    pub(crate) fn forget(&self, organization: OrganizationId, user: UserId) {
        self.lock().remove(&(organization, user));
    }

    fn fresh(&self, key: Key, now: Instant) -> Option<MemberRole> {
        let kept = self.lock();
        kept.get(&key).filter(|seen| seen.is_fresh(now)).map(|seen| seen.role)
    }

    fn keep(&self, key: Key, role: Option<MemberRole>, at: Instant) {
        let mut kept = self.lock();
        if kept.get(&key).is_some_and(|seen| seen.at > at) {
            return;
        }
        kept.remove(&key);
        if kept.len() >= MAX_KEPT {
            kept.retain(|_, seen| seen.is_fresh(at));
        }
        if let Some(role) = role
            && kept.len() < MAX_KEPT
        {
            kept.insert(key, Seen { role, at });
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn is_fresh(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.at) < MAX_AGE
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn member(number: usize) -> Key {
        let id = Uuid::from_u128(u128::try_from(number).unwrap());
        (OrganizationId(id), UserId(id))
    }

    #[test]
    fn a_membership_is_kept_for_a_moment_and_that_there_is_none_is_not() {
        let (memberships, now) = (Memberships::default(), Instant::now());
        memberships.keep(member(1), Some(MemberRole::Agent), now);
        memberships.keep(member(2), None, now);
        assert_eq!(memberships.fresh(member(1), now + MAX_AGE / 2), Some(MemberRole::Agent));
        assert_eq!(memberships.fresh(member(1), now + MAX_AGE), None);
        assert_eq!(memberships.fresh(member(2), now), None);
    }

    #[test]
    fn an_answer_does_not_replace_one_that_was_asked_for_later() {
        let (memberships, now) = (Memberships::default(), Instant::now());
        memberships.keep(member(1), Some(MemberRole::Viewer), now + MAX_AGE / 2);
        memberships.keep(member(1), Some(MemberRole::Owner), now);
        assert_eq!(memberships.fresh(member(1), now + MAX_AGE / 2), Some(MemberRole::Viewer));
        memberships.keep(member(1), None, now + MAX_AGE);
        assert_eq!(memberships.fresh(member(1), now + MAX_AGE), None);
    }

    #[test]
    fn only_so_many_are_kept_until_some_are_old() {
        let (memberships, now) = (Memberships::default(), Instant::now());
        for number in 0..=MAX_KEPT {
            memberships.keep(member(number), Some(MemberRole::Agent), now);
        }
        assert_eq!(memberships.fresh(member(0), now), Some(MemberRole::Agent));
        assert_eq!(memberships.fresh(member(MAX_KEPT), now), None);
        memberships.keep(member(MAX_KEPT), Some(MemberRole::Agent), now + MAX_AGE);
        assert_eq!(memberships.fresh(member(MAX_KEPT), now + MAX_AGE), Some(MemberRole::Agent));
        assert_eq!(memberships.lock().len(), 1);
    }
}

//! What every request has at hand.

use std::sync::{Arc, OnceLock};

use db::Db;

use crate::admission::Admission;
use crate::auth::door::Door;
use crate::auth::memberships::Memberships;
use crate::auth::token::Tokens;
use crate::error::ApiError;
use crate::events::Feed;

/// What every request has at hand.
pub(crate) struct App {
    /// Empty until it is known that row-level security holds our role.
    db: Arc<OnceLock<Db>>,
    pub(crate) tokens: Tokens,
    pub(crate) door: Door,
    pub(crate) memberships: Memberships,
    pub(crate) feed: Arc<Feed>,
    pub(crate) admission: Arc<Admission>,
}

impl App {
    pub(crate) fn new(
        db: Arc<OnceLock<Db>>,
        tokens: Tokens,
        door: Door,
        feed: Arc<Feed>,
        admission: Arc<Admission>,
    ) -> Self {
        Self { db, tokens, door, memberships: Memberships::default(), feed, admission }
    }

    pub(crate) fn db(&self) -> Result<&Db, ApiError> {
        self.db.get().ok_or(ApiError::Starting)
    }
}

//! The two events after which a call's usage may have changed.

use contracts::calls::{Call, CallEnded, CallUpdated};
use contracts::{DecodeError, Incoming, Name as _};

/// A call that ended, or was corrected.
pub(crate) struct CallChanged {
    pub(crate) call: Option<Call>,
}

impl Incoming for CallChanged {
    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError> {
        if name == CallUpdated::full_name() {
            return Ok(Self { call: <CallUpdated as Incoming>::decode(name, body)?.call });
        }
        Ok(Self { call: <CallEnded as Incoming>::decode(name, body)?.call })
    }
}

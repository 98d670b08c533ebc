//! The events that people may have to be notified of.

use contracts::calls::{CallEnded, CallSettled, CallSummarized};
use contracts::work::{DriverCalledOut, MessageTaken};

contracts::incoming! {
    pub(crate) enum NotifiableEvent { CallEnded, CallSettled, CallSummarized, MessageTaken, DriverCalledOut }
}

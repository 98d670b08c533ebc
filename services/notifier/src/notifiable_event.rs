//! The events that people may have to be notified of.

use contracts::calls::CallEnded;
use contracts::work::{DriverCalledOut, MessageTaken};
use contracts::{DecodeError, Incoming, Name as _};

pub(crate) enum NotifiableEvent {
    CallEnded(Box<CallEnded>),
    MessageTaken(MessageTaken),
    DriverCalledOut(DriverCalledOut),
}

impl Incoming for NotifiableEvent {
    fn decode(name: &str, body: &[u8]) -> Result<Self, DecodeError> {
        if name == MessageTaken::full_name() {
            return <MessageTaken as Incoming>::decode(name, body).map(Self::MessageTaken);
        }
        if name == DriverCalledOut::full_name() {
            return <DriverCalledOut as Incoming>::decode(name, body).map(Self::DriverCalledOut);
        }
        <CallEnded as Incoming>::decode(name, body).map(|ended| Self::CallEnded(Box::new(ended)))
    }
}

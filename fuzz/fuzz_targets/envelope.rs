#![no_main]

use libfuzzer_sys::fuzz_target;
use vapi::{Envelope, ParseError, legacy, observe_message};

fuzz_target!(|body: &[u8]| {
    let Ok(envelope) = Envelope::parse(body) else { return };
    assert!(!envelope.kind.is_empty());
    // It may lack its call, but it is JSON and has its message.
    if let Err(error) = observe_message(body) {
        assert!(matches!(error, ParseError::Field { pointer: "/message/call/id", .. }), "{error:?}");
    }
    if let Some(today) = legacy::normalise(body) {
        assert_eq!(legacy::normalise(&today), None);
        assert_eq!(Envelope::parse(&today).map(|today| today.tool_calls).ok(), Some(envelope.tool_calls));
    }
});

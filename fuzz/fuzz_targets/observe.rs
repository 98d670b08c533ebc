#![no_main]

use libfuzzer_sys::fuzz_target;
use vapi::{observe_message, redacted_body};

fuzz_target!(|body: &[u8]| {
    if let Ok(observed) = observe_message(body) {
        assert_eq!(observe_message(&redacted_body(body)).ok(), Some(observed));
    }
});

#![no_main]

use libfuzzer_sys::fuzz_target;
use vapi::{Envelope, redacted_body};

fuzz_target!(|body: &[u8]| {
    let kept = redacted_body(body);
    assert_eq!(redacted_body(&kept), kept);
    assert_eq!(Envelope::parse(body).is_ok(), Envelope::parse(&kept).is_ok());
});

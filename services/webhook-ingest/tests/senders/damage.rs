//! Requests that were tampered with.

/// The bytes with one of them changed, each in its turn.
pub(crate) fn each_byte_changed(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..bytes.len()).map(|at| {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        changed
    })
}

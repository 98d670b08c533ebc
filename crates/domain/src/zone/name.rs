//! What zones are called.

/// Whether it is the name of a zone: not of the one for computers that nobody has set, of what the computer itself is
/// set to, or of one in another copy of them all.
pub(super) fn is_zone(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-_".contains(&byte))
    };
    name.split('/').all(is_part)
        && !["Factory", "localtime", "posixrules"].contains(&name)
        && !["posix/", "right/"].iter().any(|copy| name.starts_with(copy))
}

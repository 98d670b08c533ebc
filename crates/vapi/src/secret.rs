//! The shared secret that verifies a webhook.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use secrecy::{ExposeSecret, SecretString};

/// The secret that a request presents: `X-Vapi-Secret`, else a bearer token. The bytes as they came.
pub fn presented_secret<'a>(
    vapi_secret: Option<&'a [u8]>,
    authorization: Option<&'a [u8]>,
) -> Option<&'a [u8]> {
    const BEARER: &[u8] = b"bearer ";
    vapi_secret.or_else(|| {
        let (scheme, token) = authorization?.split_at_checked(BEARER.len())?;
        scheme.eq_ignore_ascii_case(BEARER).then_some(token)
    })
}

/// Compares in a time that depends on neither content nor length: the digests are compared.
pub fn secret_matches(presented: &[u8], expected: &SecretString) -> bool {
    let presented = digest(&SHA256, presented);
    let expected = digest(&SHA256, expected.expose_secret().as_bytes());
    verify_slices_are_equal(presented.as_ref(), expected.as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_taken_from_either_header() {
        assert_eq!(presented_secret(Some(b"a"), Some(b"Bearer b")), Some(b"a".as_slice()));
        assert_eq!(presented_secret(None, Some(b"bearer b")), Some(b"b".as_slice()));
        assert_eq!(presented_secret(None, Some(b"Basic b")), None);
        assert_eq!(presented_secret(None, Some(b"b")), None);
        assert_eq!(presented_secret(None, None), None);
    }

    #[test]
    fn only_the_same_secret_matches() {
        let expected = SecretString::from("s3cret");
        assert!(secret_matches(b"s3cret", &expected));
        for wrong in [b"s3cre".as_slice(), b"s3crets", b"S3CRET", b""] {
            assert!(!secret_matches(wrong, &expected));
        }
    }
}

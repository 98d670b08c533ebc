//! The shared secret that verifies a webhook.

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
}

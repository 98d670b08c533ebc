//! The `X-Twilio-Signature` header, read as Twilio's own helper libraries read it.
//!
//! Twilio signs the address that it was given with the parameters of a form behind it. A JSON body is signed
//! by its hash, which Twilio puts into the address as `bodySHA256`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use aws_lc_rs::hmac::{Context, HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use url::{Url, form_urlencoded};

/// At most 1000: Twilio sends a few dozen.
const MAX_PARAMETERS: usize = 1000;

/// The parameter of the address that has the hash of a body that is no form.
pub const BODY_HASH: &str = "bodySHA256";

/// A request that claims to be from Twilio.
#[derive(Clone, Copy, Debug)]
pub struct SignedRequest<'a> {
    /// The whole public address, as Twilio was given it.
    pub url: &'a str,
    /// As it came: a form, or anything that has its hash in the address.
    pub body: &'a [u8],
    /// The header, the only one of its name.
    pub signature: &'a [u8],
}

/// Why a request is not accepted. An unverified source may read the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the request's address could not be read")]
    Url,
    #[error("the request has more than {MAX_PARAMETERS} parameters")]
    TooManyParameters,
    #[error("the header x-twilio-signature is not of the expected form")]
    Unreadable,
    #[error("the signature does not match")]
    Mismatch,
    #[error("the body does not match its hash in the address")]
    Body,
}

/// Verifies a request with any of the tokens.
pub fn verify(request: &SignedRequest<'_>, auth_tokens: &[SecretString]) -> Result<(), SignatureError> {
    let url = Url::parse(request.url).map_err(|_| SignatureError::Url)?;
    let is_hashed = is_hashed(request.url);
    let parameters = if is_hashed { String::new() } else { written_parameters(request.body)? };
    let signature = STANDARD.decode(request.signature).map_err(|_| SignatureError::Unreadable)?;
    let addresses = addresses(request.url, &url);
    let is_signed_with = |token: &SecretString| {
        let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.expose_secret().as_bytes());
        addresses.iter().any(|address| {
            let mut context = Context::with_key(&key);
            context.update(address.as_bytes());
            context.update(parameters.as_bytes());
            verify_slices_are_equal(context.sign().as_ref(), &signature).is_ok()
        })
    };
    if !auth_tokens.iter().any(is_signed_with) {
        return Err(SignatureError::Mismatch);
    }
    if is_hashed && !body_has_its_hash(&url, request.body) { Err(SignatureError::Body) } else { Ok(()) }
}

/// Whether a body is signed by its hash, as Twilio's own libraries decide it.
pub fn is_hashed(url: &str) -> bool {
    url.contains(BODY_HASH)
}

/// The form's parameters by name, each name directly followed by its value. A name that is there several
/// times has each of its values once, sorted too.
fn written_parameters(body: &[u8]) -> Result<String, SignatureError> {
    let mut parameters = BTreeSet::new();
    for (count, (name, value)) in form_urlencoded::parse(body).enumerate() {
        if count == MAX_PARAMETERS {
            return Err(SignatureError::TooManyParameters);
        }
        parameters.insert((Sorted(name), Sorted(value)));
    }
    Ok(parameters.iter().flat_map(|(name, value)| [&*name.0, &*value.0]).collect())
}

/// A text in JavaScript's order, which differs from ours for emoji.
#[derive(PartialEq, Eq)]
struct Sorted<'a>(Cow<'a, str>);

impl Ord for Sorted<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Sorted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Twilio has signed addresses with and without the usual port, as they were given and as a browser would
/// write them.
fn addresses(given: &str, parsed: &Url) -> BTreeSet<String> {
    let usual = parsed.as_str();
    let legacy = with_legacy_query(usual);
    [given, usual, &legacy]
        .into_iter()
        .flat_map(|address| [without_port(address), with_port(address)])
        .collect()
}

fn without_port(address: &str) -> String {
    let (before, _, after) = split_at_port(address);
    [before, after].concat()
}

fn with_port(address: &str) -> String {
    let (before, port, after) = split_at_port(address);
    let usual = match before.split_once("://") {
        None => "",
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("https") => ":443",
        Some(_) => ":80",
    };
    [before, if port.is_empty() { usual } else { port }, after].concat()
}

/// What is before the port, the port with its colon, and what is after it. A colon in `user:password@` or
/// `[::1]` is no port.
fn split_at_port(address: &str) -> (&str, &str, &str) {
    let start = address.find("://").map_or(address.len(), |at| at + "://".len());
    let rest = address.get(start..).unwrap_or_default();
    let end = start + rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, after) = address.split_at(end);
    let host = authority.rfind(['@', ']']).unwrap_or(start).max(start);
    let port = authority.get(host..).and_then(|text| text.find(':')).map_or(end, |at| host + at);
    let (before, port) = authority.split_at(port);
    (before, port, after)
}

/// The query as Node's old `querystring` would write it: with other escapes, and equal names together.
fn with_legacy_query(address: &str) -> String {
    let Some((path, query)) = address.split_once('?').filter(|(_, query)| !query.is_empty()) else {
        return address.to_owned();
    };
    let mut places = HashMap::new();
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes())
        .take(MAX_PARAMETERS)
        .map(|(name, value)| {
            let next = places.len();
            (*places.entry(name.clone()).or_insert(next), name, value)
        })
        .collect();
    pairs.sort_by_key(|(place, ..)| *place);
    let written: Vec<_> =
        pairs.iter().map(|(_, name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    format!("{path}?{}", written.join("&"))
}

fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!'()*-._~".contains(&byte) {
            written.push(byte.into());
        } else {
            let _ = write!(written, "%{byte:02X}");
        }
    }
    written
}

fn body_has_its_hash(url: &Url, body: &[u8]) -> bool {
    let mut expected = String::new();
    for byte in digest::digest(&digest::SHA256, body).as_ref() {
        let _ = write!(expected, "{byte:02x}");
    }
    let given = url.query_pairs().find(|(name, _)| name == BODY_HASH);
    given.is_some_and(|(_, given)| verify_slices_are_equal(given.as_bytes(), expected.as_bytes()).is_ok())
}

//! The same for a body as it came: all but its secrets stays as it is, to the byte.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::REDACTED;
use super::places::Scope;
use crate::lenient;
use crate::tokens::{Kind, Tokens};

/// At most three texts of JSON in one another are looked into: nobody nests settings so deep, and each costs as
/// much as the whole.
pub(super) const MAX_TEXTS: u8 = 3;

/// The provider whose places of secrets are known.
const VAPI: &str = "vapi";

/// A body of Vapi's as it may be kept: "[redacted]" in place of each secret, and everything else to the byte as
/// it was. What is no JSON is kept as it is.
pub fn redacted_body(body: &[u8]) -> Vec<u8> {
    redacted(body, Scope::Plain)
}

/// The same for a body from any provider. Where others keep their secrets is not known, and what Vapi's places
/// are called means something else there: only what is unmistakable goes.
pub fn redacted_body_from(provider: &str, body: &[u8]) -> Vec<u8> {
    redacted(body, if provider == VAPI { Scope::Plain } else { Scope::Foreign })
}

fn redacted(body: &[u8], scope: Scope) -> Vec<u8> {
    if is_json(body) { Redaction::of(body, scope, MAX_TEXTS).kept } else { body.to_vec() }
}

/// Whether a text among settings is JSON with a secret in it. `texts` more in one another are looked into; what
/// is deeper counts as a secret.
pub(super) fn hides_secret(text: &str, texts: u8) -> bool {
    let begins = text.trim_start().starts_with(['{', '[']);
    begins
        && is_json(text.as_bytes())
        && texts
            .checked_sub(1)
            .is_none_or(|left| Redaction::of(text.as_bytes(), Scope::Settings, left).has_secrets)
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(lenient::without_mark(text)).is_ok()
}

/// JSON copied without its secrets.
struct Redaction {
    kept: Vec<u8>,
    has_secrets: bool,
}

/// A list or an object, while it is open.
#[derive(Clone, Copy)]
struct Level {
    scope: Scope,
    is_object: bool,
}

impl Redaction {
    fn of(json: &[u8], root: Scope, texts: u8) -> Self {
        let mut copy = Self { kept: Vec::with_capacity(json.len()), has_secrets: false };
        let mut tokens = Tokens::of(json);
        let mut around = Vec::new();
        let mut level = Level { scope: root, is_object: false };
        // What the next value is, and whether a text would be a name.
        let (mut scope, mut is_name) = (root, false);
        let mut buffer = String::new();
        while let Some(token) = tokens.next() {
            match token.kind {
                Kind::Open => {
                    around.push(level);
                    level = Level { scope, is_object: token.bytes == b"{" };
                    is_name = level.is_object;
                }
                Kind::Close => {
                    level = around.pop().unwrap_or(level);
                    is_name = false;
                }
                Kind::Comma => (scope, is_name) = (level.scope, level.is_object),
                // Most of a report, where no text has to be read.
                Kind::Text if level.scope == Scope::Own => {}
                Kind::Text if is_name => {
                    is_name = false;
                    let Some(member) = level.scope.of_member(&unquoted(token.bytes), &mut buffer) else {
                        copy.kept.extend_from_slice(token.bytes);
                        copy.redact_member(&mut tokens);
                        continue;
                    };
                    scope = member;
                }
                Kind::Text if scope.is_settings() && hides_secret(&unquoted(token.bytes), texts) => {
                    copy.redact();
                    continue;
                }
                Kind::Text | Kind::Colon | Kind::Space | Kind::Plain => {}
            }
            copy.kept.extend_from_slice(token.bytes);
        }
        copy
    }

    /// Copies what is between a name and its value, and passes over the value.
    fn redact_member(&mut self, tokens: &mut Tokens<'_>) {
        let mut depth = 0_usize;
        for token in tokens {
            match token.kind {
                Kind::Colon | Kind::Space if depth == 0 => {
                    self.kept.extend_from_slice(token.bytes);
                    continue;
                }
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.redact();
    }

    fn redact(&mut self) {
        self.has_secrets = true;
        self.kept.push(b'"');
        self.kept.extend_from_slice(REDACTED.as_bytes());
        self.kept.push(b'"');
    }
}

/// A text without its quotes and escapes.
fn unquoted(text: &[u8]) -> Cow<'_, str> {
    if text.contains(&b'\\') {
        return Cow::Owned(lenient::parse(text).unwrap_or_default());
    }
    String::from_utf8_lossy(text.get(1..text.len() - 1).unwrap_or_default())
}

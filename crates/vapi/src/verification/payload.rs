//! What exactly is signed.

use aws_lc_rs::hmac::{Context, Key, Tag};

/// At most 1,000 bytes: Vapi's own formats have less than fifty.
const MAX_FORMAT_BYTES: usize = 1000;

/// A text with places for the parts of a request.
#[derive(Clone, Debug)]
pub(super) struct PayloadFormat(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Part(Part),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Body,
    Timestamp,
    Method,
    Url,
    MessageId,
}

impl Part {
    fn named(name: &str) -> Option<Self> {
        match name {
            "body" => Some(Self::Body),
            "timestamp" => Some(Self::Timestamp),
            "method" => Some(Self::Method),
            "url" => Some(Self::Url),
            "svix-id" => Some(Self::MessageId),
            _ => None,
        }
    }
}

impl PayloadFormat {
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        if written.len() > MAX_FORMAT_BYTES {
            return Err(format!("it is longer than {MAX_FORMAT_BYTES} bytes"));
        }
        let mut format = Self(Vec::new());
        let mut rest = written;
        while let Some((text, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a brace is not closed")?;
            let part = Part::named(name).ok_or_else(|| format!("{{{name}}} is not a known token"))?;
            // A body is hashed once, whoever wrote the format.
            if format.has(part) {
                return Err(format!("{{{name}}} is there twice"));
            }
            format.0.extend([Piece::Text(text.to_owned()), Piece::Part(part)]);
            rest = after;
        }
        format.0.push(Piece::Text(rest.to_owned()));
        if format.has(Part::Body) {
            Ok(format)
        } else {
            Err("{body} is missing: it would not be signed".to_owned())
        }
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.0.contains(&Piece::Part(part))
    }

    pub(super) fn sign<'a>(&'a self, key: &Key, bytes_of: impl Fn(Part) -> &'a [u8]) -> Tag {
        let mut context = Context::with_key(key);
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => context.update(text.as_bytes()),
                Piece::Part(part) => context.update(bytes_of(*part)),
            }
        }
        context.sign()
    }
}

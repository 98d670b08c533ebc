//! What actix-http answers by itself to what it can't read as a request. Its answer is empty, and there is no
//! hook to fill it: so it is found in what is written, and another one is written in its place. The connection
//! ends with it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::http::StatusCode;
use bytes::{Buf as _, Bytes};
use metrics::counter;
use runtime::clock;
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::timer::Timer;
use crate::current::Current;
use crate::problem::{self, Problem};

/// At most 256 bytes: such a head has a status, a length, a date and the word `close`.
const MAX_HEAD_BYTES: usize = 256;
/// 1 second for what the client still sends: closing at once would take the answer back from it.
const LINGER: Duration = Duration::from_secs(1);
/// 4 KiB at once of what is thrown away.
const DISCARDED_AT_ONCE: usize = 4096;

/// The answer in the place of an empty one.
pub(super) struct OwnAnswer {
    status: StatusCode,
    rest: Bytes,
    is_shut: bool,
    patience: Option<Timer>,
}

/// Finds an empty answer of actix-http's own at the end of what is written, and what to write instead. None of
/// ours looks like it: they have an id, and JSON has no line breaks as they stand in a head.
pub(super) fn find(bytes: &[u8]) -> Option<(usize, OwnAnswer)> {
    if !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let tail = bytes.get(bytes.len().saturating_sub(MAX_HEAD_BYTES)..)?;
    let within = tail.windows(7).rposition(|part| part == b"HTTP/1.")?;
    let head = str::from_utf8(tail.get(within..)?).ok()?;
    let answer = OwnAnswer::in_place_of(head)?;
    Some((bytes.len().saturating_sub(head.len()), answer))
}

impl OwnAnswer {
    fn in_place_of(head: &str) -> Option<Self> {
        let (status, lines) = head.strip_suffix("\r\n\r\n")?.split_once("\r\n")?;
        let status = status.get("HTTP/1.x ".len()..).and_then(|status| status.get(..3))?;
        let status = StatusCode::from_bytes(status.as_bytes()).ok()?;
        let problem = problem_for(status)?;
        let mut is_empty = false;
        let mut date = "";
        for line in lines.split("\r\n") {
            match line.split_once(": ")? {
                ("content-length", "0") => is_empty = true,
                ("connection", _) => {}
                ("date", _) => date = line,
                _ => return None,
            }
        }
        is_empty.then(|| Self {
            status,
            rest: written(&problem, date).into(),
            is_shut: false,
            patience: None,
        })
    }

    /// Counts it beside the requests that could be read.
    pub(super) fn count(&self, service: &'static str) {
        let status = self.status.as_str().to_owned();
        counter!("http_malformed_requests_total", "service" => service, "status" => status).increment(1);
    }

    /// What is not written yet.
    pub(super) fn rest(&self) -> Option<Bytes> {
        (!self.rest.is_empty()).then(|| self.rest.clone())
    }

    pub(super) fn advance(&mut self, written: usize) {
        self.rest.advance(written.min(self.rest.len()));
    }

    /// Reads on for a moment, so that the answer arrives, and throws away what comes.
    pub(super) fn linger(&mut self, stream: &mut TcpStream, context: &mut Context<'_>) -> Poll<()> {
        if !self.is_shut {
            let _ = ready!(Pin::new(&mut *stream).poll_shutdown(context));
            self.is_shut = true;
        }
        let patience = self.patience.get_or_insert_with(|| Timer::at(Instant::now() + LINGER));
        while !patience.is_over(context) {
            let mut discarded = [0; DISCARDED_AT_ONCE];
            let mut buffer = ReadBuf::new(&mut discarded);
            match ready!(Pin::new(&mut *stream).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                Ok(()) | Err(_) => break,
            }
        }
        Poll::Ready(())
    }
}

fn problem_for(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::BAD_REQUEST => {
            Some(Problem::bad_request("malformed_request", "The request is not well-formed HTTP"))
        }
        StatusCode::REQUEST_TIMEOUT => {
            Some(Problem::new(status, "head_timeout", "The head of the request took too long to arrive"))
        }
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            Some(Problem::new(status, "head_too_large", "The head of the request is too large"))
        }
        _ => None,
    }
}

fn written(problem: &Problem, date: &str) -> String {
    let id = clock::new_id().to_string();
    let body = problem.json(Some(&Current { id: id.clone(), path: None }));
    let status = problem.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let date = if date.is_empty() { String::new() } else { format!("{date}\r\n") };
    format!(
        "HTTP/1.1 {} {reason}\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\
         cache-control: no-store\r\nx-content-type-options: nosniff\r\nx-request-id: {id}\r\n{date}\r\n{body}",
        status.as_u16(),
        problem::CONTENT_TYPE,
        body.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\
                         date: Fri, 20 Nov 2026 16:00:00 GMT\r\n\r\n";

    #[test]
    fn an_empty_answer_is_found_behind_others_and_filled() {
        for before in ["", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-request-id: 1\r\n\r\n{}"] {
            let (place, answer) = find(format!("{before}{EMPTY}").as_bytes()).unwrap();
            assert_eq!(place, before.len());
            let written = String::from_utf8(answer.rest().unwrap().to_vec()).unwrap();
            let (head, body) = written.split_once("\r\n\r\n").unwrap();
            assert!(head.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{head}");
            assert!(head.contains("date: Fri, 20 Nov 2026 16:00:00 GMT"), "{head}");
            assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
            assert!(body.contains("\"code\":\"malformed_request\""), "{body}");
        }
    }

    #[test]
    fn no_other_answer_is_touched() {
        for bytes in [
            "",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 204 No Content\r\ndate: Fri\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nx-request-id: 1\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 7\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n{",
            "id: 7\ndata: {}\r\n\r\n",
        ] {
            assert!(find(bytes.as_bytes()).is_none(), "{bytes}");
        }
    }
}

//! One client's connection: who reads too slowly, or takes too long over the head of a request, is cut off.

mod malformed;
mod pace;
mod timer;

use std::cell::Cell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use metrics::counter;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use self::malformed::OwnAnswer;
pub use self::pace::Pace;
use self::pace::Reader;
use self::timer::Timer;

/// 5 seconds for the head of a request, from its first byte: clients send it in one piece.
pub(crate) const HEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection, as actix-http reads and writes it.
pub(crate) struct Connection {
    stream: TcpStream,
    service: &'static str,
    exchange: Exchange,
    reader: Reader,
    head: Option<Head>,
    own: Option<OwnAnswer>,
}

/// A head that has begun to come.
struct Head {
    /// How many requests had come before.
    after: u64,
    timer: Timer,
}

/// What a connection and the requests that come over it know of each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exchange(Rc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    begun: Cell<u64>,
    unfinished: Cell<u64>,
    has_left: Cell<bool>,
}

/// A request whose answer is not sent to its end.
#[derive(Debug)]
pub(crate) struct Unfinished(Exchange);

impl Exchange {
    pub(crate) fn begin(&self) -> Unfinished {
        self.0.begun.set(self.0.begun.get().wrapping_add(1));
        self.0.unfinished.set(self.0.unfinished.get().saturating_add(1));
        Unfinished(self.clone())
    }

    fn begun(&self) -> u64 {
        self.0.begun.get()
    }

    fn is_idle(&self) -> bool {
        self.0.unfinished.get() == 0
    }
}

impl Unfinished {
    /// Whether the client has closed its side. It may still read an answer that ends, but follows no stream.
    pub(crate) fn has_left(&self) -> bool {
        self.0.0.has_left.get()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let Self(Exchange(counts)) = self;
        counts.unfinished.set(counts.unfinished.get().saturating_sub(1));
    }
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, service: &'static str, pace: Pace) -> Self {
        let (exchange, reader) = (Exchange::default(), Reader::new(pace));
        Self { stream, service, exchange, reader, head: None, own: None }
    }

    pub(crate) fn exchange(&self) -> Exchange {
        self.exchange.clone()
    }

    /// Whether a head that has begun to come is not whole by now. actix-http itself looks at the first one of a
    /// connection only.
    fn head_is_late(&mut self, has_come: bool, context: &mut Context<'_>) -> bool {
        let begun = self.exchange.begun();
        if self.head.as_ref().is_some_and(|head| head.after != begun) || !self.exchange.is_idle() {
            self.head = None;
        }
        if self.head.is_none() && has_come && self.exchange.is_idle() {
            let timer = Timer::at(Instant::now() + HEAD_TIMEOUT);
            self.head = Some(Head { after: begun, timer });
        }
        self.head.as_mut().is_some_and(|head| head.timer.is_over(context))
    }

    /// Writes bytes of answers, and cuts a reader off who takes them too slowly.
    fn write(&mut self, bytes: &[u8], context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Ready(Ok(written)) => {
                self.reader.took(written);
                Poll::Ready(Ok(written))
            }
            Poll::Pending if self.reader.is_too_slow(context) => {
                counter!("http_slow_readers_total", "service" => self.service).increment(1);
                // What the kernel still holds for this reader goes at once, too.
                let _ = self.stream.set_zero_linger();
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client reads too slowly")))
            }
            other => other,
        }
    }

    /// Writes the answer that stands in the place of `bytes`.
    fn write_own(&mut self, bytes: &[u8], context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while let Some(rest) = self.own.as_ref().and_then(OwnAnswer::rest) {
            let written = ready!(self.write(&rest, context))?;
            if let Some(own) = &mut self.own {
                own.advance(written);
            }
        }
        if let Some(own) = &mut self.own {
            ready!(own.linger(&mut self.stream, context));
        }
        Poll::Ready(Ok(bytes.len()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(context, buffer);
        let has_come = buffer.filled().len() > before;
        if matches!(read, Poll::Ready(Ok(()))) && !has_come && buffer.remaining() > 0 {
            this.exchange.0.has_left.set(true);
        }
        if this.head_is_late(has_come, context) {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the head takes too long")));
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.own.is_some() {
            return this.write_own(bytes, context);
        }
        match malformed::find(bytes) {
            Some((0, answer)) if this.exchange.is_idle() => {
                answer.count(this.service);
                this.own = Some(answer);
                this.write_own(bytes, context)
            }
            Some((before, _)) if this.exchange.is_idle() => {
                this.write(bytes.get(..before).unwrap_or(bytes), context)
            }
            _ => this.write(bytes, context),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

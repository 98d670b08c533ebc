//! A client of the live stream, as the HTML standard describes one.

use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use testing::PATIENCE;
use tokio::time::timeout;

use crate::scene::{Answer, Api};

/// One block of the stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    pub(crate) id: Option<String>,
    /// Absent on a block that is no event.
    pub(crate) event: Option<String>,
    pub(crate) data: Option<Value>,
    pub(crate) retry: Option<u64>,
    pub(crate) comment: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Stream {
    response: Response,
    unread: Vec<u8>,
    /// The id that the client would come back with.
    pub(crate) last_id: Option<String>,
}

impl Stream {
    pub(crate) async fn open(api: &Api, bearer: &str) -> Self {
        Self::of(api.asks("/api/v1/events", bearer)).await
    }

    /// Comes back with the id of the last event that was seen.
    pub(crate) async fn resume(api: &Api, bearer: &str, last: &str) -> Self {
        Self::of(api.asks("/api/v1/events", bearer).header("Last-Event-ID", last)).await
    }

    /// Connects, and reads how to come back: from then on nothing is missed.
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        assert!(response.status() == 200, "{:?}", Answer::of(response).await);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let mut stream = Self { response, unread: Vec::new(), last_id: None };
        let opening = stream.block().await.unwrap();
        let expected = Block { id: opening.id.clone(), retry: Some(2000), ..Block::default() };
        assert!(opening == expected && opening.id.is_some(), "{opening:?}");
        stream
    }

    /// The next block; nothing once the stream has ended well.
    pub(crate) async fn block(&mut self) -> Option<Block> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.unread.drain(..end + 2).collect();
                let block = Block::of(std::str::from_utf8(&block).unwrap());
                if block.id.is_some() {
                    self.last_id.clone_from(&block.id);
                }
                return Some(block);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await;
            let Some(chunk) = chunk.expect("a block of the stream").unwrap() else {
                assert!(self.unread.is_empty(), "the stream ended in the middle of a block");
                return None;
            };
            self.unread.extend_from_slice(&chunk);
        }
    }

    /// The next event; blocks without one are passed over.
    pub(crate) async fn event(&mut self) -> Option<Block> {
        let event = async {
            loop {
                let block = self.block().await?;
                if block.event.is_some() {
                    return Some(block);
                }
            }
        };
        timeout(PATIENCE, event).await.expect("an event, or the end of the stream")
    }

    /// Events until the first of this name, which is among them.
    pub(crate) async fn until(&mut self, name: &str) -> Vec<Block> {
        let mut events = Vec::new();
        loop {
            let event = self.event().await.expect("the stream goes on");
            let is_it = event.event.as_deref() == Some(name);
            events.push(event);
            if is_it {
                return events;
            }
        }
    }

    /// Waits until the service ends the stream; no event may come before.
    pub(crate) async fn ended(mut self) {
        let event = self.event().await;
        assert_eq!(event, None);
    }
}

impl Block {
    pub(crate) fn name(&self) -> &str {
        self.event.as_deref().unwrap_or_default()
    }

    fn of(text: &str) -> Self {
        let mut block = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "id" => block.id = Some(value.to_owned()),
                "event" => block.event = Some(value.to_owned()),
                "retry" => block.retry = Some(value.parse().unwrap()),
                // One line of data is all that this API sends.
                "data" if block.data.is_none() => block.data = Some(serde_json::from_str(value).unwrap()),
                "" => block.comment = Some(value.to_owned()),
                _ => panic!("unexpected: {line}"),
            }
        }
        assert_eq!(block.event.is_some(), block.data.is_some(), "{text}");
        block
    }
}

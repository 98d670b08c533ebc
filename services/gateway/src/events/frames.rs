//! Frames on their way from the log to one client.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// At most 16 frames: a client that reads slower than events come makes the log wait, not memory grow.
const FRAMES_IN_FLIGHT: usize = 16;
/// At most 256 KiB of them, or a single larger one: most are a few hundred bytes long.
const MAX_BYTES_IN_FLIGHT: u32 = 256 * 1024;

struct Frame {
    bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

pub(super) struct FrameSender {
    frames: mpsc::Sender<Frame>,
    room: Arc<Semaphore>,
}

pub(super) struct FrameReceiver(mpsc::Receiver<Frame>);

pub(super) fn frames() -> (FrameSender, FrameReceiver) {
    let (sender, receiver) = mpsc::channel(FRAMES_IN_FLIGHT);
    let room = usize::try_from(MAX_BYTES_IN_FLIGHT).unwrap_or(Semaphore::MAX_PERMITS);
    (FrameSender { frames: sender, room: Arc::new(Semaphore::new(room)) }, FrameReceiver(receiver))
}

impl FrameSender {
    /// Waits for room and sends a frame; false when the client has left.
    pub(super) async fn send(&self, bytes: Bytes) -> bool {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX).min(MAX_BYTES_IN_FLIGHT);
        match Arc::clone(&self.room).acquire_many_owned(size).await {
            Ok(room) => self.frames.send(Frame { bytes, _room: room }).await.is_ok(),
            // Ours is never closed.
            Err(_) => false,
        }
    }

    /// Resolves when the client has left.
    pub(super) async fn closed(&self) {
        self.frames.closed().await;
    }
}

impl FrameReceiver {
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        self.0.recv().await.map(|frame| frame.bytes)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_client_that_reads_slowly_makes_large_frames_wait() {
        let (sender, mut receiver) = frames();
        let half = Bytes::from(vec![b'x'; 128 * 1024]);
        for _ in 0..2 {
            assert!(sender.send(half.clone()).await);
        }
        assert_eq!(sender.send(half.clone()).now_or_never(), None);
        assert_eq!(receiver.next().await.unwrap().len(), half.len());
        assert!(sender.send(half).await);
    }

    #[tokio::test]
    async fn a_frame_that_is_larger_than_all_of_it_is_sent_by_itself() {
        let (sender, mut receiver) = frames();
        let large = Bytes::from(vec![b'x'; 1024 * 1024]);
        assert!(sender.send(large.clone()).await);
        assert_eq!(sender.send("x".into()).now_or_never(), None);
        assert_eq!(receiver.next().await, Some(large));
        drop(receiver);
        assert!(!sender.send("x".into()).await);
    }
}

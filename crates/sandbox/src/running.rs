//! A sandbox for as long as a test needs it.

use std::ops::Deref;

use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::handle::Handle;
use crate::server::{Sandbox, SandboxError};
use crate::settings::SandboxSettings;

/// A sandbox that is served until this is dropped, and its memory.
#[derive(Debug)]
pub struct Running {
    url: String,
    handle: Handle,
    _stop: DropGuard,
}

impl Running {
    /// Serves a sandbox beside the caller.
    pub fn start(settings: SandboxSettings) -> Result<Self, SandboxError> {
        let sandbox = Sandbox::build(settings)?;
        let (url, handle, shutdown) = (sandbox.url(), sandbox.handle(), CancellationToken::new());
        TaskTracker::new().spawn(sandbox.run(shutdown.clone()));
        Ok(Self { url, handle, _stop: shutdown.drop_guard() })
    }

    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// As `Sandbox::url`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Deref for Running {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.handle
    }
}

//! Calls out of the sandbox's Vapi, over HTTP, into the real database.

#[cfg(test)]
mod importing;

//! Usage out of calls, through the real broker and database.

#[cfg(test)]
mod usage;

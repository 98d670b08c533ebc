//! The envelope of every list.

use serde::Serialize;
use utoipa::ToSchema;

/// A page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    pub(super) data: Vec<T>,
    /// Whether there is a next page.
    pub(super) has_more: bool,
    /// The value of `after` for the next page.
    pub(super) next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A list that always fits one answer.
    pub(crate) fn whole(data: impl IntoIterator<Item = T>) -> Self {
        Self { data: data.into_iter().collect(), has_more: false, next_cursor: None }
    }
}

//! The request that is being answered by the current task.

tokio::task_local! {
    static CURRENT: Current;
}

#[derive(Clone, Debug)]
pub(crate) struct Current {
    pub(crate) id: String,
    /// Absent of what could not be read as a request.
    pub(crate) path: Option<String>,
}

impl Current {
    pub(crate) fn with<T>(read: impl FnOnce(Option<&Current>) -> T) -> T {
        read(CURRENT.try_with(Clone::clone).ok().as_ref())
    }

    /// Answers with this as the current request.
    pub(crate) async fn scope<F: Future>(self, answering: F) -> F::Output {
        CURRENT.scope(self, answering).await
    }
}

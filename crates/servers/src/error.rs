use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "found neither Postgres and RabbitMQ on this machine nor a Docker engine: run deploy/install, \
         or set DATABASE_URL and AMQP_URL"
    )]
    NothingToRun,

    #[error("{0} is not installed: run deploy/install")]
    NotInstalled(&'static str),

    #[error("this machine has no account '{0}' to run the server as, and the server refuses to run as root")]
    NoAccount(&'static str),

    #[error("another process uses the data directory {}", .0.display())]
    InUse(PathBuf),

    #[error("could not prepare {}", path.display())]
    Prepare {
        path: PathBuf,
        #[source]
        source: io::Error,
    },

    #[error("found no free port on 127.0.0.1")]
    NoFreePort,

    #[error("could not run {program}")]
    Run {
        program: &'static str,
        #[source]
        source: io::Error,
    },

    #[error("{program} ended while starting ({status}); its last words:\n{log}")]
    Ended { program: &'static str, status: String, log: String },

    #[error("{program} was not ready after {waited:?}; its last words:\n{log}")]
    NotReady { program: &'static str, waited: Duration, log: String },
}

impl StartError {
    pub(crate) fn ended(program: &'static str, status: Option<ExitStatus>, log: String) -> Self {
        let status = status.map_or_else(|| "unknown status".to_owned(), |status| status.to_string());
        Self::Ended { program, status, log }
    }

    /// For `map_err` where a file or directory is prepared.
    pub(crate) fn prepare(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Prepare { path, source }
    }
}

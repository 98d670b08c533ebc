//! `.callflex/`: what `up` makes on this machine and the other commands find again.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use db::{Db, Role};
use runtime::settings::Settings;
use serde::{Deserialize, Serialize};

const FOLDER: &str = ".callflex";

/// Where scripts and people start from.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct DemoFile {
    pub(crate) gateway_url: String,
    pub(crate) ingest_url: String,
    pub(crate) sandbox_url: String,
    pub(crate) organization_id: String,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) api_key: String,
    pub(crate) vapi_webhook_secret: String,
    /// Absent while Stripe is not configured.
    pub(crate) stripe_webhook_secret: Option<String>,
}

/// The folder in the working directory.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    pub(crate) fn here() -> Self {
        Self { folder: PathBuf::from(FOLDER) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// What the last `up` left for scripts; `None` when there was none.
    pub(crate) fn demo(&self) -> anyhow::Result<Option<DemoFile>> {
        match fs::read_to_string(self.folder.join("demo.json")) {
            Ok(text) => Ok(Some(serde_json::from_str(&text).context("could not read .callflex/demo.json")?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context("could not open .callflex/demo.json"),
        }
    }

    pub(crate) fn keep_demo(&self, demo: &DemoFile) -> anyhow::Result<()> {
        self.write("demo.json", &format!("{}\n", serde_json::to_string_pretty(demo)?))
    }

    /// The variables that the last `up` ran with, beside those of the environment.
    pub(crate) fn variables(&self) -> anyhow::Result<BTreeMap<String, String>> {
        match fs::read_to_string(self.folder.join("environment")) {
            Ok(text) => Ok(text
                .lines()
                .filter_map(|line| line.split_once('='))
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(error).context("could not open .callflex/environment"),
        }
    }

    pub(crate) fn keep_variables(&self, variables: &BTreeMap<String, String>) -> anyhow::Result<()> {
        let lines: Vec<String> = variables.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
        self.write("environment", &lines.concat())
    }

    /// Settings as `up` has them; the environment comes first.
    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::load_with(missing(self.variables()?))?)
    }

    /// The settings, and the database that a command works with. `name` is how it appears to Postgres, `roles`
    /// what it is there beside `callflex_app`.
    pub(crate) async fn database(&self, name: &str, roles: &[Role]) -> anyhow::Result<(Settings, Db)> {
        let settings = self.settings()?;
        // A command that a person waits for does not wait for Postgres; nor does it work as a
        // role that sees everything.
        let db = Db::connect_lazily(&service::db_settings(&settings, name, roles)?).await?;
        db.check_roles().await?;
        Ok((settings, db))
    }

    fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let write = || {
            fs::create_dir_all(&self.folder)?;
            // Written beside and moved, so that a script never reads half of it; for the owner's eyes only.
            let partial = path.with_extension("partial");
            let mut file =
                OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&partial)?;
            file.write_all(text.as_bytes())?;
            fs::rename(partial, &path)
        };
        write().with_context(|| format!("could not write {}", path.display()))
    }
}

/// Whether the environment has a variable, or a file in its place, and it is not empty.
#[expect(clippy::disallowed_methods, reason = "commands fill in what the environment leaves out")]
pub(crate) fn is_set(name: &str) -> bool {
    let has = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    has(name) || has(&format!("{name}_FILE"))
}

/// Those of the variables that the environment does not set.
pub(crate) fn missing(variables: BTreeMap<String, String>) -> BTreeMap<String, String> {
    variables.into_iter().filter(|(name, _)| !is_set(name)).collect()
}

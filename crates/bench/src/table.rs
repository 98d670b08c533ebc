//! What a person reads, and what a program reads.

use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

/// One figure, with what it is judged by.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) measure: String,
    pub(crate) figure: String,
    /// The limit or the peer, measured in the same run, or the promise.
    pub(crate) beside: String,
}

impl Row {
    pub(crate) fn new(
        measure: impl Into<String>,
        figure: impl Into<String>,
        beside: impl Into<String>,
    ) -> Self {
        Self { measure: measure.into(), figure: figure.into(), beside: beside.into() }
    }
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
pub(crate) fn print(rows: &[Row]) {
    let width = |of: fn(&Row) -> &str| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0);
    let (measure, figure) = (width(|row| &row.measure), width(|row| &row.figure));
    for row in rows {
        println!("{:measure$}  {:>figure$}  {}", row.measure, row.figure, row.beside);
    }
}

#[expect(clippy::print_stderr, reason = "progress, for the person at the terminal")]
pub(crate) fn print_progress(line: &str) {
    eprintln!("bench: {line}");
}

pub(crate) fn write_json(path: &Path, figures: &impl Serialize) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    let text = serde_json::to_string_pretty(figures).context("could not write the figures as JSON")?;
    std::fs::write(path, text + "\n").with_context(|| format!("could not write {}", path.display()))?;
    print_progress(&format!("figures are in {}", path.display()));
    Ok(())
}

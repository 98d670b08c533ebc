//! What a person reads, and what a program reads.

use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

/// One line of figures under a heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) measure: String,
    pub(crate) figure: String,
    /// The limit or the peer, measured in the same run, or the promise.
    pub(crate) beside: String,
}

impl Line {
    pub(crate) fn new(
        measure: impl Into<String>,
        figure: impl Into<String>,
        beside: impl Into<String>,
    ) -> Self {
        Self { measure: measure.into(), figure: figure.into(), beside: beside.into() }
    }
}

#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
pub(crate) fn print(lines: &[Line]) {
    let width = |of: fn(&Line) -> &str| lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let (measure, figure) = (width(|line| &line.measure), width(|line| &line.figure));
    for line in lines {
        println!("{:measure$}  {:>figure$}  {}", line.measure, line.figure, line.beside);
    }
}

#[expect(clippy::print_stderr, reason = "progress, for the person at the terminal")]
pub(crate) fn say(line: &str) {
    eprintln!("bench: {line}");
}

pub(crate) fn write_json(path: &Path, figures: &impl Serialize) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    let text = serde_json::to_string_pretty(figures).context("could not write the figures as JSON")?;
    std::fs::write(path, text + "\n").with_context(|| format!("could not write {}", path.display()))?;
    say(&format!("figures are in {}", path.display()));
    Ok(())
}

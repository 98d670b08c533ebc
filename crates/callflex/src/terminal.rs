//! What a person at the terminal sees.

use std::borrow::Cow;
use std::io::{IsTerminal as _, stdout};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Prints a line of a command's result.
#[expect(clippy::print_stdout, reason = "the result of a command")]
pub(crate) fn print(line: impl AsRef<str>) {
    println!("{}", harmless(line.as_ref()));
}

/// Whether a person sees what is printed.
pub(crate) fn is_terminal() -> bool {
    stdout().is_terminal()
}

/// Control characters as they are written in Rust: what a sender wrote must not do anything to the terminal.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_harmful = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if !text.contains(is_harmful) {
        return text.into();
    }
    let written = |character: char| {
        if is_harmful(character) { character.escape_default().to_string() } else { character.to_string() }
    };
    text.chars().map(written).collect()
}

/// A step under way; ended by `done` with what came of it.
pub(crate) struct Step {
    spinner: ProgressBar,
    what: String,
}

impl Step {
    pub(crate) fn begin(what: impl Into<String>) -> Self {
        let what = what.into();
        let spinner = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            spinner.set_style(style);
        }
        spinner.set_message(what.clone());
        spinner.enable_steady_tick(Duration::from_millis(120));
        Self { spinner, what }
    }

    pub(crate) fn note(&self, note: &str) {
        self.spinner.set_message(format!("{}: {note}", self.what));
    }

    pub(crate) fn done(self, outcome: &str) {
        let seconds = self.spinner.elapsed().as_secs_f64();
        self.spinner.finish_and_clear();
        print(format!("  ✓ {}: {outcome} ({seconds:.1} s)", self.what));
    }
}

/// Rows of two columns, the second to the right.
pub(crate) fn table(rows: &[(&str, String)]) -> String {
    let left = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let right = rows.iter().map(|(_, value)| value.chars().count()).max().unwrap_or(0);
    let rule = format!("  +-{}-+-{}-+", "-".repeat(left), "-".repeat(right));
    let lines = rows.iter().map(|(name, value)| format!("  | {name:<left$} | {value:>right$} |"));
    [rule.clone()].into_iter().chain(lines).chain([rule]).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sender_wrote_does_nothing_to_the_terminal() {
        assert_eq!(harmless("\u{1b}[2J\rgone\u{9b}"), "\\u{1b}[2J\\rgone\\u{9b}");
        assert_eq!(harmless("Zoë\n\t😀"), "Zoë\n\t😀");
    }

    #[test]
    fn a_table_is_as_wide_as_its_widest_cells() {
        let shown = table(&[("calls", "20".to_owned()), ("e-mails sent", "7".to_owned())]);
        let expected = [
            "  +--------------+----+",
            "  | calls        | 20 |",
            "  | e-mails sent |  7 |",
            "  +--------------+----+",
        ];
        assert_eq!(shown, expected.join("\n"));
    }
}

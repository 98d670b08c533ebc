//! What a source declares, imports and names.

/// A path as it stands in a source: `["crate", "calls", "record"]`.
pub(crate) type Path = Vec<String>;

#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The modules of `mod name;`.
    pub(crate) children: Vec<String>,
    pub(crate) imports: Vec<Import>,
    /// Paths of more than one word, outside of imports.
    pub(crate) named: Vec<Path>,
}

/// One name that a `use` brings in.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) path: Path,
    /// What it is called here; `*` for all.
    pub(crate) name: String,
    pub(crate) is_public: bool,
}

impl Source {
    pub(crate) fn read(tokens: &[String]) -> Self {
        let mut source = Self::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1).map_or("", String::as_str);
            let before = at.checked_sub(1).map_or("", |before| tokens[before].as_str());
            if token == "mod" && tokens.get(at + 2).is_some_and(|end| end == ";") {
                source.children.push(next.to_owned());
                at += 3;
            } else if token == "use" {
                let is_public = matches!(before, "pub" | ")");
                at = source.import(&[], tokens, at + 1, is_public);
            } else if is_word(token) && next == "::" && !matches!(before, "::" | "." | "$") {
                let (path, end) = path(tokens, at);
                source.named.push(path);
                at = end;
            } else {
                at += 1;
            }
        }
        source
    }

    /// Reads a tree such as `a::{b, c as d, e::*}`, and returns where it ends.
    fn import(&mut self, prefix: &[String], tokens: &[String], start: usize, is_public: bool) -> usize {
        let (mut tail, mut at) = path(tokens, start);
        let mut path = [prefix, tail.as_mut_slice()].concat();
        match tokens.get(at).map_or("", String::as_str) {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = self.import(&path, tokens, at, is_public);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return at + 1;
            }
            "*" => {
                self.imports.push(Import { path, name: "*".to_owned(), is_public });
                return at + 1;
            }
            _ => {}
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if name == "self" {
            path.pop();
            name = path.last().cloned().unwrap_or_default();
        }
        if tokens.get(at).is_some_and(|token| token == "as") {
            name = tokens.get(at + 1).cloned().unwrap_or_default();
            at += 2;
        }
        self.imports.push(Import { path, name, is_public });
        at
    }
}

/// The words between `::` from here on, and where what is no word begins.
fn path(tokens: &[String], start: usize) -> (Path, usize) {
    let (mut path, mut at) = (Vec::new(), start);
    // `::name` is a crate's.
    at += usize::from(tokens.get(at).is_some_and(|token| token == "::"));
    while let Some(word) = tokens.get(at).filter(|token| is_word(token)) {
        path.push(word.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    (path, at)
}

fn is_word(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

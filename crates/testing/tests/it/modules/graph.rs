//! Which module of a crate depends on which other.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::paths::{Import, Path, Source};
use crate::modules::tokens::tokens;

/// At most 16 re-exports lead from a name to its module.
const MAX_DETOURS: usize = 16;

/// The modules of one crate, by their paths from its root.
pub(crate) struct Graph {
    sources: BTreeMap<Path, Source>,
}

impl Graph {
    /// Reads a crate from its root file. `read` gives the text of a file if it is there, by its path without
    /// `.rs`.
    pub(crate) fn of_crate(root: &str, read: &impl Fn(&str) -> Option<String>) -> Self {
        let mut sources = BTreeMap::new();
        let mut unread: Vec<Path> = vec![Vec::new()];
        while let Some(module) = unread.pop() {
            let path = module.join("/");
            let places =
                if module.is_empty() { vec![root.to_owned()] } else { vec![format!("{path}/mod"), path] };
            let text = places.iter().find_map(|place| read(place)).unwrap_or_else(|| panic!("no {places:?}"));
            let source = Source::read(&tokens(&text));
            unread.extend(
                source.children.iter().map(|child| [module.as_slice(), std::slice::from_ref(child)].concat()),
            );
            sources.insert(module, source);
        }
        Self { sources }
    }

    /// The groups of modules that depend on each other.
    pub(crate) fn cycles(&self) -> Vec<BTreeSet<String>> {
        let reached: BTreeMap<&Path, BTreeSet<&Path>> =
            self.sources.keys().map(|module| (module, self.reached_from(module))).collect();
        let groups = self.sources.keys().filter(|module| reached[module].contains(module)).map(|module| {
            let both = reached[module].iter().filter(|other| reached[*other].contains(module));
            both.map(|other| name(other)).collect()
        });
        groups.collect::<BTreeSet<BTreeSet<String>>>().into_iter().collect()
    }

    /// What keeps a group together, for the person who cuts it.
    pub(crate) fn dependencies_within(&self, group: &BTreeSet<String>) -> Vec<String> {
        let inside = |module: &Path| group.contains(&name(module));
        let modules = self.sources.keys().filter(|module| inside(module));
        let pairs =
            modules.flat_map(|module| self.dependencies(module).into_iter().map(move |on| (module, on)));
        pairs
            .filter(|(_, on)| inside(on))
            .map(|(module, on)| format!("{} -> {}", name(module), name(on)))
            .collect()
    }

    fn reached_from(&self, module: &Path) -> BTreeSet<&Path> {
        let mut reached = BTreeSet::new();
        let mut unvisited = self.dependencies(module);
        while let Some(next) = unvisited.pop_first() {
            if reached.insert(next) {
                unvisited.extend(self.dependencies(next));
            }
        }
        reached
    }

    /// The modules that this one names. Those that it is part of are left out, as it sees their private items
    /// too: a file and the folder of its name are one unit.
    fn dependencies(&self, module: &Path) -> BTreeSet<&Path> {
        let source = &self.sources[module];
        let imported = source.imports.iter().filter(|import| !self.is_facade(module, import));
        let paths = imported.map(|import| &import.path).chain(&source.named);
        let modules = paths.filter_map(|path| self.module_of(&self.absolute(module, path)?));
        modules.filter(|other| !module.starts_with(other)).collect()
    }

    /// A re-export of what is below: the module shows it, but does not work with it.
    fn is_facade(&self, module: &Path, import: &Import) -> bool {
        import.is_public
            && self
                .absolute(module, &import.path)
                .is_some_and(|path| path.len() > module.len() && path.starts_with(module))
    }

    /// A path from the crate's root; none for one into another crate.
    fn absolute(&self, module: &Path, path: &Path) -> Option<Path> {
        let mut base = module.clone();
        let mut words = path.as_slice();
        match path.first()?.as_str() {
            "crate" => (base, words) = (Vec::new(), &path[1..]),
            "self" => words = &path[1..],
            "super" => {}
            // A module below, or a name that was brought in.
            first if self.sources[module].children.iter().any(|child| child == first) => {}
            _ => return None,
        }
        while let Some((_, rest)) = words.split_first().filter(|(word, _)| *word == "super") {
            base.pop();
            words = rest;
        }
        Some([base.as_slice(), words].concat())
    }

    /// The module that an absolute path leads into, behind re-exports.
    fn module_of(&self, path: &Path) -> Option<&Path> {
        let mut path = path.clone();
        for _ in 0..MAX_DETOURS {
            let depth = (0..=path.len()).rev().find(|depth| self.sources.contains_key(&path[..*depth]))?;
            let (module, source) = self.sources.get_key_value(&path[..depth])?;
            let detour = path.get(depth).and_then(|item| {
                let import = source.imports.iter().find(|import| import.name == *item)?;
                self.absolute(module, &import.path)
            });
            match detour {
                Some(target) => path = [target.as_slice(), &path[depth + 1..]].concat(),
                None => return Some(module),
            }
        }
        None
    }
}

fn name(module: &Path) -> String {
    if module.is_empty() { "the root".to_owned() } else { module.join("::") }
}

//! Hides from a RabbitMQ the plugins that it does not use: it looks for each of its 1,500 modules in the directories
//! of all that were installed, which is a third of the work of a start.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::StartError;
use crate::place::Place;

/// Makes a home with links to what the core needs, and returns the line that makes RabbitMQ's scripts use it; none
/// where the programs are laid out in another way.
pub(crate) fn environment(program: &Path, place: &Place) -> Result<String, StartError> {
    let home = place.join("home");
    if home.exists() {
        fs::remove_dir_all(&home).map_err(StartError::prepare(&home))?;
    }
    let core = core(program);
    if core.is_empty() {
        return Ok(String::new());
    }
    let plugins = home.join("plugins");
    fs::create_dir_all(&plugins).map_err(StartError::prepare(&plugins))?;
    for plugin in core {
        let link = plugins.join(plugin.file_name().unwrap_or_default());
        symlink(&plugin, &link).map_err(StartError::prepare(&link))?;
    }
    Ok(format!("RABBITMQ_HOME='{}'\n", home.display()))
}

/// What was installed, but for the plugins that may be enabled: their names begin alike.
fn core(program: &Path) -> Vec<PathBuf> {
    let installed = program.canonicalize().ok();
    // `sbin/rabbitmq-server` and `plugins` are beside each other.
    let plugins = installed.and_then(|program| Some(program.parent()?.with_file_name("plugins")));
    let plugins = plugins.and_then(|directory| fs::read_dir(directory).ok()).into_iter().flatten();
    let is_optional = |name: &str| name.starts_with("rabbitmq_") && !name.starts_with("rabbitmq_prelaunch");
    plugins
        .filter_map(Result::ok)
        .filter(|plugin| plugin.file_name().to_str().is_some_and(|name| !is_optional(name)))
        .map(|plugin| plugin.path())
        .collect()
}

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::StartError;

/// Where `setpriv` and the servers' own scripts find their programs when our environment has no `PATH`.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Who a server runs as: ourselves, or its own account when we are root, as neither server runs as root.
pub(crate) enum Account {
    Ourselves,
    System { name: &'static str, user: u32, group: u32 },
}

/// The signal that a server gets from the kernel when our process ends without stopping it.
#[derive(Clone, Copy)]
pub(crate) enum WhenOrphaned {
    /// Postgres then shuts down cleanly, without waiting for its clients.
    Interrupt,
    Kill,
}

impl Account {
    pub(crate) fn for_server(name: &'static str) -> Result<Self, StartError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Ourselves);
        }
        let accounts = fs::read_to_string("/etc/passwd").map_err(StartError::prepare("/etc/passwd"))?;
        let (user, group) = find(&accounts, name).ok_or(StartError::NoAccount(name))?;
        Ok(Self::System { name, user, group })
    }

    /// A command that runs as this account in a process group of its own, so that Ctrl-C in the terminal is
    /// ours to handle, and without our environment: a stray `RABBITMQ_…` or `PG…` must not change the server.
    pub(crate) fn command(&self, program: &Path, orphaned: WhenOrphaned) -> Command {
        use std::os::unix::process::CommandExt;

        let signal = match orphaned {
            WhenOrphaned::Interrupt => "INT",
            WhenOrphaned::Kill => "KILL",
        };
        let path = env::var_os("PATH").unwrap_or_else(|| DEFAULT_PATH.into());
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", signal]);
        if let Self::System { user, group, .. } = self {
            command.args(["--reuid", &user.to_string(), "--regid", &group.to_string(), "--clear-groups"]);
        }
        command.arg("--").arg(program);
        command.env_clear().env("PATH", path).env("LANG", "C.UTF-8");
        command.current_dir("/").stdin(Stdio::null()).process_group(0);
        command
    }
}

/// The user and group numbers of an account in the text of `/etc/passwd`.
fn find(accounts: &str, name: &str) -> Option<(u32, u32)> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let mut numbers = fields.skip(1).map(str::parse::<u32>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/bash\nrabbit:x:1:2::/:/bin/sh\nrabbitmq:x:105:109::/:/bin/sh\n";
        assert_eq!(find(accounts, "rabbitmq"), Some((105, 109)));
        assert_eq!(find(accounts, "postgres"), None);
    }
}

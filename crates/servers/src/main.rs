//! Runs a command with a Postgres and a RabbitMQ that last as long as the command.

mod command;
mod temporary;

use std::env;
use std::process::ExitCode;

use anyhow::Context as _;
use servers::{Durability, Servers, ServersOptions};

/// 8 virtual hosts: tests share them, each holding one at a time.
const VHOSTS: usize = 8;

// One thread: the command's death signal belongs to the thread that starts it, which must stay until the end.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .without_time()
        .init();
    let words: Vec<_> = env::args_os().skip(1).collect();
    let (program, arguments) = words.split_first().context("usage: servers <command> [argument…]")?;
    if env::var_os("DATABASE_URL").is_some() && env::var_os("AMQP_URL").is_some() {
        return Err(command::become_command(program, arguments));
    }
    let mut signals = command::Signals::catch()?;
    let directory = temporary::Directory::create()?;
    let options = ServersOptions {
        data_dir: directory.path().to_path_buf(),
        durability: Durability::Relaxed,
        vhosts: (0..VHOSTS).map(|number| format!("test-{number}")).collect(),
        temporary: true,
        compose_file: "docker-compose.yml".into(),
    };
    print_progress("starting Postgres and RabbitMQ");
    let servers = tokio::select! {
        servers = Servers::start(&options) => servers.context("could not start the servers")?,
        signal = signals.next() => return Ok(command::exit_code_of(signal)),
    };
    let code = command::run(program, arguments, &servers, directory.path(), &mut signals).await;
    print_progress("stopping Postgres and RabbitMQ");
    servers.stop().await?;
    code
}

#[expect(clippy::print_stderr, reason = "progress, for the person at the terminal")]
fn print_progress(line: &str) {
    eprintln!("servers: {line}");
}

#![doc = include_str!("../README.md")]

mod add_organization;
mod archive;
mod arguments;
mod connection;
mod dead_letters;
mod demo;
mod doctor;
mod events;
mod fleet;
mod home;
mod input;
mod integration;
mod keys;
mod migrate;
mod operator;
mod organization;
mod organization_settings;
mod quarantine;
mod replay;
mod sync;
mod terminal;
mod tools;
mod up;
mod values;

use arguments::{Arguments, Command};
use clap::Parser as _;

// One runtime for all commands; `up` starts servers from its main thread, which lives as long as they do.
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Up(options) => up::up(options).await,
        Command::Demo(options) => demo::demo(options).await,
        Command::Migrate => migrate::migrate().await,
        Command::Organization(arguments::Organization::Add(options)) => add_organization::add(options).await,
        Command::Organization(arguments::Organization::Settings(options)) => {
            organization_settings::run(options).await
        }
        Command::Connection(command) => connection::run(command).await,
        Command::Integration(command) => integration::run(command).await,
        Command::Keys(command) => keys::run(command).await,
        Command::Tools(options) => tools::run(&options),
        Command::Operator(command) => operator::run(command).await,
        Command::Sync(options) => Box::pin(sync::sync(options)).await,
        Command::Doctor(options) => doctor::doctor(options).await,
        Command::Archive(command) => archive::run(command).await,
        Command::Quarantine(command) => quarantine::run(command).await,
        Command::Replay(options) => replay::replay(options).await,
        Command::Events(arguments::Events::Tail(options)) => events::tail(options).await,
        Command::DeadLetters(command) => dead_letters::run(command).await,
    }
}

//! What can be typed.

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use domain::{Country, OrganizationId, Zone};
use secrecy::SecretString;
use uuid::Uuid;

use crate::archive::Archive;
use crate::connection::Connection;
use crate::integration::Integration;
use crate::keys::Keys;
use crate::quarantine::Quarantine;
use crate::replay::Replay;
use crate::values::{first_moment, last_moment, secret};
use crate::{organization_settings, tools};

#[derive(Debug, Parser)]
// Whatever the file is called that it is in.
#[command(name = "callflex", bin_name = "callflex", version, about = "Runs and looks after CallFlex")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs everything on this machine, and plays a few calls
    Up(Up),
    /// Plays more calls into what `up` runs, and prints what came of them
    Demo(Demo),
    /// Brings the database up to date
    Migrate,
    /// Looks after organizations
    #[command(subcommand)]
    Organization(Organization),
    /// Sets how the webhooks of organizations' connections to Vapi are verified
    #[command(subcommand)]
    Connection(Connection),
    /// Looks after other systems that send organizations webhooks
    #[command(subcommand)]
    Integration(Integration),
    /// Looks after the keys that seal secrets in the database
    #[command(subcommand)]
    Keys(Keys),
    /// Prints the tools as JSON, for an assistant's `model.tools`
    Tools(tools::Options),
    /// Looks after operators, who see unassigned webhooks
    #[command(subcommand)]
    Operator(Operator),
    /// Imports the calls of a range of time from Vapi
    Sync(Sync),
    /// Checks every connection and shows what to fix
    Doctor(Doctor),
    /// Looks into the archive of webhooks
    #[command(subcommand)]
    Archive(Archive),
    /// Looks at unassigned webhooks, and releases them to organizations
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// Reads archived webhooks anew with today's code, and shows what that changes
    Replay(Replay),
    /// Looks at domain events
    #[command(subcommand)]
    Events(Events),
    /// Looks at what failed for good, and puts it back
    #[command(subcommand)]
    DeadLetters(DeadLetters),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Up {
    /// How many demo calls to play; 0 plays none
    #[arg(long, default_value_t = 20)]
    pub(crate) calls: u64,
    /// Where the emulators of Vapi, Twilio and Resend listen
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub(crate) sandbox: std::net::SocketAddr,
    /// Sends traces to the sandbox, to look at under /_sandbox/traces
    #[arg(long)]
    pub(crate) traces: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Demo {
    /// How many calls to play
    #[arg(long, default_value_t = 20)]
    pub(crate) calls: u64,
    /// How many at a time
    #[arg(long, default_value_t = 8)]
    pub(crate) concurrency: usize,
    /// Decides what the calls are like: the same seed, the same calls
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// How many times faster than life; 0 is as fast as can be
    #[arg(long, default_value_t = 0)]
    pub(crate) faster: u32,
    /// Only the end-of-call reports
    #[arg(long)]
    pub(crate) reports_only: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Organization {
    /// Adds one with a connection to Vapi, and shows its secrets this once; the first takes
    /// `VAPI_WEBHOOK_SECRET` and `VAPI_API_KEY` where they are set
    Add(AddOrganization),
    /// Prints its settings as JSON, or replaces them
    Settings(organization_settings::Options),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Operator {
    /// Makes a person who signs in an operator
    Add {
        /// The e-mail address that they sign in with
        email: String,
    },
    /// Makes an operator a person like others
    Remove {
        /// The e-mail address that they sign in with
        email: String,
    },
    /// Lists the operators
    List,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct AddOrganization {
    #[arg(long)]
    pub(crate) name: String,
    /// The e-mail address of the person who signs in first
    #[arg(long)]
    pub(crate) owner: String,
    /// Where its days begin, such as `America/New_York`
    #[arg(long, default_value = "UTC")]
    pub(crate) timezone: Zone,
    /// The private key of its account at Vapi, for `sync`
    #[arg(long, env = "CALLFLEX_VAPI_API_KEY", hide_env_values = true, value_parser = secret())]
    pub(crate) vapi_api_key: Option<SecretString>,
    /// Of numbers that are written without one, by its two letters, such as `US`
    #[arg(long)]
    pub(crate) country: Option<Country>,
    /// A number that each call is reported to by SMS; may be given again
    #[arg(long)]
    pub(crate) sms: Vec<String>,
    /// An address that each call is reported to by e-mail; may be given again
    #[arg(long)]
    pub(crate) email: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Sync {
    /// Whose calls: org_… or a UUID
    #[arg(long)]
    pub(crate) organization: OrganizationId,
    /// The first day (2026-11-01) or moment (2026-11-01T09:30:00Z), UTC
    #[arg(long, value_parser = first_moment)]
    pub(crate) from: DateTime<Utc>,
    /// The last day or moment, included; now when absent
    #[arg(long, value_parser = last_moment)]
    pub(crate) to: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Doctor {
    /// Checks the settings alone, and connects to nothing
    #[arg(long)]
    pub(crate) settings: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Events {
    /// Prints events as they are published
    Tail(Tail),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Tail {
    /// Which: a routing key such as call.ended, `call.*` or `#`
    #[arg(default_value = "#")]
    pub(crate) key: String,
    /// Only of this organization
    #[arg(long)]
    pub(crate) organization: Option<OrganizationId>,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum DeadLetters {
    /// Counts the dead letters of every queue
    List,
    /// Shows the oldest dead letters of a queue
    Show {
        /// The queue in which they failed, such as notifier.send-sms
        queue: String,
        #[arg(long, default_value_t = 10)]
        limit: u32,
    },
    /// Puts dead letters back into their queue
    Retry {
        /// The queue in which they failed
        queue: String,
        /// Only this message; all of them when absent
        #[arg(long)]
        id: Option<Uuid>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_program_calls_itself_by_its_name_whatever_its_file_is_called() {
        let help = Arguments::try_parse_from(["/usr/local/bin/service", "events", "tail", "--help"]);
        let help = help.expect_err("help is no command").to_string();
        assert!(help.contains("Usage: callflex events tail"), "{help}");
    }
}

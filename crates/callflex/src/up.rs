//! Everything in one process.

mod environment;
mod local_servers;

use anyhow::Context as _;
use db::Role;
use domain::{EmailSettings, NotificationSettings, OrganizationId, PhoneNumber, SmsSettings, TransferNumber};
use gateway::Gateway;
use runtime::settings::Settings;
use runtime::{Tasks, clock, telemetry};
use sandbox::{Sandbox, SandboxSettings};
use service::Resources;
use tokio_util::sync::CancellationToken;
use vapi::VapiSettings;
use webhook_ingest::WebhookIngest;

use crate::arguments::{Demo, Up};
use crate::fleet::Fleet;
use crate::home::{DemoFile, Home, is_set};
use crate::organization::{NewOrganization, Owner, VapiLine, is_first, random_secret, revealed};
use crate::terminal::{Step, is_terminal, print};
use crate::{demo, migrate, operator};
use environment::Environment;
use local_servers::LocalServers;

/// Runs until interrupted, and stops what it started.
pub(crate) async fn up(options: Up) -> anyhow::Result<()> {
    let home = Home::here();
    let servers = LocalServers::start_unless_given(&home).await?;
    let outcome = with_servers(options, &home, &servers).await;
    servers.stop().await?;
    outcome
}

async fn with_servers(options: Up, home: &Home, servers: &LocalServers) -> anyhow::Result<()> {
    let sandbox_settings = SandboxSettings { bind: options.sandbox, ..SandboxSettings::default() };
    let sandbox = Sandbox::build(sandbox_settings).with_context(|| {
        format!("could not start the emulators at {}: is something else there?", options.sandbox)
    })?;
    let environment = Environment::prepare(home, servers, &sandbox, options.traces)?;
    let settings = environment.settings()?;
    let _telemetry = telemetry::init("callflex", &settings.telemetry)?;

    let step = Step::begin("Postgres");
    let migrations = migrate::apply(&settings).await?;
    step.done(&format!("up to date, {migrations} migrations"));

    let resources = Resources::prepare(&settings, "callflex", &Role::ALL).await?;
    resources.db.check_roles().await?;
    let fleet = Fleet::build(&settings, &resources)?;
    let demo = demo_file(home, &fleet, &sandbox)?;
    put_demo_organization(&demo, &settings, &resources).await?;
    home.keep_demo(&demo)?;

    let running = Running { options, fleet, sandbox, demo, resources: resources.clone(), servers };
    let ended = runtime::until_stopped(settings.shutdown.deadline, |shutdown| running.run(shutdown)).await;
    resources.bus.close().await;
    resources.db.close().await;
    Ok(ended?)
}

/// Everything that runs until shutdown.
struct Running<'a> {
    options: Up,
    fleet: Fleet,
    sandbox: Sandbox,
    demo: DemoFile,
    resources: Resources,
    servers: &'a LocalServers,
}

impl Running<'_> {
    async fn run(self, shutdown: CancellationToken) -> Result<(), anyhow::Error> {
        let tasks = Tasks::new(shutdown.clone());
        tasks.spawn("sandbox", self.sandbox.run(shutdown.clone()));
        self.fleet.run(&tasks);
        let showing = async {
            show(&self.options, &self.demo, &self.resources).await?;
            std::future::pending::<()>().await;
            anyhow::Ok(())
        };
        let shown = tokio::select! {
            shown = showing => shown,
            ended = self.servers.one_ended() => Err(anyhow::anyhow!("{ended} has stopped; see .callflex/")),
            () = shutdown.cancelled() => Ok(()),
        };
        shutdown.cancel();
        tasks.finish().await?;
        shown
    }
}

/// Plays the demo calls, prints what came of them, and where to go from here.
async fn show(options: &Up, demo: &DemoFile, resources: &Resources) -> anyhow::Result<()> {
    let step = Step::begin("Six services");
    resources.bus.until_up().await;
    step.done("running");

    let organization: OrganizationId = demo.organization_id.parse()?;
    let before = demo::look(&resources.db, organization).await?;
    if options.calls > 0 {
        let step = Step::begin(format!("Playing {} calls through the whole path", options.calls));
        let play = Demo { calls: options.calls, concurrency: 8, seed: None, faster: 0, reports_only: false };
        let played = demo::play(demo, &play, before).await?;
        step.note("waiting for what follows from them");
        let expected = before.final_calls + i64::try_from(options.calls)?;
        let after = demo::settled(&resources.db, organization, expected).await?;
        step.done("done");
        print(demo::shown(before, after, &played));
    }
    print(format!(
        "\n  API       {0}/api/docs\n  sign in   {1} / {2}\n  webhooks  {3}/api/webhooks/vapi/{4}\n  sandbox   {5}/_sandbox\n  scripts   .callflex/demo.json\n\n  Ctrl-C stops everything.",
        demo.gateway_url,
        demo.email,
        password_shown(&demo.password, is_terminal()),
        demo.ingest_url,
        demo.organization_id,
        demo.sandbox_url,
    ));
    Ok(())
}

/// To a person only: what is no terminal is kept, as a log.
fn password_shown(password: &str, is_terminal: bool) -> &str {
    if is_terminal { password } else { "the password in .callflex/demo.json" }
}

/// Where scripts start from: the organization and the secrets of the last run, the addresses of this one.
fn demo_file(home: &Home, fleet: &Fleet, sandbox: &Sandbox) -> anyhow::Result<DemoFile> {
    let last = home.demo()?;
    let kept = |pick: fn(&DemoFile) -> &String| last.as_ref().map(pick).cloned();
    Ok(DemoFile {
        gateway_url: format!("http://{}", fleet.address_of::<Gateway>()?),
        ingest_url: format!("http://{}", fleet.address_of::<WebhookIngest>()?),
        sandbox_url: sandbox.url(),
        organization_id: match kept(|last| &last.organization_id) {
            Some(id) => id,
            None => OrganizationId(clock::new_id()).to_string(),
        },
        email: "demo@callflex.local".to_owned(),
        password: match kept(|last| &last.password) {
            Some(password) => password,
            None => revealed(&random_secret("")?),
        },
        api_key: match kept(|last| &last.api_key) {
            Some(key) => key,
            None => revealed(&accounts::keys::generate()?),
        },
        vapi_webhook_secret: match kept(|last| &last.vapi_webhook_secret) {
            Some(secret) => secret,
            None => revealed(&random_secret("vapi_")?),
        },
        stripe_webhook_secret: None,
    })
}

async fn put_demo_organization(
    demo: &DemoFile,
    settings: &Settings,
    resources: &Resources,
) -> anyhow::Result<()> {
    let id =
        demo.organization_id.parse().context("could not read the organization in .callflex/demo.json")?;
    let given: VapiSettings = settings.section()?;
    // The real account's key, where one is set, is for the real first organization.
    let may_take_given = !is_set("VAPI_API_KEY") || is_first(&resources.db, id).await?;
    let organization = NewOrganization {
        country: Some("US".parse()?),
        id,
        name: "Acme Dental (demo)".to_owned(),
        timezone: "America/Los_Angeles".parse()?,
        notifications: NotificationSettings {
            sms: SmsSettings {
                enabled: true,
                numbers: vec![PhoneNumber::parse("+14155550142")?],
                ..SmsSettings::default()
            },
            email: EmailSettings { enabled: true, addresses: vec![demo.email.clone()] },
        },
        transfer_numbers: [("manager".to_owned(), transfer_number("+14155550143")?)].into(),
        // Its password is in demo.json, and follows it.
        owner: Owner {
            email: demo.email.clone(),
            name: "Demo Owner".to_owned(),
            password: demo.password.clone().into(),
            reset: true,
        },
        api_key: demo.api_key.clone().into(),
        webhook_secret: demo.vapi_webhook_secret.clone().into(),
        vapi_api_key: given.api_key.filter(|_| may_take_given),
        line: Some(sandbox_line()),
    };
    organization.put(&resources.db, &service::seal_key(settings)?).await?;
    operator::make(&resources.db, &demo.email).await?;
    Ok(())
}

/// The line that the sandbox's callers call.
fn sandbox_line() -> VapiLine {
    let line = sandbox::callers::Line::default();
    VapiLine {
        assistant_id: line.assistant_id.to_string(),
        phone_number_id: line.phone_number_id.to_string(),
        phone_number: line.phone_number,
    }
}

fn transfer_number(number: &str) -> anyhow::Result<TransferNumber> {
    Ok(TransferNumber { number: PhoneNumber::parse(number)?, extension: None, hours: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_password_is_shown_to_a_person_only() {
        assert_eq!(password_shown("s3cret", true), "s3cret");
        assert!(!password_shown("s3cret", false).contains("s3cret"));
    }
}

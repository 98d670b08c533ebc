//! Checks every connection and shows what to fix.

use std::net::SocketAddr;
use std::time::Duration;

use accounts::connections::MIN_SECRET_BYTES;
use anyhow::bail;
use bus::Bus;
use call_processor::CallProcessorSettings;
use db::{Db, Role};
use gateway::{GatewaySettings, SignInSettings};
use mail::ResendSettings;
use reqwest::Client;
use runtime::settings::Settings;
use runtime::{clock, error_chain};
use service::Resources;
use stripe::StripeSettings;
use twilio::TwilioSettings;
use url::Url;
use vapi::VapiSettings;
use vapi_sync::VapiSyncSettings;
use webhook_ingest::IngestSettings;

use crate::arguments::Doctor;
use crate::home::Home;
use crate::keys;
use crate::terminal::print;

const PATIENCE: Duration = Duration::from_secs(5);

/// Of the services that have no other settings.
const ADDRESSES: [&str; 3] =
    ["call_processor.management_bind", "notifier.management_bind", "billing.management_bind"];

/// Prints a line a check; fails when one of them does.
pub(crate) async fn doctor(options: Doctor) -> anyhow::Result<()> {
    let Sections { settings, vapi, twilio, resend } = match sections() {
        Ok(sections) => sections,
        Err(error) => {
            bail!("settings: {error:#}\n  every setting is explained in deploy/config/default.toml");
        }
    };
    print("ok    settings");
    if options.settings {
        return Ok(());
    }
    let checks = [
        postgres(&settings).await,
        rabbitmq(&settings).await,
        own_keys(&settings),
        secrets(&settings).await,
        time_zones(),
        provider("Vapi", &vapi.base_url, vapi.api_key.is_some()).await,
        provider("Twilio", &twilio.base_url, twilio.auth_token.is_some()).await,
        provider("Resend", &resend.base_url, resend.account().is_some()).await,
    ];
    let failed = checks.iter().filter(|passed| !**passed).count();
    if failed > 0 {
        bail!("{failed} of {} checks failed", checks.len() + 1);
    }
    Ok(())
}

/// The settings, and the sections of what is asked.
struct Sections {
    settings: Settings,
    vapi: VapiSettings,
    twilio: TwilioSettings,
    resend: ResendSettings,
}

/// Reads every section, as each process reads only its own.
fn sections() -> anyhow::Result<Sections> {
    let settings = Home::here().settings()?;
    for key in ADDRESSES {
        settings.value::<SocketAddr>(key)?;
    }
    settings.section::<GatewaySettings>()?;
    settings.section::<SignInSettings>()?;
    settings.section::<IngestSettings>()?;
    settings.section::<CallProcessorSettings>()?;
    settings.section::<VapiSyncSettings>()?;
    settings.section::<StripeSettings>()?;
    let (vapi, twilio, resend) = (settings.section()?, settings.section()?, settings.section()?);
    Ok(Sections { settings, vapi, twilio, resend })
}

async fn postgres(settings: &Settings) -> bool {
    let check = async {
        let db = Db::connect_lazily(&service::db_settings(settings, "callflex doctor", &Role::ALL)?).await?;
        db.check_roles().await?;
        // The newest table: without it the schema is behind.
        let tx = db.identity().await?;
        db::events::extent(&tx).await?;
        tx.commit().await?;
        anyhow::Ok(())
    };
    let fix = "start it (`make up` runs one here), check DATABASE_URL and the roles' addresses, and run `callflex migrate`";
    report("Postgres", check.await, fix)
}

async fn rabbitmq(settings: &Settings) -> bool {
    let check = async {
        let resources = Resources::prepare(settings, "callflex doctor", &[]).await?;
        let up = tokio::time::timeout(PATIENCE, resources.bus.until_up()).await;
        let outcome = match up {
            Ok(_) => Ok(()),
            Err(_) => Err(connection_error(&resources.bus)),
        };
        resources.bus.close().await;
        outcome
    };
    report("RabbitMQ", check.await, "start it (`make up` runs one here) and check AMQP_URL")
}

fn connection_error(bus: &Bus) -> anyhow::Error {
    match bus.last_error() {
        Some(error) => anyhow::anyhow!("{}", error_chain(error.as_ref())),
        None => anyhow::anyhow!("no answer within {PATIENCE:?}"),
    }
}

fn own_keys(settings: &Settings) -> bool {
    let check = || {
        settings.security.jwt_secret()?;
        service::seal_key(settings)?;
        anyhow::Ok(())
    };
    report("keys", check(), "set JWT_SECRET (32 characters or more) and SEAL_KEY (openssl rand -base64 32)")
}

/// Whether the key opens what is sealed. What could be better is no failure: nothing is turned away for it.
async fn secrets(settings: &Settings) -> bool {
    let look = async {
        let key = service::seal_key(settings)?;
        let db =
            Db::connect_lazily(&service::db_settings(settings, "callflex doctor", &[Role::System])?).await?;
        db.check_roles().await?;
        let secrets = keys::inspect(&db, &key).await?;
        if let Some(unopened) = keys::unopened(&secrets) {
            bail!("{unopened}");
        }
        anyhow::Ok(secrets)
    };
    let fix = "set SEAL_KEY, or SEAL_KEY_PREVIOUS beside it, to the key they were sealed with; or give them new \
               secrets (`callflex connection rotate … --overlap 0h`)";
    let secrets = match look.await {
        Ok(secrets) => secrets,
        Err(error) => return report("secrets", Err(error), fix),
    };
    let (count, outdated) = (secrets.count, secrets.outdated);
    if outdated > 0 {
        print(format!(
            "warn  secrets: {outdated} of {count} are not sealed with SEAL_KEY as it is done today\n      to fix: callflex keys rotate"
        ));
    }
    if !secrets.short.is_empty() {
        let (short, named) = (secrets.short.len(), keys::named(secrets.short.iter()));
        print(format!(
            "warn  secrets: {short} of {count} are shorter than {MIN_SECRET_BYTES} bytes\n{named}\n      to fix: callflex connection rotate, or integration rotate"
        ));
    }
    report(&format!("secrets: {count} sealed"), Ok(()), fix)
}

/// Old rules are no failure: most of them still hold.
fn time_zones() -> bool {
    let data = domain::zone_data();
    if data.is_old(clock::now()) {
        print(format!(
            "WARN  time zones: {data}, a year old\n      to fix: update the system's tzdata, or CallFlex"
        ));
    } else {
        print(format!("ok    time zones: {data}"));
    }
    true
}

/// Whether a provider's address answers at all: a key is only tried by what uses it.
async fn provider(name: &str, base_url: &Url, has_key: bool) -> bool {
    if !has_key {
        print(format!("--    {name}: no credentials, so it is not used"));
        return true;
    }
    let check = async {
        let http: Client = runtime::http::client(PATIENCE)?;
        http.get(base_url.clone()).send().await?;
        anyhow::Ok(())
    };
    report(name, check.await, &format!("check the network, and that {base_url} is the provider's address"))
}

fn report(name: &str, outcome: anyhow::Result<()>, fix: &str) -> bool {
    match outcome {
        Ok(()) => {
            print(format!("ok    {name}"));
            true
        }
        Err(error) => {
            print(format!("FAIL  {name}: {error:#}\n      to fix: {fix}"));
            false
        }
    }
}

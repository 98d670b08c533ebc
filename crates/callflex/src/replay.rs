//! Runs what the archive holds through today's code once more.

mod answers;
mod call_name;
mod configuration;
mod difference;
mod one_call;
mod summary;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use clap::{ArgGroup, Args};
use db::{Db, DbSettings, Role, webhook_events};
use domain::call::VapiCallId;
use domain::{OrganizationId, WebhookId};
use runtime::error_chain;
use runtime::settings::Settings;
use secrecy::SecretString;

use self::answers::Answers;
use self::call_name::CallName;
use self::one_call::{Keep, MAX_MESSAGES, Reading, Replayed};
use self::summary::Summary;
use crate::home::Home;
use crate::terminal::print;
use crate::values::secret;

/// A call is read anew from all of its messages, whichever of them chose it.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("what").args(["message", "call", "day"]))]
pub(crate) struct Replay {
    /// The call that this webhook reported: whk_…
    #[arg(long)]
    message: Option<WebhookId>,
    /// One call: Vapi's id, or call_…
    #[arg(long)]
    call: Option<CallName>,
    /// The calls of a day, such as 2026-11-20, UTC
    #[arg(long)]
    day: Option<NaiveDate>,
    /// Whose: org_… or a UUID; those of all organizations when absent
    #[arg(long, required_unless_present = "what")]
    organization: Option<OrganizationId>,
    /// Reads the archive of another database: its address for the role `callflex_app`. What an organization's
    /// calls need is copied where it is missing
    #[arg(long, requires = "organization", env = "CALLFLEX_REPLAY_FROM", hide_env_values = true, value_parser = secret())]
    from: Option<SecretString>,
    /// Keeps what differs; without it, it is only shown
    #[arg(long)]
    apply: bool,
    /// Lets SMS and e-mails go out for calls that were not on record, where the organization
    /// has them switched on
    #[arg(long, requires = "apply")]
    notify: bool,
}

pub(crate) async fn replay(options: Replay) -> anyhow::Result<()> {
    let (settings, target) = Home::here().database("callflex replay", &[Role::System]).await?;
    let archive = match &options.from {
        Some(url) => elsewhere(url, &settings).await?,
        None => target.clone(),
    };
    let organizations = match options.organization {
        Some(organization) => vec![organization],
        None => all_organizations(&target).await?,
    };
    let keep = match (options.apply, options.from.is_some()) {
        (false, _) => Keep::Nothing,
        (true, true) => Keep::Differences,
        (true, false) => Keep::DifferencesAndOutcomes,
    };
    let mut run =
        Run { archive, target, keep, answers: None, would_notify: false, summary: Summary::default() };
    let mut is_found = false;
    for organization in organizations {
        run.would_notify = !options.notify && configuration::notifies(&run.target, organization).await?;
        if options.from.is_some() {
            run.prepare(organization).await?;
        }
        is_found |= run.replay(organization, &options).await?;
    }
    if let (false, Some(named)) = (is_found, options.named()) {
        bail!("the archive has no {named}");
    }
    print(run.summary.shown(keep != Keep::Nothing));
    if run.summary.failed > 0 {
        bail!("{} calls could not be replayed", run.summary.failed);
    }
    Ok(())
}

impl Replay {
    /// What has to be there.
    fn named(&self) -> Option<String> {
        let message = self.message.map(|id| id.to_string());
        message.or_else(|| self.call.as_ref().map(|name| format!("call {name}")))
    }
}

/// The other database, which is only read, as one organization.
async fn elsewhere(url: &SecretString, settings: &Settings) -> anyhow::Result<Db> {
    let database = &settings.database;
    let other = DbSettings {
        app_url: url.clone(),
        system_url: None,
        identity_url: None,
        retention_url: None,
        min_connections: 0,
        max_connections: 1,
        connect_timeout: database.connect_timeout,
        acquire_timeout: database.acquire_timeout,
        statement_timeout: database.statement_timeout,
        application_name: "callflex replay".to_owned(),
    };
    let db = Db::connect_lazily(&other).await?;
    db.check_roles().await.context("could not use the other database")?;
    Ok(db)
}

async fn all_organizations(db: &Db) -> anyhow::Result<Vec<OrganizationId>> {
    let tx = db.system().await?;
    let organizations = db::organizations::active(&tx).await?;
    tx.commit().await?;
    Ok(organizations)
}

struct Run {
    archive: Db,
    target: Db,
    keep: Keep,
    /// What tools did is done again where it is not on record: never in the archive's own database.
    answers: Option<Answers>,
    /// SMS or e-mails would go out for a call that ended, and `--notify` was not given.
    would_notify: bool,
    summary: Summary,
}

impl Run {
    /// Sees to it that the organization's calls can be recorded.
    async fn prepare(&mut self, organization: OrganizationId) -> anyhow::Result<()> {
        let tx = self.target.tenant(organization).await?;
        let known = db::organizations::own(&tx).await?;
        tx.commit().await?;
        if self.would_notify && self.keep != Keep::Nothing {
            bail!(
                "{organization} has SMS or e-mail notifications switched on in this database, and they would go out for old calls: \
                 switch them off, or add --notify"
            );
        }
        if known.is_none() && self.keep == Keep::Nothing {
            bail!(
                "{organization} is not in this database: with --apply it is copied, without it there is nothing to compare with"
            );
        }
        if known.is_none() {
            configuration::copy(&self.archive, &self.target, organization).await?;
        }
        if self.keep != Keep::Nothing {
            self.answers = Some(Answers::of(&self.archive, &self.target, organization).await?);
        }
        Ok(())
    }

    /// Whether the archive has what is named.
    async fn replay(&mut self, organization: OrganizationId, options: &Replay) -> anyhow::Result<bool> {
        if let Some(id) = options.message {
            return self.message(organization, id).await;
        }
        match (&options.call, options.day) {
            (Some(name), _) => match self.vapi_call_id(organization, name).await? {
                Some(id) => return self.call(organization, id, None).await,
                None => return Ok(false),
            },
            (None, Some(day)) => self.day(organization, day, None).await?,
            (None, None) => self.all(organization).await?,
        }
        Ok(true)
    }

    async fn message(&mut self, organization: OrganizationId, id: WebhookId) -> anyhow::Result<bool> {
        let tx = self.archive.tenant(organization).await?;
        let found = webhook_events::find(&tx, id).await?;
        tx.commit().await?;
        let Some(found) = found else { return Ok(false) };
        let reported = found.vapi_call_id.as_deref().and_then(|call| VapiCallId::parse(call).ok());
        match reported {
            Some(call) => {
                self.call(organization, call, None).await?;
            }
            None => print(format!("{id} ({}) reports no call", found.kind)),
        }
        Ok(true)
    }

    async fn vapi_call_id(
        &self,
        organization: OrganizationId,
        name: &CallName,
    ) -> anyhow::Result<Option<VapiCallId>> {
        match name {
            CallName::Vapis(id) => Ok(Some(id.clone())),
            CallName::Ours(id) => {
                let tx = self.archive.tenant(organization).await?;
                let found = db::calls::find(&tx, *id).await?;
                tx.commit().await?;
                Ok(found.map(|stored| stored.call.vapi_call_id))
            }
        }
    }

    /// Day by day, so that no list is longer than a day's. A call that runs over midnight is
    /// taken on its first day.
    async fn all(&mut self, organization: OrganizationId) -> anyhow::Result<()> {
        let tx = self.archive.tenant(organization).await?;
        let extent = webhook_events::extent(&tx).await?;
        tx.commit().await?;
        let Some((first, last)) = extent else { return Ok(()) };
        for day in first.date_naive().iter_days().take_while(|day| *day <= last.date_naive()) {
            self.day(organization, day, Some(start_of(day))).await?;
        }
        Ok(())
    }

    async fn day(
        &mut self,
        organization: OrganizationId,
        day: NaiveDate,
        begun_since: Option<DateTime<Utc>>,
    ) -> anyhow::Result<()> {
        let next = day.checked_add_days(Days::new(1)).context("there is no day after that")?;
        let tx = self.archive.tenant(organization).await?;
        let reported = webhook_events::calls_between(&tx, start_of(day), start_of(next)).await?;
        tx.commit().await?;
        for id in reported {
            match VapiCallId::parse(&id) {
                Ok(id) => {
                    self.call(organization, id, begun_since).await?;
                }
                Err(_) => self.summary.malformed_ids += 1,
            }
        }
        Ok(())
    }

    async fn call(
        &mut self,
        organization: OrganizationId,
        id: VapiCallId,
        begun_since: Option<DateTime<Utc>>,
    ) -> anyhow::Result<bool> {
        let mut reading = Reading::of(&self.archive, organization, id.clone()).await?;
        if reading.begun_at.is_none() || reading.begun_at < begun_since {
            return Ok(false);
        }
        if reading.is_cut {
            print(format!("{id}: has more messages than the first {MAX_MESSAGES}, which are read"));
        }
        self.summary.read(&reading);
        for (message, why) in &reading.unreadable {
            print(format!("{id}: could not read {message}: {why}"));
        }
        match reading.replay(&self.target, organization, self.keep, self.would_notify).await {
            Ok(replayed) if replayed.is_held_back && self.keep != Keep::Nothing => {
                print(format!(
                    "{id}: left out, as SMS or e-mails would go out for it: --notify allows them, or switch them off"
                ));
                self.summary.failed += 1;
                return Ok(true);
            }
            Ok(replayed) => {
                show(&id, &replayed);
                self.summary.replayed(&replayed);
            }
            Err(unavailable @ db::Error::Unavailable(_)) => return Err(unavailable.into()),
            Err(error) => {
                print(format!("{id}: {}", error_chain(&error)));
                self.summary.failed += 1;
                return Ok(true);
            }
        }
        if let Some(answers) = &self.answers {
            reading
                .give_again(answers)
                .await
                .with_context(|| format!("could not repeat the tools of {id}"))?;
        }
        Ok(true)
    }
}

/// Of a call that is new everything differs.
fn show(id: &VapiCallId, replayed: &Replayed) {
    let event = replayed.event.map(|name| format!(", {name}")).unwrap_or_default();
    if replayed.is_new {
        print(format!("{id}: new{event}"));
    } else if !replayed.differences.is_empty() {
        print(format!("{id}: {} values differ{event}", replayed.differences.len()));
        for difference in &replayed.differences {
            print(format!("  {difference}"));
        }
    }
}

fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

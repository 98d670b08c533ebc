//! Adds an organization, with everything that its calls need to arrive.

use accounts::connections::check_secret;
use anyhow::Context as _;
use db::Role;
use domain::{
    EmailSettings, NotificationSettings, OrganizationId, PhoneNumber, SmsSettings, TransferNumbers,
};
use runtime::clock;
use vapi::VapiSettings;

use crate::arguments::AddOrganization;
use crate::home::Home;
use crate::organization::{NewOrganization, Owner, is_first, random_secret, revealed};
use crate::terminal::print;

pub(crate) async fn add(options: AddOrganization) -> anyhow::Result<()> {
    let read = |text: &String| {
        PhoneNumber::read(text, options.country).with_context(|| format!("could not read the number {text}"))
    };
    let numbers: Vec<PhoneNumber> = options.sms.iter().map(read).collect::<anyhow::Result<_>>()?;
    let (settings, db) = Home::here().database("callflex organization", &[Role::Identity]).await?;
    let id = OrganizationId(clock::new_id());
    let is_first = is_first(&db, id).await?;
    // Of the first only: a secret that opens several organizations would be everybody's.
    let mut given: VapiSettings = settings.section()?;
    if !is_first {
        (given.api_key, given.webhook_secret) = (None, None);
    }
    if let Some(secret) = &given.webhook_secret {
        check_secret(secret).context("VAPI_WEBHOOK_SECRET")?;
    }

    let organization = NewOrganization {
        id,
        name: options.name,
        timezone: options.timezone,
        country: options.country,
        notifications: NotificationSettings {
            sms: SmsSettings { enabled: !numbers.is_empty(), numbers, ..SmsSettings::default() },
            email: EmailSettings { enabled: !options.email.is_empty(), addresses: options.email },
        },
        transfer_numbers: TransferNumbers::new(),
        owner: Owner {
            name: options.owner.clone(),
            email: options.owner,
            password: random_secret("")?,
            reset: false,
        },
        api_key: accounts::keys::generate()?,
        webhook_secret: match given.webhook_secret {
            Some(secret) => secret,
            None => random_secret("vapi_")?,
        },
        vapi_api_key: options.vapi_api_key.or(given.api_key),
        line: None,
    };
    let owner_is_new = organization.put(&db, &service::seal_key(&settings)?).await?;

    print(format!("organization    {id}"));
    let ingest = settings.api_url.as_str().trim_end_matches('/');
    print(format!("server URL      {ingest}/api/webhooks/vapi/{id}"));
    print(format!("X-Vapi-Secret   {}", revealed(&organization.webhook_secret)));
    print(format!("API key         {}", revealed(&organization.api_key)));
    if owner_is_new {
        print(format!(
            "sign in         {} / {}",
            organization.owner.email,
            revealed(&organization.owner.password)
        ));
    } else {
        print(format!("sign in         {}, with the password they have", organization.owner.email));
    }
    Ok(())
}

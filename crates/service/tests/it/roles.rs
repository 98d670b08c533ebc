use std::sync::Mutex;

use db::Role;
use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Service, Worker};
use testing::World;

/// A service that shows what it was given.
struct Administration;

static GIVEN: Mutex<Option<Resources>> = Mutex::new(None);

impl Service for Administration {
    const NAME: &'static str = "vapi-sync";
    const ROLES: &'static [Role] = &[Role::Identity];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        *GIVEN.lock().unwrap() = Some(resources.clone());
        let management = Management::bind(settings.value("billing.management_bind")?, resources.health())?;
        Ok(Worker::new(Self::NAME, settings, management, resources))
    }
}

#[tokio::test]
async fn a_service_is_given_its_own_roles_however_many_its_process_holds() {
    let world = World::start().await;
    let worker = service::build::<Administration>(&world.settings, &world.resources).unwrap();
    let given = GIVEN.lock().unwrap().take().unwrap();
    given.check_roles(&tokio_util::sync::CancellationToken::new()).await.unwrap();
    given.db.identity().await.unwrap().commit().await.unwrap();
    given.db.system().await.unwrap_err();
    given.db.retention().await.unwrap_err();
    drop((worker, given));
    world.finish().await;
}

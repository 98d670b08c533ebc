use lapin::{BasicProperties, options::*};
use crate::world::*;
use bus::Exchange;

#[tokio::test]
async fn experiment_shared_channel_attribution() {
    let world = World::start().await;
    let connection = world.raw().await;
    let channel = connection.create_channel().await.unwrap();
    channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
    for (round, every) in [(1,7),(2,2),(3,50),(4,3)] { for pause in [0u64, 300] { let mut confirms = vec![];
    for n in 0..3000 {
        let good = n % every != 0;
        let (ex, key) = if good { ("", QUEUE) } else { ("", "nowhere") };
        let c = channel.basic_publish(ex.into(), key.into(), BasicPublishOptions { mandatory: true, immediate: false }, b"x",
            BasicProperties::default().with_delivery_mode(2).with_message_id(n.to_string().into())).await.unwrap();
 if pause > 0 && n % 10 == 0 { tokio::time::sleep(std::time::Duration::from_micros(pause)).await; }
        confirms.push((n, good, c));
    }
    let (mut false_ok, mut false_bad, mut mismatched) = (0, 0, 0);
    for (n, good, c) in confirms {
        match c.await.unwrap() {
            lapin::Confirmation::Ack(None) => if !good { false_ok += 1 },
            lapin::Confirmation::Ack(Some(r)) => { if good { false_bad += 1 }
                if r.properties.message_id().as_ref().unwrap().as_str() != n.to_string() { mismatched += 1 } },
            _ => panic!(),
        }
    }
    println!("{round} {pause}: lost but reported stored: {false_ok}, stored but reported lost: {false_bad}, mismatched: {mismatched}");
    }}
    let _ = Exchange::Events;
}

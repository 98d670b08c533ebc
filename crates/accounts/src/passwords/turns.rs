//! Whose password is checked next.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;

/// At most 8 of one network wait: an office in the morning. More of a flood would only wait in vain.
const WAITING_EACH: usize = 8;
/// At most 128 wait in a lane: as many as are checked within the longest wait.
const WAITING: usize = 128;
/// At most 5 seconds: whoever waits longer has to come again.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// Who wants a password checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    pub network: IpAddr,
    /// The owner of the account has signed in from this network before.
    pub is_known: bool,
}

/// There is no turn now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoTurn {
    /// Others wait, or have waited longer.
    Busy,
    /// Enough of the asker's own network wait.
    Crowded,
}

/// A few turns at once. Those who wait are in two lanes, known askers and others, which take turns; in each
/// lane the networks do. So a flood, from however many addresses, leaves every other turn to known askers, and a
/// flood from one address costs everybody else one turn.
pub(super) struct Turns(Mutex<State>);

struct State {
    /// None while anybody waits.
    free: usize,
    known: Lane,
    others: Lane,
    is_known_next: bool,
}

/// Those who wait, by network: the one whose turn is next comes first.
#[derive(Default)]
struct Lane(VecDeque<Queue>);

struct Queue {
    network: IpAddr,
    waiting: VecDeque<oneshot::Sender<Turn>>,
}

/// One turn. When it is dropped the next one begins.
pub(super) struct Turn(Option<Arc<Turns>>);

impl Turns {
    pub(super) fn new(at_once: usize) -> Arc<Self> {
        let (known, others) = (Lane::default(), Lane::default());
        Arc::new(Self(Mutex::new(State { free: at_once, known, others, is_known_next: true })))
    }

    /// Waits for a turn. May be cancelled.
    pub(super) async fn take(self: &Arc<Self>, asker: Asker) -> Result<Turn, NoTurn> {
        let Some(waiting) = self.join(asker)? else { return Ok(Turn(Some(Arc::clone(self)))) };
        match timeout(MAX_WAIT, waiting).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(NoTurn::Busy),
        }
    }

    /// Queues up; `None` where the turn begins at once.
    fn join(&self, asker: Asker) -> Result<Option<oneshot::Receiver<Turn>>, NoTurn> {
        let mut state = self.lock();
        if state.free > 0 {
            state.free -= 1;
            return Ok(None);
        }
        let lane = if asker.is_known { &mut state.known } else { &mut state.others };
        let (waiter, waiting) = oneshot::channel();
        lane.join(asker.network, waiter)?;
        Ok(Some(waiting))
    }

    /// Hands a turn that is over to whoever is next. One who has left meanwhile gives it back.
    fn pass_on(self: Arc<Self>) {
        let mut turns = self;
        loop {
            let next = turns.lock().call_next();
            let Some(next) = next else { return };
            let Err(mut unused) = next.send(Turn(Some(turns))) else { return };
            let Some(back) = unused.0.take() else { return };
            turns = back;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.pass_on();
        }
    }
}

impl State {
    /// Who is next; where nobody waits the turn is free.
    fn call_next(&mut self) -> Option<oneshot::Sender<Turn>> {
        let lanes = if self.is_known_next {
            [&mut self.known, &mut self.others]
        } else {
            [&mut self.others, &mut self.known]
        };
        self.is_known_next = !self.is_known_next;
        let next = lanes.into_iter().find_map(Lane::take_first);
        if next.is_none() {
            self.free += 1;
        }
        next
    }
}

impl Lane {
    fn join(&mut self, network: IpAddr, waiter: oneshot::Sender<Turn>) -> Result<(), NoTurn> {
        self.forget_who_left();
        let own = self.0.iter().find(|queue| queue.network == network).map_or(0, |queue| queue.waiting.len());
        if own >= WAITING_EACH {
            return Err(NoTurn::Crowded);
        }
        if self.0.iter().map(|queue| queue.waiting.len()).sum::<usize>() >= WAITING {
            self.make_room(own)?;
        }
        match self.0.iter_mut().find(|queue| queue.network == network) {
            Some(queue) => queue.waiting.push_back(waiter),
            None => self.0.push_back(Queue { network, waiting: VecDeque::from([waiter]) }),
        }
        Ok(())
    }

    fn take_first(&mut self) -> Option<oneshot::Sender<Turn>> {
        let mut queue = self.0.pop_front()?;
        let next = queue.waiting.pop_front();
        if !queue.waiting.is_empty() {
            self.0.push_back(queue);
        }
        next
    }

    /// Sends away the last of the network that has the most waiting, for one of a network that has fewer.
    fn make_room(&mut self, own: usize) -> Result<(), NoTurn> {
        let longest = self.0.iter_mut().max_by_key(|queue| queue.waiting.len());
        match longest.filter(|queue| queue.waiting.len() > own.saturating_add(1)) {
            Some(queue) => {
                queue.waiting.pop_back();
                Ok(())
            }
            None => Err(NoTurn::Busy),
        }
    }

    fn forget_who_left(&mut self) {
        for queue in &mut self.0 {
            queue.waiting.retain(|waiter| !waiter.is_closed());
        }
        self.0.retain(|queue| !queue.waiting.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;

    use futures_util::FutureExt as _;

    use super::*;

    type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Turn, NoTurn>> + 'a>>;

    fn stranger(network: u8) -> Asker {
        Asker { network: [203, 0, 113, network].into(), is_known: false }
    }

    fn known(network: u8) -> Asker {
        Asker { is_known: true, ..stranger(network) }
    }

    /// The only turn of all.
    fn begin(turns: &Arc<Turns>) -> Turn {
        turns.take(stranger(0)).now_or_never().unwrap().unwrap()
    }

    /// Queues up, behind someone.
    fn wait(turns: &Arc<Turns>, asker: Asker) -> Waiting<'_> {
        let mut waiting: Waiting<'_> = Box::pin(turns.take(asker));
        assert!(look(&mut waiting).is_none());
        waiting
    }

    fn look(waiting: &mut Waiting<'_>) -> Option<Result<Turn, NoTurn>> {
        waiting.as_mut().now_or_never()
    }

    /// The order of the turns: each ends as soon as it is seen, for the next one to begin.
    fn order(waiting: &mut Vec<(&'static str, Waiting<'_>)>) -> Vec<&'static str> {
        let mut order = Vec::new();
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain_mut(|(name, one)| match look(one) {
                Some(turn) => {
                    order.push(*name);
                    drop(turn.unwrap());
                    false
                }
                None => true,
            });
            assert!(waiting.len() < before, "nobody's turn: {order:?}");
        }
        order
    }

    #[tokio::test]
    async fn networks_take_turns_however_many_of_one_wait() {
        let turns = Turns::new(1);
        let held = begin(&turns);
        let mut waiting = vec![
            ("flood 1", wait(&turns, stranger(1))),
            ("flood 2", wait(&turns, stranger(1))),
            ("flood 3", wait(&turns, stranger(1))),
            ("another", wait(&turns, stranger(2))),
            ("a third", wait(&turns, stranger(3))),
        ];
        drop(held);
        assert_eq!(order(&mut waiting), ["flood 1", "another", "a third", "flood 2", "flood 3"]);
        assert_eq!(turns.lock().free, 1);
    }

    #[tokio::test]
    async fn known_askers_have_every_other_turn_and_no_more() {
        let turns = Turns::new(1);
        let held = begin(&turns);
        let mut waiting: Vec<_> =
            (1..=3).map(|network| ("stranger", wait(&turns, stranger(network)))).collect();
        waiting.extend((1..=3).map(|network| ("known", wait(&turns, known(network)))));
        drop(held);
        let expected = ["known", "stranger", "known", "stranger", "known", "stranger"];
        assert_eq!(order(&mut waiting), expected);
    }

    #[tokio::test]
    async fn one_network_has_a_few_places_and_a_full_lane_has_one_for_every_other() {
        let turns = Turns::new(1);
        let _held = begin(&turns);
        let mut networks = 1..;
        let mut waiting = Vec::new();
        while waiting.len() < WAITING {
            let network = networks.next().unwrap();
            waiting.extend((0..WAITING_EACH).map(|_| wait(&turns, stranger(network))));
            let one_more = turns.take(stranger(network)).now_or_never();
            assert!(matches!(one_more, Some(Err(NoTurn::Crowded))));
        }
        let _another = wait(&turns, stranger(200));
        let sent_away = waiting.iter_mut().filter_map(look).collect::<Vec<_>>();
        assert!(matches!(sent_away.as_slice(), [Err(NoTurn::Busy)]), "{}", sent_away.len());
    }

    #[tokio::test]
    async fn who_leaves_gives_up_the_place_and_the_turn() {
        let turns = Turns::new(1);
        let held = begin(&turns);
        let left: Vec<_> = (0..WAITING_EACH).map(|_| wait(&turns, stranger(1))).collect();
        drop(left);
        let mut patient = wait(&turns, stranger(1));
        drop(held);
        drop(look(&mut patient).unwrap().unwrap());
        assert_eq!(turns.lock().free, 1);

        let held = begin(&turns);
        let unread = wait(&turns, stranger(1));
        // It has the turn and leaves without having seen it.
        drop(held);
        drop(unread);
        assert_eq!(turns.lock().free, 1);
    }
}

//! Turns at drawing: few files at once, one of each account, and nobody waits for ever.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Files drawn at once. Each takes a core, and an A3 picture 70 MB.
const AT_ONCE: usize = 2;
/// Files that one account may have under way: one is drawn, the others wait. A page asks for two, its preview
/// and the file.
const OF_ACCOUNT: usize = 4;
/// How long somebody waits for a turn.
const WAIT: Duration = Duration::from_secs(10);
/// In how many seconds to come again.
const AGAIN: u64 = 5;

/// Who draws, and who waits. Clones share it.
#[derive(Clone)]
pub(super) struct Turns {
    all: Arc<Semaphore>,
    accounts: Arc<Mutex<HashMap<Uuid, Line>>>,
    wait: Duration,
}

/// The files of one account.
struct Line {
    turn: Arc<Semaphore>,
    under_way: usize,
}

/// The turn of one file; dropping it gives it back.
pub(super) struct Turn {
    _all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
    _place: Place,
}

/// A place in the line of an account.
struct Place {
    account: Uuid,
    turn: Arc<Semaphore>,
    accounts: Arc<Mutex<HashMap<Uuid, Line>>>,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self::waiting(WAIT)
    }

    fn waiting(wait: Duration) -> Self {
        Self {
            all: Arc::new(Semaphore::new(AT_ONCE)),
            accounts: Arc::default(),
            wait,
        }
    }

    /// Waits for the turn of an account. Whoever goes away gives their place back.
    ///
    /// # Errors
    /// 429 when the account has too many files under way, 503 when no turn came in time.
    pub(super) async fn take(&self, account: Uuid) -> Result<Turn> {
        let place = self.line_up(account)?;
        let both = async {
            // The account's own turn first: who waits for themselves holds up nobody else.
            let own = Arc::clone(&place.turn).acquire_owned().await?;
            let all = Arc::clone(&self.all).acquire_owned().await?;
            Ok::<_, AcquireError>((own, all))
        };
        let came = tokio::time::timeout(self.wait, both).await;
        let (own, all) = came.map_err(|_| busy())?.map_err(Error::internal)?;
        Ok(Turn {
            _all: all,
            _own: own,
            _place: place,
        })
    }

    fn line_up(&self, account: Uuid) -> Result<Place> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let line = accounts.entry(account).or_insert_with(|| Line {
            turn: Arc::new(Semaphore::new(1)),
            under_way: 0,
        });
        if line.under_way >= OF_ACCOUNT {
            return Err(too_many());
        }
        line.under_way += 1;
        Ok(Place {
            account,
            turn: Arc::clone(&line.turn),
            accounts: Arc::clone(&self.accounts),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = accounts.get_mut(&self.account) {
            line.under_way = line.under_way.saturating_sub(1);
            if line.under_way == 0 {
                accounts.remove(&self.account);
            }
        }
    }
}

fn busy() -> Error {
    Error::unavailable("no turn to draw a poster came in time").detail(
        "Đang có nhiều người in bảng mã QR cùng lúc. Anh chị chờ ít phút rồi tải lại giúp.",
        "Many people are printing posters just now. Please wait a little and try again.",
    )
}

fn too_many() -> Error {
    let share = u32::try_from(OF_ACCOUNT).unwrap_or(u32::MAX);
    Error::rate_limited(share, AGAIN).detail(
        format!(
            "Tài khoản của anh chị đang có {OF_ACCOUNT} tệp chưa tải xong. Chờ các tệp đó xong rồi tải tiếp giúp."
        ),
        format!("Your account has {OF_ACCOUNT} files under way. Please wait until they are done."),
    )
}

#[cfg(test)]
mod tests {
    use mobile_contract::ErrorCode;

    use super::*;

    fn account(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[tokio::test]
    async fn one_account_leaves_a_turn_to_others() {
        let turns = Turns::waiting(Duration::ZERO);
        let first = turns.take(account(1)).await.unwrap();
        let second = turns.take(account(1)).await.err().unwrap();
        assert_eq!(second.code(), ErrorCode::Unavailable);
        let other = turns.take(account(2)).await.unwrap();
        // All are taken: a third is told so, and when to come again.
        let third = turns.take(account(3)).await.err().unwrap();
        assert_eq!(third.code(), ErrorCode::Unavailable);
        assert!(third.retry_after().is_some());
        drop(first);
        assert!(turns.take(account(3)).await.is_ok());
        drop(other);
        assert!(
            turns.accounts.lock().unwrap().is_empty(),
            "all is forgotten"
        );
    }

    #[tokio::test]
    async fn a_line_does_not_grow_for_ever() {
        let turns = Turns::new();
        let first = turns.take(account(1)).await.unwrap();
        let waiting: Vec<_> = (1..OF_ACCOUNT)
            .map(|_| {
                let turns = turns.clone();
                tokio::spawn(async move { turns.take(account(1)).await.is_ok() })
            })
            .collect();
        while turns.accounts.lock().unwrap()[&account(1)].under_way < OF_ACCOUNT {
            tokio::task::yield_now().await;
        }
        let refused = turns.take(account(1)).await.err().unwrap();
        assert_eq!(refused.code(), ErrorCode::RateLimited);
        drop(first);
        for one in waiting {
            assert!(
                one.await.unwrap(),
                "each gets its turn after the one before"
            );
        }
    }
}

//! Places among the requests with files that are dealt with at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;

/// Requests with files that are read and looked at at once, each of up to 20 MB.
const ALL: usize = 16;
/// How many of them one network address may send. A village behind one address still gets on, and nobody
/// alone keeps everyone else out.
const OF_ADDRESS: usize = ALL / 3;
/// When it is worth trying again, in seconds: most uploads are done by then.
const WAIT: u64 = 15;

/// The places.
#[derive(Clone)]
pub(super) struct Doors {
    all: Arc<Semaphore>,
    /// How many each address holds; who holds none does not stand here.
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place among the requests that are dealt with at once; free again when it is dropped.
#[derive(Default)]
pub struct Door(Option<Held>);

struct Held {
    _place: OwnedSemaphorePermit,
    address: Option<IpAddr>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Doors {
    pub(super) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(ALL)),
            held: Arc::default(),
        }
    }

    /// A place for a sender.
    ///
    /// # Errors
    /// 429 when their address holds its share, 503 when all places are taken.
    pub(super) fn enter(&self, address: Option<IpAddr>) -> Result<Door, Error> {
        let place = Arc::clone(&self.all).try_acquire_owned();
        let place = place.map_err(|_| busy(Error::unavailable("too many send files at once")))?;
        if let Some(address) = address {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            let own = held.entry(address).or_default();
            if *own >= OF_ADDRESS {
                let share = u32::try_from(OF_ADDRESS).unwrap_or(u32::MAX);
                return Err(busy(Error::rate_limited(share, WAIT)));
            }
            *own += 1;
        }
        Ok(Door(Some(Held {
            _place: place,
            address,
            held: Arc::clone(&self.held),
        })))
    }
}

impl Door {
    /// Whether there is no place.
    pub(super) const fn is_none(&self) -> bool {
        self.0.is_none()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(address) = self.address else {
            return;
        };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.get_mut(&address) {
            *own -= 1;
            if *own == 0 {
                held.remove(&address);
            }
        }
    }
}

fn busy(error: Error) -> Error {
    error.and_field(
        "body.file",
        "đang có nhiều tệp được gửi cùng lúc. Bạn chờ ít phút rồi gửi lại giúp; phần chữ vẫn còn",
        "many files are being sent just now. Please wait a little and send it again; your words are kept",
    )
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use mobile_contract::ErrorCode;

    use super::*;

    fn address(last: u8) -> Option<IpAddr> {
        Some(Ipv4Addr::new(203, 0, 113, last).into())
    }

    #[test]
    fn one_address_holds_its_share_and_others_get_through() {
        let doors = Doors::new();
        let mut own: Vec<Door> = (0..OF_ADDRESS)
            .map(|_| doors.enter(address(1)).ok().unwrap())
            .collect();
        let refused = doors.enter(address(1)).err().unwrap();
        assert_eq!(refused.code(), ErrorCode::RateLimited);
        assert_eq!(refused.retry_after(), Some(WAIT));
        assert!(refused.is_about("body.file"));
        let other = doors.enter(address(2)).ok().unwrap();
        // What one leaves is free again, and what was refused took no place.
        own.pop();
        own.push(doors.enter(address(1)).ok().unwrap());
        drop((own, other));
        assert_eq!(doors.all.available_permits(), ALL);
        assert!(doors.held.lock().unwrap().is_empty());
    }

    #[test]
    fn all_addresses_together_hold_all_places() {
        let doors = Doors::new();
        let held: Vec<Door> = (0..ALL)
            .map(|at| {
                doors
                    .enter(address(u8::try_from(at / 4).unwrap()))
                    .ok()
                    .unwrap()
            })
            .collect();
        let refused = doors.enter(address(9)).err().unwrap();
        assert_eq!(refused.code(), ErrorCode::Unavailable);
        assert!(refused.retry_after().is_some() && refused.is_about("body.file"));
        drop(held);
        assert!(doors.enter(address(9)).is_ok());
    }
}

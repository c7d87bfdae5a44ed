//! How often one caller may ask for what costs us work.
//!
//! Whole villages share one address behind a mobile operator's network, so the allowance is large
//! and refills fast: it stops a machine, not a neighbourhood.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::Error;

/// Requests per second that one address may keep up, and how many it may send at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Refill per second.
    pub per_second: NonZeroU32,
    /// Most at once.
    pub burst: NonZeroU32,
}

/// Counts what callers of some kind ask, each by a key of its own. Workers share it.
#[derive(Clone)]
pub struct Counted<K: Clone + Eq + Hash> {
    inner: Option<(Allowance, Arc<DefaultKeyedRateLimiter<K>>)>,
}

impl<K: Clone + Eq + Hash> Counted<K> {
    /// `None` lets everyone through.
    #[must_use]
    pub fn new(allowance: Option<Allowance>) -> Self {
        let quota = |a: Allowance| Quota::per_second(a.per_second).allow_burst(a.burst);
        Self {
            inner: allowance.map(|a| (a, Arc::new(RateLimiter::keyed(quota(a))))),
        }
    }

    /// Lets a caller through or says when to come again.
    ///
    /// # Errors
    /// When the caller has used up the allowance.
    pub fn check(&self, caller: &K) -> Result<(), Error> {
        let Some((allowance, limiter)) = &self.inner else {
            return Ok(());
        };
        limiter.check_key(caller).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            Error::rate_limited(allowance.burst.get(), whole_seconds(wait))
        })
    }

    /// Forgets callers that have their full allowance again, so that memory stays bounded.
    pub fn forget_idle(&self) {
        if let Some((_, limiter)) = &self.inner {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// The limiter of network addresses that all workers share.
#[derive(Clone)]
pub struct Limiter {
    inner: Counted<IpAddr>,
    /// Behind a reverse proxy the caller's address is the last one that the proxy appended.
    behind_proxy: bool,
}

impl Limiter {
    /// Limits by address; `None` lets everyone through.
    #[must_use]
    pub fn new(allowance: Option<Allowance>, behind_proxy: bool) -> Self {
        Self {
            inner: Counted::new(allowance),
            behind_proxy,
        }
    }

    /// Lets a request through or says when to come again.
    ///
    /// # Errors
    /// When the caller has used up the allowance.
    pub fn check(&self, request: &HttpRequest) -> Result<(), Error> {
        match self.address(request) {
            Some(address) => self.inner.check(&address),
            None => Ok(()),
        }
    }

    /// Forgets addresses that have their full allowance again, so that memory stays bounded.
    pub fn forget_idle(&self) {
        self.inner.forget_idle();
    }

    /// The network address of a caller: of IPv6, the household's /64.
    #[must_use]
    pub fn address(&self, request: &HttpRequest) -> Option<IpAddr> {
        // Only the last entry is the proxy's own; the ones before it are whatever the caller sent.
        let forwarded = || {
            let header = request
                .headers()
                .get_all("x-forwarded-for")
                .last()?
                .to_str()
                .ok()?;
            let entry = header.rsplit(',').next()?.trim();
            let with_port = || entry.parse::<SocketAddr>().ok().map(|a| a.ip());
            entry.parse().ok().or_else(with_port)
        };
        let peer = || request.peer_addr().map(|a| a.ip());
        let address = if self.behind_proxy {
            forwarded().or_else(peer)
        } else {
            peer()
        };
        address.map(|address| network(address.to_canonical()))
    }
}

/// One household has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0u128 << 64))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

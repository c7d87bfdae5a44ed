//! Where a request comes from, as wrong proofs are counted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::HttpRequest;

use crate::kernel::rate::Limiter;

/// Bits of an IPv4 network that one owner has.
const V4_BITS: u32 = 24;
/// Bits of an IPv6 network that one owner has.
const V6_BITS: u32 = 48;

/// A client and its network. Addresses are kept nowhere: counters have keyed hashes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address, as the limiter counts it; empty where there is none.
    pub(super) client: String,
    /// The network around it.
    pub(super) network: String,
}

impl Origin {
    /// Reads it from a request.
    #[must_use]
    pub fn of(request: &HttpRequest, limiter: &Limiter) -> Self {
        limiter.address(request).map_or_else(Self::default, at)
    }
}

fn at(address: IpAddr) -> Origin {
    let network = match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX << (32 - V4_BITS);
            IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & mask))
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX << (128 - V6_BITS);
            IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & mask))
        }
    };
    Origin {
        client: address.to_string(),
        network: network.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_network() {
        let of = |text: &str| at(text.parse().unwrap());
        assert_eq!(of("192.0.2.7").network, of("192.0.2.200").network);
        assert_ne!(of("192.0.2.7").client, of("192.0.2.200").client);
        assert_ne!(of("192.0.2.7").network, of("192.0.3.7").network);
        assert_eq!(of("2001:db8:1:2::").network, of("2001:db8:1:ff::").network);
        assert_ne!(of("2001:db8:1::").network, of("2001:db8:2::").network);
    }
}

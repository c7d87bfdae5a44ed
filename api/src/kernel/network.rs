//! Networks as operators write them: `10.20.0.0/16`, `2001:db8::/48`, or one address.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// Bits of an IPv6 address that tell households apart: addresses are known no finer than this.
const IPV6_MOST: u8 = 64;

/// A network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its first address; of IPv4 as it is mapped into IPv6.
    first: u128,
    /// Bits that its addresses share, of 128.
    bits: u8,
    v4: bool,
}

/// Why a network cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// Not of the form.
    #[error("must be a network as 10.20.0.0/16 or 2001:db8::/48")]
    Form,
    /// Longer than addresses are known.
    #[error("an IPv6 network has at most 64 bits here: one household has all the rest")]
    TooFine,
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NetworkError::Form)?;
        let (v4, whole) = match address {
            IpAddr::V4(_) => (true, 32),
            IpAddr::V6(_) => (false, IPV6_MOST),
        };
        let bits = bits.map_or(Ok(whole), |bits| {
            bits.parse::<u8>().map_err(|_| NetworkError::Form)
        })?;
        match (v4, bits) {
            (true, 33..) | (false, 129..) => return Err(NetworkError::Form),
            (false, bits) if bits > IPV6_MOST => return Err(NetworkError::TooFine),
            _ => {}
        }
        let bits = if v4 { 96 + bits } else { bits };
        Ok(Self {
            first: number(address) & mask(bits),
            bits,
            v4,
        })
    }
}

impl Network {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.v4 && number(address) & mask(self.bits) == self.first
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = Ipv6Addr::from_bits(self.first);
        match address.to_ipv4_mapped() {
            Some(v4) if self.v4 => write!(f, "{v4}/{}", self.bits - 96),
            _ => write!(f, "{address}/{}", self.bits),
        }
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

const fn mask(bits: u8) -> u128 {
    if bits == 0 {
        0
    } else {
        u128::MAX << (128 - bits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_in_their_network_only() {
        for (network, inside, outside) in [
            ("10.20.0.0/16", "10.20.255.1", "10.21.0.1"),
            ("10.20.9.9/16", "10.20.0.0", "::a14:0"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("0.0.0.0/0", "203.0.113.5", "2001:db8::1"),
            ("2001:db8::/48", "2001:db8:0:7::1", "2001:db8:1::1"),
            ("10.20.0.0/16", "::ffff:10.20.3.4", "::ffff:10.21.3.4"),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(
                network.contains(inside.parse().unwrap()),
                "{network} {inside}"
            );
            assert!(
                !network.contains(outside.parse().unwrap()),
                "{network} {outside}"
            );
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "quay so 1",
            "10.0.0.0/33",
            "10.0.0.0/x",
            "10.0.0/8",
            "::/129",
            "/8",
        ] {
            assert_eq!(text.parse::<Network>(), Err(NetworkError::Form), "{text}");
        }
        assert_eq!(
            "2001:db8::/96".parse::<Network>(),
            Err(NetworkError::TooFine)
        );
    }

    proptest! {
        #[test]
        fn it_is_written_as_it_is_read(address: std::net::Ipv4Addr, bits in 0_u8..=32) {
            let network: Network = format!("{address}/{bits}").parse().unwrap();
            prop_assert_eq!(network.to_string().parse::<Network>(), Ok(network));
            prop_assert!(network.contains(address.into()));
        }
    }
}

//! Whether posters can be printed with the address of this server: it stands on each of them in letters, and in
//! each of their codes.

use chrono::NaiveDate;
use mobile_contract::QrCode;
use mobile_contract::qr::{QrKeyId, QrLink, QrSigned};
use motcua_posters::limits::HOST_MAX;
use motcua_posters::{Code, Details, Error as PosterError, Poster};
use url::Url;

/// Bytes of a signature.
const SIGNATURE: usize = 64;

/// Says in the log when no poster can be printed at this address. The server starts all the same: codes lead on,
/// and one that prints nothing needs no short name.
pub fn warn_unprintable(public_url: &Url) {
    if let Err(error) = printable(public_url.as_str().trim_end_matches('/')) {
        tracing::warn!(
            %error,
            "no poster can be printed with the address {public_url}; set --public-url to a host of at most \
             {HOST_MAX} letters, digits, dots and hyphens, its port included"
        );
    }
}

/// The host of an address such as `https://motcua.example`, with its port.
pub(super) fn host(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, host)| host)
}

/// Makes a poster with codes as long as ours are.
fn printable(base: &str) -> Result<(), PosterError> {
    let link = sample(base).ok_or(PosterError::Address)?;
    let code = || Code {
        address: link.to_string(),
        short: link.code().printed(),
    };
    let poster = Poster::new(&Details {
        agency: "A".to_owned(),
        counter: "A".to_owned(),
        place: String::new(),
        host: host(base).to_owned(),
        look_up: code(),
        ask: code(),
        rate: code(),
        version: 1,
        day: NaiveDate::default(),
    });
    poster.map(drop)
}

/// A signed link; `None` when no code can lead there.
fn sample(base: &str) -> Option<QrLink> {
    // One in ten numbers is no code.
    let code = (0..100).find_map(QrCode::from_number)?;
    let signed = QrSigned::new(QrKeyId::from_number(0)?, [0; SIGNATURE]);
    QrLink::new(base, code, Some(signed)).ok()
}

#[cfg(test)]
mod tests {
    use motcua_posters::Field;

    use super::*;

    #[test]
    fn hosts_of_provinces_and_of_trials_are_printed() {
        let longest = format!("https://{}.vn", "m".repeat(HOST_MAX - 3));
        for base in [
            "https://motcua.hungyen.gov.vn",
            "http://127.0.0.1:8080",
            "http://localhost:8080",
            // With the longest host, the address in the code still fits.
            &longest,
        ] {
            assert_eq!(printable(base), Ok(()), "{base}");
        }
    }

    #[test]
    fn what_cannot_be_printed_is_told_by_what_is_wrong_with_it() {
        let long = format!("https://{}.vn", "m".repeat(HOST_MAX - 2));
        let too_long = PosterError::TooLong {
            field: Field::Host,
            limit: HOST_MAX,
        };
        assert_eq!(printable(&long), Err(too_long));
        for base in [
            "https://mot_cua.vn",
            "http://[::1]:8080",
            "https://motcua.vn/a",
            "https://a@motcua.vn",
        ] {
            assert_eq!(printable(base), Err(PosterError::Address), "{base}");
        }
    }
}

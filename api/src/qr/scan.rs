//! What a scanned code means on the day of the scan.

use actix_web::web::Data;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::qr::{NamedRef, QrStatus, ScannedCode};
use mobile_contract::{ErrorCode, Locale, QrCode};
use url::Url;

use super::QrCodes;
use crate::agencies::{Agencies, StandingCounter};
use crate::error::Error;
use crate::kernel::clock::Clock;
use crate::kernel::period::EffectiveDated;
use crate::kernel::shared::Shared;
use crate::kernel::words;
use crate::places::Places;
use crate::procedures::Procedures;

/// Resolves codes over the present snapshots.
#[derive(Clone)]
pub struct Resolver {
    /// Printed codes.
    pub codes: Data<Shared<QrCodes>>,
    /// Agencies and counters.
    pub agencies: Data<Shared<Agencies>>,
    /// Places.
    pub places: Data<Shared<Places>>,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// The clock.
    pub clock: Clock,
    /// Where citizens reach this server.
    pub public_url: Url,
}

impl Resolver {
    /// Reads a code as scanned or typed.
    ///
    /// # Errors
    /// When it is no code, or none of ours.
    pub fn resolve(&self, text: &str, locale: Locale) -> Result<ScannedCode, Error> {
        let code = parse(text)?;
        let codes = self.codes.get();
        let missing = || Error::new(ErrorCode::QrNotFound);
        let (counter, status) = codes.find(&code).ok_or_else(missing)?;
        let today = self.clock.today();
        let agencies = self.agencies.get();
        let standing = agencies.counter(counter, today).ok_or_else(missing)?;
        let places = self.places.get();
        let opened_in = &standing.counter.place;
        // Where an old unit was divided, nobody can say from the poster which part one stands in.
        let place = match places.on(opened_in, today).as_slice() {
            [only] => Some(*only),
            _ => places.find(opened_in),
        };
        let place = place.ok_or_else(missing)?;
        Ok(ScannedCode {
            page_url: self.page_url(&code),
            status,
            counter: NamedRef {
                id: counter.clone(),
                name: standing.counter.name.clone(),
            },
            agency: NamedRef {
                id: standing.agency.id.clone(),
                name: standing.agency.name.clone(),
            },
            place: NamedRef {
                id: place.id.clone(),
                name: place.name.clone(),
            },
            procedures: self.procedures_of(&standing),
            notice: notice(&standing, locale),
            code,
        })
    }

    /// Reads a code that something shall be built on: it must be ours and not withdrawn.
    ///
    /// # Errors
    /// When it is not.
    pub fn trusted(&self, text: &str, locale: Locale) -> Result<ScannedCode, Error> {
        let refused = || {
            Error::field(
                "body.qr",
                "không phải mã QR đang dùng của Một Cửa",
                "not one of our QR codes in use",
            )
        };
        let scanned = self.resolve(text, locale).map_err(|_| refused())?;
        if scanned.status == QrStatus::Revoked {
            Err(refused())
        } else {
            Ok(scanned)
        }
    }

    /// The address on the poster.
    #[must_use]
    pub fn page_url(&self, code: &QrCode) -> String {
        format!(
            "{}/q/{code}",
            self.public_url.as_str().trim_end_matches('/')
        )
    }

    fn procedures_of(&self, standing: &StandingCounter<'_>) -> Vec<ProcedureRef> {
        let procedures = self.procedures.get();
        let codes = standing.counter.procedures.iter();
        codes
            .filter_map(|code| procedures.find(code))
            .map(|entry| ProcedureRef {
                code: entry.summary.code.clone(),
                title: entry.summary.title.clone(),
            })
            .collect()
    }
}

/// Reads a code, telling a typing slip from an unknown code only in words.
///
/// # Errors
/// When it is no code.
pub(super) fn parse(text: &str) -> Result<QrCode, Error> {
    text.parse().map_err(|_| {
        Error::new(ErrorCode::QrNotFound).detail(
            "Mã gồm 7 ký tự in dưới hình QR. Vui lòng kiểm tra lại từng ký tự.",
            "The code has the 7 characters printed below the QR image. Please check each of them.",
        )
    })
}

/// Says that the body which opened the counter has ended, and who follows it.
fn notice(standing: &StandingCounter<'_>, locale: Locale) -> Option<String> {
    let old = standing.opened_by;
    if old.holds_on(standing.day) {
        return None;
    }
    let name = &old.name;
    let ended = match (locale, old.valid_to.map(words::date)) {
        (Locale::Vi, Some(day)) => format!("{name} đã kết thúc hoạt động sau ngày {day}."),
        (Locale::Vi, None) => format!("{name} không còn hoạt động."),
        (Locale::En, Some(day)) => format!("{name} ended after {day}."),
        (Locale::En, None) => format!("{name} no longer exists."),
    };
    let several = standing.holders.len() > 1;
    let holders = standing.holders.iter().map(|holder| holder.name.as_str());
    Some(match (locale, words::bodies(holders, locale)) {
        (Locale::Vi, None) => format!("{ended} Nơi làm hiện nay ghi ở từng thủ tục."),
        (Locale::Vi, Some(follow)) if several => format!(
            "{ended} Nay tùy thủ tục và nơi bạn ở, việc này do {follow} làm. Nơi làm ghi ở từng thủ tục."
        ),
        (Locale::Vi, Some(follow)) => {
            format!("{ended} Nay việc ở đây do {follow} làm. Nơi làm ghi ở từng thủ tục.")
        }
        (Locale::En, None) => format!("{ended} Where to go now is on each procedure's page."),
        (Locale::En, Some(follow)) if several => format!(
            "{ended} Depending on the procedure and on where you live, its work is done today by {follow}. Where to go is on each procedure's page."
        ),
        (Locale::En, Some(follow)) => {
            format!(
                "{ended} Today {follow} does its work. Where to go is on each procedure's page."
            )
        }
    })
}

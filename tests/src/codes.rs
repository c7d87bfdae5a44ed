//! Codes of the demo: on posters, and on the receipts of dossiers.

use chrono::{DateTime, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::client::SignedIn;
use mobile_contract::qr::{
    NewQrCode, QrAttention, QrPurpose, QrScanFound, QrScanVia, QrTarget, RevokeQrCode,
    StaffQrFilter,
};
use mobile_contract::{QrCode, Slug};
use motcua::qr::PosterCodes;

use crate::App;
use crate::app::{Database, Setup};

/// Where the codes lead.
pub const PUBLIC: &str = "https://motcua.example.vn";
/// A counter of the province's one-stop centre.
pub const COUNTER: &str = "hcc-tinh-tu-phap";
/// The agency responsible for it.
pub const AGENCY: &str = "so-tu-phap";
/// A dossier.
pub const DOSSIER: &str = "H31.12.45-220715-0012";

/// A server that citizens reach at [`PUBLIC`].
pub async fn province(db: Database) -> Option<App> {
    let setup = Setup {
        public_url: Some(PUBLIC.to_owned()),
        ..Setup::default()
    };
    App::spawn(db, setup).await
}

/// The counter.
///
/// # Panics
/// Never: it is an id.
#[must_use]
pub fn counter() -> Slug {
    COUNTER.parse().unwrap()
}

/// What the counter's poster shows.
///
/// # Panics
/// When it lacks a code.
#[must_use]
pub fn poster(app: &App) -> PosterCodes {
    app.tickets().resolver.on_poster(&counter()).unwrap()
}

/// The tail of a printed address.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn tail(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// Why a code is withdrawn.
#[must_use]
pub fn reason() -> RevokeQrCode {
    RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    }
}

/// A code of the counter.
#[must_use]
pub fn of_counter(purpose: QrPurpose) -> NewQrCode {
    NewQrCode {
        target: purpose.target(),
        counter: Some(counter()),
        agency: None,
    }
}

/// A code for the receipt of a dossier.
///
/// # Panics
/// When it is none of a dossier.
#[must_use]
pub fn of_dossier(code: &str, agency: &str) -> NewQrCode {
    NewQrCode {
        target: QrTarget::Dossier {
            code: Some(code.parse().unwrap()),
        },
        counter: None,
        agency: Some(agency.parse().unwrap()),
    }
}

/// The number on the receipt of a dossier, and the address in its picture, as it is printed.
///
/// # Panics
/// When none is made.
pub async fn receipt(app: &App, dossier: &str, agency: &str) -> (QrCode, String) {
    let login = format!("{}@hungyen.example", dossier.to_lowercase());
    let (_, admin) = app.signed_in(&login, Role::Administrator, None).await;
    let new = of_dossier(dossier, agency);
    let code = admin.new_qr_code(&new).await.unwrap().code;
    let link = printed(app, &code);
    (code, link)
}

/// The address in the picture of a code.
///
/// # Panics
/// When no key signs.
#[must_use]
pub fn printed(app: &App, code: &QrCode) -> String {
    app.tickets().resolver.signed_link(code).unwrap()
}

/// Stores what was counted.
///
/// # Panics
/// When the database fails.
pub async fn flush(app: &App) {
    app.tickets().resolver.scans.flush().await.unwrap();
}

/// Scans of a code on a day, as a busy counter has them. The clock stays there.
pub async fn scanned(app: &App, code: &QrCode, at: DateTime<Utc>, times: usize) {
    app.clock().set(at);
    for _ in 0..times {
        let scans = &app.tickets().resolver.scans;
        scans.count(code, QrScanVia::Page, QrScanFound::Good);
    }
    flush(app).await;
}

/// The codes that need a look of a kind.
#[must_use]
pub fn needing(attention: QrAttention) -> StaffQrFilter {
    StaffQrFilter {
        attention: Some(attention),
        ..StaffQrFilter::default()
    }
}

/// The same, in the order of the list.
///
/// # Panics
/// When they cannot be listed.
pub async fn needing_a_look(staff: &SignedIn, attention: QrAttention) -> Vec<QrCode> {
    let found = staff.qr_codes(&needing(attention)).await.unwrap();
    found.items.into_iter().map(|row| row.code).collect()
}

//! Pages of dossiers, for their owners.

mod text;

use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::lookup::DossierView;

use self::text::Text;
use super::Chrome;
use crate::kernel::clock::to_hanoi;
use crate::kernel::words;

/// `/ho-so`: asks for the code and a proof.
#[derive(Debug, Template)]
#[template(path = "dossier_find.html")]
pub struct DossierFindPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The code, as far as it is known.
    pub code: &'a str,
    /// The phone number that was typed.
    pub phone: &'a str,
    /// Whether a code was just asked for: then the six digits are.
    pub sent: bool,
    /// Why nothing was opened.
    pub problem: Option<&'a str>,
}

impl DossierFindPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }
}

/// `/ho-so/ket-qua`: how a dossier stands.
#[derive(Debug, Template)]
#[template(path = "dossier.html")]
pub struct DossierPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The dossier.
    pub view: &'a DossierView,
}

impl DossierPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn moment(&self, at: &DateTime<Utc>) -> String {
        let local = to_hanoi(*at);
        let day = words::date(local.date());
        match self.chrome.locale {
            Locale::Vi => format!("{} ngày {day}", local.format("%H:%M")),
            Locale::En => format!("{} on {day}", local.format("%H:%M")),
        }
    }
}

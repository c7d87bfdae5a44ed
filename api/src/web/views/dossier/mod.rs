//! Pages of dossiers, for their owners.

mod text;

use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::dossier::subscription::{DossierSubscription, NewsChannel};
use uuid::Uuid;

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
    /// The code that was just asked for: then its six digits are.
    pub sent: Option<Uuid>,
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
    /// Who is told of it; `None`: what it was opened by does not show that.
    pub told: Option<&'a [DossierSubscription]>,
    /// The number or address that was typed, and why it was not taken.
    pub refused: Option<(&'a str, &'a str)>,
}

/// Being told of a dossier: asks for the code that was sent, or says that all is done.
#[derive(Debug, Template)]
#[template(path = "dossier_told.html")]
pub struct DossierToldPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Id of the subscription.
    pub id: Uuid,
    /// As much of the address as may be shown.
    pub address: &'a str,
    /// Whether nothing more is to be done.
    pub active: bool,
    /// Why the code was not taken.
    pub problem: Option<&'a str>,
}

impl DossierToldPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }
}

/// `/ho-so/ngung`: no more news of a dossier.
#[derive(Debug, Template)]
#[template(path = "dossier_stop.html")]
pub struct DossierStopPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// What the link in the message proves itself with.
    pub token: &'a str,
    /// The dossier.
    pub code: &'a str,
    /// As much of the address as may be shown.
    pub address: &'a str,
    /// Whether none is sent any more.
    pub ended: bool,
}

impl DossierStopPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }
}

impl DossierPage<'_> {
    fn s(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    fn typed(&self) -> &str {
        self.refused.map_or("", |(typed, _)| typed)
    }

    fn by(&self, channel: NewsChannel) -> &'static str {
        let s = self.s();
        match channel {
            NewsChannel::Mail => s.by_mail,
            NewsChannel::Sms => s.by_sms,
            NewsChannel::Push => s.by_app,
            NewsChannel::Zalo => s.by_zalo,
        }
    }

    /// While its clock stands still, the date is none that anybody can go by.
    fn due(&self) -> Option<DateTime<Utc>> {
        let open = self.view.standing_since.is_none();
        self.view.due_at.filter(|_| open)
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

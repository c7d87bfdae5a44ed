//! How a conversation begins.

use mobile_contract::qr::ScannedCode;
use mobile_contract::{Locale, Slug};

/// What a conversation begins with.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Language.
    pub locale: Locale,
    /// The citizen's place.
    pub place: Option<Slug>,
    /// What the scanned code means.
    pub scanned: Option<ScannedCode>,
}

impl Beginning {
    /// What a conversation begins with; a scanned code tells the place, unless it was named. Only what was proved is
    /// noted down: what is noted is asked for anew without its signature.
    #[must_use]
    pub fn new(locale: Locale, place: Option<Slug>, scanned: Option<ScannedCode>) -> Self {
        let of_code = scanned.as_ref().and_then(|s| s.place.as_ref());
        let place = place.or_else(|| of_code.map(|place| place.id.clone()));
        Self {
            locale,
            place,
            scanned: scanned.filter(|scanned| !scanned.is_bare_receipt()),
        }
    }
}

//! A text for people in both languages.

use mobile_contract::Locale;
use serde::{Deserialize, Serialize};

/// A text in Vietnamese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in a language.
    #[must_use]
    pub fn pick(&self, locale: Locale) -> &str {
        locale.pick(&self.vi, &self.en)
    }
}

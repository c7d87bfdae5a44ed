//! The two languages the assistant speaks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Language of texts for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Locale {
    /// Two-letter language tag.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a language tag: `en`, `en-US` are English, `vi`, `vi-VN` Vietnamese.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else if primary.eq_ignore_ascii_case("vi") {
            Some(Self::Vi)
        } else {
            None
        }
    }

    /// The best language of an `Accept-Language` header; Vietnamese when it names neither.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0.0f32, Self::Vi);
        for part in header.split(',').take(16) {
            let mut pieces = part.split(';');
            let Some(locale) = pieces.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// Chooses between a Vietnamese and an English text.
    #[must_use]
    pub const fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_we_speak_wins() {
        assert_eq!(
            Locale::from_accept_language("fr, en-US;q=0.8, vi;q=0.5"),
            Locale::En
        );
        assert_eq!(
            Locale::from_accept_language("vi-VN,vi;q=0.9,en;q=0.8"),
            Locale::Vi
        );
        assert_eq!(Locale::from_accept_language("de"), Locale::Vi);
    }
}

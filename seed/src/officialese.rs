//! Words of offices that people do not say, with what to say instead: `data/officialese.yaml`.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// A phrase to avoid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// What not to write.
    pub avoid: String,
    /// What to write instead.
    pub say: String,
}

/// The phrases to avoid.
#[derive(Clone, Debug, Default)]
pub struct Officialese(Vec<(Vec<String>, Phrase)>);

impl Officialese {
    /// Reads the list.
    ///
    /// # Errors
    /// When the text is not such a list.
    pub fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        let phrases: Vec<Phrase> = serde_saphyr::from_str(text)?;
        Ok(Self(
            phrases
                .into_iter()
                .map(|phrase| (words(&phrase.avoid), phrase))
                .collect(),
        ))
    }

    /// The phrases that a text contains, whole words only.
    pub fn found_in(&self, text: &str) -> impl Iterator<Item = &Phrase> {
        let text = words(text);
        self.0
            .iter()
            .filter(move |(avoid, _)| {
                !avoid.is_empty() && text.windows(avoid.len()).any(|window| window == avoid)
            })
            .map(|(_, phrase)| phrase)
    }
}

fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_in_any_case() {
        let list = Officialese::from_yaml(include_str!("../data/officialese.yaml")).unwrap();
        let found = |text| list.found_in(text).map(|p| p.avoid.as_str()).next();
        assert_eq!(found("Nộp giấy tờ Nêu Trên tại xã."), Some("nêu trên"));
        assert_eq!(found("Khi đủ HỒ SƠ HỢP LỆ, bạn nhận"), Some("hồ sơ hợp lệ"));
        assert_eq!(found("TTHC này"), Some("TTHC"));
        assert_eq!(found("niêm phong"), None);
        assert_eq!(found(""), None);
    }
}

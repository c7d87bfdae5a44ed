//! Words as rules about messages see them: folded, the commonest texting words spelt out.

use mobile_contract::text::fold;

/// The folded words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| spelt(word).split(' '))
        .map(str::to_owned)
        .collect()
}

/// A texting word, spelt out.
pub(crate) fn spelt(folded: &str) -> &str {
    match folded {
        "ko" | "k" | "hok" | "hong" | "hem" | "kg" => "khong",
        "dc" => "duoc",
        "e" => "em",
        "mk" | "mik" => "minh",
        "bn" => "bao nhieu",
        "lm" => "lam",
        "j" => "gi",
        "r" => "roi",
        other => other,
    }
}

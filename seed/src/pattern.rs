//! Patterns that are fixed at build time.

use regex::Regex;

/// Compiles a pattern that is fixed at build time.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and every one is run by a test"
)]
pub(crate) fn compiled(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern is well formed")
}

/// Declares a lazily compiled pattern.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compiled($text));
    };
}
pub(crate) use pattern;

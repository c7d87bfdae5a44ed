//! What pages of figures are asked for, of dossiers and of ratings: fields of their forms, and links that keep them.

use chrono::NaiveDate;

use super::Shell;
use crate::web::views::with_param;

/// A day as fields of forms want it: the one that is shown, else the one that was typed.
pub(super) fn day(shown: Option<NaiveDate>, typed: &Option<String>) -> String {
    let shown = shown.map(|day| day.to_string());
    shown.or_else(|| typed.clone()).unwrap_or_default()
}

/// Whether a field says an id.
pub(super) fn is_chosen(said: &Option<String>, id: &str) -> bool {
    said.as_deref() == Some(id)
}

/// What was said of names and values: those that are neither absent nor empty.
pub(super) fn said<'a, const N: usize>(
    pairs: [(&'static str, Option<&'a str>); N],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let said = |(name, value): (_, Option<_>)| Some((name, value?));
    pairs
        .into_iter()
        .filter_map(said)
        .filter(|(_, value): &(_, &str)| !value.is_empty())
}

/// A link to a page about the same.
pub(super) fn linked<'f>(
    shell: &Shell<'_>,
    path: &str,
    said: impl Iterator<Item = (&'static str, &'f str)>,
) -> String {
    said.fold(shell.href(path), |path, (name, value)| {
        with_param(&path, name, value)
    })
}

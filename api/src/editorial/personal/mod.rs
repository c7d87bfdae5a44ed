//! Words that may tell who somebody is. Rather one too many: a reviewer can say that a name is a street's,
//! but nobody can take back what was published.

mod names;
mod numbers;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use mobile_contract::editorial::PersonalKind;
use mobile_contract::ticket::TicketCode;
use regex::Regex;

/// Words that may tell who somebody is, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) kind: PersonalKind,
    /// Where they stand, in bytes.
    pub(super) at: Range<usize>,
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"));
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:s[ốo]\s+nh[àa]|nh[àa]\s+s[ốo]|ng[õo]|ng[áa]ch|h[ẻe]m|ki[ệe]t|t[ổo](?:\s+d[âa]n\s+ph[ốo])?|[đd][ộo]i|x[óo]m|th[ôo]n|c[ăa]n\s+h[ộo])\s+(?:s[ốo]\s+)?\d+[\p{L}\d/]*|s[ốo]\s+\d+[\p{L}\d/]*,?\s+(?:[đd][ưu][ờo]ng|ph[ốo]|ng[õo]))",
    )
});
static CODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"));

/// What a text may tell of somebody. `places` are looked for where a house may be named: in the words of
/// citizens; an office's address belongs into an answer.
pub(super) fn traces(text: &str, houses: bool) -> Vec<Trace> {
    let mut all = of_kind(PersonalKind::Number, numbers::find(text));
    all.extend(mails(text));
    all.extend(of_kind(PersonalKind::Name, names::find(text)));
    all.extend(codes(text));
    if houses {
        all.extend(matches(&ADDRESS, text, PersonalKind::Address));
    }
    all.sort_by_key(|trace| (trace.at.start, std::cmp::Reverse(trace.at.end)));
    // What lies within another one is told with it.
    let mut end = 0;
    all.retain(|trace| {
        let outside = trace.at.end > end;
        end = end.max(trace.at.end);
        outside
    });
    all
}

fn of_kind(kind: PersonalKind, found: Vec<Range<usize>>) -> Vec<Trace> {
    let traces = found.into_iter().map(|at| Trace { kind, at });
    traces.collect()
}

fn matches<'a>(
    pattern: &'a LazyLock<Option<Regex>>,
    text: &'a str,
    kind: PersonalKind,
) -> impl Iterator<Item = Trace> + 'a {
    let found = pattern.iter().flat_map(move |regex| regex.find_iter(text));
    found.map(move |m| Trace {
        kind,
        at: m.range(),
    })
}

/// Mail addresses; those of authorities are no person's.
fn mails(text: &str) -> impl Iterator<Item = Trace> + '_ {
    matches(&MAIL, text, PersonalKind::Mail).filter(|trace| {
        let address = text.get(trace.at.clone()).unwrap_or_default();
        !address.to_ascii_lowercase().ends_with(".gov.vn")
    })
}

fn codes(text: &str) -> impl Iterator<Item = Trace> + '_ {
    matches(&CODE, text, PersonalKind::Code).filter(|trace| {
        let word = text.get(trace.at.clone()).unwrap_or_default();
        word.parse::<TicketCode>().is_ok() || mobile_contract::dossier::mentions_code(word)
    })
}

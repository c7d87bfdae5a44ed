//! What one fee cell and its note say together.

use chrono::NaiveDate;
use mobile_contract::knowledge::{Fee, FeeKind};

use super::tidy::{self, rest};
use super::{money, numbers};
use crate::pattern::pattern;

/// A fee as far as it is understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    NotStated,
    Known(Fee),
    /// Stated, but it cannot be told what is meant.
    Unclear,
}

// "Phí : Đồng (…", "Lệ phí : Đồng (…", "Đồng (…": what is left of the portal's older page.
pattern!(
    SHELL,
    r"^[\s(]*(?:(?:Phí|Lệ phí)\s*:\s*)?(?:0\s+)?Đồng\s*[(]?\s*"
);
pattern!(COUNCIL, r"(?i)hội đồng nhân dân|HĐND");
pattern!(
    LAW,
    r"(?i)thông tư|nghị định|luật|quy định|biểu (?:phí|giá|mức|khung)|theo (?:thông báo|mức)|ủy ban nhân dân|UBND|do .{1,60} quy định|\d\s*%|trả phí"
);
pattern!(
    FREE_WORDS,
    r"(?i)^(?:không (?:thu|phải nộp|mất)|miễn (?:phí|lệ phí|thu))"
);
pattern!(
    FREE_FOR_SOME,
    r"(?i)^miễn (?:phí|lệ phí|thu)[^.;]{0,60}?\s(?:cho|đối với|trong trường hợp|khi|từ|kể từ|nếu)[\s:]"
);
pattern!(
    EXEMPT,
    r"(?i)(?:^|[\s(])miễn\s+(?:thu\s+|nộp\s+)?(?:phí|lệ phí)[^.;]{0,60}?\s(?:cho|đối với)[\s:]"
);
pattern!(
    EXEMPT_SENTENCE,
    r"(?i)miễn\s+(?:thu\s+|nộp\s+)?(?:phí|lệ phí).*$"
);
pattern!(
    CHANGED,
    r"(?i):\s*không(?:[\s.;]|$)|\d\s*%|giảm|bằng (?:một nửa|nửa)|64/2025/TT-BTC|áp dụng (?:mức|đến|từ|kể từ)|(?:từ|kể từ) ngày"
);
pattern!(
    WAIVED,
    r"(?i)miễn(?:\s+(?:phí|lệ phí|thu))?\s*(?:kể\s+)?từ(?:\s+ngày)?\s+\d{1,2}/\d{1,2}/\d{4}\s+đến(?: hết)?(?: ngày)?\s+(\d{1,2})/(\d{1,2})/(\d{4})"
);
pattern!(
    DENIED,
    r"(?i)^[-\s]*không (?:được )?quy định|^[-\s]*không (?:thu|phải nộp)"
);

/// "Miễn phí" with its note. The portal also shows it where no amount was entered, so a note that
/// speaks of a price outweighs it.
pub(super) fn free(note: &str) -> Verdict {
    let note = shell_off(note);
    let said = tidy::without_mark(&note);
    if tidy::says_nothing(said) {
        let note = said
            .to_lowercase()
            .starts_with("không quy định")
            .then(|| said.to_owned());
        return Verdict::Known(Fee {
            note,
            ..fee(FeeKind::Free)
        });
    }
    let amounts = money::amounts(said);
    let denied =
        DENIED.is_match(said) || (FREE_WORDS.is_match(said) && !FREE_FOR_SOME.is_match(said));
    if denied && amounts.is_empty() && !COUNCIL.is_match(said) && !other_fee(said) {
        return Verdict::Known(noted(fee(FeeKind::Free), said));
    }
    if let [amount] = amounts.as_slice()
        && is_plain(said)
        && !COUNCIL.is_match(said)
        && !EXEMPT.is_match(said)
    {
        return Verdict::Known(fixed(*amount, said));
    }
    told_by_note(said, !amounts.is_empty())
}

pattern!(OTHER_FEE, r"(?i)[.;]\s*[-+]?\s*phí [^.;]*quy định[^.;]*");

/// Whether a note that waives one fee goes on to another, which is not only for those who ask for it.
fn other_fee(note: &str) -> bool {
    OTHER_FEE
        .find_iter(note)
        .any(|found| !found.as_str().contains("nếu có"))
}

/// An amount with its note. It is fixed only where the note says nothing else.
pub(super) fn amount(amount: u64, note: &str, as_of: NaiveDate) -> Verdict {
    let note = shell_off(note);
    let said = tidy::without_mark(&note);
    if amount == 0 {
        return free(said);
    }
    if DENIED.is_match(said) {
        return Verdict::Unclear;
    }
    let others = money::amounts(said);
    let agrees = others.iter().all(|other| *other == amount);
    if agrees && !COUNCIL.is_match(said) && (is_plain(said) || waiver_is_over(said, as_of)) {
        return Verdict::Known(fixed(amount, said));
    }
    let kind = if COUNCIL.is_match(said) {
        FeeKind::SetLocally
    } else {
        FeeKind::Varies
    };
    let note = if others.contains(&amount) {
        said.to_owned()
    } else {
        format!(
            "Bảng của cổng ghi {} đồng. {}",
            numbers::readable(amount),
            tidy::capitalised(said)
        )
    };
    Verdict::Known(noted(fee(kind), &note))
}

/// An amount in another currency: the model counts in đồng, so it stays words.
pub(super) fn foreign(written: &str, note: &str) -> Verdict {
    let note = shell_off(note);
    let said = tidy::without_mark(&note);
    let number = written.split(' ').next().unwrap_or_default();
    let text = match (said.is_empty(), said.contains(number)) {
        (true, _) => written.to_owned(),
        (false, true) => said.to_owned(),
        (false, false) => format!("{written}. {}", tidy::capitalised(said)),
    };
    Verdict::Known(noted(fee(FeeKind::Varies), &text))
}

/// A fee of which only the note speaks.
fn told_by_note(said: &str, has_amounts: bool) -> Verdict {
    if COUNCIL.is_match(said) {
        return Verdict::Known(noted(fee(FeeKind::SetLocally), said));
    }
    if has_amounts || LAW.is_match(&EXEMPT_SENTENCE.replace_all(said, "")) {
        return Verdict::Known(noted(fee(FeeKind::Varies), said));
    }
    Verdict::Unclear
}

/// Whether a note leaves the amount as it is: no reduction, no period, no thresholds.
fn is_plain(note: &str) -> bool {
    if CHANGED.is_match(note) {
        return false;
    }
    // "dưới 50 tỷ: 10 triệu đồng" counts twice and names one amount.
    !money::counts_in_multiples(note)
        || note.matches("triệu").count() + note.matches("tỷ").count() <= 1
}

/// Whether the only change a note speaks of is a waiver for a time that has passed.
fn waiver_is_over(note: &str, as_of: NaiveDate) -> bool {
    let Some(found) = WAIVED.captures(note) else {
        return false;
    };
    let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
    let (Some(day), Some(month), Some(year)) = (number(1), number(2), number(3)) else {
        return false;
    };
    let end = i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    end.is_some_and(|end| end < as_of) && is_plain(&WAIVED.replace_all(note, ""))
}

fn fixed(amount: u64, said: &str) -> Fee {
    let mut fee = Fee {
        amount: Some(amount),
        per: money::per(said),
        ..noted(fee(FeeKind::Fixed), said)
    };
    // A note that only repeats the amount says nothing.
    if said.chars().count() < 40 {
        let repeats = match &fee.per {
            Some(per) => {
                said.trim_end_matches(['.', ' ', ';'])
                    .ends_with(per.as_str())
                    && starts_with_price(said)
            }
            None => {
                starts_with_price(said)
                    && money::amounts(&format!("{said} ")).len() == 1
                    && is_bare_price(said)
            }
        };
        if repeats {
            fee.note = None;
        }
    }
    fee
}

fn starts_with_price(said: &str) -> bool {
    said.starts_with(|c: char| c.is_ascii_digit() || c == '/')
        || said.to_lowercase().starts_with("đồng/")
}

pattern!(BARE_PRICE, r"(?i)^[\d.,]+\s*(?:đồng|vnđ|vnd|đ)\.?$");

fn is_bare_price(said: &str) -> bool {
    BARE_PRICE.is_match(said.trim())
}

/// Puts a note to a fee; sentences that say who does not pay become exemptions.
fn noted(mut fee: Fee, said: &str) -> Fee {
    let (mut kept, mut exemptions) = (Vec::new(), Vec::new());
    let mut exempting = false;
    for sentence in sentences(said) {
        let start = tidy::without_mark(sentence);
        // "Miễn lệ phí đối với: + … + …": the points below belong to it.
        if let (true, true, Some(last)) = (
            exempting,
            sentence.starts_with(['+', '*']),
            exemptions.last_mut(),
        ) {
            let last: &mut String = last;
            last.push(' ');
            last.push_str(sentence);
            continue;
        }
        exempting = false;
        if fee.kind != FeeKind::Free && EXEMPT.find(start).is_some_and(|m| m.start() == 0) {
            exempting = true;
            exemptions.push(tidy::capitalised(start.trim_end_matches([';', ' ', ')'])));
        } else {
            kept.push(sentence);
        }
    }
    let note = balanced(kept.join(" ").trim_end_matches([' ', ';', ',']));
    // One sentence stands without a full stop, so that channels can be compared.
    let note = if kept.len() > 1 {
        note
    } else {
        note.trim_end_matches('.').to_owned()
    };
    fee.note = (!note.is_empty()).then_some(note);
    fee.exemptions = exemptions;
    fee
}

/// Splits a note at the ends of sentences. Only a capital letter after the stop ends one, so that a
/// list of people between semicolons stays together.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for end in SENTENCE_END.find_iter(text) {
        let next = end.start() + 1;
        parts.push(tidy::cut(text, from, next).trim());
        from = next;
    }
    parts.push(rest(text, from).trim());
    parts.retain(|part| !part.is_empty());
    parts
}

pattern!(SENTENCE_END, r"[.;]\s*(?:[-+*]\s*)?\p{Lu}\p{Ll}");

fn shell_off(note: &str) -> String {
    let note = SHELL.replace(note, "");
    balanced(note.trim().trim_start_matches('(').trim())
}

/// Drops closing brackets at the end that nothing opened, and closes one that nothing closed.
fn balanced(text: &str) -> String {
    let mut text = text;
    while text.ends_with(')') && text.matches(')').count() > text.matches('(').count() {
        text = text.strip_suffix(')').unwrap_or(text).trim_end();
    }
    let open = text
        .matches('(')
        .count()
        .saturating_sub(text.matches(')').count());
    if open == 1 {
        format!("{text})")
    } else {
        text.to_owned()
    }
}

const fn fee(kind: FeeKind) -> Fee {
    Fee {
        channel: None,
        kind,
        amount: None,
        per: None,
        note: None,
        exemptions: Vec::new(),
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;

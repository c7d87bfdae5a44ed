//! Fees, time limits and papers, each in one line.

use mobile_contract::Locale;
use mobile_contract::knowledge::{
    Channel, Document, DocumentRole, Fee, FeeKind, Form, TimeLimit, TimeUnit,
};

use super::names::{basis_name, channel_name, dong, not_stated, per_name, role_name, unit_name};
use super::{join_sentences, lower_first, trim_end, upper_first};

/// What is to be paid, without channel, note and exemptions: `8.000 đ/bản`, `Miễn phí`.
#[must_use]
pub fn fee_amount(fee: &Fee, locale: Locale) -> String {
    let amount = fee.amount.map(|amount| match fee.per.as_deref() {
        Some(per) => format!("{}/{}", dong(amount), per_name(per, locale)),
        None => dong(amount),
    });
    let words = match fee.kind {
        FeeKind::Free => return locale.pick("Miễn phí", "Free").to_owned(),
        FeeKind::Fixed if amount.is_some() => return amount.unwrap_or_default(),
        FeeKind::Fixed => locale.pick(
            "Có thu, nguồn không nêu mức",
            "A fee is due; the source does not say how much",
        ),
        FeeKind::Varies => locale.pick("Tùy trường hợp", "Depends on the case"),
        FeeKind::SetLocally => locale.pick(
            "Theo mức HĐND tỉnh quy định",
            "Set by the provincial People's Council",
        ),
    };
    match amount {
        Some(amount) => format!("{amount} ({})", lower_first(words)),
        None => words.to_owned(),
    }
}

/// A fee in one line: `Trực tuyến: 4.000 đ/bản. Phí sao trích lục. Được miễn: người cao tuổi.`
#[must_use]
pub fn fee_line(fee: &Fee, locale: Locale) -> String {
    let mut sentences = vec![after_channel(fee.channel, &fee_amount(fee, locale), locale)];
    sentences.extend(fee.note.clone());
    sentences.extend(exemptions_line(fee, locale));
    join_sentences(&sentences)
}

/// Who does not pay: `Được miễn: trẻ em; người cao tuổi`. `None` when the source names nobody.
#[must_use]
pub fn exemptions_line(fee: &Fee, locale: Locale) -> Option<String> {
    (!fee.exemptions.is_empty()).then(|| {
        let who: Vec<&str> = fee.exemptions.iter().map(|e| trim_end(e)).collect();
        format!("{}: {}", locale.pick("Được miễn", "Exempt"), who.join("; "))
    })
}

/// How long, without channel and note: `5 ngày làm việc`. `None` when the source gives only words.
#[must_use]
pub fn time_amount(limit: &TimeLimit, locale: Locale) -> Option<String> {
    let amount = limit.amount?;
    Some(match limit.unit {
        Some(unit) => length(amount, unit, locale),
        None => match locale {
            Locale::Vi => format!("nguồn chỉ ghi số {amount}, không ghi là ngày hay giờ"),
            Locale::En => format!("the source only says {amount}, not whether days or hours"),
        },
    })
}

/// A length of time: `5 ngày làm việc`.
#[must_use]
pub fn length(amount: u32, unit: TimeUnit, locale: Locale) -> String {
    if (amount, unit) == (1, TimeUnit::HalfDay) {
        let half = locale.pick("nửa ngày làm việc", "half a working day");
        return half.to_owned();
    }
    let plural = if locale == Locale::En && amount != 1 {
        "s"
    } else {
        ""
    };
    format!("{amount}\u{a0}{}{plural}", unit_name(unit, locale))
}

/// A time limit in one line: `Trực tiếp tại quầy: 3 ngày làm việc (theo quy định). Tính từ khi đủ giấy tờ.`
#[must_use]
pub fn time_limit_line(limit: &TimeLimit, locale: Locale) -> String {
    let basis = basis_name(limit.basis, locale);
    let (first, note) = match (time_amount(limit, locale), &limit.note) {
        (Some(amount), note) if limit.unit.is_none() => (amount, note.clone()),
        (Some(amount), note) => (format!("{amount} ({basis})"), note.clone()),
        (None, Some(note)) => (format!("{} ({basis})", trim_end(note)), None),
        (None, None) => (not_stated(locale).to_owned(), None),
    };
    let mut sentences = vec![after_channel(limit.channel, &first, locale)];
    sentences.extend(note);
    join_sentences(&sentences)
}

/// How many originals and copies: `1 bản chính, 2 bản sao`. `None` when the source does not say.
#[must_use]
pub fn document_counts(document: &Document, locale: Locale) -> Option<String> {
    let count = |n: Option<u16>, vi: &str, en: &str| {
        n.filter(|n| *n > 0).map(|n| {
            let plural = if locale == Locale::En && n != 1 {
                if en == "copy" { "copies" } else { "originals" }
            } else {
                locale.pick(vi, en)
            };
            format!("{n}\u{a0}{plural}")
        })
    };
    let parts: Vec<String> = [
        count(document.originals, "bản chính", "original"),
        count(document.copies, "bản sao", "copy"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Name of a form: `mẫu CT01`, or its file name. `None` when the source names neither.
#[must_use]
pub fn form_name(form: &Form, locale: Locale) -> Option<String> {
    let word = locale.pick("mẫu", "form");
    match (&form.code, &form.name) {
        // Some codes bring the word along: "Mẫu số 21".
        (Some(code), _) if code.to_lowercase().starts_with(word) => Some(code.clone()),
        (Some(code), _) => Some(format!("{word} {code}")),
        (None, Some(name)) => Some(format!("{word}: {name}")),
        (None, None) => None,
    }
}

/// A paper in one line: `Tờ khai thay đổi cư trú (mẫu CT01): 1 bản chính. Cần khi: nộp trực tiếp.`
#[must_use]
pub fn document_line(document: &Document, locale: Locale) -> String {
    let mut first = trim_end(&document.name).to_owned();
    let form = document
        .form
        .as_ref()
        .and_then(|form| form_name(form, locale));
    if let Some(form) = form {
        first.push_str(&format!(" ({form})"));
    }
    if let Some(counts) = document_counts(document, locale) {
        first.push_str(&format!(": {counts}"));
    }
    let mut sentences = vec![first];
    if document.role != DocumentRole::Submit {
        sentences.push(role_name(document.role, locale).to_owned());
    }
    if let Some(when) = &document.needed_when {
        sentences.push(needed_when_line(when, locale));
    }
    sentences.extend(document.note.clone());
    join_sentences(&sentences)
}

/// When a paper is needed: `Cần khi: nộp trực tiếp`.
#[must_use]
pub fn needed_when_line(when: &str, locale: Locale) -> String {
    let when = trim_end(when);
    // Sources often begin with "khi"; the label must not say it twice.
    let words = match when.to_lowercase().strip_prefix("khi ") {
        Some(_) => when.split_once(' ').map_or(when, |(_, rest)| rest),
        None => when,
    };
    format!("{}: {words}", locale.pick("Cần khi", "Needed when"))
}

fn after_channel(channel: Option<Channel>, words: &str, locale: Locale) -> String {
    match channel {
        Some(channel) => format!("{}: {}", channel_name(channel, locale), lower_first(words)),
        None => upper_first(words),
    }
}

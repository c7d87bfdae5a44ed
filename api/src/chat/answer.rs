//! Answers composed of stored fields: one part of a procedure, or an overview.

mod costs;
mod lists;
mod papers;
mod part;
pub(super) mod steps;

use mobile_contract::Locale;
use mobile_contract::chat::Citation;
use mobile_contract::knowledge::{Facet, Procedure, Source};

use crate::kernel::text::cut;
use crate::kernel::words;

/// Longest excerpt of a text that could not be taken apart, in characters.
const EXCERPT: usize = 600;

/// What is said about a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Plain text.
    pub text: String,
    /// Where it was read.
    pub citations: Vec<Citation>,
    /// What could be asked next.
    pub suggestions: Vec<String>,
}

/// Answers about a procedure: the part asked for, or what most people need to know.
#[must_use]
pub fn about(procedure: &Procedure, facet: Option<Facet>, locale: Locale) -> Answer {
    let text = match facet {
        Some(facet) => one_part(procedure, facet, locale),
        None => overview(procedure, locale),
    };
    Answer {
        text,
        citations: citations(&procedure.sources),
        suggestions: suggestions(Some(procedure), facet, locale),
    }
}

/// Sources as citations.
#[must_use]
pub fn citations(sources: &[Source]) -> Vec<Citation> {
    sources
        .iter()
        .map(|s| Citation {
            title: s.title.clone(),
            url: s.url.clone(),
            as_of: s.as_of,
        })
        .collect()
}

fn title(procedure: &Procedure, locale: Locale) -> String {
    match (locale, &procedure.title_en) {
        (Locale::En, Some(en)) => format!("{en} ({})", procedure.title),
        _ => procedure.title.clone(),
    }
}

fn one_part(procedure: &Procedure, facet: Facet, locale: Locale) -> String {
    let heading = format!(
        "{}. {}:",
        title(procedure, locale),
        words::facet_name(facet, locale)
    );
    let mut lines = vec![heading];
    let stated = part::lines(procedure, facet, locale);
    if stated.is_empty() {
        lines.extend(not_stated(procedure, facet, locale));
    } else {
        lines.extend(stated);
    }
    lines.extend(doubts(procedure, facet, locale));
    lines.join("\n")
}

/// What the source writes, when it could not be taken apart, or that we have nothing about it.
fn not_stated(procedure: &Procedure, facet: Facet, locale: Locale) -> Vec<String> {
    // Offices of no plain level stand under "who".
    let also = (facet == Facet::Place).then_some(Facet::Who);
    let raw = [Some(facet), also]
        .into_iter()
        .flatten()
        .find_map(|f| procedure.as_stated.get(&f));
    let Some(raw) = raw else {
        let nothing = locale.pick(
            "Tôi chưa có thông tin này. Mời xem trang nguồn, hoặc gọi tổng đài 1022 của tỉnh.",
            "I have no information on this yet. Please see the source, or call the province's 1022 hotline.",
        );
        return vec![nothing.to_owned()];
    };
    let intro = locale.pick(
        "Nguyên văn trên Cổng Dịch vụ công:",
        "In the portal's own words:",
    );
    vec![intro.to_owned(), cut(raw, EXCERPT)]
}

/// Whether anything is known about a part.
#[must_use]
pub fn knows(procedure: &Procedure, facet: Facet) -> bool {
    procedure.as_stated.contains_key(&facet)
        || !part::lines(procedure, facet, Locale::Vi).is_empty()
}

/// What must be confirmed about a part before anyone relies on it.
fn doubts(procedure: &Procedure, facet: Facet, locale: Locale) -> Vec<String> {
    let word = locale.pick("Cần xác nhận", "To be confirmed");
    procedure
        .verify
        .iter()
        .filter(|verify| part::concerns(&verify.field, facet) && part::is_shown(&verify.field))
        .map(|verify| format!("{word}: {}", verify.why))
        .collect()
}

fn overview(procedure: &Procedure, locale: Locale) -> String {
    let mut lines = vec![format!("{}.", title(procedure, locale))];
    let summary = match locale {
        Locale::En => procedure.summary_en.as_ref().or(procedure.summary.as_ref()),
        Locale::Vi => procedure.summary.as_ref(),
    };
    lines.extend(summary.cloned());
    for facet in [Facet::Documents, Facet::Fee, Facet::TimeLimit, Facet::Place] {
        let stated = part::in_short(procedure, facet, locale);
        if !stated.is_empty() {
            lines.push(format!("{}:", words::facet_name(facet, locale)));
            lines.extend(stated);
        }
    }
    if !procedure.verify.is_empty() {
        lines.push(
            locale
                .pick(
                    "Có chi tiết cần xác nhận, xem trang thủ tục.",
                    "Some details are to be confirmed; see the procedure's page.",
                )
                .to_owned(),
        );
    }
    if lines.len() == 1 {
        lines.push(
            locale
                .pick(
                    "Tôi chưa có chi tiết của thủ tục này. Mời xem trang nguồn, hoặc gọi tổng đài 1022 của tỉnh.",
                    "I do not have the details of this procedure yet. Please see the source, or call the province's 1022 hotline.",
                )
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// Questions about the parts that were not asked for and of which something is known. Without a
/// procedure there is no "rest" to ask about.
#[must_use]
pub fn suggestions(about: Option<&Procedure>, asked: Option<Facet>, locale: Locale) -> Vec<String> {
    let Some(procedure) = about else {
        return Vec::new();
    };
    [
        (
            Facet::Documents,
            "Cần giấy tờ gì?",
            "Which papers do I need?",
        ),
        (Facet::Fee, "Phí bao nhiêu?", "How much is the fee?"),
        (Facet::TimeLimit, "Mất bao lâu?", "How long does it take?"),
        (Facet::Place, "Nộp ở đâu?", "Where do I go?"),
        (Facet::Steps, "Các bước làm thế nào?", "What are the steps?"),
    ]
    .into_iter()
    .filter(|(facet, ..)| asked != Some(*facet) && knows(procedure, *facet))
    .map(|(_, vi, en)| locale.pick(vi, en).to_owned())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedure(more: &serde_json::Value) -> Procedure {
        let mut value = serde_json::json!({"code": "1.001193", "title": "Đăng ký khai sinh", "field": "Hộ tịch"});
        value
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn papers_are_listed_with_when_they_are_needed() {
        let p = procedure(&serde_json::json!({"cases": [{"documents": [
            {"name": "Tờ khai"}, {"name": "Giấy ủy quyền", "needed_when": "nhờ người khác đi nộp"},
        ]}]}));
        let text = about(&p, Some(Facet::Documents), Locale::Vi).text;
        assert_eq!(
            text,
            "Đăng ký khai sinh. Giấy tờ:\n- Tờ khai\n- Giấy ủy quyền. Cần khi: nhờ người khác đi nộp."
        );
    }

    #[test]
    fn the_same_fee_on_every_channel_is_said_once() {
        let p = procedure(&serde_json::json!({"cases": [{"fees": [
            {"channel": "in_person", "kind": "free"}, {"channel": "online", "kind": "free"},
        ]}]}));
        let text = about(&p, Some(Facet::Fee), Locale::Vi).text;
        assert!(
            text.ends_with("- Trực tiếp tại quầy, trực tuyến: miễn phí"),
            "{text}"
        );
    }

    #[test]
    fn what_the_source_does_not_say_is_not_invented() {
        let text = about(
            &procedure(&serde_json::json!({})),
            Some(Facet::Fee),
            Locale::Vi,
        )
        .text;
        assert!(text.contains("Tôi chưa có thông tin này."), "{text}");
    }

    #[test]
    fn a_doubtful_part_says_so() {
        let p = procedure(&serde_json::json!({
            "cases": [{"fees": [{"kind": "set_locally"}]}],
            "verify": [{"field": "cases[0].fees", "why": "hai nguồn khác nhau"}],
        }));
        assert!(
            about(&p, Some(Facet::Fee), Locale::Vi)
                .text
                .contains("Cần xác nhận: hai nguồn khác nhau")
        );
        assert!(
            !about(&p, Some(Facet::Steps), Locale::Vi)
                .text
                .contains("Cần xác nhận")
        );
    }
}

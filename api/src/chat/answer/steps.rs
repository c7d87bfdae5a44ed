//! The steps of a life event in words.

use mobile_contract::Locale;
use mobile_contract::knowledge::{LifeEvent, LifeEventStep};

/// What happened, and what to do in which order.
#[must_use]
pub(in crate::chat) fn text(event: &LifeEvent, locale: Locale) -> String {
    let (title, summary) = match locale {
        Locale::Vi => (&event.title, &event.summary),
        Locale::En => (&event.title_en, &event.summary_en),
    };
    let mut lines = vec![format!("{title}. {summary}")];
    lines.push(
        locale
            .pick("Các việc làm lần lượt:", "What to do, in this order:")
            .to_owned(),
    );
    for (step, number) in event.steps.iter().zip(1..) {
        lines.push(format!("{number}. {}", line(step)));
    }
    lines.extend(event.notes.iter().map(|note| format!("- {note}")));
    lines.extend(event.verify.first().map(|_| doubt(locale)));
    lines.push(
        locale
            .pick(
                "Chọn một việc bên dưới, hoặc gõ số của việc đó, để xem giấy tờ, phí và nơi làm.",
                "Choose one below, or type its number, to see papers, fees and where to go.",
            )
            .to_owned(),
    );
    lines.join("\n")
}

/// One step in full, for those that are no procedure.
#[must_use]
pub(in crate::chat) fn one(step: &LifeEventStep, locale: Locale) -> String {
    let mut lines = vec![line(step)];
    lines.extend(step.note.clone());
    lines.push(
        locale
            .pick(
                "Việc này không có trang thủ tục riêng ở đây.",
                "This step has no procedure page of its own here.",
            )
            .to_owned(),
    );
    lines.join("\n")
}

/// "Đăng ký khai sinh: UBND xã, phường; cha, mẹ làm. Trong 60 ngày."
fn line(step: &LifeEventStep) -> String {
    let mut line = match &step.needed_when {
        Some(when) => format!("{} (nếu {})", step.title, lower_first(when)),
        None => step.title.clone(),
    };
    line.push_str(&format!(
        ": {}. Người làm: {}.",
        step.agency,
        lower_first(&step.who)
    ));
    if let Some(when) = &step.when {
        line.push_str(&format!(" {}.", when.trim_end_matches('.')));
    }
    line
}

fn doubt(locale: Locale) -> String {
    locale
        .pick(
            "Có điểm cần xác nhận, ghi ở trang của việc này.",
            "Some points need to be confirmed; the page of this event names them.",
        )
        .to_owned()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let second_is_upper = text.chars().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        // "UBND" and "BHXH" stay as they are.
        Some(first) if !second_is_upper => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

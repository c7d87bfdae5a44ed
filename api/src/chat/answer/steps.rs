//! The steps of a life event in words.

use mobile_contract::Locale;
use mobile_contract::knowledge::{LifeEvent, LifeEventStep};

use crate::kernel::words::lower_first;

/// What happened, and what to do in which order.
#[must_use]
pub(in crate::chat) fn text(event: &LifeEvent, locale: Locale) -> String {
    let (title, summary) = event.words(locale);
    let mut lines = vec![format!("{title}. {summary}")];
    lines.push(
        locale
            .pick("Các việc làm lần lượt:", "What to do, in this order:")
            .to_owned(),
    );
    for (step, number) in event.steps.iter().zip(1..) {
        lines.push(format!("{number}. {}", line(step, locale)));
    }
    lines.extend(event.notes.iter().map(|note| format!("- {note}")));
    let to_confirm = locale.pick("Cần xác nhận", "To be confirmed");
    lines.extend(
        event
            .verify
            .iter()
            .map(|v| format!("{to_confirm}: {}", v.why)),
    );
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
    let mut lines = vec![line(step, locale)];
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
fn line(step: &LifeEventStep, locale: Locale) -> String {
    let only = locale.pick("nếu", "only if");
    let who = locale.pick("Người làm", "Done by");
    let mut line = match &step.needed_when {
        Some(when) => format!("{} ({only} {})", step.title, lower_first(when)),
        None => step.title.clone(),
    };
    line.push_str(": ");
    line.push_str(&step.agency);
    line.push_str(&format!(". {who}: {}.", lower_first(&step.who)));
    if let Some(when) = &step.when {
        line.push_str(&format!(" {}.", when.trim_end_matches('.')));
    }
    line
}

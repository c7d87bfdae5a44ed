//! What is looked at before an answer goes out.

use mobile_contract::PhoneNumber;
use mobile_contract::text::fold;

use crate::error::{Error, Result};
use crate::kernel::pii;

/// Words that tell what to do next, folded. One of them is enough.
const NEXT_STEPS: [&str; 40] = [
    "nop",
    "mang",
    "den",
    "goi",
    "lien he",
    "gui",
    "truy cap",
    "dang nhap",
    "cho",
    "nhan",
    "bo sung",
    "dang ky",
    "lam",
    "chuan bi",
    "mo",
    "tra cuu",
    "dien",
    "ky",
    "can",
    "khong phai",
    "xem",
    "hoi",
    "yeu cau",
    "de nghi",
    "moi",
    "bring",
    "submit",
    "call",
    "contact",
    "send",
    "visit",
    "go to",
    "wait",
    "apply",
    "register",
    "prepare",
    "ask",
    "need",
    "collect",
    "please",
];

/// Refuses what must not go out, whatever the sender says: numbers of people.
pub(super) fn must_be_impersonal(text: &str) -> Result<()> {
    if pii::has_number(&without_offices(text)) {
        return Err(Error::field(
            "body.text",
            "có số giấy tờ, tài khoản hoặc điện thoại cá nhân; mời bỏ đi rồi gửi",
            "holds the number of a person's paper, account or phone; please take it out",
        ));
    }
    Ok(())
}

/// Offices' own lines are no personal numbers: fixed lines, which begin with 02, are left out.
fn without_offices(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() || (!run.is_empty() && matches!(c, ' ' | '.' | '-')) {
            run.push(c);
            continue;
        }
        let is_office = run
            .parse::<PhoneNumber>()
            .is_ok_and(|number| !number.is_mobile());
        if !is_office {
            out.push_str(&run);
        }
        run.clear();
        out.push(c);
    }
    out
}

/// Refuses, unless it is meant so, what cites nothing or names no next step.
pub(super) fn must_help(text: &str, cites: usize, anyway: bool) -> Result<()> {
    if anyway {
        return Ok(());
    }
    let folded = format!(
        " {} ",
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    );
    let names_step = NEXT_STEPS
        .iter()
        .any(|step| folded.contains(&format!(" {step} ")));
    let mut error = None;
    if cites == 0 {
        error = Some(Error::field(
            "body.cites",
            "chưa dẫn thủ tục hay câu hỏi nào đang áp dụng; nếu không cần, chọn gửi luôn",
            "cites no procedure or question in force; if none is needed, send it anyway",
        ));
    }
    if !names_step {
        let (vi, en) = (
            "chưa nói người dân cần làm gì tiếp; nếu không cần, chọn gửi luôn",
            "does not say what to do next; if nothing is needed, send it anyway",
        );
        error = Some(match error {
            None => Error::field("body.text", vi, en),
            Some(error) => error.and_field("body.text", vi, en),
        });
    }
    error.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_do_not_go_out_and_offices_lines_do() {
        for text in [
            "CCCD của ông là 033099001234",
            "gọi chị Hoa 0912 345 678",
            "tài khoản 123456789012",
        ] {
            assert!(must_be_impersonal(text).is_err(), "{text}");
        }
        for text in [
            "gọi 1022",
            "gọi Sở Tư pháp, 0221 3862 345",
            "lệ phí 1.000.000 đồng",
            "thủ tục 1.001193",
        ] {
            assert!(must_be_impersonal(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn an_answer_cites_and_names_a_step_unless_it_is_meant_so() {
        assert!(must_help("Bạn nộp tờ khai tại UBND xã.", 1, false).is_ok());
        assert!(must_help("Bạn nộp tờ khai tại UBND xã.", 0, false).is_err());
        assert!(must_help("Việc này đúng quy định.", 1, false).is_err());
        assert!(must_help("Việc này đúng quy định.", 0, true).is_ok());
    }
}

//! What is looked at before an answer goes out.

use motcua_seed::next_steps::NextSteps;

use crate::error::{Error, Result};
use crate::kernel::office_lines::is_office;
use crate::kernel::pii;

/// Refuses what must not go out, whatever the sender says: numbers of people. Those of offices belong into an
/// answer.
pub(super) fn must_be_impersonal(text: &str) -> Result<()> {
    let is_persons = |run: std::ops::Range<usize>| text.get(run).is_none_or(|run| !is_office(run));
    if pii::runs(text).into_iter().any(is_persons) {
        return Err(Error::field(
            "body.text",
            "có số giấy tờ, tài khoản hoặc điện thoại cá nhân; mời bỏ đi rồi gửi",
            "holds the number of a person's paper, account or phone; please take it out",
        ));
    }
    Ok(())
}

/// Refuses, unless it is meant so, what cites nothing or names no next step.
pub(super) fn must_help(text: &str, cites: usize, anyway: bool) -> Result<()> {
    if anyway {
        return Ok(());
    }
    let names_step = NextSteps::embedded().named_in(text);
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
            "gọi (0225) 3.821.055/0912 345 678",
        ] {
            assert!(must_be_impersonal(text).is_err(), "{text}");
        }
        for text in [
            "gọi 1022",
            "gọi Sở Tư pháp, 0221 3862 345",
            "ĐT (0225) 3.821.055/056",
            "ĐT: (0221) 3862345 - 3862346, tổng đài 1900 6769 12.",
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
        // Words that only look like a step once they have lost their marks.
        assert!(must_help("Nội dung cho thấy cán bộ làm đúng.", 1, false).is_err());
    }
}

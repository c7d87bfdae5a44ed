//! What a title is about, without what is done: "Cấp lại thẻ căn cước" is about "thẻ căn cước".

use super::action::{Actions, opens_plainly};
use super::card::head_of;
use crate::kernel::text::{Syllable, compose, syllables};

/// What a procedure's title is about, without its actions and special cases.
#[must_use]
pub fn matter_of(title: &str) -> String {
    let title = compose(title).to_lowercase();
    let title = title.strip_prefix("thủ tục ").unwrap_or(&title);
    let head = head_of(title);
    let head = head.split_once(" cho ").map_or(head, |(head, _)| head);
    let words: Vec<Syllable> = syllables(head).collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = words.get(at..).unwrap_or_default();
        match Actions::opening(rest).or_else(|| opens_plainly(rest)) {
            Some(length) => at += length,
            None => {
                kept.push(word.exact.as_str());
                at += 1;
            }
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_left_out() {
        assert_eq!(matter_of("Cấp lại thẻ căn cước"), "thẻ căn cước");
        assert_eq!(matter_of("Đổi giấy phép lái xe"), "giấy phép lái xe");
        assert_eq!(matter_of("Đăng ký khai sinh"), "khai sinh");
        assert_eq!(
            matter_of("Cấp thẻ căn cước cho người dưới 14 tuổi"),
            "thẻ căn cước"
        );
        assert_eq!(
            matter_of("Gia hạn giấy phép xây dựng đối với nhà ở riêng lẻ"),
            "giấy phép xây dựng"
        );
    }
}

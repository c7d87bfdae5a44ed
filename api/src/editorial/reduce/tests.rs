use proptest::prelude::*;

use mobile_contract::limits::{FAQ_ANSWER_CHARS, FAQ_QUESTION_CHARS};

use super::*;
use crate::editorial::personal::traces;

#[test]
fn the_question_of_a_letter_is_what_it_asks() {
    for (letter, asks) in [
        (
            "Kính gửi Sở Tư pháp. Tôi tên là Nguyễn Văn An, số điện thoại 0912345678, cho tôi hỏi làm khai sinh quá hạn có bị phạt không? Xin cảm ơn.",
            "Làm khai sinh quá hạn có bị phạt không?",
        ),
        (
            "dạ cho em hỏi con em mất giấy khai sinh thì xin lại ở đâu ạ",
            "Con em mất giấy khai sinh thì xin lại ở đâu ạ",
        ),
        (
            "Chào anh chị,\ntrú tại số nhà 12 xã Yên Mỹ, sinh năm 1990.\nĐổi ngày sinh trên căn cước cần giấy tờ gì?\nTrân trọng",
            "Đổi ngày sinh trên căn cước cần giấy tờ gì?",
        ),
        (
            "Hộ chiếu của chị Hoa hết hạn thì đổi ở đâu?",
            "Hộ chiếu của chị … hết hạn thì đổi ở đâu?",
        ),
        (
            "lệ phí 1.000.000 đồng đúng không",
            "Lệ phí 1.000.000 đồng đúng không",
        ),
    ] {
        assert_eq!(question(letter), asks);
    }
}

#[test]
fn an_answer_is_left_without_its_salutation() {
    for (letter, says) in [
        (
            "Chào bạn. Bạn mang giấy hẹn đến một cửa.",
            "Bạn mang giấy hẹn đến một cửa.",
        ),
        (
            "Chào bạn, bạn nộp tờ khai tại xã.\nTrân trọng.",
            "Bạn nộp tờ khai tại xã.",
        ),
        (
            "Kính gửi bà Lan\nSở Tư pháp trả lời phiếu của bà như sau:\nMang chứng sinh.\n\nXin cảm ơn bà.",
            "Mang chứng sinh.",
        ),
        ("Nộp tờ khai. Cảm ơn bạn.", "Nộp tờ khai."),
    ] {
        assert_eq!(answer(letter), says);
    }
}

proptest! {
    #[test]
    fn no_question_tells_of_a_person(text in "[a-zA-ZÀ-ỹ0-9 .,?@\n]{0,200}") {
        prop_assert!(traces(&question(&text), true).is_empty(), "{}", question(&text));
    }

    #[test]
    fn nothing_panics_and_all_is_bounded(text in "\\PC{0,400}") {
        prop_assert!(question(&text).chars().count() <= FAQ_QUESTION_CHARS);
        prop_assert!(answer(&text).chars().count() <= FAQ_ANSWER_CHARS);
    }
}

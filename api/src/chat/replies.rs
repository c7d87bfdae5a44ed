//! Texts for what is not answered with a procedure. Vietnamese first, plain and kind.

use mobile_contract::Locale;
use mobile_contract::chat::Message;

/// Names the text for praise and thanks to staff, which are feedback but no complaint.
pub const PRAISE: &str = "praise";

/// The text of a name, as used in `seed/data/guards.yaml`. `None`: no such name.
#[must_use]
pub fn reply(name: &str, locale: Locale) -> Option<&'static str> {
    let (vi, en) = match name {
        "greeting" => (
            "Chào bạn. Bạn cần làm giấy tờ gì, hãy viết như bạn nói thường ngày, có dấu hay không dấu đều được.",
            "Hello. Tell me what you need to get done, in your own words, and I will look up the papers, fees and where to go.",
        ),
        // After the sentence that says where one is.
        "greeting_here" => (
            "Bạn cần làm giấy tờ gì, hãy viết như bạn nói thường ngày, có dấu hay không dấu đều được. Muốn biết quầy này hay làm việc gì, bạn viết: thủ tục ở đây.",
            "Tell me what you need to get done, in your own words. To see what people mostly come here for, write: procedures here.",
        ),
        "nothing_known_here" => (
            "Tôi chưa có danh sách thủ tục của quầy này. Bạn viết việc cần làm, tôi tra cứu cho bạn.",
            "I have no list of what is done at this counter yet. Tell me what you need to get done, and I will look it up.",
        ),
        "emergency" => (
            "Gọi ngay: 113 (công an), 114 (cháy nổ, cứu nạn), 115 (cấp cứu).",
            "Call now: 113 (police), 114 (fire and rescue), 115 (ambulance).",
        ),
        "rules" => (
            "Tôi chỉ trả lời về thủ tục hành chính, theo thông tin có nguồn. Bạn cần làm thủ tục nào?",
            "I only answer about administrative procedures, from sourced facts. Which procedure do you need?",
        ),
        "others_data" => (
            "Tôi không tra cứu hay cung cấp thông tin riêng của người khác. Nếu bạn cần giấy tờ của chính mình, hãy cho biết loại giấy tờ.",
            "I do not look up or give out other people's personal data. If you need a paper of your own, tell me which one.",
        ),
        "own_data" => (
            "Để an toàn, bạn đừng gửi số căn cước, số điện thoại hay số tài khoản ở đây. Tôi đã che dãy số bạn vừa viết và không cần nó để trả lời. Bạn muốn hỏi thủ tục nào?",
            "To keep you safe, please do not send identity, phone or account numbers here. I have masked the number you wrote and do not need it. Which procedure do you want to ask about?",
        ),
        "otp" => (
            "Bạn đừng gửi mã OTP, mật khẩu hay mã PIN cho ai, kể cả người xưng là cán bộ. Tôi không bao giờ hỏi và không lưu các mã này. Nếu đã lỡ đưa mã, bạn đổi mật khẩu và báo ngân hàng hoặc công an nơi gần nhất.",
            "Please never give an OTP, password or PIN to anyone, not even to someone who claims to be an officer. I never ask for them and do not keep them. If you have given one away, change your password and tell your bank or the nearest police.",
        ),
        "feedback" => (
            "Tôi rất tiếc vì bạn phải gặp chuyện này. Bạn có thể gửi phản ánh này đến cơ quan có trách nhiệm ngay tại đây và nhận trả lời, hoặc gọi tổng đài 1022 của tỉnh. Bạn nên nêu rõ ngày giờ, quầy và sự việc.",
            "I am sorry this happened. You can send this to the agency responsible right here and get an answer, or call the province's 1022 hotline. Please name the day and time, the counter, and what happened.",
        ),
        PRAISE => (
            "Cảm ơn bạn đã ghi nhận. Bạn có thể gửi lời này đến cơ quan có trách nhiệm ngay tại đây. Nếu nhớ, bạn nêu ngày, quầy và tên người đã giúp để lời khen đến đúng người.",
            "Thank you for saying so. You can send this to the agency responsible right here. If you remember them, please name the day, the counter and who helped you, so that it reaches the right person.",
        ),
        "opinion" => (
            "Việc này cần người có chuyên môn xem xét, tôi không được phép tư vấn pháp luật hay y tế. Bạn có thể hỏi luật sư, trung tâm trợ giúp pháp lý hoặc cơ sở y tế. Về thủ tục hành chính, tôi sẵn sàng giúp.",
            "This needs a professional; I may not give legal or medical advice. You can ask a lawyer, the legal aid centre or a clinic. I am glad to help with administrative procedures.",
        ),
        "elsewhere" => (
            "Việc này ngoài phần tôi biết. Tôi giúp được về thủ tục hành chính: giấy tờ cần có, phí, thời gian, nơi nộp.",
            "This is outside what I know. I can help with administrative procedures: papers, fees, how long, where to go.",
        ),
        "insult" => (
            "Xin lỗi nếu tôi chưa giúp được bạn. Bạn thử viết ngắn gọn việc cần làm, ví dụ: làm lại căn cước bị mất.",
            "I am sorry if I have not been helpful. Try a short phrase for what you need, for example: replace a lost ID card.",
        ),
        "thanks" => (
            "Không có gì ạ. Khi cần hỏi thủ tục khác, bạn cứ viết ở đây.",
            "You are welcome. Whenever you need another procedure, just write here.",
        ),
        "hello" => (
            "Chào bạn. Tôi tra cứu thủ tục hành chính: giấy tờ cần có, phí, thời gian, nơi nộp. Bạn cần làm việc gì?",
            "Hello. I look up administrative procedures: papers, fees, how long, where to go. What do you need to get done?",
        ),
        "not_found" => (
            "Tôi chưa tìm thấy thủ tục phù hợp. Bạn thử viết ngắn gọn việc cần làm và loại giấy tờ, ví dụ: đăng ký tạm trú. Bạn cũng có thể gửi câu hỏi này đến cơ quan có trách nhiệm ngay tại đây để được trả lời. Câu hỏi đã được ghi lại, các dãy số riêng đã che. Cần ngay thì bạn gọi tổng đài 1022 của tỉnh.",
            "I have not found a procedure that fits. Try a short phrase for what you need and which paper, for example: register temporary residence. You can also send this question to the agency responsible right here and get an answer. Your question has been kept, with personal numbers masked. If it cannot wait, call the province's 1022 hotline.",
        ),
        "say_more" => (
            "Bạn cần làm giấy tờ hay thủ tục gì? Hãy viết một câu ngắn, ví dụ: làm khai sinh cho con.",
            "Which paper or procedure do you need? One short sentence is enough, for example: birth certificate for my child.",
        ),
        "noted" => (
            "Tôi đã ghi nhớ để trả lời cho đúng trường hợp của bạn. Bạn cần làm thủ tục gì?",
            "I will keep that in mind. Which procedure do you need?",
        ),
        "choices_stand" => (
            "Tôi chưa rõ bạn chọn việc nào ở trên. Bạn bấm vào một việc, gửi số của nó, hoặc viết lại điều cần hỏi. Cần gấp thì gọi tổng đài 1022 của tỉnh.",
            "I am not sure which of these you mean. Tap one, send its number, or ask in other words. If it is urgent, call the province's 1022 hotline.",
        ),
        "number_masked" => (
            "Tôi đã che dãy số bạn viết. Ở đây không cần gửi số căn cước, số điện thoại hay số tài khoản.",
            "I have masked the number you wrote. There is no need to send identity, phone or account numbers here.",
        ),
        "clarify_one" => ("Có phải bạn hỏi việc này?", "Is this what you mean?"),
        "clarify" => (
            "Bạn muốn hỏi việc nào dưới đây?",
            "Which of these do you mean?",
        ),
        _ => return None,
    };
    Some(locale.pick(vi, en))
}

/// Whether a message refuses a one-time code or a password.
#[must_use]
pub fn is_about_secrets(message: &Message) -> bool {
    let texts = [Locale::Vi, Locale::En].map(|locale| reply("otp", locale));
    texts.contains(&Some(message.text.as_str()))
}

/// The text of a name that this program itself uses.
#[must_use]
pub fn known(name: &str, locale: Locale) -> String {
    reply(name, locale).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guard_has_a_text_in_both_languages() {
        let bundle = motcua_seed::Bundle::embedded().unwrap();
        for name in bundle.guards.replies() {
            assert!(
                reply(name, Locale::Vi).is_some_and(|t| !t.contains('!')),
                "{name}"
            );
            assert!(reply(name, Locale::En).is_some(), "{name}");
        }
    }

    #[test]
    fn an_emergency_is_answered_with_numbers_and_nothing_else() {
        let text = reply("emergency", Locale::Vi).unwrap();
        assert!(
            !text.contains('\n')
                && text.contains("113")
                && text.contains("114")
                && text.contains("115")
        );
    }
}

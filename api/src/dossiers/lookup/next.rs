//! What the owner of a dossier does next, in plain words.

use mobile_contract::Locale;
use mobile_contract::dossier::event::{DossierChannel as Channel, DossierState as State};

use super::words::Told;

/// What its owner does next.
#[must_use]
pub fn next_step(told: &Told<'_>, locale: Locale) -> String {
    let desk = desk(told, locale);
    match (told.state, locale) {
        (State::InProgress, Locale::Vi) if told.late => format!(
            "Bạn không phải nộp lại gì. Cơ quan giải quyết phải xin lỗi bằng văn bản và hẹn ngày mới. Cần hỏi ngay, bạn gọi tổng đài 1022 hoặc đến {desk}."
        ),
        (State::InProgress, Locale::En) if told.late => format!(
            "You need not hand in anything again. The agency owes you a written apology with a new day. To ask now, call the 1022 hotline or go to {desk}."
        ),
        (State::InProgress, _) => wait(told, &desk, locale),
        (State::Waiting, _) => supplement(told, &desk, locale),
        (State::Paused, Locale::Vi) => {
            "Bạn chưa cần làm gì. Thời gian tạm dừng không tính vào thời hạn.".to_owned()
        }
        (State::Paused, Locale::En) => {
            "There is nothing to do for now. The time on hold does not count.".to_owned()
        }
        (State::Resolved, _) if told.returned || !told.returnable => locale
            .pick("Bạn không cần làm gì thêm.", "There is nothing more to do.")
            .to_owned(),
        (State::Resolved, _) if told.is_remote() => remote_result(&desk, locale),
        (State::Resolved, Locale::Vi) => {
            format!("Mời bạn mang giấy hẹn và giấy tờ tùy thân đến {desk} để nhận kết quả.")
        }
        (State::Resolved, Locale::En) => {
            format!("Please bring your receipt and an identity paper to {desk} to get the result.")
        }
        (State::Refused, _) => refused(told, &desk, locale),
        (State::Withdrawn, Locale::Vi) => {
            let at = brought(told, &desk, locale);
            format!("Nếu vẫn cần làm thủ tục này, mời bạn nộp hồ sơ mới {at}.")
        }
        (State::Withdrawn, Locale::En) => {
            let at = brought(told, &desk, locale);
            format!("If you still need it, please hand in a new dossier {at}.")
        }
    }
}

/// How the result of a dossier that was handed in from afar comes to its owner: as they asked then.
fn remote_result(desk: &str, locale: Locale) -> String {
    match locale {
        Locale::Vi => format!(
            "Kết quả được trả theo cách bạn đã đăng ký khi nộp. Nếu đăng ký nhận tại quầy, mời bạn mang giấy hẹn và giấy tờ tùy thân đến {desk}."
        ),
        Locale::En => format!(
            "The result comes in the way you chose when you handed the dossier in. If you chose the counter, please bring your receipt and an identity paper to {desk}."
        ),
    }
}

/// Where papers are handed in: as the dossier was, or at the counter.
fn brought(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    match (told.channel, locale) {
        (Some(Channel::Online), Locale::Vi) => format!("trên trang đã nộp hồ sơ hoặc tại {desk}"),
        (Some(Channel::Online), Locale::En) => {
            format!("on the page where you handed it in, or at {desk}")
        }
        (Some(Channel::Post), Locale::Vi) => format!("qua bưu chính hoặc tại {desk}"),
        (Some(Channel::Post), Locale::En) => format!("by post, or at {desk}"),
        (_, Locale::Vi) => format!("tại {desk}"),
        (_, Locale::En) => format!("at {desk}"),
    }
}

fn supplement(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    let at = brought(told, desk, locale);
    match (told.reasoned, locale) {
        (true, Locale::Vi) => format!(
            "Mời bạn bổ sung giấy tờ theo lý do đã ghi, nộp {at}. Khi đủ giấy tờ, thời hạn được tính lại từ đầu."
        ),
        (false, Locale::Vi) => format!(
            "Mời bạn hỏi {desk} xem còn thiếu giấy tờ gì rồi nộp bổ sung. Khi đủ giấy tờ, thời hạn được tính lại từ đầu."
        ),
        (true, Locale::En) => format!(
            "Please hand in the missing papers named in the reason {at}. Once they are complete, the time limit begins anew."
        ),
        (false, Locale::En) => format!(
            "Please ask {desk} which papers are missing, and hand them in. Once they are complete, the time limit begins anew."
        ),
    }
}

fn refused(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    let ask = locale.pick(
        "Nếu chưa rõ hoặc không đồng ý, bạn có thể hỏi tại đây hoặc gọi tổng đài 1022.",
        "If it is unclear or you disagree, ask here or call the 1022 hotline.",
    );
    let why = match (told.reasoned, told.is_remote(), locale) {
        (true, false, Locale::Vi) => {
            format!("Mời bạn xem lý do đã ghi và nhận lại hồ sơ tại {desk}.")
        }
        (false, false, Locale::Vi) => {
            format!("Mời bạn đến {desk} để biết lý do và nhận lại hồ sơ.")
        }
        (true, true, Locale::Vi) => {
            "Mời bạn xem lý do đã ghi. Giấy tờ đã gửi, nếu có, được trả lại theo cách bạn đã đăng ký khi nộp."
                .to_owned()
        }
        (false, true, Locale::Vi) => format!("Mời bạn hỏi {desk} để biết lý do."),
        (true, false, Locale::En) => {
            format!("Please see the reason and get your papers back at {desk}.")
        }
        (false, false, Locale::En) => {
            format!("Please ask {desk} for the reason and get your papers back there.")
        }
        (true, true, Locale::En) => {
            "Please see the reason. Papers that you sent, if any, come back in the way you chose when you handed the dossier in."
                .to_owned()
        }
        (false, true, Locale::En) => format!("Please ask {desk} for the reason."),
    };
    format!("{why} {ask}")
}

fn wait(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    if let (Some(due), true, true) = (&told.due, told.returnable, told.is_remote()) {
        let then = remote_result(desk, locale);
        return match locale {
            Locale::Vi => format!("Bạn chưa cần làm gì. Hẹn trả kết quả: {due}. {then}"),
            Locale::En => {
                format!("There is nothing to do for now. The result is due {due}. {then}")
            }
        };
    }
    match (&told.due, told.returnable, locale) {
        (Some(due), true, Locale::Vi) => format!(
            "Bạn chưa cần làm gì. Hẹn trả kết quả: {due}. Khi đến nhận, mời mang giấy hẹn và giấy tờ tùy thân đến {desk}."
        ),
        (Some(due), true, Locale::En) => format!(
            "There is nothing to do for now. The result is due {due}. To get it, bring your receipt and an identity paper to {desk}."
        ),
        (Some(due), false, Locale::Vi) => {
            format!("Bạn chưa cần làm gì. Hạn giải quyết: {due}.")
        }
        (Some(due), false, Locale::En) => {
            format!("There is nothing to do for now. It is due {due}.")
        }
        (None, _, Locale::Vi) => format!(
            "Bạn chưa cần làm gì. Ngày hẹn ghi trên giấy hẹn; cần hỏi thêm, mời đến {desk} hoặc gọi tổng đài 1022."
        ),
        (None, _, Locale::En) => format!(
            "There is nothing to do for now. See your receipt for the day; to ask, go to {desk} or call the 1022 hotline."
        ),
    }
}

/// Where papers are brought and results are had: where the dossier was handed in, or who took it in from afar.
fn desk(told: &Told<'_>, locale: Locale) -> String {
    let which = match (told.is_remote(), locale) {
        (false, Locale::Vi) => "Bộ phận Một cửa nơi đã nộp hồ sơ",
        (false, Locale::En) => "the one-stop office where you handed the dossier in",
        (true, Locale::Vi) => "Bộ phận Một cửa đã tiếp nhận hồ sơ",
        (true, Locale::En) => "the one-stop office that took the dossier in",
    };
    match told.place.or(told.agency) {
        Some(at) => format!("{which} ({at})"),
        None => which.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::state;
    use super::super::words::tests::{STATES, told};
    use super::*;

    const AFAR: [Channel; 2] = [Channel::Online, Channel::Post];
    const AT_A_COUNTER: [Option<Channel>; 3] =
        [None, Some(Channel::InPerson), Some(Channel::Centre)];

    fn said(of: State, channel: Option<Channel>, locale: Locale) -> String {
        let told = Told {
            channel,
            ..told(of)
        };
        format!("{}. {}", state(&told, locale), next_step(&told, locale))
    }

    #[test]
    fn who_handed_in_at_a_counter_gets_the_result_there() {
        for channel in AT_A_COUNTER {
            let ready = said(State::Resolved, channel, Locale::Vi);
            assert!(ready.contains("mời bạn đến nhận"), "{ready}");
            assert!(ready.contains("Mời bạn mang giấy hẹn"), "{ready}");
            let wait = said(State::InProgress, channel, Locale::Vi);
            assert!(wait.contains("nơi đã nộp hồ sơ (Phường Mỹ Hào)"), "{wait}");
        }
    }

    #[test]
    fn who_handed_in_from_afar_gets_it_as_they_chose() {
        for channel in AFAR.map(Some) {
            for of in [State::Resolved, State::InProgress] {
                let vi = said(of, channel, Locale::Vi);
                assert!(vi.contains("theo cách bạn đã đăng ký khi nộp"), "{vi}");
                assert!(vi.contains("Nếu đăng ký nhận tại quầy"), "{vi}");
                assert!(!vi.contains("mời bạn đến nhận"), "{vi}");
                let en = said(of, channel, Locale::En);
                assert!(en.contains("in the way you chose"), "{en}");
                assert!(!en.contains("to be picked up"), "{en}");
            }
            for of in STATES {
                let vi = said(of, channel, Locale::Vi);
                assert!(!vi.contains("nơi đã nộp hồ sơ"), "{vi}");
            }
        }
    }

    #[test]
    fn papers_are_handed_in_as_the_dossier_was() {
        let online = said(State::Waiting, Some(Channel::Online), Locale::Vi);
        assert!(
            online.contains("trên trang đã nộp hồ sơ hoặc tại"),
            "{online}"
        );
        let post = said(State::Withdrawn, Some(Channel::Post), Locale::Vi);
        assert!(post.contains("qua bưu chính hoặc tại"), "{post}");
    }
}

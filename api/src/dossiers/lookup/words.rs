//! How a dossier stands, in plain words: the same on pages, in chat and in messages.

use mobile_contract::Locale;
use mobile_contract::dossier::event::DossierState as State;

/// What words are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// How it stands.
    pub state: State,
    /// Whether it is late, or ended late.
    pub late: bool,
    /// By how many working days.
    pub late_days: u32,
    /// Whether a reason is shown beside these words.
    pub reasoned: bool,
    /// Whether somebody told when it was received.
    pub received: bool,
    /// Whether its result was handed back.
    pub returned: bool,
    /// Whether there is anything to hand back.
    pub returnable: bool,
    /// When it is due, in words.
    pub due: Option<String>,
    /// Where it was received.
    pub place: Option<&'a str>,
    /// The agency that has it.
    pub agency: Option<&'a str>,
}

/// How it stands.
#[must_use]
pub fn state(told: &Told<'_>, locale: Locale) -> String {
    let pick = |vi: &str, en: &str| locale.pick(vi, en).to_owned();
    match told.state {
        State::InProgress if !told.received => pick(
            "Hồ sơ đã có trên hệ thống, chưa ghi ngày tiếp nhận",
            "In the system; the day of receipt is not recorded yet",
        ),
        State::InProgress if told.late => match locale {
            Locale::Vi => format!("Đang giải quyết, đã {}", late(told.late_days, locale)),
            Locale::En => format!("Being processed, {}", late(told.late_days, locale)),
        },
        State::InProgress if told.due.is_some() => pick(
            "Đang giải quyết, còn trong hạn",
            "Being processed, within the time limit",
        ),
        State::InProgress => pick("Đang giải quyết", "Being processed"),
        State::Waiting => pick(
            "Đang chờ bạn bổ sung giấy tờ",
            "Waiting for your missing papers",
        ),
        State::Paused => pick("Đang tạm dừng giải quyết", "On hold"),
        State::Resolved => resolved(told, locale),
        State::Refused => pick(
            "Không đủ điều kiện giải quyết",
            "Refused: conditions are not met",
        ),
        State::Withdrawn => pick("Hồ sơ đã được rút", "The dossier was withdrawn"),
    }
}

fn resolved(told: &Told<'_>, locale: Locale) -> String {
    let ready = match (told.returned, told.returnable) {
        (true, _) => locale.pick("Đã trả kết quả", "The result was handed over"),
        (false, true) => locale.pick(
            "Đã có kết quả, mời bạn đến nhận",
            "The result is ready to be picked up",
        ),
        (false, false) => locale.pick("Đã giải quyết xong", "Done"),
    };
    if told.late {
        let lateness = late(told.late_days, locale);
        return format!("{ready} ({lateness})");
    }
    ready.to_owned()
}

/// By how much it is late.
fn late(days: u32, locale: Locale) -> String {
    match (days, locale) {
        (0, Locale::Vi) => "quá hạn, chưa đủ một ngày làm việc".to_owned(),
        (days, Locale::Vi) => format!("quá hạn {days} ngày làm việc"),
        (0, Locale::En) => "late by less than a working day".to_owned(),
        (1, Locale::En) => "late by 1 working day".to_owned(),
        (days, Locale::En) => format!("late by {days} working days"),
    }
}

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
        (State::Resolved, Locale::Vi) => {
            format!("Mời bạn mang giấy hẹn và giấy tờ tùy thân đến {desk} để nhận kết quả.")
        }
        (State::Resolved, Locale::En) => {
            format!("Please bring your receipt and an identity paper to {desk} to get the result.")
        }
        (State::Refused, _) => refused(told, &desk, locale),
        (State::Withdrawn, Locale::Vi) => {
            format!("Nếu vẫn cần làm thủ tục này, mời bạn nộp hồ sơ mới tại {desk}.")
        }
        (State::Withdrawn, Locale::En) => {
            format!("If you still need it, please hand in a new dossier at {desk}.")
        }
    }
}

fn supplement(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    match (told.reasoned, locale) {
        (true, Locale::Vi) => format!(
            "Mời bạn bổ sung giấy tờ theo lý do đã ghi, nộp tại {desk}. Khi đủ giấy tờ, thời hạn được tính lại từ đầu."
        ),
        (false, Locale::Vi) => format!(
            "Mời bạn hỏi {desk} xem còn thiếu giấy tờ gì rồi nộp bổ sung ở đó. Khi đủ giấy tờ, thời hạn được tính lại từ đầu."
        ),
        (true, Locale::En) => format!(
            "Please bring the missing papers named in the reason to {desk}. Once they are complete, the time limit begins anew."
        ),
        (false, Locale::En) => format!(
            "Please ask {desk} which papers are missing, and bring them there. Once they are complete, the time limit begins anew."
        ),
    }
}

fn refused(told: &Told<'_>, desk: &str, locale: Locale) -> String {
    match (told.reasoned, locale) {
        (true, Locale::Vi) => format!(
            "Mời bạn xem lý do đã ghi và nhận lại hồ sơ tại {desk}. Nếu chưa rõ hoặc không đồng ý, bạn có thể hỏi tại đây hoặc gọi tổng đài 1022."
        ),
        (false, Locale::Vi) => format!(
            "Mời bạn đến {desk} để biết lý do và nhận lại hồ sơ. Nếu chưa rõ hoặc không đồng ý, bạn có thể hỏi tại đây hoặc gọi tổng đài 1022."
        ),
        (true, Locale::En) => format!(
            "Please see the reason and get your papers back at {desk}. If it is unclear or you disagree, ask here or call the 1022 hotline."
        ),
        (false, Locale::En) => format!(
            "Please ask {desk} for the reason and get your papers back there. If it is unclear or you disagree, ask here or call the 1022 hotline."
        ),
    }
}

fn wait(told: &Told<'_>, desk: &str, locale: Locale) -> String {
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

/// Where papers are brought and results are had: where the dossier was handed in.
fn desk(told: &Told<'_>, locale: Locale) -> String {
    match (told.place.or(told.agency), locale) {
        (Some(at), Locale::Vi) => format!("Bộ phận Một cửa nơi đã nộp hồ sơ ({at})"),
        (Some(at), Locale::En) => {
            format!("the one-stop office where you handed the dossier in ({at})")
        }
        (None, Locale::Vi) => "Bộ phận Một cửa nơi đã nộp hồ sơ".to_owned(),
        (None, Locale::En) => "the one-stop office where you handed the dossier in".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 6] = [
        State::InProgress,
        State::Waiting,
        State::Paused,
        State::Resolved,
        State::Refused,
        State::Withdrawn,
    ];

    fn told(state: State) -> Told<'static> {
        Told {
            state,
            late: false,
            late_days: 0,
            reasoned: true,
            received: true,
            returned: false,
            returnable: true,
            due: Some("ngày 25/11/2026".to_owned()),
            place: Some("Phường Mỹ Hào"),
            agency: None,
        }
    }

    #[test]
    fn every_state_says_what_to_do_next_without_shouting() {
        for base in STATES.map(told) {
            for late in [false, true] {
                let told = Told {
                    late,
                    late_days: 2,
                    ..base.clone()
                };
                for locale in [Locale::Vi, Locale::En] {
                    let words = format!("{} {}", state(&told, locale), next_step(&told, locale));
                    assert!(words.ends_with('.') && !words.contains('!'), "{words}");
                }
            }
        }
    }

    #[test]
    fn lateness_is_told_in_working_days() {
        let late = Told {
            late: true,
            late_days: 3,
            ..told(State::InProgress)
        };
        let words = state(&late, Locale::Vi);
        assert_eq!(words, "Đang giải quyết, đã quá hạn 3 ngày làm việc");
        let done = Told {
            state: State::Resolved,
            returned: true,
            ..late
        };
        assert_eq!(
            state(&done, Locale::En),
            "The result was handed over (late by 3 working days)"
        );
    }
}

//! What senders are told of their tickets.

use mobile_contract::Locale;
use mobile_contract::limits::REOPEN_DAYS;
use mobile_contract::ticket::{TicketKind, TicketState};

/// What is known of a ticket besides its state.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Knowing the sender's commune would help to find who answers.
    pub(super) needs_place: bool,
    /// It was looked into.
    pub(super) verified: bool,
    /// Its clock runs on while its sender is asked, as that of a rating does, and any before an agency has it.
    pub(super) runs_on: bool,
}

/// Who has a ticket and what comes next; of a complaint or denunciation, which track it takes.
pub(super) fn explanation(
    kind: TicketKind,
    state: TicketState,
    agency: Option<&str>,
    known: Known,
    locale: Locale,
) -> String {
    let Known {
        needs_place,
        verified,
        runs_on,
    } = known;
    let nobody = match state {
        // Who asks from the queue is an operator.
        TicketState::WaitingForCitizen | TicketState::Answered => {
            locale.pick("Tổng đài", "The call centre")
        }
        _ => locale.pick("cơ quan có trách nhiệm", "the agency responsible"),
    };
    let agency = agency.unwrap_or(nobody);
    match (locale, state) {
        (Locale::Vi, TicketState::Unrouted) if needs_place => "Tổng đài đang tìm nơi trả lời. Bạn cho biết xã, phường của bạn thì sẽ nhanh hơn.".to_owned(),
        (Locale::En, TicketState::Unrouted) if needs_place => "The call centre is finding who can answer. Telling your commune or ward makes it faster.".to_owned(),
        (Locale::Vi, TicketState::Unrouted) => "Tổng đài đang tìm nơi trả lời đúng.".to_owned(),
        (Locale::En, TicketState::Unrouted) => "The call centre is finding who can answer.".to_owned(),
        (Locale::Vi, TicketState::WithAgency) if verified => format!("{agency} đã xem xét điều bạn nêu và đang viết trả lời cho bạn."),
        (Locale::En, TicketState::WithAgency) if verified => format!("{agency} has looked into what you said and is writing its answer to you."),
        (Locale::Vi, TicketState::WithAgency) => format!("{agency} đang xử lý và sẽ trả lời bạn."),
        (Locale::En, TicketState::WithAgency) => format!("{agency} has it and will answer you."),
        (Locale::Vi, TicketState::WaitingForCitizen) if runs_on => format!("{agency} đang chờ bạn trả lời thêm. Thời hạn trả lời bạn vẫn tính như cũ."),
        (Locale::En, TicketState::WaitingForCitizen) if runs_on => format!("{agency} is waiting for your reply. Its time for the answer runs on."),
        (Locale::Vi, TicketState::WaitingForCitizen) => format!("{agency} đang chờ bạn trả lời thêm. Thời hạn tạm dừng đến khi bạn trả lời."),
        (Locale::En, TicketState::WaitingForCitizen) => format!("{agency} is waiting for your reply. The clock stands still until then."),
        (Locale::Vi, TicketState::Answered) => format!("{agency} đã trả lời. Nếu chưa rõ, bạn có thể hỏi lại trong {REOPEN_DAYS} ngày."),
        (Locale::En, TicketState::Answered) => format!("{agency} has answered. If something is left open, you can ask again within {REOPEN_DAYS} days."),
        (Locale::Vi, TicketState::Merged) => format!("{agency} đã trả lời cùng với các phiếu khác về cùng một việc."),
        (Locale::En, TicketState::Merged) => format!("{agency} has answered this together with others about the same matter."),
        (_, TicketState::HandedOver) => handed_over(kind, agency, locale),
        (Locale::Vi, TicketState::Withdrawn) => "Bạn đã rút phiếu này.".to_owned(),
        (Locale::En, TicketState::Withdrawn) => "You have taken this back.".to_owned(),
    }
}

/// Complaints and denunciations have laws of their own (02/2011/QH13, 25/2018/QH14): who, how and how
/// long is told there, and nothing sent here begins them.
fn handed_over(kind: TicketKind, desk: &str, locale: Locale) -> String {
    match (locale, kind) {
        (Locale::Vi, TicketKind::Denunciation) => format!(
            "Đây là tố cáo, được giải quyết theo Luật Tố cáo, không giải quyết tại đây. Bạn gửi đơn hoặc đến trình bày trực tiếp tại {desk}. Thông tin về người tố cáo được giữ bí mật."
        ),
        (Locale::En, TicketKind::Denunciation) => format!(
            "This is a denunciation. It follows the Law on Denunciations and is not handled here. Send or present it in person at {desk}. The denouncer's identity is kept secret."
        ),
        (Locale::Vi, _) => format!(
            "Đây là khiếu nại, được giải quyết theo Luật Khiếu nại, không giải quyết tại đây. Bạn gửi đơn đến cơ quan đã ra quyết định, hoặc đến {desk} để được hướng dẫn."
        ),
        (Locale::En, _) => format!(
            "This is a complaint. It follows the Law on Complaints and is not handled here. Send it to the body that took the decision, or ask at {desk}."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_rated_is_not_told_that_the_clock_stands_still() {
        let told = |runs_on, locale| {
            let known = Known {
                runs_on,
                ..Known::default()
            };
            let state = TicketState::WaitingForCitizen;
            explanation(TicketKind::Service, state, None, known, locale)
        };
        assert!(told(false, Locale::Vi).contains("tạm dừng"));
        assert!(!told(true, Locale::Vi).contains("tạm dừng"));
        assert!(!told(true, Locale::En).contains("stands still"));
    }

    #[test]
    fn who_is_asked_from_the_queue_is_told_that_the_call_centre_waits() {
        let state = TicketState::WaitingForCitizen;
        let known = Known {
            runs_on: true,
            ..Known::default()
        };
        let told = |locale| explanation(TicketKind::Service, state, None, known, locale);
        assert!(told(Locale::Vi).starts_with("Tổng đài đang chờ"));
        assert!(told(Locale::En).starts_with("The call centre is waiting"));
    }

    #[test]
    fn every_state_is_explained_in_both_languages() {
        use TicketState::*;
        for state in [
            Unrouted,
            WithAgency,
            WaitingForCitizen,
            Answered,
            HandedOver,
            Merged,
            Withdrawn,
        ] {
            for kind in [
                TicketKind::Question,
                TicketKind::Complaint,
                TicketKind::Denunciation,
            ] {
                for runs_on in [false, true] {
                    let known = Known {
                        runs_on,
                        ..Known::default()
                    };
                    let agency = Some("UBND xã Yên Mỹ");
                    let vi = explanation(kind, state, agency, known, Locale::Vi);
                    let en = explanation(kind, state, agency, known, Locale::En);
                    assert_ne!(vi, en);
                    assert!(!vi.contains('!') && !en.contains('!'));
                }
            }
        }
    }
}

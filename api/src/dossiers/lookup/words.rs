//! How a dossier stands, in plain words: the same on pages, in chat and in messages.

use mobile_contract::Locale;
use mobile_contract::dossier::event::{DossierChannel as Channel, DossierState as State};

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
    /// The agency that took it in, where that is known; it may have gone on to another.
    pub agency: Option<&'a str>,
    /// How it was handed in; absent: nobody told.
    pub channel: Option<Channel>,
}

impl Told<'_> {
    /// Whether it was handed in from afar: nobody knows at which counter its owner wants to be, if at any.
    pub(super) const fn is_remote(&self) -> bool {
        matches!(self.channel, Some(Channel::Online | Channel::Post))
    }
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
        (false, true) if told.is_remote() => locale.pick("Đã có kết quả", "The result is ready"),
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

#[cfg(test)]
pub(super) mod tests {
    use super::super::next::next_step;
    use super::*;

    pub(in super::super) const STATES: [State; 6] = [
        State::InProgress,
        State::Waiting,
        State::Paused,
        State::Resolved,
        State::Refused,
        State::Withdrawn,
    ];

    pub(in super::super) fn told(state: State) -> Told<'static> {
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
            channel: None,
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
                for (locale, channel) in [
                    (Locale::Vi, None),
                    (Locale::En, None),
                    (Locale::Vi, Some(Channel::Online)),
                    (Locale::En, Some(Channel::Post)),
                ] {
                    let told = Told {
                        channel,
                        ..told.clone()
                    };
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

//! Dates of dossiers in plain words, Vietnamese and English.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use mobile_contract::Locale;

use crate::kernel::words::date;
use crate::kernel::worktime::{Begun, Office, Step};

/// Most breaks that are named one by one.
const BREAKS: usize = 6;
/// Longest way on which days off are looked up for being named, in days.
const WAY: i64 = 400;

/// Says it in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) locale: Locale,
}

impl Words {
    fn say(self, vi: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.locale {
            Locale::Vi => vi(),
            Locale::En => en(),
        }
    }

    fn at(self, at: NaiveDateTime) -> String {
        let (time, day) = (hour(at.time()), date(at.date()));
        self.say(
            || format!("{time} ngày {day}"),
            || format!("{time} on {day}"),
        )
    }

    pub(super) fn received(self, at: NaiveDateTime) -> String {
        let at = self.at(at);
        self.say(
            || format!("Hồ sơ được nhận lúc {at}."),
            || format!("The dossier was received at {at}."),
        )
    }

    pub(super) fn counts_from(self, day: NaiveDate, begun: Begun) -> String {
        let day = date(day);
        let (vi, en) = match begun {
            Begun::AfterCutOff(cut_off) => {
                let cut_off = hour(cut_off);
                (
                    format!("Nhận sau {cut_off}"),
                    format!("It came after {cut_off}"),
                )
            }
            _ => (
                "Nhận vào ngày nghỉ".to_owned(),
                "It came on a day off".to_owned(),
            ),
        };
        self.say(
            || format!("{vi} nên tính như nhận ngày {day}."),
            || format!("{en}, so it counts as received on {day}."),
        )
    }

    pub(super) fn return_by(self, within: &str, by: NaiveDateTime) -> String {
        let by = self.at(by);
        self.say(
            || format!("Nếu thiếu giấy tờ, cơ quan phải trả lại kèm lý do trong {within}, chậm nhất {by}."),
            || format!("If papers are missing, the office gives it back with reasons within {within}, at the latest at {by}."),
        )
    }

    /// How long it takes, what is jumped over, and when it ends.
    pub(super) fn term(
        self,
        office: Office<'_>,
        term: &str,
        (first, due): (NaiveDate, NaiveDateTime),
        days: bool,
    ) -> String {
        let mut text = match (self.locale, days) {
            (Locale::Vi, true) => format!("Thời hạn {term}, không tính ngày nhận."),
            (Locale::Vi, false) => format!("Thời hạn {term}."),
            (Locale::En, true) => format!("It may take {term}; the day of receipt does not count."),
            (Locale::En, false) => format!("It may take {term}."),
        };
        text.push_str(&self.jumped(office, first, due.date()));
        let due = self.at(due);
        text.push_str(&self.say(
            || format!(" Hết hạn lúc {due}."),
            || format!(" It is due at {due}."),
        ));
        text
    }

    /// Days off and make-up days on the way; only those with a name where there are many.
    fn jumped(self, office: Office<'_>, first: NaiveDate, last: NaiveDate) -> String {
        if (last - first).num_days() > WAY {
            let text = self.locale.pick(
                " Ngày nghỉ đã được tính theo lịch.",
                " Days off are taken from the calendar.",
            );
            return text.to_owned();
        }
        let steps = office.days_between(first, last);
        let breaks: Vec<&Step> = steps
            .iter()
            .filter(|s| matches!(s, Step::Off { .. }))
            .collect();
        let all = breaks.len() <= BREAKS;
        let named = |step: &&&Step| all || self.has_name(office, step);
        let mut parts: Vec<String> = breaks
            .iter()
            .filter(named)
            .take(BREAKS)
            .map(|step| step.text(self.locale))
            .collect();
        if !all {
            let rest = self.locale.pick("các ngày nghỉ cuối tuần", "weekends");
            parts.push(rest.to_owned());
        }
        let made_up = steps.iter().filter(|s| matches!(s, Step::MadeUp { .. }));
        parts.extend(made_up.map(|step| step.text(self.locale)));
        if parts.is_empty() {
            return String::new();
        }
        let parts = parts.join("; ");
        self.say(
            || format!(" Trên lịch có: {parts}."),
            || format!(" On the way: {parts}."),
        )
    }

    fn has_name(self, office: Office<'_>, step: &Step) -> bool {
        let Step::Off { from, to, .. } = step else {
            return false;
        };
        let mut days = from.iter_days().take_while(|day| day <= to);
        days.any(|day| office.calendar().day_off(day).is_some())
    }

    pub(super) fn supplement(self, at: NaiveDateTime) -> String {
        let at = self.at(at);
        self.say(
            || format!("Cơ quan yêu cầu bổ sung giấy tờ lúc {at}; thời hạn ngừng tính từ lúc này."),
            || format!("The office asked for papers at {at}; the clock stands still from then on."),
        )
    }

    pub(super) fn restarted(self, at: NaiveDateTime) -> String {
        let at = self.at(at);
        self.say(
            || format!("Giấy tờ đủ lúc {at}; thời hạn tính lại từ đầu."),
            || format!("The papers were full at {at}; the whole time begins anew."),
        )
    }

    pub(super) fn paused(self, at: NaiveDateTime) -> String {
        let at = self.at(at);
        self.say(
            || format!("Việc tính thời hạn tạm dừng từ {at}."),
            || format!("The clock stands still from {at}."),
        )
    }

    pub(super) fn resumed(
        self,
        at: NaiveDateTime,
        stood: TimeDelta,
        due: Option<NaiveDateTime>,
    ) -> String {
        let (at, stood) = (self.at(at), self.working_time(stood));
        let mut text = self.say(
            || format!("Tính tiếp từ {at}, sau {stood} tạm dừng."),
            || format!("The clock goes on at {at}, after standing still for {stood}."),
        );
        if let Some(due) = due {
            let due = self.at(due);
            text.push_str(&self.say(
                || format!(" Hạn chuyển thành {due}."),
                || format!(" It is now due at {due}."),
            ));
        }
        text
    }

    fn working_time(self, time: TimeDelta) -> String {
        let (hours, minutes) = (time.num_hours(), time.num_minutes() % 60);
        match (hours, minutes) {
            (0, m) => self.say(
                || format!("{m} phút làm việc"),
                || format!("{m} working minutes"),
            ),
            (h, 0) => self.say(
                || format!("{h} giờ làm việc"),
                || format!("{h} working hours"),
            ),
            (h, m) => self.say(
                || format!("{h} giờ {m} phút làm việc"),
                || format!("{h} h {m} min of working time"),
            ),
        }
    }

    pub(super) fn extended(
        self,
        at: NaiveDateTime,
        given: NaiveDateTime,
        due: NaiveDateTime,
    ) -> String {
        let (at, new) = (self.at(at), self.at(due));
        let mut text = self.say(
            || format!("Cơ quan xin lỗi lúc {at} và hẹn lại {new}."),
            || format!("The office apologised at {at} and gave a new date: {new}."),
        );
        if given.date() < due.date() {
            let day = date(given.date());
            text.push_str(&self.say(
                || {
                    format!(
                        " Ngày {day} ghi trong thư là ngày nghỉ hoặc sớm hơn hạn theo quy định."
                    )
                },
                || {
                    format!(
                        " The letter says {day}, which is a day off or earlier than the rules give."
                    )
                },
            ));
        }
        text
    }

    pub(super) fn ended(self, at: NaiveDateTime) -> String {
        let at = self.at(at);
        self.say(
            || format!("Hồ sơ kết thúc lúc {at}; thời hạn không tính tiếp."),
            || format!("The dossier ended at {at}; nothing is counted after that."),
        )
    }

    pub(super) fn apology(self, by: NaiveDateTime) -> String {
        let by = self.at(by);
        self.say(
            || format!("Nếu không kịp, cơ quan phải xin lỗi và hẹn ngày mới chậm nhất {by}."),
            || {
                format!(
                    "If it will be late, the office must apologise and give a new date by {by}."
                )
            },
        )
    }

    pub(super) fn due(self, due: NaiveDateTime, standing: bool) -> String {
        let due = self.at(due);
        match (self.locale, standing) {
            (Locale::Vi, false) => format!("Hạn trả kết quả: {due}."),
            (Locale::Vi, true) => {
                format!("Nếu không tạm dừng, hạn là {due}; hạn sẽ lùi theo thời gian dừng.")
            }
            (Locale::En, false) => format!("The result is due at {due}."),
            (Locale::En, true) => {
                format!(
                    "Without the pause it would be due at {due}; it moves by the time it stands."
                )
            }
        }
    }

    pub(super) fn no_term(self) -> String {
        let text = self.locale.pick(
            "Chưa có thông tin hồ sơ này được giải quyết trong bao lâu.",
            "Nobody has told yet how long this dossier may take.",
        );
        text.to_owned()
    }

    pub(super) fn undecided(self, year: i32) -> String {
        self.say(
            || {
                format!(
                    "Lịch nghỉ và làm bù năm {year} chưa được công bố đủ nên hạn có thể thay đổi."
                )
            },
            || {
                format!(
                    "Days off and swaps of {year} are not all decided yet, so the date may move."
                )
            },
        )
    }
}

fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

//! Dates of dossiers in plain words, Vietnamese and English.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use mobile_contract::Locale;

use crate::kernel::words::date;
use crate::kernel::worktime::Begun;

/// Says it in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) locale: Locale,
}

impl Words {
    pub(super) fn say(self, vi: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.locale {
            Locale::Vi => vi(),
            Locale::En => en(),
        }
    }

    pub(super) fn at(self, at: NaiveDateTime) -> String {
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

    /// The date on the receipt, where nobody told a term.
    pub(super) fn promised(self, due: NaiveDateTime, anew: bool) -> String {
        let due = self.at(due);
        match (self.locale, anew) {
            (Locale::Vi, false) => format!("Giấy tiếp nhận hẹn trả kết quả lúc {due}."),
            (Locale::Vi, true) => {
                format!("Tính lại theo khoảng thời gian ghi trên giấy tiếp nhận, hạn là {due}.")
            }
            (Locale::En, false) => format!("The receipt promises the result at {due}."),
            (Locale::En, true) => {
                format!("Counted anew over the time that the receipt gave, it is due at {due}.")
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

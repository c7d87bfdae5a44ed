//! The way from receipt to the end, in words: what is jumped over, and what is worked instead.

use chrono::{NaiveDate, NaiveDateTime};
use mobile_contract::Locale;

use super::words::Words;
use crate::kernel::worktime::{Office, Step};

/// Most breaks that are named one by one.
const BREAKS: usize = 6;
/// Longest way on which days off are looked up for being named, in days.
const WAY: i64 = 400;

impl Words {
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
}

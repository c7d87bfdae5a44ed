//! How a due date came about, for people.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use mobile_contract::Locale;
use motcua_seed::Bilingual;
use motcua_seed::clocks::Unit;
use serde::{Deserialize, Serialize};

use super::office::Office;
use super::term::Term;

/// One step of the reckoning. Days and hours are Vietnam's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Something came in.
    Received {
        /// When.
        at: NaiveDateTime,
    },
    /// It came after the cut-off hour.
    AfterCutOff {
        /// The hour.
        cut_off: NaiveTime,
        /// The day that counts as the one of receipt.
        counts_from: NaiveDate,
    },
    /// It came on a day off.
    OnDayOff {
        /// The day that counts as the one of receipt.
        counts_from: NaiveDate,
    },
    /// It came when the office was closed.
    OutsideHours {
        /// When it opened.
        counts_from: NaiveDateTime,
    },
    /// How long it may take.
    Term {
        /// The unit.
        unit: Unit,
        /// How many.
        amount: u32,
    },
    /// Days off on the way.
    Off {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// What they are called.
        name: Bilingual,
    },
    /// A day of rest that is worked.
    MadeUp {
        /// The day.
        day: NaiveDate,
        /// The day that was free in its stead.
        instead_of: NaiveDate,
    },
    /// The last day is off, so that the term runs on.
    RunsOn {
        /// The last day.
        ended: NaiveDate,
        /// The next working day.
        to: NaiveDate,
    },
    /// The days off and swaps of a year are not decided yet, so that the end may move.
    Undecided {
        /// The year.
        year: i32,
    },
    /// The clock stood still.
    Paused {
        /// Since when.
        from: NaiveDateTime,
        /// Until when; absent: still.
        to: Option<NaiveDateTime>,
    },
    /// The end.
    Due {
        /// When.
        at: NaiveDateTime,
    },
}

impl Office<'_> {
    /// The days off, the make-up days and the undecided years after a first day, up to a last one.
    #[must_use]
    pub fn days_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<Step> {
        steps_between(*self, first, last)
    }
}

pub(super) fn steps_between(office: Office<'_>, first: NaiveDate, last: NaiveDate) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut open: Vec<NaiveDate> = Vec::new();
    let days = first.iter_days().skip(1);
    for day in days.take_while(|day| *day <= last) {
        if !office.is_working_day(day) {
            open.push(day);
            continue;
        }
        steps.extend(off(office, &open));
        open.clear();
        if let Some(instead_of) = office.calendar().makes_up_for(day) {
            steps.push(Step::MadeUp { day, instead_of });
        }
    }
    steps.extend(off(office, &open));
    let years = first.year()..=last.year();
    let undecided = years.filter(|year| !office.calendar().is_decided(*year));
    steps.extend(undecided.map(|year| Step::Undecided { year }));
    steps
}

/// Days off in a row under their names, the plain weekend's only where no other is.
fn off(office: Office<'_>, days: &[NaiveDate]) -> Option<Step> {
    let (from, to) = (*days.first()?, *days.last()?);
    let mut names: Vec<&Bilingual> = Vec::new();
    for name in days.iter().filter_map(|d| office.calendar().day_off(*d)) {
        if !names.contains(&&name.name) {
            names.push(&name.name);
        }
    }
    if names.is_empty() {
        names.push(office.calendar().weekend());
    }
    let joined = |of: fn(&Bilingual) -> &str| {
        let all: Vec<&str> = names.iter().map(|name| of(name)).collect();
        all.join(", ")
    };
    let name = Bilingual {
        vi: joined(|n| &n.vi),
        en: joined(|n| &n.en),
    };
    Some(Step::Off { from, to, name })
}

/// All steps in one text.
#[must_use]
pub fn explain(steps: &[Step], locale: Locale) -> String {
    let said: Vec<String> = steps.iter().map(|step| step.text(locale)).collect();
    said.join("; ")
}

impl Step {
    pub(super) const fn of_term(term: Term) -> Self {
        Self::Term {
            unit: term.unit,
            amount: term.amount,
        }
    }

    /// The step in words.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        match locale {
            Locale::Vi => self.vietnamese(),
            Locale::En => self.english(),
        }
    }

    fn vietnamese(&self) -> String {
        match self {
            Self::Received { at } => format!("Nhận lúc {}", moment(*at)),
            Self::AfterCutOff {
                cut_off,
                counts_from,
            } => format!("sau {} → tính từ {}", hour(*cut_off), day(*counts_from)),
            Self::OnDayOff { counts_from } => {
                format!("vào ngày nghỉ → tính từ {}", day(*counts_from))
            }
            Self::OutsideHours { counts_from } => {
                format!("ngoài giờ làm việc → tính từ {}", moment(*counts_from))
            }
            Self::Term { unit, amount } => format!("{amount} {}", unit_vi(*unit)),
            Self::Off { from, to, name } => format!("{} nghỉ ({})", days(*from, *to), name.vi),
            Self::MadeUp { day: d, instead_of } => {
                format!("{} làm bù cho {}", day(*d), day(*instead_of))
            }
            Self::RunsOn { ended, to } => {
                format!(
                    "ngày cuối {} là ngày nghỉ → hết ngày làm việc kế tiếp {}",
                    day(*ended),
                    day(*to)
                )
            }
            Self::Undecided { year } => {
                format!("lịch nghỉ, làm bù năm {year} chưa công bố đủ, hạn có thể thay đổi")
            }
            Self::Paused { from, to: Some(to) } => {
                format!("tạm dừng từ {} đến {}", moment(*from), moment(*to))
            }
            Self::Paused { from, to: None } => format!("đang tạm dừng từ {}", moment(*from)),
            Self::Due { at } => format!("→ {}", moment(*at)),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Received { at } => format!("Received at {}", moment(*at)),
            Self::AfterCutOff {
                cut_off,
                counts_from,
            } => format!(
                "after {} → counts from {}",
                hour(*cut_off),
                day(*counts_from)
            ),
            Self::OnDayOff { counts_from } => {
                format!("on a day off → counts from {}", day(*counts_from))
            }
            Self::OutsideHours { counts_from } => {
                format!(
                    "outside office hours → counts from {}",
                    moment(*counts_from)
                )
            }
            Self::Term { unit, amount } => format!("{amount} {}", unit_en(*unit, *amount)),
            Self::Off { from, to, name } => format!("{} off ({})", days(*from, *to), name.en),
            Self::MadeUp { day: d, instead_of } => {
                format!("{} worked instead of {}", day(*d), day(*instead_of))
            }
            Self::RunsOn { ended, to } => {
                format!(
                    "the last day {} is off → end of the next working day {}",
                    day(*ended),
                    day(*to)
                )
            }
            Self::Undecided { year } => {
                format!("days off and swaps of {year} are not all decided, so this may move")
            }
            Self::Paused { from, to: Some(to) } => {
                format!("paused from {} to {}", moment(*from), moment(*to))
            }
            Self::Paused { from, to: None } => format!("paused since {}", moment(*from)),
            Self::Due { at } => format!("→ {}", moment(*at)),
        }
    }
}

fn moment(at: NaiveDateTime) -> String {
    format!("{} {}", hour(at.time()), at.format("%d/%m/%Y"))
}

fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn day(day: NaiveDate) -> String {
    day.format("%d/%m").to_string()
}

fn days(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        day(from)
    } else {
        format!("{}–{}", day(from), day(to))
    }
}

const fn unit_vi(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingMinute => "phút làm việc",
        Unit::WorkingHour => "giờ làm việc",
        Unit::HalfDay => "buổi làm việc",
        Unit::WorkingDay => "ngày làm việc",
        Unit::CalendarDay => "ngày",
    }
}

const fn unit_en(unit: Unit, amount: u32) -> &'static str {
    match (unit, amount) {
        (Unit::WorkingMinute, 1) => "working minute",
        (Unit::WorkingMinute, _) => "working minutes",
        (Unit::WorkingHour, 1) => "working hour",
        (Unit::WorkingHour, _) => "working hours",
        (Unit::HalfDay, 1) => "half-day",
        (Unit::HalfDay, _) => "half-days",
        (Unit::WorkingDay, 1) => "working day",
        (Unit::WorkingDay, _) => "working days",
        (Unit::CalendarDay, 1) => "day",
        (Unit::CalendarDay, _) => "days",
    }
}

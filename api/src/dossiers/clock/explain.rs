//! Every date of a dossier, and how it came about.

use chrono::NaiveDateTime;
use mobile_contract::Locale;
use mobile_contract::dossier::clock::{
    DossierClock, DossierClockDate, DossierClockRule, DossierDateKind as Kind,
};
use mobile_contract::knowledge::TimeUnit;
use motcua_seed::clocks::Unit;
use motcua_seed::dossier_rules::DossierRule;

use super::length::Length;
use super::run::{Run, Seen};
use super::words::Words;
use super::{Course, Reckoner, What};
use crate::kernel::clock::{from_hanoi, to_hanoi};
use crate::kernel::words::length;
use crate::kernel::worktime::{Begun, Office};

/// A date that is being told.
type Told = (Kind, NaiveDateTime, String);

impl Reckoner {
    /// The clock of a dossier, date by date. It gives the same dates as [`Reckoner::reckon`].
    #[must_use]
    pub fn explain(&self, course: &Course<'_>, locale: Locale) -> DossierClock {
        let rule = self.rule(course.received_at);
        let office = self.calendar.office(course.agency);
        let mut seen = Vec::new();
        let run = Run::walk(office, rule, course, |step| seen.push(step));
        let dates = self.reckoning(office, rule, course, &run);
        let telling = Telling {
            office,
            rule,
            course,
            words: Words { locale },
        };
        let mut told = telling.receipt(to_hanoi(dates.return_by));
        for step in seen {
            told.extend(telling.step(step));
        }
        let open = !course.turns.iter().any(|turn| turn.what == What::Ended);
        if let Some(by) = dates.apology_by.filter(|_| open) {
            let by = to_hanoi(by);
            told.push((Kind::ApologyBy, by, telling.words.apology(by)));
        }
        if let Some(due) = run.due() {
            let standing = run.standing_since().is_some();
            told.push((Kind::Due, due, telling.words.due(due, standing)));
        }
        DossierClock {
            rule: DossierClockRule {
                id: rule.id.clone(),
                title: locale.pick(&rule.title.vi, &rule.title.en).to_owned(),
                to_be_confirmed: rule.verify.is_some(),
            },
            due_at: dates.due,
            standing_since: dates.standing_since,
            dates: told.into_iter().map(date).collect(),
            notes: self.notes(course, &run, telling.words),
        }
    }

    fn notes(&self, course: &Course<'_>, run: &Run<'_>, words: Words) -> Vec<String> {
        let Some(due) = run.due() else {
            return vec![words.no_term()];
        };
        let years = self.undecided(to_hanoi(course.received_at), due);
        years.take(1).map(|year| words.undecided(year)).collect()
    }
}

fn date((what, at, text): Told) -> DossierClockDate {
    let at = from_hanoi(at);
    DossierClockDate { what, at, text }
}

struct Telling<'a> {
    office: Office<'a>,
    rule: &'a DossierRule,
    course: &'a Course<'a>,
    words: Words,
}

impl Telling<'_> {
    /// What holds from receipt on.
    fn receipt(&self, return_by: NaiveDateTime) -> Vec<Told> {
        let received = to_hanoi(self.course.received_at);
        let mut told = vec![(Kind::Received, received, self.words.received(received))];
        if self.counts_days() {
            told.extend(self.counts_from(received));
        }
        let within = self.rule.return_within;
        let within = length(within.amount, unit(within.unit), self.words.locale);
        let text = self.words.return_by(&within, return_by);
        told.push((Kind::ReturnBy, return_by, text));
        told
    }

    fn counts_days(&self) -> bool {
        // Where only a date was promised, nothing is counted from receipt.
        let length = self.course.term.map(Length::from);
        length.map_or(self.course.promised.is_none(), Length::counts_days)
    }

    fn counts_from(&self, received: NaiveDateTime) -> Option<Told> {
        let (day, begun) = self.office.counts_from(received, self.rule.cut_off);
        (begun != Begun::OnReceipt).then(|| {
            let text = self.words.counts_from(day, begun);
            (Kind::CountsFrom, day.and_time(chrono::NaiveTime::MIN), text)
        })
    }

    fn step(&self, seen: Seen) -> Vec<Told> {
        match seen {
            Seen::Begun { from, due, anew } => self.begun(from, due, anew),
            Seen::Stopped { at, what } => vec![match what {
                What::SupplementRequested => {
                    (Kind::SupplementRequested, at, self.words.supplement(at))
                }
                _ => (Kind::Paused, at, self.words.paused(at)),
            }],
            Seen::Resumed { at, stood, due } => {
                vec![(Kind::Resumed, at, self.words.resumed(at, stood, due))]
            }
            Seen::Extended { at, given, due } => {
                vec![(Kind::Extended, at, self.words.extended(at, given, due))]
            }
            Seen::Ended { at } => vec![(Kind::Ended, at, self.words.ended(at))],
        }
    }

    fn begun(&self, from: NaiveDateTime, due: Option<NaiveDateTime>, anew: bool) -> Vec<Told> {
        let mut told = Vec::new();
        if anew {
            told.push((Kind::Restarted, from, self.words.restarted(from)));
            if self.counts_days() {
                told.extend(self.counts_from(from));
            }
        }
        if let Some(due) = due {
            told.push((Kind::FirstDue, due, self.first_due(from, due, anew)));
        }
        told
    }

    fn first_due(&self, from: NaiveDateTime, due: NaiveDateTime, anew: bool) -> String {
        let Some(term) = self.course.term else {
            return self.words.promised(due, anew);
        };
        let days = self.counts_days();
        let first = if days {
            self.office.counts_from(from, self.rule.cut_off).0
        } else {
            from.date()
        };
        let term = length(term.amount, term.unit, self.words.locale);
        self.words.term(self.office, &term, (first, due), days)
    }
}

/// The contract's name of a unit.
const fn unit(unit: Unit) -> TimeUnit {
    match unit {
        // The rules count no minutes; an hour is the least that is told.
        Unit::WorkingMinute | Unit::WorkingHour => TimeUnit::WorkingHour,
        Unit::HalfDay => TimeUnit::HalfDay,
        Unit::WorkingDay => TimeUnit::WorkingDay,
        Unit::CalendarDay => TimeUnit::CalendarDay,
    }
}

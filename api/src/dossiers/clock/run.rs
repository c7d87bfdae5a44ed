//! The run of a clock through what happened to it.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use motcua_seed::dossier_rules::DossierRule;

use super::length::{Grain, Length, ends, working};
use super::{Course, What};
use crate::kernel::clock::to_hanoi;
use crate::kernel::worktime::Office;

/// An end, and by how much working time it was moved.
#[derive(Clone, Copy, Debug)]
struct End {
    unmoved: NaiveDateTime,
    stood: TimeDelta,
    at: NaiveDateTime,
}

impl End {
    const fn at(at: NaiveDateTime) -> Self {
        Self {
            unmoved: at,
            stood: TimeDelta::zero(),
            at,
        }
    }
}

/// What a walk comes by, for those who tell about it. Times are as clocks in Vietnam show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The term began, for the first time or anew.
    Begun {
        from: NaiveDateTime,
        due: Option<NaiveDateTime>,
        anew: bool,
    },
    /// The clock stopped.
    Stopped { at: NaiveDateTime, what: What },
    /// It goes on, and is due later by what it stood.
    Resumed {
        at: NaiveDateTime,
        stood: TimeDelta,
        due: Option<NaiveDateTime>,
    },
    /// A new date was given.
    Extended {
        at: NaiveDateTime,
        given: NaiveDateTime,
        due: NaiveDateTime,
    },
    /// It ended.
    Ended { at: NaiveDateTime },
}

/// What an end is counted from.
#[derive(Clone, Copy, Debug)]
enum Given {
    /// A term.
    Term(Length),
    /// Only the date on the receipt.
    Date {
        received: NaiveDateTime,
        at: NaiveDateTime,
        grain: Grain,
    },
}

impl Given {
    fn of(office: Office<'_>, course: &Course<'_>) -> Option<Self> {
        if let Some(term) = course.term {
            return Some(Self::Term(term.into()));
        }
        let promised = to_hanoi(course.promised?);
        Some(Self::Date {
            received: to_hanoi(course.received_at),
            at: said(office, promised),
            grain: match promised.time() {
                NaiveTime::MIN => Grain::Day,
                _ => Grain::Any,
            },
        })
    }

    const fn grain(self) -> Grain {
        match self {
            Self::Term(length) => length.grain(),
            Self::Date { grain, .. } => grain,
        }
    }

    /// When what begins at an instant ends. Begun anew, a date gives as much working time as at first.
    fn end(self, office: Office<'_>, rule: &DossierRule, from: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Term(length) => ends(office, rule, length, from),
            Self::Date { received, at, .. } if from <= received => at,
            Self::Date {
                received,
                at,
                grain,
            } => {
                let end = office.later(from, office.worked(received, at));
                match grain {
                    Grain::Day => office.closing_on_or_after(end.date()),
                    Grain::Any | Grain::Session => end,
                }
            }
        }
    }
}

/// A date as it was said: a day alone means its end, and a day off the next working day's.
pub(super) fn said(office: Office<'_>, given: NaiveDateTime) -> NaiveDateTime {
    if given.time() == NaiveTime::MIN {
        office.closing_on_or_after(given.date())
    } else {
        working(office, given)
    }
}

/// A clock on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    office: Office<'a>,
    grain: Grain,
    /// When the term began, for the last time.
    begun: NaiveDateTime,
    first: Option<End>,
    /// With extensions, which begin a new one.
    last: Option<End>,
    extended: Option<NaiveDateTime>,
    standing: Option<NaiveDateTime>,
    at_receipt: Option<NaiveDateTime>,
    /// The first end that had passed before it was moved.
    missed: Option<NaiveDateTime>,
}

impl<'a> Run<'a> {
    /// Walks through a course.
    pub(super) fn walk(
        office: Office<'a>,
        rule: &DossierRule,
        course: &Course<'_>,
        mut see: impl FnMut(Seen),
    ) -> Self {
        let given = Given::of(office, course);
        let begin = |from| Self::begin(office, rule, given, from);
        let begun = |run: &Self, anew| Seen::Begun {
            from: run.begun,
            due: run.due(),
            anew,
        };
        let mut run = begin(to_hanoi(course.received_at));
        see(begun(&run, false));
        for turn in course.turns {
            let at = to_hanoi(turn.at);
            match turn.what {
                What::SupplementRequested | What::Paused => {
                    run.look_back(at);
                    run.standing = Some(at);
                    let what = turn.what;
                    see(Seen::Stopped { at, what });
                }
                What::SupplementReceived if rule.restarts => {
                    let anew = begin(at);
                    run = Self {
                        at_receipt: run.at_receipt,
                        missed: run.missed,
                        ..anew
                    };
                    see(begun(&run, true));
                }
                What::SupplementReceived | What::Resumed => {
                    let stood = run.resume(at);
                    let due = run.due();
                    see(Seen::Resumed { at, stood, due });
                }
                What::Extended(given) => {
                    run.look_back(at);
                    let given = to_hanoi(given);
                    let due = run.extend(at, given);
                    see(Seen::Extended { at, given, due });
                }
                What::Ended => {
                    // What ends while it stands still stood until then.
                    if run.standing.is_some() {
                        let stood = run.resume(at);
                        let due = run.due();
                        see(Seen::Resumed { at, stood, due });
                    }
                    see(Seen::Ended { at });
                    break;
                }
            }
        }
        run
    }

    fn begin(
        office: Office<'a>,
        rule: &DossierRule,
        given: Option<Given>,
        from: NaiveDateTime,
    ) -> Self {
        let end = given.map(|given| given.end(office, rule, from));
        Self {
            office,
            grain: given.map_or(Grain::Any, Given::grain),
            begun: from,
            first: end.map(End::at),
            last: end.map(End::at),
            extended: None,
            standing: None,
            at_receipt: end,
            missed: None,
        }
    }

    /// What happens after the end makes nothing good: it was missed.
    fn look_back(&mut self, at: NaiveDateTime) {
        let runs = self.standing.is_none();
        let passed = self.due().filter(|due| runs && at > *due);
        self.missed = self.missed.or(passed);
    }

    /// When it was due as it was received.
    pub(super) const fn at_receipt(&self) -> Option<NaiveDateTime> {
        self.at_receipt
    }

    /// The first end that had passed before it was moved.
    pub(super) const fn missed(&self) -> Option<NaiveDateTime> {
        self.missed
    }

    /// When the term began, for the last time.
    pub(super) const fn begun(&self) -> NaiveDateTime {
        self.begun
    }

    /// When it is due without extensions.
    pub(super) fn first_due(&self) -> Option<NaiveDateTime> {
        self.first.map(|end| end.at)
    }

    /// When it is due.
    pub(super) fn due(&self) -> Option<NaiveDateTime> {
        self.last.map(|end| end.at)
    }

    /// Since when it stands still.
    pub(super) const fn standing_since(&self) -> Option<NaiveDateTime> {
        self.standing
    }

    /// It goes on. Gives the working time it stood.
    fn resume(&mut self, at: NaiveDateTime) -> TimeDelta {
        let Some(from) = self.standing.take() else {
            return TimeDelta::zero();
        };
        let from = from.max(self.begun);
        self.first = self.first.map(|end| self.moved(end, from, at));
        // A new date that was given meanwhile knew of the pause until then.
        let since = from.max(self.extended.unwrap_or(from));
        self.last = self.last.map(|end| self.moved(end, since, at));
        self.office.worked(since, at)
    }

    fn moved(&self, mut end: End, from: NaiveDateTime, to: NaiveDateTime) -> End {
        if from >= end.at {
            return end;
        }
        end.stood += self.office.worked(from, to);
        if end.stood > TimeDelta::zero() {
            let at = self.office.later(end.unmoved, end.stood);
            end.at = match self.grain {
                Grain::Any => at,
                Grain::Session => self.office.session_end(at),
                Grain::Day => self.office.closing_on_or_after(at.date()),
            };
        }
        end
    }

    /// A new date: a day alone means its end, and a day off the next working day's.
    fn extend(&mut self, at: NaiveDateTime, given: NaiveDateTime) -> NaiveDateTime {
        let given = said(self.office, given);
        let due = self.due().map_or(given, |due| due.max(given));
        self.last = Some(End::at(due));
        self.extended = Some(at);
        due
    }
}

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
}

impl<'a> Run<'a> {
    /// Walks through a course.
    pub(super) fn walk(
        office: Office<'a>,
        rule: &DossierRule,
        course: &Course<'_>,
        mut see: impl FnMut(Seen),
    ) -> Self {
        let length = course.term.map(Length::from);
        let begin = |from| Self::begin(office, rule, length, from);
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
                    run.standing = Some(at);
                    let what = turn.what;
                    see(Seen::Stopped { at, what });
                }
                What::SupplementReceived if rule.restarts => {
                    run = begin(at);
                    see(begun(&run, true));
                }
                What::SupplementReceived | What::Resumed => {
                    let stood = run.resume(at);
                    let due = run.due();
                    see(Seen::Resumed { at, stood, due });
                }
                What::Extended(given) => {
                    let given = to_hanoi(given);
                    let due = run.extend(at, given);
                    see(Seen::Extended { at, given, due });
                }
                What::Ended => {
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
        length: Option<Length>,
        from: NaiveDateTime,
    ) -> Self {
        let end = length.map(|length| End::at(ends(office, rule, length, from)));
        Self {
            office,
            grain: length.map_or(Grain::Any, Length::grain),
            begun: from,
            first: end,
            last: end,
            extended: None,
            standing: None,
        }
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
        let given = if given.time() == NaiveTime::MIN {
            self.office.closing_on_or_after(given.date())
        } else {
            working(self.office, given)
        };
        let due = self.due().map_or(given, |due| due.max(given));
        self.last = Some(End::at(due));
        self.extended = Some(at);
        due
    }
}

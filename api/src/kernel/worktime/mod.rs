//! Working time (thời gian làm việc): days off, make-up days, office hours, terms that can be explained,
//! and clocks that can be paused.
//!
//! Rules of counting: Civil Code 91/2015/QH13, articles 147–148 (the first day does not count; a term
//! of days that ends on a day off runs to the next working day) and the one-stop decree's cut-off hour (what comes
//! after it counts from the next working day). All days, hours and years are data:
//! [`motcua_seed::calendar`].
//!
//! Two readings of the law are ours. The Civil Code's last day ends at midnight; here a term ends when the office
//! closes, because nobody can answer after that. And a pause counts in working time for every unit.

mod calendar;
mod count;
mod holidays;
mod office;
#[cfg(test)]
mod properties;
mod running;
mod step;
mod table;
mod term;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, DayOff};
pub use motcua_seed::clocks::Unit;
pub use office::{Office, Week};
pub use running::{ClockState, Pause, Phase, RunningClock, THRESHOLDS, Threshold};
pub use step::{Step, explain};
pub use table::LAST as LAST_DAY;
pub use term::{Begun, Counted, Due, Term};

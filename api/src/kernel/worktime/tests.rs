//! Examples, over the bundled calendar.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use motcua_seed::calendar::CalendarData;
use motcua_seed::clocks::{ClockRule, ClockRules};

use super::*;
use crate::kernel::clock::{from_hanoi, to_hanoi};

const BUNDLED: &str = include_str!("../../../../seed/data/calendar.yaml");

pub(super) static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::new(&CalendarData::from_yaml(BUNDLED).unwrap()));

/// An instant as clocks in Vietnam show it.
pub(super) fn at(text: &str) -> DateTime<Utc> {
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    let mut read = formats
        .iter()
        .map(|f| NaiveDateTime::parse_from_str(text, f));
    from_hanoi(read.find_map(Result::ok).unwrap())
}

fn shown(at: DateTime<Utc>) -> String {
    to_hanoi(at).format("%Y-%m-%d %H:%M").to_string()
}

pub(super) fn term(amount: u32, unit: Unit) -> Term {
    let cut_off = unit.counts_days();
    Term {
        unit,
        amount,
        cut_off,
    }
}

fn due(amount: u32, unit: Unit, received: &str) -> String {
    shown(CALENDAR.due(term(amount, unit), at(received)).at)
}

#[test]
fn the_first_day_does_not_count() {
    assert_eq!(
        due(1, Unit::WorkingDay, "2026-11-16 08:00"),
        "2026-11-17 17:00"
    );
    assert_eq!(
        due(5, Unit::WorkingDay, "2026-11-16 08:00"),
        "2026-11-23 17:00"
    );
    assert_eq!(
        due(5, Unit::CalendarDay, "2026-11-16 08:00"),
        "2026-11-23 17:00"
    );
    assert_eq!(
        due(4, Unit::CalendarDay, "2026-11-16 08:00"),
        "2026-11-20 17:00"
    );
}

#[test]
fn three_oclock_still_counts_and_a_second_later_the_next_working_day_does() {
    assert_eq!(
        due(1, Unit::WorkingDay, "2026-11-16 15:00"),
        "2026-11-17 17:00"
    );
    assert_eq!(
        due(1, Unit::WorkingDay, "2026-11-16 15:00:01"),
        "2026-11-18 17:00"
    );
    assert_eq!(
        due(1, Unit::WorkingDay, "2026-11-20 15:00:01"),
        "2026-11-24 17:00"
    );
    let without = Term {
        cut_off: false,
        ..term(1, Unit::WorkingDay)
    };
    assert_eq!(
        shown(CALENDAR.due(without, at("2026-11-16 16:59")).at),
        "2026-11-17 17:00"
    );
}

#[test]
fn a_swapped_friday_is_off_and_its_saturday_is_worked_in_its_hours() {
    let office = CALENDAR.office(None);
    let day = |d: &str| d.parse().unwrap();
    assert!(!office.is_working_day(day("2026-01-02")));
    assert!(office.is_working_day(day("2026-01-10")));
    assert!(!office.is_working_day(day("2026-01-17")));
    assert_eq!(
        due(1, Unit::WorkingDay, "2025-12-31 08:00"),
        "2026-01-05 17:00"
    );
    assert_eq!(
        due(1, Unit::WorkingDay, "2026-01-09 08:00"),
        "2026-01-10 17:00"
    );
    assert_eq!(
        due(30, Unit::WorkingMinute, "2026-01-10 08:00"),
        "2026-01-10 08:30"
    );
    assert_eq!(
        due(30, Unit::WorkingMinute, "2026-01-02 08:00"),
        "2026-01-05 08:00"
    );
    assert!(office.is_working_day(day("2025-04-26")) && office.is_working_day(day("2026-08-22")));
}

#[test]
fn tet_is_jumped_over_by_days_hours_and_half_days() {
    assert_eq!(
        due(2, Unit::WorkingDay, "2026-02-12 09:00"),
        "2026-02-23 17:00"
    );
    assert_eq!(
        due(5, Unit::CalendarDay, "2026-02-12 09:00"),
        "2026-02-23 17:00"
    );
    assert_eq!(
        due(4, Unit::WorkingHour, "2026-02-13 15:00"),
        "2026-02-23 09:30"
    );
    assert_eq!(
        due(1, Unit::HalfDay, "2026-02-13 14:00"),
        "2026-02-23 11:30"
    );
}

#[test]
fn half_days_are_sessions_and_the_one_of_receipt_does_not_count() {
    assert_eq!(
        due(1, Unit::HalfDay, "2026-11-16 08:00"),
        "2026-11-16 17:00"
    );
    assert_eq!(
        due(2, Unit::HalfDay, "2026-11-16 08:00"),
        "2026-11-17 11:30"
    );
    assert_eq!(
        due(1, Unit::HalfDay, "2026-11-16 12:00"),
        "2026-11-17 11:30"
    );
    // After three: the next morning counts as the session of receipt.
    assert_eq!(
        due(1, Unit::HalfDay, "2026-11-16 15:30"),
        "2026-11-17 17:00"
    );
}

#[test]
fn minutes_run_in_office_hours_only() {
    assert_eq!(
        due(15, Unit::WorkingMinute, "2026-11-16 08:00"),
        "2026-11-16 08:15"
    );
    assert_eq!(
        due(15, Unit::WorkingMinute, "2026-11-16 11:25"),
        "2026-11-16 13:40"
    );
    assert_eq!(
        due(15, Unit::WorkingMinute, "2026-11-20 16:50"),
        "2026-11-23 07:35"
    );
    assert_eq!(
        due(15, Unit::WorkingMinute, "2026-11-21 22:00"),
        "2026-11-23 07:45"
    );
    assert_eq!(
        due(10, Unit::WorkingMinute, "2026-11-16 16:50"),
        "2026-11-16 17:00"
    );
}

#[test]
fn an_agency_with_a_saturday_morning_works_in_it() {
    let own = "agencies:
  - agency: so-tu-phap
    hours:
      week:
        - {days: [Mon, Tue, Wed, Thu, Fri], sessions: [{from: \"07:00\", to: \"11:00\"}, {from: \"13:00\", to: \"17:00\"}]}
        - {days: [Sat], sessions: [{from: \"07:00\", to: \"11:00\"}]}
";
    let text = BUNDLED.replace("agencies: []", own);
    let calendar = Calendar::new(&CalendarData::from_yaml(&text).unwrap());
    let agency = "so-tu-phap".parse().unwrap();
    let office = calendar.office(Some(&agency));
    let friday = at("2026-11-20 10:00");
    assert_eq!(
        shown(office.due(term(1, Unit::WorkingDay), friday).at),
        "2026-11-21 11:00"
    );
    assert_eq!(
        shown(office.due(term(6, Unit::WorkingHour), friday).at),
        "2026-11-21 08:00"
    );
    assert_eq!(
        shown(calendar.due(term(1, Unit::WorkingDay), friday).at),
        "2026-11-23 17:00"
    );
}

#[test]
fn days_that_the_law_fixes_are_reckoned_and_what_is_not_decided_is_told() {
    // 1 May 2027 is a Saturday: the Monday after it is off in its stead.
    assert_eq!(
        due(1, Unit::WorkingDay, "2027-04-29 08:00"),
        "2027-05-04 17:00"
    );
    let due = CALENDAR.due(term(1, Unit::WorkingDay), at("2027-02-04 08:00"));
    assert_eq!(shown(due.at), "2027-02-12 17:00");
    assert!(due.steps.contains(&Step::Undecided { year: 2027 }));
    let off = |day: &str| CALENDAR.day_off(day.parse().unwrap()).map(|d| d.settled);
    assert_eq!(off("2027-02-06"), Some(true));
    assert_eq!(off("2027-02-08"), Some(false));
    // Which day beside National Day is free is not known: neither is.
    assert_eq!((off("2027-09-01"), off("2027-09-03")), (None, None));
    let known = CALENDAR.due(term(1, Unit::WorkingDay), at("2026-11-16 08:00"));
    assert!(
        !known
            .steps
            .iter()
            .any(|s| matches!(s, Step::Undecided { .. }))
    );
}

#[test]
fn the_reckoned_years_agree_with_the_decided_ones_on_what_the_law_fixes() {
    let mut data = CalendarData::from_yaml(BUNDLED).unwrap();
    data.years.clear();
    let reckoned = Calendar::new(&data);
    for day in [
        "2025-01-01",
        "2025-01-29",
        "2025-04-07",
        "2025-09-02",
        "2026-02-16",
        "2026-04-27",
    ] {
        let day = day.parse().unwrap();
        assert!(
            reckoned.day_off(day).is_some() && CALENDAR.day_off(day).is_some(),
            "{day}"
        );
    }
}

#[test]
fn every_due_date_is_explained_in_both_languages() {
    let due = CALENDAR.due(term(3, Unit::WorkingDay), at("2027-11-11 16:10"));
    assert_eq!(
        explain(&due.steps, Locale::Vi),
        "Nhận lúc 16:10 11/11/2027; sau 15:00 → tính từ 12/11; 3 ngày làm việc; \
         13/11–14/11 nghỉ (cuối tuần); lịch nghỉ, làm bù năm 2027 chưa công bố đủ, hạn có thể thay đổi; → 17:00 17/11/2027"
    );
    let due = CALENDAR.due(term(6, Unit::CalendarDay), at("2026-08-26 09:00"));
    assert_eq!(
        explain(&due.steps, Locale::En),
        "Received at 09:00 26/08/2026; 6 days; 29/08–02/09 off (National Day); \
         the last day 01/09 is off → end of the next working day 03/09; → 17:00 03/09/2026"
    );
    let due = CALENDAR.due(term(15, Unit::WorkingMinute), at("2026-01-03 09:00"));
    assert_eq!(
        explain(&due.steps, Locale::Vi),
        "Nhận lúc 09:00 03/01/2026; ngoài giờ làm việc → tính từ 07:30 05/01/2026; 15 phút làm việc; \
         04/01 nghỉ (Tết Dương lịch); → 07:45 05/01/2026"
    );
}

fn rule(id: &str) -> ClockRule {
    let rules = ClockRules::from_yaml(include_str!("../../../../seed/data/clocks.yaml")).unwrap();
    rules.iter().find(|r| r.id.as_str() == id).unwrap().clone()
}

#[test]
fn a_clock_keeps_the_rule_it_was_begun_by() {
    let mut rule = rule("reply-default");
    let clock = RunningClock::start(&rule, None, at("2026-11-16 08:00"), &CALENDAR);
    rule.amount = 1;
    let kept: RunningClock = serde_json::from_str(&serde_json::to_string(&clock).unwrap()).unwrap();
    assert_eq!(kept, clock);
    assert_eq!(
        (kept.term.amount, shown(kept.due).as_str()),
        (5, "2026-11-23 17:00")
    );
    assert_eq!(kept.calendar, CALENDAR.version());
}

#[test]
fn a_clock_warns_at_shares_of_its_working_time() {
    let clock = RunningClock::start(
        &rule("dispatch-default"),
        None,
        at("2026-11-16 11:20"),
        &CALENDAR,
    );
    let shown: Vec<String> = clock
        .thresholds(&CALENDAR)
        .iter()
        .map(|t| format!("{} {}", t.percent, to_hanoi(t.at).format("%H:%M:%S")))
        .collect();
    assert_eq!(shown, ["50 11:27:30", "80 13:32:00", "100 13:35:00"]);
    let state = |now: &str| clock.state(at(now), &CALENDAR);
    assert_eq!(state("2026-11-16 11:27").reached, None);
    assert_eq!(state("2026-11-16 12:00").reached, Some(50));
    assert_eq!(state("2026-11-16 13:35").reached, Some(100));
    assert!(!state("2026-11-16 13:35").overdue);
    assert!(state("2026-11-16 13:35:01").overdue);
    assert_eq!(state("2026-11-16 13:30").remaining_seconds, 300);
    assert_eq!(state("2026-11-16 13:36").remaining_seconds, -60);
}

#[test]
fn a_clock_stands_still_while_it_waits_for_the_citizen() {
    let begun = RunningClock::start(
        &rule("reply-default"),
        None,
        at("2026-11-16 08:00"),
        &CALENDAR,
    );
    let paused = begun.pause(at("2026-11-17 09:00"));
    assert_eq!(paused.due_at(), None);
    assert_eq!(paused.pause(at("2026-11-18 09:00")), paused);
    let much_later = paused.state(at("2026-12-30 09:00"), &CALENDAR);
    assert_eq!(
        (much_later.phase, much_later.reached, much_later.overdue),
        (Phase::Paused, None, false)
    );
    let resumed = paused.resume(at("2026-11-19 09:00"), &CALENDAR);
    assert_eq!(shown(resumed.due), "2026-11-25 17:00");
    assert_eq!(resumed.resume(at("2026-11-29 09:00"), &CALENDAR), resumed);
    assert_eq!(
        resumed.elapsed(at("2026-11-19 10:00"), &CALENDAR),
        TimeDelta::minutes(7 * 60 + 90 + 60)
    );
    assert!(
        resumed
            .explain(Locale::Vi)
            .ends_with("tạm dừng từ 09:00 17/11/2026 đến 09:00 19/11/2026; → 17:00 25/11/2026")
    );
    let done = resumed.finish(at("2026-11-25 16:00"), &CALENDAR);
    let state = done.state(at("2027-03-01 08:00"), &CALENDAR);
    assert_eq!((state.phase, state.overdue), (Phase::Done, false));
    assert_eq!(done.pause(at("2026-11-26 08:00")), done);
}

//! Explanations as people read them, and how fast dates come without them.

use std::time::Instant;

use mobile_contract::Locale;
use mobile_contract::dossier::clock::DossierDateKind as Kind;

use super::*;

fn told(course: &Course<'_>, locale: Locale) -> Vec<String> {
    let clock = RECKONER.explain(course, locale);
    clock.dates.into_iter().map(|date| date.text).collect()
}

#[test]
fn a_plain_course_is_told_in_both_languages() {
    let course = course("2026-11-11 16:10", term(3, TimeUnit::WorkingDay), &[]);
    assert_eq!(
        told(&course, Locale::Vi),
        [
            "Hồ sơ được nhận lúc 16:10 ngày 11/11/2026.",
            "Nhận sau 15:00 nên tính như nhận ngày 12/11/2026.",
            "Nếu thiếu giấy tờ, cơ quan phải trả lại kèm lý do trong 3\u{a0}ngày làm việc, chậm nhất 17:00 ngày 17/11/2026.",
            "Thời hạn 3\u{a0}ngày làm việc, không tính ngày nhận. Trên lịch có: 14/11–15/11 nghỉ (cuối tuần). Hết hạn lúc 17:00 ngày 17/11/2026.",
            "Nếu không kịp, cơ quan phải xin lỗi và hẹn ngày mới chậm nhất 17:00 ngày 16/11/2026.",
            "Hạn trả kết quả: 17:00 ngày 17/11/2026.",
        ]
    );
    assert_eq!(
        told(&course, Locale::En)[1..4],
        [
            "It came after 15:00, so it counts as received on 12/11/2026.",
            "If papers are missing, the office gives it back with reasons within 3\u{a0}working days, at the latest at 17:00 on 17/11/2026.",
            "It may take 3\u{a0}working days; the day of receipt does not count. On the way: 14/11–15/11 off (weekend). It is due at 17:00 on 17/11/2026.",
        ]
    );
}

#[test]
fn an_end_that_was_missed_is_kept_when_full_papers_begin_anew() {
    let turns = turns(
        "ask@2026-11-09T09:00 full@2026-11-20T09:00 extend@2026-11-30T09:00=2026-12-02T17:00",
    );
    let course = course("2026-11-02 09:00", term(4, TimeUnit::WorkingDay), &turns);
    let dates = RECKONER.reckon(&course);
    assert_eq!(
        dates.first_due.map(shown),
        Some("2026-11-26 17:00".to_owned())
    );
    assert_eq!(
        dates.missed.map(shown),
        Some("2026-11-06 17:00".to_owned()),
        "the first one"
    );
}

#[test]
fn a_course_with_everything_is_told_in_order() {
    let turns = turns(
        "ask@2026-08-20T09:00 full@2026-08-21T15:30 pause@2026-08-24T08:00 resume@2026-08-25T10:30 \
         extend@2026-08-27T09:00=2026-08-30T00:00 end@2026-09-03T10:00",
    );
    let course = course("2026-08-19 08:00", term(3, TimeUnit::WorkingDay), &turns);
    let clock = RECKONER.explain(&course, Locale::Vi);
    let kinds: Vec<Kind> = clock.dates.iter().map(|date| date.what).collect();
    assert_eq!(
        kinds,
        [
            Kind::Received,
            Kind::ReturnBy,
            Kind::FirstDue,
            Kind::SupplementRequested,
            Kind::Restarted,
            Kind::CountsFrom,
            Kind::FirstDue,
            Kind::Paused,
            Kind::Resumed,
            Kind::Extended,
            Kind::Ended,
            Kind::Due,
        ]
    );
    let text = |at: usize| clock.dates[at].text.as_str();
    assert_eq!(
        text(6),
        "Thời hạn 3\u{a0}ngày làm việc, không tính ngày nhận. Trên lịch có: 23/08 nghỉ (cuối tuần). Hết hạn lúc 17:00 ngày 26/08/2026."
    );
    assert_eq!(
        text(8),
        "Tính tiếp từ 10:30 ngày 25/08/2026, sau 10 giờ làm việc tạm dừng. Hạn chuyển thành 17:00 ngày 28/08/2026."
    );
    assert_eq!(
        text(9),
        "Cơ quan xin lỗi lúc 09:00 ngày 27/08/2026 và hẹn lại 17:00 ngày 03/09/2026. Ngày 30/08/2026 ghi trong thư là ngày nghỉ hoặc sớm hơn hạn theo quy định."
    );
    assert_eq!(clock.rule.id.as_str(), "nd-309-2026");
    assert!(clock.rule.to_be_confirmed && clock.notes.is_empty());
}

#[test]
fn what_is_not_known_is_said() {
    let none = RECKONER.explain(&course("2026-11-16 08:00", None, &[]), Locale::Vi);
    assert_eq!(
        none.notes,
        ["Chưa có thông tin hồ sơ này được giải quyết trong bao lâu."]
    );
    let next = course("2026-12-28 08:00", term(20, TimeUnit::WorkingDay), &[]);
    let note = &RECKONER.explain(&next, Locale::En).notes[0];
    assert_eq!(
        note,
        "Days off and swaps of 2027 are not all decided yet, so the date may move."
    );
}

#[test]
fn a_date_that_only_the_receipt_gives_is_told_as_such() {
    let turns = turns("ask@2026-11-17T09:00 full@2026-11-19T09:00");
    let course = Course {
        promised: Some(at("2026-11-20 00:00")),
        ..course("2026-11-16 16:00", None, &turns)
    };
    let clock = RECKONER.explain(&course, Locale::Vi);
    let firsts: Vec<&str> = clock
        .dates
        .iter()
        .filter(|date| date.what == Kind::FirstDue)
        .map(|date| date.text.as_str())
        .collect();
    // From Monday 16:00 to Friday's end there are 31 working hours: from Thursday 9:00 on, they end on Wednesday.
    assert_eq!(
        firsts,
        [
            "Giấy tiếp nhận hẹn trả kết quả lúc 17:00 ngày 20/11/2026.",
            "Tính lại theo khoảng thời gian ghi trên giấy tiếp nhận, hạn là 17:00 ngày 25/11/2026.",
        ]
    );
    assert!(clock.dates.iter().all(|date| date.what != Kind::CountsFrom));
    assert!(clock.notes.is_empty());
}

#[test]
fn a_long_way_is_told_shortly() {
    for amount in [90, 10_000] {
        let course = course("2026-01-05 08:00", term(amount, TimeUnit::WorkingDay), &[]);
        let texts = told(&course, Locale::Vi);
        assert!(
            texts.iter().all(|text| text.chars().count() < 500),
            "{texts:?}"
        );
    }
    let course = course("2026-01-05 08:00", term(90, TimeUnit::WorkingDay), &[]);
    assert!(told(&course, Locale::Vi)[2].contains("Tết Nguyên đán"));
}

/// Prints nanoseconds a course: `cargo test -p motcua --release reckoning_is_fast -- --nocapture`.
#[test]
fn reckoning_is_fast() {
    let turns = turns(
        "pause@2026-11-18T08:00 resume@2026-11-20T08:00 extend@2026-11-23T09:00=2026-12-04T17:00",
    );
    let courses = [
        course("2026-11-16 08:00", term(15, TimeUnit::WorkingDay), &[]),
        course("2026-11-16 08:00", term(30, TimeUnit::CalendarDay), &turns),
        course("2026-11-16 08:00", term(16, TimeUnit::WorkingHour), &[]),
        course("2026-11-16 08:00", term(10_000, TimeUnit::WorkingDay), &[]),
    ];
    let _ = RECKONER.reckon(&courses[0]);
    let rounds = 2_000;
    let begun = Instant::now();
    for _ in 0..rounds {
        for course in &courses {
            std::hint::black_box(RECKONER.reckon(course));
        }
    }
    let each = begun.elapsed().as_nanos() / (rounds * 4);
    println!("{each} ns a course");
    // Unoptimised, on a busy machine.
    assert!(each < 100_000, "{each} ns");
}

//! Which rule holds, and which are refused.

use super::*;

const BUNDLED: &str = include_str!("../data/clocks.yaml");

fn found(
    rules: &str,
    kind: TicketKind,
    agency: Option<&str>,
    field: Option<&str>,
    day: &str,
) -> String {
    let agency: Option<Slug> = agency.map(|a| a.parse().unwrap());
    let rules = ClockRules::from_yaml(rules).unwrap();
    let wanted = Wanted {
        purpose: Purpose::Reply,
        kind,
        agency: agency.as_ref(),
        field,
        day: day.parse().unwrap(),
    };
    rules.find(&wanted).unwrap().id.to_string()
}

#[test]
fn tickets_are_dispatched_in_fifteen_working_minutes_and_answered_in_five_working_days() {
    let rules = ClockRules::from_yaml(BUNDLED).unwrap();
    let limit = |purpose| {
        let wanted = Wanted {
            purpose,
            kind: TicketKind::Question,
            agency: None,
            field: None,
            day: "2026-11-20".parse().unwrap(),
        };
        let rule = rules.find(&wanted).unwrap();
        (rule.amount, rule.unit)
    };
    assert_eq!(limit(Purpose::Dispatch), (15, Unit::WorkingMinute));
    assert_eq!(limit(Purpose::Reply), (5, Unit::WorkingDay));
}

#[test]
fn the_most_specific_rule_of_the_day_is_found() {
    let rules = format!(
        "{BUNDLED}
- {{id: of-field, purpose: reply, field: Đất đai, unit: working_day, amount: 7, verify: x}}
- {{id: of-agency, purpose: reply, agency: so-y-te, unit: working_day, amount: 3, verify: x}}
- {{id: of-kind-old, purpose: reply, kinds: [service], valid_to: 2026-06-30, unit: working_day, amount: 4, verify: x}}
- {{id: of-kind, purpose: reply, kinds: [service], valid_from: 2026-07-01, unit: working_day, amount: 2, verify: x}}
"
    );
    let of = |kind, agency, field, day| found(&rules, kind, agency, field, day);
    use TicketKind::{Question, Service};
    assert_eq!(
        of(Question, None, Some("Đất đai"), "2026-11-20"),
        "of-field"
    );
    assert_eq!(
        of(Service, Some("so-y-te"), Some("Đất đai"), "2026-11-20"),
        "of-agency"
    );
    assert_eq!(of(Service, None, Some("Đất đai"), "2026-11-20"), "of-field");
    assert_eq!(
        of(Service, Some("so-noi-vu"), None, "2026-06-30"),
        "of-kind-old"
    );
    assert_eq!(of(Service, None, None, "2026-07-01"), "of-kind");
    assert_eq!(
        of(Question, Some("so-noi-vu"), Some("Thuế"), "2026-07-01"),
        "reply-default"
    );
}

#[test]
fn rules_that_cannot_be_counted_by_are_refused() {
    for wrong in [
        "{id: a, purpose: reply, unit: working_day, amount: 0, verify: x}",
        "{id: a, purpose: reply, unit: working_day, amount: 10001, verify: x}",
        "{id: a, purpose: reply, unit: working_day, amount: 1}",
        "{id: a, purpose: reply, unit: working_minute, amount: 1, cut_off: true, verify: x}",
        "{id: reply-default, purpose: reply, unit: working_day, amount: 1, verify: x}",
        "{id: a, purpose: reply, unit: working_day, amount: 1, verify: x, valid_from: 2026-02-01, valid_to: 2026-01-01}",
    ] {
        let text = format!("{BUNDLED}\n- {wrong}\n");
        assert!(
            matches!(ClockRules::from_yaml(&text), Err(ClocksError::Rule(_))),
            "{wrong}"
        );
    }
    assert!(matches!(
        ClockRules::from_yaml("[{id: a, purpose: reply, unit: working_day, amount: 1, verify: x}]"),
        Err(ClocksError::NoDefault(Purpose::Dispatch))
    ));
}

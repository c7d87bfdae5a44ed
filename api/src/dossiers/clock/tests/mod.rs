//! The statutory clock against worked examples, a slow reference, and what must hold of any course.

mod examples;
mod explained;
mod properties;
mod reference;

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, NaiveDateTime, Utc};
use mobile_contract::dossier::event::DossierTerm;
use mobile_contract::knowledge::TimeUnit;
use motcua_seed::calendar::CalendarData;
use motcua_seed::dossier_rules::DossierRules;

use super::*;

const CALENDAR: &str = include_str!("../../../../../seed/data/calendar.yaml");
const RULES: &str = include_str!("../../../../../seed/data/dossier-rules.yaml");

static RECKONER: LazyLock<Reckoner> = LazyLock::new(|| {
    let calendar = Calendar::new(&CalendarData::from_yaml(CALENDAR).unwrap());
    let rules = DossierRules::from_yaml(RULES).unwrap();
    Reckoner::new(Arc::new(calendar), Arc::new(rules))
});

/// An instant as clocks in Vietnam show it.
fn at(text: &str) -> DateTime<Utc> {
    let read = NaiveDateTime::parse_from_str(&text.replace('T', " "), "%Y-%m-%d %H:%M");
    from_hanoi(read.unwrap())
}

fn shown(at: DateTime<Utc>) -> String {
    to_hanoi(at).format("%Y-%m-%d %H:%M").to_string()
}

fn term(amount: u32, unit: TimeUnit) -> Option<DossierTerm> {
    Some(DossierTerm { amount, unit })
}

fn course<'a>(received: &str, term: Option<DossierTerm>, turns: &'a [Turn]) -> Course<'a> {
    Course {
        received_at: at(received),
        term,
        promised: None,
        agency: None,
        turns,
    }
}

/// `pause@2026-11-17T09:00`, `extend@2026-11-20T09:00=2026-11-27T17:00`.
fn turn(text: &str) -> Turn {
    let (what, times) = text.split_once('@').unwrap();
    let (when, new) = times.split_once('=').unwrap_or((times, times));
    let what = match what {
        "pause" => What::Paused,
        "resume" => What::Resumed,
        "ask" => What::SupplementRequested,
        "full" => What::SupplementReceived,
        "extend" => What::Extended(at(new)),
        "end" => What::Ended,
        other => panic!("{other} is nothing that happens"),
    };
    Turn { at: at(when), what }
}

fn turns(text: &str) -> Vec<Turn> {
    text.split_whitespace().map(turn).collect()
}

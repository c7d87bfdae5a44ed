//! Is one life event complete, and does it lead to procedures that are there?

use std::collections::{HashMap, HashSet};

use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::LifeEvent;
use mobile_contract::limits::LIFE_EVENT_STEPS;
use mobile_contract::text::fold;

use super::Report;
use crate::vocabulary::GAP;
use crate::{Bundle, Filed};

/// One step alone is a procedure, not a life event.
const FEWEST_STEPS: usize = 2;
/// People tell the same thing in many ways.
const FEWEST_TOLD: usize = 5;

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    let known: HashSet<_> = bundle.procedures.iter().map(|f| &f.record.code).collect();
    let mut owners = HashMap::new();
    for filed in &bundle.life_events {
        check_one(filed, &known, report);
        for told in &filed.record.told {
            // "ba" and "bà" of one event are two words; those of two events could not be told
            // apart where marks are missing.
            let this = (&filed.record.id, told);
            if let Some(other) = owners.insert(fold(told), this)
                && (other.0 != this.0 || other.1 == this.1)
            {
                let owner = other.0;
                report.add(
                    &filed.file,
                    &filed.record.id,
                    format!("{told:?} already tells {owner}"),
                );
            }
        }
    }
}

fn check_one(filed: &Filed<LifeEvent>, known: &HashSet<&ProcedureCode>, report: &mut Report) {
    let (file, event) = (&filed.file, &filed.record);
    if *file != format!("life-events/{}.yaml", event.id) {
        report.add(file, &event.id, "the file is not named after the id");
    }
    report.sourced(file, &event.id, &event.sources);
    for (missing, what) in [
        (event.title.trim().is_empty(), "title"),
        (event.title_en.trim().is_empty(), "title_en"),
        (event.summary.trim().is_empty(), "summary"),
        (event.summary_en.trim().is_empty(), "summary_en"),
        (event.steps.len() < FEWEST_STEPS, "steps (at least two)"),
        (event.told.len() < FEWEST_TOLD, "told (at least five)"),
        (event.main_procedure().is_none(), "a procedure in any step"),
    ] {
        if missing {
            report.add(file, &event.id, format!("{what} is missing"));
        }
    }
    if event.steps.len() > LIFE_EVENT_STEPS {
        report.add(
            file,
            &event.id,
            format!("more than {LIFE_EVENT_STEPS} steps"),
        );
    }
    if event.told.iter().any(|told| told.starts_with(GAP)) {
        report.add(file, &event.id, "a way of telling begins with a gap");
    }
    for code in event
        .steps
        .iter()
        .flat_map(|step| step.procedure.iter().chain(&step.instead))
    {
        if !known.contains(code) {
            report.add(
                file,
                &event.id,
                format!("procedure {code} is not in the bundle"),
            );
        }
    }
}

//! Do the records lead to each other?

use std::collections::{HashMap, HashSet};
use std::fmt;

use chrono::NaiveDate;
use mobile_contract::Slug;

use super::Report;
use crate::{Bundle, Filed};

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    unique(
        bundle.procedures.iter().map(|f| (&f.file, &f.record.code)),
        report,
    );
    unique(bundle.faqs.iter().map(|f| (&f.file, &f.record.id)), report);
    unique(
        bundle.places.iter().map(|f| (&f.file, &f.record.id)),
        report,
    );
    unique(
        bundle.agencies.iter().map(|f| (&f.file, &f.record.id)),
        report,
    );
    unique(
        bundle.counters.iter().map(|f| (&f.file, &f.record.id)),
        report,
    );
    unique(
        bundle.counters.iter().map(|f| (&f.file, &f.record.qr)),
        report,
    );

    let procedures: HashSet<_> = bundle.procedures.iter().map(|f| &f.record.code).collect();
    for Filed { file, record } in &bundle.faqs {
        if let Some(code) = &record.procedure
            && !procedures.contains(code)
        {
            report.add(
                file,
                &record.id,
                format!("procedure {code} is not in the bundle"),
            );
        }
    }
    check_places(bundle, report);
    check_agencies(bundle, report);
    check_counters(bundle, report);
    check_rules(bundle, report);
}

/// The files of rules name agencies that are there; competences those that are there today.
fn check_rules(bundle: &Bundle, report: &mut Report) {
    let all = bundle.agencies.iter().map(|f| &f.record);
    let ids: HashSet<_> = all.clone().map(|a| &a.id).collect();
    let today: HashSet<_> = all
        .filter(|a| a.valid_to.is_none())
        .map(|a| &a.id)
        .collect();
    for id in bundle.competences.agencies() {
        exists("competences.yaml", id, "agency", [id], &today, report);
    }
    for rule in bundle.clocks.iter() {
        let agency = rule.agency.iter();
        exists("clocks.yaml", &rule.id, "agency", agency, &ids, report);
    }
    for own in bundle.calendar.iter().flat_map(|c| &c.agencies) {
        let agency = &own.agency;
        exists("calendar.yaml", agency, "agency", [agency], &ids, report);
    }
}

fn unique<'a, K: fmt::Display + std::hash::Hash + Eq + 'a>(
    keys: impl Iterator<Item = (&'a String, &'a K)>,
    report: &mut Report,
) {
    let mut seen = HashSet::new();
    for (file, key) in keys {
        if !seen.insert(key) {
            report.add(file, key, "is there twice");
        }
    }
}

fn check_places(bundle: &Bundle, report: &mut Report) {
    let ids: HashSet<_> = bundle.places.iter().map(|f| &f.record.id).collect();
    let mut successors = HashMap::new();
    for Filed { file, record: p } in &bundle.places {
        report.sourced(file, &p.id, &p.sources);
        exists(file, &p.id, "parent", p.parent.iter(), &ids, report);
        exists(file, &p.id, "successor", p.successors.iter(), &ids, report);
        period(file, &p.id, p.valid_from, p.valid_to, &p.successors, report);
        successors.insert(&p.id, &p.successors);
    }
    for Filed { file, record } in &bundle.places {
        circle(file, &record.id, &successors, report);
    }
}

fn check_agencies(bundle: &Bundle, report: &mut Report) {
    let ids: HashSet<_> = bundle.agencies.iter().map(|f| &f.record.id).collect();
    let places: HashSet<_> = bundle.places.iter().map(|f| &f.record.id).collect();
    let mut successors = HashMap::new();
    for Filed { file, record: a } in &bundle.agencies {
        report.sourced(file, &a.id, &a.sources);
        exists(file, &a.id, "place", [&a.place], &places, report);
        exists(file, &a.id, "parent", a.parent.iter(), &ids, report);
        exists(file, &a.id, "successor", a.successors.iter(), &ids, report);
        period(file, &a.id, a.valid_from, a.valid_to, &a.successors, report);
        successors.insert(&a.id, &a.successors);
    }
    for Filed { file, record } in &bundle.agencies {
        circle(file, &record.id, &successors, report);
    }
}

fn check_counters(bundle: &Bundle, report: &mut Report) {
    let agencies: HashSet<_> = bundle.agencies.iter().map(|f| &f.record.id).collect();
    let places: HashSet<_> = bundle.places.iter().map(|f| &f.record.id).collect();
    let procedures: HashSet<_> = bundle.procedures.iter().map(|f| &f.record.code).collect();
    for Filed { file, record: c } in &bundle.counters {
        report.sourced(file, &c.id, &c.sources);
        exists(file, &c.id, "agency", [&c.agency], &agencies, report);
        exists(file, &c.id, "place", [&c.place], &places, report);
        exists(file, &c.id, "procedure", &c.procedures, &procedures, report);
    }
}

fn exists<'a, K: fmt::Display + std::hash::Hash + Eq + 'a>(
    file: &str,
    record: &Slug,
    role: &str,
    keys: impl IntoIterator<Item = &'a K>,
    known: &HashSet<&K>,
    report: &mut Report,
) {
    for key in keys {
        if !known.contains(key) {
            report.add(file, record, format!("{role} {key} does not exist"));
        }
    }
}

fn period(
    file: &str,
    id: &Slug,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    successors: &[Slug],
    report: &mut Report,
) {
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        report.add(file, id, "ends before it begins");
    }
    if to.is_some() && successors.is_empty() {
        report.add(file, id, "ended, but nothing follows it");
    }
    if to.is_none() && !successors.is_empty() {
        report.add(file, id, "has successors, but no day on which it ended");
    }
}

fn circle(file: &str, id: &Slug, successors: &HashMap<&Slug, &Vec<Slug>>, report: &mut Report) {
    let mut open = vec![id];
    let mut seen = HashSet::new();
    while let Some(current) = open.pop() {
        for next in successors
            .get(current)
            .into_iter()
            .flat_map(|list| list.iter())
        {
            if next == id {
                report.add(file, id, "its successors lead back to it in a circle");
                return;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
}

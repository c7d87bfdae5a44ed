//! How the curated procedures spread over the fields of administration: `data/coverage.yaml` says
//! how many there must be, this says how many there are.

use std::fmt::Write;

use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::Procedure;
use serde::Deserialize;

use crate::Bundle;

/// Fields of administration that people think of together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name, in Vietnamese.
    pub name: String,
    /// Name, in English.
    pub name_en: String,
    /// Procedures there must be, at least.
    pub least: usize,
    /// Names of fields, as the catalogue writes them.
    pub fields: Vec<String>,
    /// Procedures of other fields that people look for here.
    #[serde(default)]
    pub codes: Vec<ProcedureCode>,
}

/// What stands in one group.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The group.
    pub group: &'a Group,
    /// Procedures in it.
    pub procedures: usize,
    /// Those with a paper, fee or time limit to be confirmed.
    pub doubtful: usize,
    /// Those of which no page of today was found, only the line of an older list.
    pub thin: usize,
    /// Questions about them.
    pub questions: usize,
}

/// Reads the groups.
///
/// # Errors
/// When the text is not such a list.
pub fn groups(text: &str) -> Result<Vec<Group>, serde_saphyr::Error> {
    serde_saphyr::from_str(text)
}

/// The group of a procedure: the one that names its code, else the one that names its field.
#[must_use]
pub fn group_of<'a>(groups: &'a [Group], procedure: &Procedure) -> Option<&'a Group> {
    groups
        .iter()
        .find(|group| group.codes.contains(&procedure.code))
        .or_else(|| {
            groups
                .iter()
                .find(|group| group.fields.contains(&procedure.field))
        })
}

/// Counts every group, in the order of the file.
#[must_use]
pub fn rows(bundle: &Bundle) -> Vec<Row<'_>> {
    bundle
        .coverage
        .iter()
        .map(|group| {
            let inside: Vec<&Procedure> = bundle
                .procedures
                .iter()
                .map(|filed| &filed.record)
                .filter(|p| group_of(&bundle.coverage, p) == Some(group))
                .collect();
            let asked = |faq: &&crate::Filed<mobile_contract::knowledge::Faq>| {
                let code = faq.record.procedure.as_ref();
                code.is_some_and(|code| inside.iter().any(|p| p.code == *code))
            };
            Row {
                group,
                procedures: inside.len(),
                doubtful: inside.iter().filter(|p| is_doubtful(p)).count(),
                thin: inside.iter().filter(|p| is_thin(p)).count(),
                questions: bundle.faqs.iter().filter(asked).count(),
            }
        })
        .collect()
}

fn is_doubtful(procedure: &Procedure) -> bool {
    let parts = ["documents", "fees", "time_limits"];
    let mut doubts = procedure.verify.iter();
    doubts.any(|doubt| parts.iter().any(|part| doubt.field.contains(part)))
}

/// Nothing but an old list, or pages about older law, stands behind it: no paper, no fee or no
/// time limit could be sourced.
fn is_thin(procedure: &Procedure) -> bool {
    procedure.cases.iter().all(|case| {
        case.documents.is_empty() || (case.time_limits.is_empty() && case.fees.is_empty())
    })
}

/// The table for docs/KNOWLEDGE.md.
#[must_use]
pub fn table(bundle: &Bundle) -> String {
    let mut out = String::from(
        "| field | at least | procedures | a paper, fee or time to confirm | papers, or fee and time, not sourced | questions |\n|---|---|---|---|---|---|\n",
    );
    let rows = rows(bundle);
    for row in &rows {
        let Row {
            group,
            procedures,
            doubtful,
            thin,
            questions,
        } = row;
        let (name, name_en, least) = (&group.name, &group.name_en, group.least);
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {name} ({name_en}) | {least} | {procedures} | {doubtful} | {thin} | {questions} |"
        );
    }
    let sum = |of: fn(&Row<'_>) -> usize| rows.iter().map(of).sum::<usize>();
    let _ = writeln!(
        out,
        "| all | {} | {} | {} | {} | {} |",
        sum(|r| r.group.least),
        sum(|r| r.procedures),
        sum(|r| r.doubtful),
        sum(|r| r.thin),
        sum(|r| r.questions),
    );
    let alone = bundle
        .faqs
        .iter()
        .filter(|faq| faq.record.procedure.is_none())
        .count();
    let _ = writeln!(
        out,
        "\n{} questions in all, {alone} of them about no single procedure; {} life events.",
        bundle.faqs.len(),
        bundle.life_events.len(),
    );
    out
}

//! Procedures in memory: serialised once, immutable, swapped when they change.

use std::collections::{BTreeMap, HashMap};

use mobile_contract::knowledge::{
    Audience, FieldOfAdministration, Level, Origin, Procedure, ProcedureSummary,
};
use mobile_contract::{ProcedureCode, Slug};

use crate::error::Error;
use crate::kernel::cached::Cached;

/// One procedure as it is served.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its line in lists.
    pub summary: ProcedureSummary,
    /// Its field, as a slug for filters.
    pub field: Option<Slug>,
    /// A line or two for search results.
    pub snippet: String,
    /// The whole procedure, serialised.
    pub body: Cached,
}

impl Entry {
    fn of(procedure: &Procedure) -> Result<Self, Error> {
        Ok(Self {
            summary: ProcedureSummary::from(procedure),
            field: Slug::from_name(&procedure.field),
            snippet: snippet(procedure),
            body: Cached::of(procedure)?,
        })
    }

    /// The whole procedure. Parsed anew, because keeping every one twice would cost more memory
    /// than the few that are looked at cost time.
    ///
    /// # Errors
    /// Never in practice: the body was made from a procedure.
    pub fn procedure(&self) -> Result<Procedure, Error> {
        Ok(serde_json::from_slice(self.body.body())?)
    }
}

fn snippet(procedure: &Procedure) -> String {
    if let Some(summary) = &procedure.summary {
        return summary.clone();
    }
    let agency = procedure.responsible.first().map(|r| r.agency.as_str());
    [Some(procedure.field.as_str()), agency]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Which procedures to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this field.
    pub field: Option<Slug>,
    /// Handled at this level.
    pub level: Option<Level>,
    /// For this audience.
    pub audience: Option<Audience>,
    /// Curated or imported.
    pub origin: Option<Origin>,
}

impl Filter {
    fn lets_through(&self, entry: &Entry) -> bool {
        let s = &entry.summary;
        self.field
            .as_ref()
            .is_none_or(|f| entry.field.as_ref() == Some(f))
            && self.level.is_none_or(|l| s.levels.contains(&l))
            && self.audience.is_none_or(|a| s.audience.contains(&a))
            && self.origin.is_none_or(|o| s.origin == o)
    }
}

/// Every procedure, in code order.
#[derive(Debug, Default)]
pub struct Procedures {
    entries: Vec<Entry>,
    by_code: HashMap<ProcedureCode, usize>,
    fields: Vec<FieldOfAdministration>,
}

impl Procedures {
    /// Makes a snapshot of procedures in code order.
    ///
    /// # Errors
    /// When one cannot be serialised.
    pub fn new(procedures: &[Procedure]) -> Result<Self, Error> {
        let entries = procedures
            .iter()
            .map(Entry::of)
            .collect::<Result<Vec<_>, _>>()?;
        let by_code = entries
            .iter()
            .enumerate()
            .map(|(index, entry)| (entry.summary.code.clone(), index))
            .collect();
        let fields = fields(&entries);
        Ok(Self {
            entries,
            by_code,
            fields,
        })
    }

    /// The procedure with a code. A code with an agency's suffix that is not stored leads to the
    /// national one.
    #[must_use]
    pub fn find(&self, code: &ProcedureCode) -> Option<&Entry> {
        let national = || {
            code.national()
                .parse()
                .ok()
                .and_then(|c| self.by_code.get(&c))
        };
        let index = self.by_code.get(code).or_else(national)?;
        self.entries.get(*index)
    }

    /// Procedures after a code, in code order.
    pub fn after<'a>(
        &'a self,
        code: Option<&str>,
        filter: &'a Filter,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let start = code.map_or(0, |code| {
            self.entries
                .partition_point(|e| e.summary.code.as_str() <= code)
        });
        self.entries
            .iter()
            .skip(start)
            .filter(|entry| filter.lets_through(entry))
    }

    /// Fields of administration by name, with how many procedures each holds.
    #[must_use]
    pub fn fields(&self) -> &[FieldOfAdministration] {
        &self.fields
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn fields(entries: &[Entry]) -> Vec<FieldOfAdministration> {
    let mut fields: BTreeMap<Slug, FieldOfAdministration> = BTreeMap::new();
    for entry in entries {
        if let Some(id) = &entry.field {
            let field = fields
                .entry(id.clone())
                .or_insert_with(|| FieldOfAdministration {
                    id: id.clone(),
                    name: entry.summary.field.clone(),
                    procedures: 0,
                });
            field.procedures += 1;
        }
    }
    fields.into_values().collect()
}

//! A line of the list: a title, a field, an agency and an address.

use mobile_contract::knowledge::{Facet, Procedure};

use super::record::Record;
use super::{Parts, agencies};

/// The list says nothing of papers, fees and limits.
pub(super) fn procedure(record: &Record<'_>) -> Result<(Procedure, Parts), String> {
    let mut procedure = record.start("code", "name", "field", "url")?;
    let agencies = record.text("executing_agency")?;
    let (responsible, long) = agencies::by_name(&agencies);
    procedure.responsible = responsible;
    if !long.is_empty() {
        procedure.as_stated.insert(Facet::Who, long.join("\n"));
    }
    procedure.levels = agencies::levels_of(&procedure.responsible);
    Ok((procedure, Parts::default()))
}

//! The term of a dossier of which no event tells one: that of its procedure.

use mobile_contract::ProcedureCode;
use mobile_contract::dossier::event::DossierTerm;
use mobile_contract::knowledge::Procedure;

use super::fold::Facts;
use super::record::Catalogued;

/// The only time limit of a procedure. Several cases or several limits: nobody knows which one holds.
pub(super) fn only_term(procedure: &Procedure) -> Option<DossierTerm> {
    let mut limits = procedure.cases.iter().flat_map(|case| &case.time_limits);
    let (only, further) = (limits.next()?, limits.next());
    if further.is_some() || procedure.cases.len() > 1 || only.channel.is_some() {
        return None;
    }
    Some(DossierTerm {
        amount: only.amount?,
        unit: only.unit?,
    })
}

/// The term that a dossier has of its procedure: the one that is kept with it, or else that of today. `None`: events
/// tell of a term or a date, or nobody knows one.
pub(super) fn catalogued(
    facts: &Facts<'_>,
    kept: Option<&Catalogued>,
    today: impl FnOnce(&ProcedureCode) -> Option<DossierTerm>,
) -> Option<Catalogued> {
    if facts.term.is_some() || facts.promised.is_some() {
        return None;
    }
    let code: ProcedureCode = facts.procedure?.parse().ok()?;
    let procedure = code.to_string();
    if let Some(kept) = kept.filter(|kept| kept.procedure == procedure) {
        return Some(kept.clone());
    }
    let term = today(&code)?;
    Some(Catalogued { procedure, term })
}

#[cfg(test)]
mod tests {
    use mobile_contract::knowledge::TimeUnit;

    use super::*;
    use crate::dossiers::fold::fold;
    use crate::dossiers::record::Record;

    const fn days(amount: u32) -> DossierTerm {
        DossierTerm {
            amount,
            unit: TimeUnit::WorkingDay,
        }
    }

    #[test]
    fn the_term_of_a_procedure_stays_as_it_was_until_the_procedure_is_another() {
        let record = Record::default();
        let mut facts = fold(&record);
        assert_eq!(catalogued(&facts, None, |_| Some(days(5))), None);
        facts.procedure = Some("1.001193");
        assert_eq!(catalogued(&facts, None, |_| None), None);
        let first = catalogued(&facts, None, |_| Some(days(5)));
        assert_eq!(first.as_ref().map(|kept| kept.term), Some(days(5)));
        let later = catalogued(&facts, first.as_ref(), |_| Some(days(3)));
        assert_eq!(later, first);
        assert_eq!(catalogued(&facts, first.as_ref(), |_| None), first);
        facts.procedure = Some("1.000656");
        let other = catalogued(&facts, first.as_ref(), |_| Some(days(3)));
        assert_eq!(other.map(|kept| kept.term), Some(days(3)));
        facts.term = Some(days(2));
        assert_eq!(catalogued(&facts, first.as_ref(), |_| Some(days(3))), None);
    }

    #[test]
    fn it_is_kept_in_the_record_where_there_is_one() {
        let plain = serde_json::to_string(&Record::default()).unwrap();
        assert_eq!(plain, r#"{"events":[]}"#);
        let record = Record {
            catalogued: Some(Catalogued {
                procedure: "1.001193".to_owned(),
                term: days(5),
            }),
            ..Record::default()
        };
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
        assert_eq!(
            serde_json::from_str::<Record>(&plain).unwrap(),
            Record::default()
        );
    }
}

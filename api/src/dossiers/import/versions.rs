//! What of an export is new: the same file again tells nothing, a changed cell corrects what it said before.

use mobile_contract::dossier::event::{DossierEvent, DossierEventKind};

use super::column::EventColumn;
use crate::dossiers::record::{Keys, Record, Told};
use crate::error::Result;

/// Events for what a row says otherwise than what is kept of its dossier. Ids are names of columns, with a number
/// from the second version on; each corrects the one before, and an emptied cell takes it back.
///
/// # Errors
/// When contents cannot be compared.
pub(super) fn versions(
    record: Option<&Record>,
    source: &str,
    steps: Vec<(EventColumn, Option<DossierEvent>)>,
    dossier: &mobile_contract::DossierCode,
    keys: &Keys,
) -> Result<Vec<DossierEvent>> {
    let mut new = Vec::new();
    for (column, wanted) in steps {
        let latest = record.and_then(|record| latest(record, source, column));
        let (number, told) = match latest {
            Some((number, told)) => (number, Some(told)),
            None => (0, None),
        };
        let id = id(column, number + 1);
        match (told, wanted) {
            (None, None) => {}
            (None, Some(event)) => new.push(DossierEvent { id, ..event }),
            (Some(told), None) if told.kind == DossierEventKind::Voided => {}
            (Some(told), None) => new.push(taken_back(told, id, dossier)),
            (Some(told), Some(event)) => {
                let mut same = DossierEvent {
                    id: told.id.clone(),
                    corrects: told.corrects.clone(),
                    ..event.clone()
                };
                if keys.content(&mut same)? == told.mark {
                    continue;
                }
                let voided = told.kind == DossierEventKind::Voided;
                let corrects = (!voided).then(|| told.id.clone());
                new.push(DossierEvent {
                    id,
                    corrects,
                    ..event
                });
            }
        }
    }
    Ok(new)
}

fn id(column: EventColumn, number: u32) -> String {
    match number {
        0 | 1 => column.as_str().to_owned(),
        number => format!("{}.{number}", column.as_str()),
    }
}

/// The last version of what a column told, and its number.
fn latest<'a>(record: &'a Record, source: &str, column: EventColumn) -> Option<(u32, &'a Told)> {
    let find = |number| {
        let id = id(column, number);
        let mut events = record.events.iter();
        events.find(|event| event.source == source && event.id == id)
    };
    let mut last = None;
    for number in 1.. {
        match find(number) {
            Some(told) => last = Some((number, told)),
            None => break,
        }
    }
    last
}

fn taken_back(told: &Told, id: String, dossier: &mobile_contract::DossierCode) -> DossierEvent {
    DossierEvent {
        id,
        dossier: dossier.clone(),
        at: told.at.fixed_offset(),
        kind: DossierEventKind::Voided,
        corrects: Some(told.id.clone()),
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: None,
        applicant: None,
        reason: None,
        signer: None,
        returnable: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::vault::Vault;

    const CODE: &str = "H31.12.45-261102-0001";

    fn event(kind: DossierEventKind, at: &str) -> DossierEvent {
        serde_json::from_value(serde_json::json!({
            "id": "x", "dossier": CODE, "at": at, "kind": kind,
        }))
        .unwrap()
    }

    #[test]
    fn the_same_again_is_nothing_and_a_change_is_a_correction() {
        let keys = Keys::of(&Vault::new([1; 32])).unwrap();
        let code = CODE.parse().unwrap();
        let mut record = Record::default();
        let mut told = |at: Option<&str>| {
            let wanted = at.map(|at| event(DossierEventKind::Resolved, at));
            let steps = vec![(EventColumn::Resolved, wanted)];
            let new = versions(Some(&record), "cu", steps, &code, &keys).unwrap();
            let now = chrono::DateTime::UNIX_EPOCH;
            for event in &new {
                let told = Told::of(&keys, "cu", now, event.clone()).unwrap();
                record.events.push(told);
            }
            let new = new.into_iter().map(|e| (e.id, e.kind, e.corrects));
            new.collect::<Vec<_>>()
        };
        let resolved = |id: &str, corrects: Option<&str>| {
            let corrects = corrects.map(ToOwned::to_owned);
            vec![(id.to_owned(), DossierEventKind::Resolved, corrects)]
        };
        let (first, second) = ("2026-11-05T08:00:00+07:00", "2026-11-06T08:00:00+07:00");
        assert_eq!(told(None), []);
        assert_eq!(told(Some(first)), resolved("resolved", None));
        assert_eq!(told(Some(first)), []);
        assert_eq!(told(Some(second)), resolved("resolved.2", Some("resolved")));
        assert_eq!(told(Some(second)), []);
        let back = (
            "resolved.3".to_owned(),
            DossierEventKind::Voided,
            Some("resolved.2".to_owned()),
        );
        assert_eq!(told(None), [back]);
        assert_eq!(told(None), []);
        assert_eq!(told(Some(first)), resolved("resolved.4", None));
        assert_eq!(told(Some(first)), []);
    }
}

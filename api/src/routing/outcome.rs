//! Routes and their reasons, for people.

use mobile_contract::knowledge::Agency;
use motcua_seed::Bilingual;

use super::request::{DecidedBy, Inferred, Route};

pub(super) fn route(to: Option<&Agency>, decided_by: DecidedBy) -> Route {
    Route {
        to: to.cloned(),
        decided_by,
        why: Bilingual::default(),
        guesses: Vec::new(),
        inferred: Inferred::default(),
        special: None,
        handover: None,
        place: None,
        needs_place: false,
    }
}

pub(super) fn queue() -> Route {
    Route {
        why: Bilingual {
            vi: "Chưa đủ căn cứ để chọn một cơ quan, cần người điều phối xem.".to_owned(),
            en: "Not enough speaks for one agency; a person has to look.".to_owned(),
        },
        ..route(None, DecidedBy::Queue)
    }
}

pub(super) fn needs_place() -> Route {
    Route {
        why: Bilingual {
            vi: "Việc này thuộc xã, phường; cần biết là xã, phường nào.".to_owned(),
            en: "This belongs to the commune or ward; which one has to be known.".to_owned(),
        },
        needs_place: true,
        ..route(None, DecidedBy::Queue)
    }
}

pub(super) fn why(decided_by: DecidedBy, field: Option<&str>, agency: &Agency) -> Bilingual {
    let name = &agency.name;
    let (vi, en) = match (decided_by, field) {
        (DecidedBy::Procedure, _) => (
            format!("Thủ tục này do {name} chịu trách nhiệm."),
            format!("{name} is responsible for this procedure."),
        ),
        (DecidedBy::Field, Some(field)) => (
            format!("Lĩnh vực {field} do {name} phụ trách."),
            format!("{name} is in charge of the field {field}."),
        ),
        _ => (
            format!("Nội dung nói về việc phục vụ của {name}."),
            format!("This is about the service of {name}."),
        ),
    };
    Bilingual { vi, en }
}

//! The body that a procedure, or a told service, leads to.

use mobile_contract::knowledge::{Agency, AgencyKind, Audience, Level, Procedure, Responsible};
use mobile_contract::ticket::TicketKind;
use motcua_seed::competences::{Body, STRONG};

use super::evidence::Evidence;
use super::read::{Read, Settled, settle};
use super::request::DecidedBy;

/// The responsible body that a procedure names, for the audience, on the day. A counter where others' officers
/// sit is passed over: the field knows who is responsible there.
pub(super) fn by_procedure<'a>(
    procedure: &Procedure,
    audience: Option<Audience>,
    read: &Read<'a>,
) -> Option<Settled<'a>> {
    let audience = audience.unwrap_or(Audience::Citizen);
    let mut rows: Vec<&Responsible> = procedure
        .responsible
        .iter()
        .filter(|row| row.audience.is_empty() || row.audience.contains(&audience))
        .collect();
    rows.sort_by_key(|row| row.audience.is_empty());
    let mut needs_place = false;
    for row in rows {
        let Some(kind) = row.kind.filter(|k| *k != AgencyKind::PublicService) else {
            continue;
        };
        let at_commune = row.level == Level::Commune && kind != AgencyKind::Tax;
        match (at_commune, row.level) {
            (true, _) => match settle(&Body::Commune(kind), read) {
                Some(Settled::NeedsPlace) => needs_place = true,
                other => return other,
            },
            (false, Level::Commune | Level::Province) => {
                if let Some(agency) = read.bodies.of_province(kind, &procedure.field) {
                    return Some(Settled::At(agency));
                }
            }
            _ => {}
        }
    }
    needs_place.then_some(Settled::NeedsPlace)
}

/// Where service is told of, the body that is named answers; for another's officer at a one-stop counter, that
/// other.
pub(super) fn answers_for_service<'a>(
    kind: TicketKind,
    read: &Read<'a>,
    evidence: &[Evidence<'_>],
) -> Option<(&'a Agency, DecidedBy)> {
    let named = read.named.agency.filter(|_| kind == TicketKind::Service)?;
    let hosts = named.kind == AgencyKind::PublicService;
    let guest = evidence
        .iter()
        .filter(|e| hosts && e.weight >= STRONG && e.body.agency().is_some())
        .find_map(|e| read.bodies.find(&e.body, None))
        .filter(|guest| guest.kind != AgencyKind::PublicService);
    match guest {
        Some(guest) => Some((guest, DecidedBy::Words)),
        None => Some((named, DecidedBy::Name)),
    }
}

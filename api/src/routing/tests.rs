//! Routing over the bundled knowledge.

mod counter;
mod learning;
mod measured;
mod rules;

use std::sync::{Arc, LazyLock};

use actix_web::web::Data;
use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::Audience;
use mobile_contract::ticket::TicketKind;
use motcua_seed::Bundle;
use motcua_seed::competences::Competences;

use super::*;
use crate::agencies::Agencies;
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::names::{NameIndex, Names};
use crate::places::Places;
use crate::procedures::Procedures;

/// The day of the labelled texts.
const DAY: &str = "2026-11-20";

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| Bundle::embedded().unwrap());
static ROUTER: LazyLock<Router> = LazyLock::new(|| router(BUNDLE.competences.clone()));

fn router(competences: Competences) -> Router {
    let mut places: Vec<_> = BUNDLE.places.iter().map(|f| f.record.clone()).collect();
    places.sort_by(|a, b| a.id.cmp(&b.id));
    let mut agencies: Vec<_> = BUNDLE.agencies.iter().map(|f| f.record.clone()).collect();
    agencies.sort_by(|a, b| a.id.cmp(&b.id));
    let procedures: Vec<_> = BUNDLE.procedures.iter().map(|f| f.record.clone()).collect();
    let (places, agencies) = (Places::new(places), Agencies::new(agencies, Vec::new()));
    let names = Names {
        index: shared(NameIndex::new(&agencies, &places)),
        places: shared(places),
        agencies: shared(agencies),
        clock: Clock::fixed("2026-11-20T03:00:00Z".parse().unwrap()),
    };
    let knows = Knows {
        names,
        procedures: shared(Procedures::new(&procedures).unwrap()),
        vocabularies: Arc::new(BUNDLE.vocabularies.clone()),
    };
    Router::new(knows, competences)
}

fn shared<T: 'static>(value: T) -> Data<Shared<T>> {
    Data::new(Shared::new(value))
}

/// A ticket as it is asked about in tests.
#[derive(Clone, Copy)]
struct Ask<'a> {
    text: &'a str,
    procedure: &'a str,
    field: &'a str,
    place: &'a str,
    audience: Option<Audience>,
    kind: TicketKind,
    day: &'a str,
}

const ASK: Ask<'static> = Ask {
    text: "",
    procedure: "",
    field: "",
    place: "",
    audience: None,
    kind: TicketKind::Question,
    day: DAY,
};

impl Ask<'_> {
    fn with<T>(&self, look: impl FnOnce(&RouteRequest<'_>) -> T) -> T {
        let procedure: Option<ProcedureCode> = self.procedure.parse().ok();
        let place = self.place.parse().ok();
        look(&RouteRequest {
            text: self.text,
            procedure: procedure.as_ref(),
            field: (!self.field.is_empty()).then_some(self.field),
            place: place.as_ref(),
            counter: None,
            inferred: Inferred::default(),
            audience: self.audience,
            kind: self.kind,
            day: self.day.parse().unwrap(),
        })
    }

    fn route(&self, corrections: &Corrections) -> Route {
        self.with(|request| ROUTER.route(request, corrections))
    }

    /// The agency's id, or nothing for the queue.
    fn to(&self) -> String {
        let route = self.route(&Corrections::default());
        route.to.map_or_else(String::new, |a| a.id.to_string())
    }
}

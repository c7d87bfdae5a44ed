//! Finds the agency responsible.

use std::sync::Arc;

use actix_web::web::Data;
use chrono::NaiveDate;
use mobile_contract::knowledge::{Agency, Audience, Level, Procedure};
use mobile_contract::ticket::TicketKind;
use motcua_seed::competences::{Competence, Competences, USUAL};
use motcua_seed::vocabulary::Vocabularies;

use super::bodies::Bodies;
use super::corrections::{Case, Correction, Corrections};
use super::counter::Told;
use super::desk;
use super::evidence::{Evidence, Weighed};
use super::guesses::{guesses, led_by};
use super::outcome::{needs_place, queue, route, why};
use super::phrases::{Phrases, Text};
use super::read::{Read, Settled, denied, settle, terms};
use super::request::{DecidedBy, Route, RouteRequest};
use super::responsible::{answers_for_service, by_procedure};
use crate::kernel::shared::Shared;
use crate::names::Names;
use crate::procedures::Procedures;
use crate::search::understand;

/// Share from which words decide.
const DECIDING_SHARE: f32 = 0.55;
/// Weight from which words decide: one usual word.
const DECIDING_WEIGHT: f32 = USUAL;

/// What a router looks things up in.
#[derive(Clone)]
pub struct Knows {
    /// Names of places and agencies, and both themselves.
    pub names: Names,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// How people say things.
    pub vocabularies: Arc<Vocabularies>,
}

/// Routes tickets.
#[derive(Clone)]
pub struct Router {
    knows: Knows,
    competences: Arc<Competences>,
    phrases: Arc<Phrases>,
}

impl Router {
    /// Lays out the competences.
    #[must_use]
    pub fn new(knows: Knows, competences: Competences) -> Self {
        Self {
            knows,
            phrases: Arc::new(Phrases::of(&competences)),
            competences: Arc::new(competences),
        }
    }

    /// The agency that decides when others send a ticket to and fro (bộ phận điều phối).
    #[must_use]
    pub fn arbiter(&self, day: NaiveDate) -> Option<Agency> {
        let (agencies, places) = self.kept();
        let bodies = Bodies {
            agencies: &agencies,
            places: &places,
            day,
        };
        bodies.agency(self.competences.arbiter.as_ref()?).cloned()
    }

    /// Where a ticket goes.
    #[must_use]
    pub fn route(&self, request: &RouteRequest<'_>, corrections: &Corrections) -> Route {
        let (agencies, places) = self.kept();
        let bodies = Bodies {
            agencies: &agencies,
            places: &places,
            day: request.day,
        };
        let read = Read::of(request, &self.knows.vocabularies, &self.knows.names, bodies);
        let procedure = self.procedure(request);
        let field = request
            .field
            .or(procedure.as_ref().map(|p| p.field.as_str()));
        let evidence = self.evidence(request, &read, field, corrections);
        let guesses = guesses(&read, &evidence);
        let route = self.decide(request, &read, procedure.as_ref(), field, &evidence);
        Route {
            guesses: led_by(route.guesses, guesses),
            inferred: request.inferred,
            place: read.place,
            ..route
        }
    }

    /// A person's decision as a correction to be kept.
    #[must_use]
    pub fn correction(
        &self,
        request: &RouteRequest<'_>,
        guessed: Option<&Agency>,
        chosen: &Agency,
    ) -> Correction {
        let understood = understand(request.text, &self.knows.vocabularies);
        Correction {
            terms: terms(&understood),
            field: request.field.map(str::to_owned),
            procedure: request.procedure.cloned(),
            guessed: guessed.map(Bodies::body_of),
            chosen: Bodies::body_of(chosen),
        }
    }

    fn kept(&self) -> (Arc<crate::agencies::Agencies>, Arc<crate::places::Places>) {
        let names = &self.knows.names;
        (names.agencies.keep(), names.places.keep())
    }

    fn procedure(&self, request: &RouteRequest<'_>) -> Option<Procedure> {
        let procedures = self.knows.procedures.get();
        procedures.find(request.procedure?)?.procedure().ok()
    }

    fn decide(
        &self,
        request: &RouteRequest<'_>,
        read: &Read<'_>,
        procedure: Option<&Procedure>,
        field: Option<&str>,
        evidence: &[Evidence<'_>],
    ) -> Route {
        if request.kind.has_its_own_track() {
            return self.to_desk(request.kind, read);
        }
        let audience = request.audience.or(read.understood.audience);
        let told = Told::of(request, read);
        // What was talked about before says nothing of how one was served at a counter.
        let talked = request.inferred.procedure && request.kind == TicketKind::Service;
        let (procedure, field) = match told {
            Some(_) if talked => (None, request.field),
            _ => (procedure, field),
        };
        // Which commune need not be asked for what happened at this counter.
        let settles = |s: &Settled<'_>| told != Some(Told::Plainly) || matches!(s, Settled::At(_));
        let by_procedure = procedure.and_then(|p| by_procedure(p, audience, read));
        let by_field = || field.and_then(|field| self.by_field(field, audience, read));
        if let Some(settled) = by_procedure.filter(settles) {
            return self.settled(settled, DecidedBy::Procedure, field, read);
        }
        if let Some(settled) = by_field().filter(settles) {
            return self.settled(settled, DecidedBy::Field, field, read);
        }
        if let Some((agency, decided_by)) = answers_for_service(request.kind, read, evidence) {
            return self.settled(Settled::At(agency), decided_by, None, read);
        }
        match (told, &request.counter) {
            (Some(told), Some(counter)) => self.at_counter(told, counter, read, evidence),
            _ => self.by_words(read, evidence),
        }
    }

    fn to_desk(&self, track: TicketKind, read: &Read<'_>) -> Route {
        let desks = &self.competences.desks;
        let to = desk::desk(desks, track, &read.words, read.place.as_ref(), read.bodies);
        Route {
            special: Some(track),
            why: desk::why(track),
            ..route(to, DecidedBy::Desk)
        }
    }

    /// The body that the catalogue's field leads to. Where the audience splits a field, it decides.
    fn by_field<'a>(
        &self,
        field: &str,
        audience: Option<Audience>,
        read: &Read<'a>,
    ) -> Option<Settled<'a>> {
        let audience = audience.unwrap_or(Audience::Citizen);
        let of_field = |entry: &&Competence| entry.fields.iter().any(|f| f == field);
        let entries = || self.competences.competences.iter().filter(of_field);
        let own = entries().find(|entry| entry.audience.contains(&audience));
        let entry = own.or_else(|| entries().find(|entry| entry.audience.is_empty()));
        match entry.or_else(|| entries().next()) {
            Some(entry) => settle(&entry.body, read),
            None => read.bodies.holder_of(field).map(Settled::At),
        }
    }

    fn settled(
        &self,
        settled: Settled<'_>,
        decided_by: DecidedBy,
        field: Option<&str>,
        read: &Read<'_>,
    ) -> Route {
        match settled {
            Settled::NeedsPlace => needs_place(),
            Settled::At(agency) => Route {
                why: why(decided_by, field, agency),
                handover: self.handover(agency, field, None, read.bodies).cloned(),
                ..route(Some(agency), decided_by)
            },
        }
    }

    pub(super) fn by_words(&self, read: &Read<'_>, evidence: &[Evidence<'_>]) -> Route {
        let deciding =
            |best: &&Evidence<'_>| best.weight >= DECIDING_WEIGHT && best.share >= DECIDING_SHARE;
        let Some(best) = evidence.first().filter(deciding) else {
            return queue();
        };
        match settle(&best.body, read) {
            Some(Settled::At(agency)) => Route {
                why: best.why(),
                handover: self.handover(agency, None, best.best, read.bodies).cloned(),
                ..route(Some(agency), DecidedBy::Words)
            },
            Some(Settled::NeedsPlace) => needs_place(),
            None => queue(),
        }
    }

    /// Whom a commune's agency hands over to.
    pub(super) fn handover<'a>(
        &self,
        agency: &Agency,
        field: Option<&str>,
        matter: Option<&Competence>,
        bodies: Bodies<'a>,
    ) -> Option<&'a Agency> {
        if agency.level != Level::Commune {
            return None;
        }
        let body = Bodies::body_of(agency);
        let of_field = |entry: &&Competence| {
            entry.body == body && field.is_some_and(|f| entry.fields.iter().any(|own| own == f))
        };
        let by_field = || self.competences.competences.iter().find(of_field);
        let next = matter
            .or_else(by_field)
            .and_then(|entry| entry.next.as_ref());
        let next = next.or(agency.parent.as_ref())?;
        bodies.agency(next)
    }

    fn evidence(
        &self,
        request: &RouteRequest<'_>,
        read: &Read<'_>,
        field: Option<&str>,
        corrections: &Corrections,
    ) -> Vec<Evidence<'_>> {
        let terms = terms(&read.understood);
        let shifts = corrections.shifts(&Case {
            terms: &terms,
            field,
            procedure: request.procedure,
        });
        let entries = &self.competences.competences;
        let text = Text {
            words: &read.words,
            readings: &read.understood.readings,
            denied: denied(&read.understood),
            names: read.named.own.clone(),
        };
        let scores = self.phrases.scores(&text, entries, request.kind);
        let weighed = Weighed {
            entries,
            scores,
            named: read.named.agency.map(Bodies::body_of),
            shifts: &shifts,
            audience: request.audience,
        };
        weighed.evidence()
    }
}

//! `/can-bo/hoi-dap/{id}`: one question that is made of an answer: written, reviewed, published, corrected.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqState, SimilarTicket, WithdrawalCause,
};
use serde::Deserialize;
use uuid::Uuid;

use super::steps::cause_of;
use crate::accounts::names_of;
use crate::editorial::Editorial;
use crate::error::{Error, Result};
use crate::tickets::Desk;
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::{FaqEditPage, FaqStep};
use crate::web::staff::{Fields, Here, Signed};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// What was done just now.
    done: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    editorial: Data<Editorial>,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let desk = Desk::of(&signed.staff)?;
    let draft = editorial.look_at(read_id(&id)?, &desk).await?;
    let done = asked.done.as_deref().and_then(FaqStep::from_name);
    let similar = similar(&editorial, &desk, &draft).await?;
    let writers = writers(&editorial, &draft).await?;
    let here = Here::of(&request);
    let page = FaqEditPage {
        shell: here.shell(&signed),
        typed: &as_edit(&draft),
        draft: &draft,
        similar: &similar,
        ticked: &Ticked::default(),
        leads: desk.leads,
        own: draft.writers.contains(&signed.staff.user_id),
        writers: &writers,
        done,
        problem: None,
    };
    shown(page.render())
}

/// What was ticked and typed beside the words.
#[derive(Clone, Debug, Default)]
pub struct Ticked {
    /// Tickets that ask the same.
    pub same: Vec<String>,
    /// Words that tell of nobody.
    pub impersonal: Vec<String>,
    /// Why it is sent back or taken back.
    pub reason: String,
    /// What kind of reason that is.
    pub cause: Option<WithdrawalCause>,
    /// The question that is read in its place, as it was typed.
    pub instead: String,
}

impl Ticked {
    pub(super) fn of(fields: &Fields) -> Self {
        Self {
            same: fields.all("same").map(str::to_owned).collect(),
            impersonal: fields.all("impersonal").map(str::to_owned).collect(),
            reason: fields.text("reason").to_owned(),
            cause: cause_of(fields),
            instead: fields.text("instead").to_owned(),
        }
    }
}

/// What a form is answered with.
pub(super) struct Answer<'a> {
    pub(super) request: &'a HttpRequest,
    pub(super) signed: &'a Signed,
    pub(super) editorial: &'a Editorial,
    pub(super) desk: &'a Desk,
    pub(super) id: Uuid,
}

impl Answer<'_> {
    /// Leads on to the page once it is done; else shows what was refused, with the words as they were typed.
    pub(super) async fn to(
        &self,
        done: Result<(FaqDraft, FaqStep)>,
        typed: Option<EditFaqDraft>,
        ticked: Ticked,
    ) -> Result<HttpResponse> {
        let path = format!("/can-bo/hoi-dap/{}", self.id);
        let error = match done {
            Ok((_, step)) => {
                let here = Here::of(self.request);
                return Ok(here.led_to(&format!("{path}?done={}", step.name())));
            }
            Err(error) if matches!(error.code().status(), 400..=499) => error,
            Err(error) => return Err(error),
        };
        if matches!(error.code(), ErrorCode::NotFound | ErrorCode::Forbidden) {
            return Err(error);
        }
        let draft = self.editorial.look_at(self.id, self.desk).await?;
        let similar = similar(self.editorial, self.desk, &draft).await?;
        let writers = writers(self.editorial, &draft).await?;
        let here = Here::at(self.request, &path);
        let typed = typed.map_or_else(
            || as_edit(&draft),
            |typed| EditFaqDraft {
                revision: draft.revision,
                ..typed
            },
        );
        let page = FaqEditPage {
            shell: here.shell(self.signed),
            typed: &typed,
            draft: &draft,
            similar: &similar,
            ticked: &ticked,
            leads: self.desk.leads,
            own: draft.writers.contains(&self.signed.staff.user_id),
            writers: &writers,
            done: None,
            problem: Some(&error),
        };
        refused(&error, page.render())
    }
}

/// Who wrote the words, by name.
async fn writers(editorial: &Editorial, draft: &FaqDraft) -> Result<Vec<String>> {
    let mut names = names_of(&*editorial.tickets.db, &draft.writers).await?;
    let names = draft.writers.iter().filter_map(|id| names.remove(id));
    Ok(names.collect())
}

pub(super) fn read_id(id: &str) -> Result<Uuid> {
    id.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

/// Who asked the same is shown to who may publish, when there is something to publish.
async fn similar(
    editorial: &Editorial,
    desk: &Desk,
    draft: &FaqDraft,
) -> Result<Vec<SimilarTicket>> {
    if !desk.leads || draft.state != FaqState::Submitted {
        return Ok(Vec::new());
    }
    Ok(editorial.similar(draft.id, desk).await?.items)
}

fn as_edit(draft: &FaqDraft) -> EditFaqDraft {
    EditFaqDraft {
        revision: draft.revision,
        question: draft.question.clone(),
        also: draft.also.clone(),
        answer: draft.answer.clone(),
        procedure: draft.procedure.as_ref().map(|p| p.code.to_string()),
        facet: draft.facet,
        cites: draft.cites.clone(),
        correction: draft.correction.clone(),
    }
}

//! `/can-bo/hoi-dap/{id}`: one question that is made of an answer: written, reviewed, published, corrected.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqReason, FaqRevision, FaqState, PublishFaq, SimilarTicket,
};
use mobile_contract::knowledge::Facet;
use serde::Deserialize;
use uuid::Uuid;

use crate::accounts::names_of;
use crate::editorial::Editorial;
use crate::error::{Error, Result};
use crate::tickets::Desk;
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::{FaqEditPage, FaqStep};
use crate::web::staff::{Fields, Filed, Here, Signed};

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
    let writer = writer(&editorial, &draft).await?;
    let here = Here::of(&request);
    let page = FaqEditPage {
        shell: here.shell(&signed),
        typed: &as_edit(&draft),
        draft: &draft,
        similar: &similar,
        ticked: &Ticked::default(),
        leads: desk.leads,
        own: draft.writer == signed.staff.user_id,
        writer: writer.as_deref(),
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
}

impl Ticked {
    fn of(fields: &Fields) -> Self {
        Self {
            same: fields.all("same").map(str::to_owned).collect(),
            impersonal: fields.all("impersonal").map(str::to_owned).collect(),
            reason: fields.text("reason").to_owned(),
        }
    }
}

pub(super) async fn save(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let (desk, id) = (Desk::of(&signed.staff)?, read_id(&id)?);
    let edit = written(&fields)?;
    let submit = fields.has("submit");
    let saved = async {
        let saved = editorial.edit(id, &desk, &edit).await?;
        if !submit {
            return Ok((saved, FaqStep::Saved));
        }
        let seen = FaqRevision {
            revision: saved.revision,
        };
        Ok((editorial.submit(id, &desk, seen).await?, FaqStep::Submitted))
    };
    let answer = Answer {
        request: &request,
        signed: &signed,
        editorial: &editorial,
        desk: &desk,
        id,
    };
    answer.to(saved.await, Some(edit), Ticked::default()).await
}

pub(super) async fn publish(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let (desk, id) = (Desk::of(&signed.staff)?, read_id(&id)?);
    let ticked = Ticked::of(&fields);
    let publish = PublishFaq {
        revision: fields.number("revision")?,
        same: ticked.same.clone(),
        impersonal: ticked.impersonal.clone(),
    };
    let done = editorial.publish(id, &desk, &publish).await;
    let answer = Answer {
        request: &request,
        signed: &signed,
        editorial: &editorial,
        desk: &desk,
        id,
    };
    let done = done.map(|draft| (draft, FaqStep::Published));
    answer.to(done, None, ticked).await
}

pub(super) async fn send_back(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let (desk, id) = (Desk::of(&signed.staff)?, read_id(&id)?);
    let done = editorial.send_back(id, &desk, &because(&fields)?).await;
    let answer = Answer {
        request: &request,
        signed: &signed,
        editorial: &editorial,
        desk: &desk,
        id,
    };
    let done = done.map(|draft| (draft, FaqStep::SentBack));
    answer.to(done, None, Ticked::of(&fields)).await
}

pub(super) async fn withdraw(
    request: HttpRequest,
    filed: Filed,
    editorial: Data<Editorial>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let (desk, id) = (Desk::of(&signed.staff)?, read_id(&id)?);
    let done = editorial.withdraw(id, &desk, &because(&fields)?).await;
    let answer = Answer {
        request: &request,
        signed: &signed,
        editorial: &editorial,
        desk: &desk,
        id,
    };
    let done = done.map(|draft| (draft, FaqStep::Withdrawn));
    answer.to(done, None, Ticked::of(&fields)).await
}

/// What a form is answered with.
struct Answer<'a> {
    request: &'a HttpRequest,
    signed: &'a Signed,
    editorial: &'a Editorial,
    desk: &'a Desk,
    id: Uuid,
}

impl Answer<'_> {
    /// Leads on to the page once it is done; else shows what was refused, with the words as they were typed.
    async fn to(
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
        let writer = writer(self.editorial, &draft).await?;
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
            own: draft.writer == self.signed.staff.user_id,
            writer: writer.as_deref(),
            done: None,
            problem: Some(&error),
        };
        refused(&error, page.render())
    }
}

/// Who wrote the words, by name.
async fn writer(editorial: &Editorial, draft: &FaqDraft) -> Result<Option<String>> {
    let mut names = names_of(&*editorial.tickets.db, &[draft.writer]).await?;
    Ok(names.remove(&draft.writer))
}

fn read_id(id: &str) -> Result<Uuid> {
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

fn because(fields: &Fields) -> Result<FaqReason> {
    Ok(FaqReason {
        revision: fields.number("revision")?,
        reason: fields.text("reason").to_owned(),
    })
}

/// The words as they were typed: other ways to ask stand one a line, codes apart by spaces or commas.
fn written(fields: &Fields) -> Result<EditFaqDraft> {
    let lines = fields.text("also").lines().map(str::trim);
    let cites = fields.text("cites").split([' ', ',', '\n', '\r', ';']);
    let facet = Facet::ALL
        .into_iter()
        .find(|facet| facet.as_str() == fields.text("facet"));
    Ok(EditFaqDraft {
        revision: fields.number("revision")?,
        question: fields.text("question").to_owned(),
        also: lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        answer: fields.text("answer").replace("\r\n", "\n"),
        procedure: fields.said("procedure").map(str::to_owned),
        facet,
        cites: cites
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
        correction: fields.said("correction").map(str::to_owned),
    })
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

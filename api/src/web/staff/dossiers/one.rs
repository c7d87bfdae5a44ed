//! `/can-bo/ho-so/{code}`: one dossier, and what is done with it.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;
use mobile_contract::dossier::apology::{
    Apology, ApologyRevision, EditApology, RejectApology, SendApology,
};
use mobile_contract::dossier::staff::{NewJustification, NewSupplementRequest};
use mobile_contract::{DossierCode, ErrorCode};
use serde::Deserialize;
use uuid::Uuid;

use super::PATH;
use crate::dossiers::Dossiers;
use crate::dossiers::apologies::routes::as_pdf;
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::web::staff::here::answered;
use crate::web::staff::views::{DossierDone, DossierPage, DossierTyped};
use crate::web::staff::{Fields, Filed, Here, Signed};

#[derive(Deserialize)]
pub(super) struct Asked {
    done: Option<String>,
}

fn read(code: &str) -> Result<DossierCode> {
    code.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

pub(super) async fn look(
    request: HttpRequest,
    signed: Signed,
    dossiers: Data<Dossiers>,
    code: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let done = asked.done.as_deref().and_then(DossierDone::from_name);
    let at = At::of(&request, &signed, &dossiers, &code)?;
    at.page(done, &DossierTyped::default(), None).await
}

/// A dossier that somebody is at.
struct At<'a> {
    request: &'a HttpRequest,
    signed: &'a Signed,
    dossiers: &'a Dossiers,
    code: DossierCode,
}

impl<'a> At<'a> {
    /// The one of a code in an address. What is no code names nothing.
    fn of(
        request: &'a HttpRequest,
        signed: &'a Signed,
        dossiers: &'a Dossiers,
        code: &str,
    ) -> Result<Self> {
        let code = read(code)?;
        Ok(Self {
            request,
            signed,
            dossiers,
            code,
        })
    }
}

impl At<'_> {
    async fn page(
        &self,
        done: Option<DossierDone>,
        typed: &DossierTyped,
        problem: Option<&Error>,
    ) -> Result<HttpResponse> {
        let staff = &self.signed.staff;
        let here = Here::at(self.request, &format!("{PATH}/{}", self.code));
        let dossier = self
            .dossiers
            .look_at(staff, &self.code, here.locale)
            .await?;
        let agency = dossier.agency.as_ref().map(|agency| agency.id.as_str());
        let page = DossierPage {
            shell: here.shell(self.signed),
            writes: self.dossiers.writes(staff, agency),
            leads: self.dossiers.leads(staff, agency),
            dossier: &dossier,
            typed,
            done,
            problem,
        };
        answered(problem, page.render())
    }

    /// Leads on to the page once it is done; else shows what was refused, with the words as they were typed.
    async fn after<T>(
        &self,
        done: Result<T>,
        what: DossierDone,
        typed: DossierTyped,
    ) -> Result<HttpResponse> {
        match done {
            Ok(_) => {
                let here = Here::of(self.request);
                let path = format!("{PATH}/{}?done={}", self.code, what.name());
                Ok(here.led_to(&path))
            }
            Err(error)
                if matches!(error.code().status(), 400..=499)
                    && !matches!(error.code(), ErrorCode::NotFound) =>
            {
                self.page(None, &typed, Some(&error)).await
            }
            Err(error) => Err(error),
        }
    }

    /// Does one step with an apology. What stands in the form is kept first.
    async fn step(&self, id: Uuid, fields: &Fields) -> Result<DossierDone> {
        let (staff, which) = (&self.signed.staff, (&self.code, id));
        let wanted = fields.text("do");
        let revision = fields.number("revision")?;
        let seen = |apology: &Apology| ApologyRevision {
            revision: apology.revision,
        };
        match wanted {
            "reject" => {
                let note = fields.text("note").to_owned();
                let why = RejectApology { revision, note };
                self.dossiers.reject_apology(staff, which, why).await?;
                return Ok(DossierDone::Rejected);
            }
            "send" | "paper" => {
                let on_paper = wanted == "paper";
                let how = SendApology { revision, on_paper };
                self.dossiers.send_apology(staff, which, how).await?;
                return Ok(DossierDone::Sent);
            }
            _ => {}
        }
        let edit = written(revision, fields)?;
        let saved = self.dossiers.edit_apology(staff, which, &edit).await?;
        match wanted {
            "submit" => {
                let of = (which, seen(&saved));
                self.dossiers.submit_apology(staff, of.0, of.1).await?;
                Ok(DossierDone::Submitted)
            }
            "approve" => {
                let approved = self
                    .dossiers
                    .approve_apology(staff, which, seen(&saved))
                    .await?;
                if approved.reachable.is_none() {
                    return Ok(DossierDone::Approved);
                }
                let how = SendApology {
                    revision: approved.revision,
                    on_paper: false,
                };
                self.dossiers.send_apology(staff, which, how).await?;
                Ok(DossierDone::Sent)
            }
            _ => Ok(DossierDone::Saved),
        }
    }
}

/// The words of an apology as they were typed.
fn written(revision: i32, fields: &Fields) -> Result<EditApology> {
    let day: NaiveDate =
        fields.text("new_due").trim().parse().map_err(|_| {
            Error::field("body.new_due", "mời chọn một ngày", "please choose a day")
        })?;
    Ok(EditApology {
        revision,
        reason: fields.text("reason").to_owned(),
        new_due: day,
        signer: fields.text("signer").to_owned(),
        signer_name: fields.text("signer_name").to_owned(),
        number: fields.said("number").map(str::to_owned),
        justification: fields.said("justification").map(str::to_owned),
    })
}

pub(super) async fn begin(
    request: HttpRequest,
    filed: Filed,
    dossiers: Data<Dossiers>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let at = At::of(&request, &filed.signed, &dossiers, &code)?;
    let done = dossiers.begin_apology(&filed.signed.staff, &at.code).await;
    at.after(done, DossierDone::Begun, DossierTyped::default())
        .await
}

pub(super) async fn step(
    request: HttpRequest,
    filed: Filed,
    dossiers: Data<Dossiers>,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let at = At::of(&request, &filed.signed, &dossiers, &path.0)?;
    let done = at.step(id(&path.1)?, &filed.fields).await;
    let what = done.as_ref().copied().unwrap_or(DossierDone::Saved);
    at.after(done, what, DossierTyped::of(&filed.fields)).await
}

pub(super) async fn supplement(
    request: HttpRequest,
    filed: Filed,
    dossiers: Data<Dossiers>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let at = At::of(&request, &filed.signed, &dossiers, &code)?;
    let (fields, locale) = (&filed.fields, Here::of(&request).locale);
    let new = NewSupplementRequest {
        reason: fields.text("missing").to_owned(),
        justification: fields.said("why").map(str::to_owned),
    };
    let done = dossiers.request_supplement(&filed.signed.staff, &at.code, &new, locale);
    at.after(done.await, DossierDone::Requested, DossierTyped::of(fields))
        .await
}

pub(super) async fn justify(
    request: HttpRequest,
    filed: Filed,
    dossiers: Data<Dossiers>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let at = At::of(&request, &filed.signed, &dossiers, &code)?;
    let (fields, locale) = (&filed.fields, Here::of(&request).locale);
    let said = async {
        let new = NewJustification {
            kind: wire::value(fields.text("kind"))
                .map_err(|_| Error::new(ErrorCode::BadRequest))?,
            text: fields.text("text").to_owned(),
        };
        dossiers
            .justify(&filed.signed.staff, &at.code, &new, locale)
            .await
    };
    at.after(said.await, DossierDone::Justified, DossierTyped::of(fields))
        .await
}

pub(super) async fn pdf(
    signed: Signed,
    dossiers: Data<Dossiers>,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (of, which) = (read(&path.0)?, id(&path.1)?);
    let bytes = dossiers.apology_pdf(&signed.staff, (&of, which)).await?;
    Ok(as_pdf(&of, bytes))
}

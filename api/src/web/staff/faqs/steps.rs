//! What is done with one question: its words kept and handed in, published, sent back, taken back.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::editorial::{
    EditFaqDraft, FaqReason, FaqRevision, PublishFaq, WithdrawFaq, WithdrawalCause,
};
use mobile_contract::knowledge::Facet;

use super::one::{Answer, Ticked, read_id};
use crate::editorial::Editorial;
use crate::error::{Error, Result};
use crate::tickets::Desk;
use crate::web::staff::views::FaqStep;
use crate::web::staff::{Fields, Filed};

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
    let ticked = Ticked::of(&fields);
    let revision = fields.number("revision")?;
    let done = async {
        let withdraw = WithdrawFaq {
            revision,
            cause: ticked.cause.ok_or_else(cause_missing)?,
            reason: ticked.reason.clone(),
            instead: Some(id_of(&ticked.instead)),
        };
        editorial.withdraw(id, &desk, &withdraw).await
    };
    let done = done.await;
    let answer = Answer {
        request: &request,
        signed: &signed,
        editorial: &editorial,
        desk: &desk,
        id,
    };
    let done = done.map(|draft| (draft, FaqStep::Withdrawn));
    answer.to(done, None, ticked).await
}

fn cause_missing() -> Error {
    Error::field(
        "body.cause",
        "mời chọn vì sao rút",
        "please choose why it is taken back",
    )
}

/// The id in what was pasted: an id, or the address of a page.
fn id_of(pasted: &str) -> String {
    let path = pasted.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The cause that was chosen.
pub(super) fn cause_of(fields: &Fields) -> Option<WithdrawalCause> {
    match fields.text("cause") {
        "wrong" => Some(WithdrawalCause::Wrong),
        "doubled" => Some(WithdrawalCause::Doubled),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_out_of_an_address() {
        for pasted in [
            "khai-sinh-a1b2",
            " /hoi-dap/khai-sinh-a1b2 ",
            "https://motcua.example/hoi-dap/khai-sinh-a1b2?lang=en",
            "https://motcua.example/hoi-dap/khai-sinh-a1b2/#x",
        ] {
            assert_eq!(id_of(pasted), "khai-sinh-a1b2", "{pasted}");
        }
        assert_eq!(id_of(""), "");
    }
}

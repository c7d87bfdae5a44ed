//! `/can-bo/khoa-api`: keys of other systems. A secret is on the page that made it, and nowhere else.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::accounts::Role;
use mobile_contract::api_keys::{IssuedApiKey, NewApiKey};
use mobile_contract::{ErrorCode, Page, Slug};
use uuid::Uuid;

use super::lists::{Asked, ROWS, agencies, agency_name};
use crate::accounts::{Accounts, Issuer};
use crate::error::{Error, Result};
use crate::names::Names;
use crate::web::staff::here::{answered, shown};
use crate::web::staff::views::{ApiKeyDraft, ApiKeyIssuedPage, ApiKeyRow, ApiKeysPage};
use crate::web::staff::{Fields, Filed, Here, Signed};

/// Where the pages lie.
const PATH: &str = "/can-bo/khoa-api";

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    signed.staff.require(&[Role::Administrator])?;
    let here = Here::of(&request);
    list(&here, &signed, (&accounts, &names), &asked, None).await
}

async fn list(
    here: &Here,
    signed: &Signed,
    (accounts, names): (&Accounts, &Names),
    asked: &Asked,
    wrong: Option<(&ApiKeyDraft, &Error)>,
) -> Result<HttpResponse> {
    let keys = accounts.api_keys_page(asked.cursor.as_deref(), Some(ROWS));
    let Page { items, next_cursor } = keys.await?;
    let name = |id: &Slug| agency_name(names, id);
    let keys: Vec<ApiKeyRow> = items
        .into_iter()
        .map(|key| ApiKeyRow {
            agencies: key
                .agencies
                .as_ref()
                .map(|ids| ids.iter().map(name).collect()),
            key,
        })
        .collect();
    let blank = ApiKeyDraft::default();
    let problem = wrong.map(|(_, error)| error);
    let page = ApiKeysPage {
        shell: here.shell(signed),
        keys: &keys,
        now: names.clock.now(),
        next_cursor: next_cursor.as_deref(),
        revoked: asked.done.as_deref() == Some("thu-hoi"),
        draft: wrong.map_or(&blank, |(draft, _)| draft),
        agencies: agencies(names),
        problem,
    };
    answered(problem, page.render())
}

pub(super) async fn add(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    names: Data<Names>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&[Role::Administrator])?;
    let issued = async {
        let known = names.agencies.keep();
        let issuer = Issuer::Staff(&signed.staff);
        accounts.issue_api_key(issuer, new(&fields)?, &known).await
    };
    match issued.await {
        Ok(issued) => tell(&request, &signed, &issued),
        Err(error) if matches!(error.code(), ErrorCode::Invalid | ErrorCode::SourceTaken) => {
            let draft = draft(&fields);
            let here = Here::at(&request, PATH);
            let wrong = Some((&draft, &error));
            list(
                &here,
                &signed,
                (&accounts, &names),
                &Asked::default(),
                wrong,
            )
            .await
        }
        Err(error) => Err(error),
    }
}

/// A secret, on the page of whoever asked for it.
fn tell(request: &HttpRequest, signed: &Signed, issued: &IssuedApiKey) -> Result<HttpResponse> {
    let here = Here::at(request, PATH);
    let page = ApiKeyIssuedPage {
        shell: here.shell(signed),
        issued,
    };
    shown(page.render())
}

fn draft(fields: &Fields) -> ApiKeyDraft {
    ApiKeyDraft {
        name: fields.text("name").to_owned(),
        source: fields.text("source").to_owned(),
        scope: fields.text("scope").to_owned(),
        agencies: fields.all("agency").map(ToOwned::to_owned).collect(),
        days: fields.text("days").to_owned(),
    }
}

/// What the form asks for. The whole province has to be chosen: nobody gives it away by forgetting.
fn new(fields: &Fields) -> Result<NewApiKey> {
    let source = fields.text("source").trim().parse().map_err(|_| {
        Error::field(
            "body.source",
            "chỉ gồm chữ thường không dấu, số và dấu gạch ngang",
            "only lower-case letters, digits and hyphens",
        )
    })?;
    let agencies = match fields.text("scope") {
        "all" => None,
        "some" => Some(chosen(fields)?),
        _ => {
            return Err(Error::field(
                "body.agencies",
                "mời chọn phạm vi của khóa",
                "please choose what the key may tell of",
            ));
        }
    };
    let days = fields.said("days").map(|_| fields.number("days"));
    Ok(NewApiKey {
        name: fields.text("name").to_owned(),
        source,
        agencies,
        days: days.transpose()?,
    })
}

fn chosen(fields: &Fields) -> Result<Vec<Slug>> {
    let ids = fields.all("agency").map(str::parse);
    ids.collect::<Result<_, _>>().map_err(|_| {
        Error::field(
            "body.agencies",
            "không có cơ quan này",
            "there is no such agency",
        )
    })
}

/// Id of the key in the address.
fn id(path: &str) -> Result<Uuid> {
    path.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

pub(super) async fn rotate(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&[Role::Administrator])?;
    let issuer = Issuer::Staff(&signed.staff);
    let issued = accounts.rotate_api_key(issuer, id(&path)?, fields.number("old_days")?);
    tell(&request, &signed, &issued.await?)
}

pub(super) async fn revoke(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let signed = filed.signed;
    signed.staff.require(&[Role::Administrator])?;
    let issuer = Issuer::Staff(&signed.staff);
    accounts.revoke_api_key(issuer, id(&path)?).await?;
    Ok(Here::of(&request).led_to(&format!("{PATH}?done=thu-hoi")))
}

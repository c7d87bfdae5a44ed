//! `/can-bo/nguoi-dung/{id}`: one account, and what its keeper can do to it.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{Role, UserChange};
use uuid::Uuid;

use super::lists::{Asked, agencies, agency_name};
use super::users::{agency, role};
use crate::accounts::{Accounts, Keeper, known_agency};
use crate::error::{Error, Result};
use crate::names::Names;
use crate::web::staff::here::answered;
use crate::web::staff::views::{UserDone, UserPage};
use crate::web::staff::{Fields, Filed, Here, Signed};

/// Id of the account in the address.
fn id(path: &str) -> Result<Uuid> {
    path.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

fn address(id: Uuid) -> String {
    format!("/can-bo/nguoi-dung/{id}")
}

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    path: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let done = match asked.done.as_deref() {
        Some("sua") => Some(UserDone::Changed),
        Some("khoa") => Some(UserDone::Disabled),
        Some("mo") => Some(UserDone::Enabled),
        Some("dat-lai") => Some(UserDone::Reset),
        _ => None,
    };
    let here = Here::of(&request);
    show(&here, &signed, (&accounts, &names), id(&path)?, done, None).await
}

async fn show(
    here: &Here,
    signed: &Signed,
    (accounts, names): (&Accounts, &Names),
    id: Uuid,
    done: Option<UserDone>,
    problem: Option<&Error>,
) -> Result<HttpResponse> {
    let user = accounts.user(Keeper::Staff(&signed.staff), id).await?;
    let free = signed.staff.role == Role::Administrator;
    let page = UserPage {
        shell: here.shell(signed),
        agency: user.agency.as_ref().map(|id| agency_name(names, id)),
        agencies: if free { agencies(names) } else { Vec::new() },
        // Leaders see their own account and each other's, and keep officers.
        keeps: free || user.role == Role::Officer,
        free,
        user: &user,
        done,
        problem,
    };
    answered(problem, page.render())
}

pub(super) async fn change(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = id(&path)?;
    let changed = match changed(&signed, &fields, &names) {
        Ok(change) => apply(&signed, &accounts, id, change).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(Here::of(&request).led_to(&format!("{}?done=sua", address(id)))),
        Err(error) => trouble(&request, &signed, (&accounts, &names), id, error).await,
    }
}

/// What the form says. Who may choose neither role nor agency is asked for neither.
fn changed(signed: &Signed, fields: &Fields, names: &Names) -> Result<UserChange> {
    let mut change = UserChange {
        name: Some(fields.text("name").to_owned()),
        ..UserChange::default()
    };
    if signed.staff.role == Role::Administrator {
        let role = role(fields)?;
        change.role = Some(role);
        // A role of the whole province leaves the agency, whatever the list still shows.
        if role.belongs_to_agency() {
            change.agency = agency(fields)?;
        }
        known_agency(&names.agencies, change.agency.as_ref())?;
    }
    Ok(change)
}

async fn apply(signed: &Signed, accounts: &Accounts, id: Uuid, change: UserChange) -> Result<()> {
    let keeper = Keeper::Staff(&signed.staff);
    accounts.change(keeper, id, change).await.map(drop)
}

/// Takes away the right to sign in, or gives it back.
pub(super) async fn set_active(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = id(&path)?;
    let active = fields.text("active") == "true";
    let change = UserChange {
        active: Some(active),
        ..UserChange::default()
    };
    let done = if active { "mo" } else { "khoa" };
    match apply(&signed, &accounts, id, change).await {
        Ok(()) => Ok(Here::of(&request).led_to(&format!("{}?done={done}", address(id)))),
        Err(error) => trouble(&request, &signed, (&accounts, &names), id, error).await,
    }
}

/// Takes the password away and mails a link that sets a new one.
pub(super) async fn reset(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = id(&path)?;
    let keeper = Keeper::Staff(&signed.staff);
    accounts.reset(keeper, id, fields.has("totp")).await?;
    Ok(Here::of(&request).led_to(&format!("{}?done=dat-lai", address(id))))
}

async fn trouble(
    request: &HttpRequest,
    signed: &Signed,
    rooms: (&Accounts, &Names),
    id: Uuid,
    error: Error,
) -> Result<HttpResponse> {
    if error.code() != ErrorCode::Invalid {
        return Err(error);
    }
    let here = Here::at(request, &address(id));
    show(&here, signed, rooms, id, None, Some(&error)).await
}

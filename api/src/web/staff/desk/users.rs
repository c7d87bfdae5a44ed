//! `/can-bo/nguoi-dung`: who of the staff has an account, and new ones.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::accounts::{NewUser, Role, User};
use mobile_contract::{ErrorCode, Page};
use uuid::Uuid;

use super::lists::{Asked, ROWS, agencies, agency_name};
use crate::accounts::{Accounts, Keeper, NewAccount, known_agency};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::vault::Vault;
use crate::names::Names;
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::{NewUserPage, UserDraft, UserRow, UsersPage};
use crate::web::staff::{Fields, Filed, Here, Signed};

/// Who keeps users.
pub(super) const KEEPERS: [Role; 2] = [Role::Administrator, Role::Leader];

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let cursor = asked.cursor.as_deref();
    let Page { items, next_cursor } = accounts
        .users_page(&signed.staff, cursor, Some(ROWS))
        .await?;
    let rows: Vec<UserRow> = items.into_iter().map(|user| row(user, &names)).collect();
    let here = Here::of(&request);
    let page = UsersPage {
        shell: here.shell(&signed),
        users: &rows,
        next_cursor: next_cursor.as_deref(),
        added: asked.done.as_deref() == Some("them"),
    };
    shown(page.render())
}

fn row(user: User, names: &Names) -> UserRow {
    UserRow {
        agency: user.agency.as_ref().map(|id| agency_name(names, id)),
        user,
    }
}

pub(super) async fn form(
    request: HttpRequest,
    signed: Signed,
    names: Data<Names>,
) -> Result<HttpResponse> {
    signed.staff.require(&KEEPERS)?;
    let draft = UserDraft {
        role: "officer".to_owned(),
        ..UserDraft::default()
    };
    let here = Here::of(&request);
    shown(new_user(&here, &signed, &names, &draft, None).render())
}

/// The form of a new account. Leaders make officers of their own agency, and choose neither.
fn new_user<'a>(
    here: &'a Here,
    signed: &'a Signed,
    names: &Names,
    draft: &'a UserDraft,
    problem: Option<&'a Error>,
) -> NewUserPage<'a> {
    let free = signed.staff.role == Role::Administrator;
    NewUserPage {
        shell: here.shell(signed),
        draft,
        agencies: if free { agencies(names) } else { Vec::new() },
        free,
        key: Uuid::new_v4().simple().to_string(),
        problem,
    }
}

pub(super) async fn add(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    names: Data<Names>,
    vault: Data<Vault>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&KEEPERS)?;
    match create(&signed, &fields, &accounts, (&names, &vault)).await {
        Ok(_) => Ok(Here::of(&request).led_to("/can-bo/nguoi-dung?done=them")),
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::Invalid | ErrorCode::LoginTaken | ErrorCode::IdempotencyConflict
            ) =>
        {
            let text = |name: &str| fields.text(name).to_owned();
            let draft = UserDraft {
                login: text("login"),
                name: text("name"),
                role: text("role"),
                agency: text("agency"),
            };
            let here = Here::at(&request, "/can-bo/nguoi-dung/moi");
            let page = new_user(&here, &signed, &names, &draft, Some(&error));
            refused(&error, page.render())
        }
        Err(error) => Err(error),
    }
}

async fn create(
    signed: &Signed,
    fields: &Fields,
    accounts: &Accounts,
    (names, vault): (&Names, &Vault),
) -> Result<User> {
    let free = signed.staff.role == Role::Administrator;
    let new = NewUser {
        login: fields.text("login").parse().map_err(|_| {
            Error::field(
                "body.login",
                "không phải địa chỉ thư điện tử",
                "not a mail address",
            )
        })?,
        name: fields.text("name").to_owned(),
        role: if free { role(fields)? } else { Role::Officer },
        agency: if free {
            agency(fields)?
        } else {
            signed.staff.agency.clone()
        },
    };
    let scope = format!("users:{}", signed.staff.user_id);
    let attempt = Attempt::new(vault, fields.text("key"), scope, &new)?;
    let new = NewAccount::new(new)?;
    known_agency(&names.agencies, new.agency())?;
    accounts
        .create(Keeper::Staff(&signed.staff), new, Some(&attempt))
        .await
}

/// The role that was chosen.
pub(super) fn role(fields: &Fields) -> Result<Role> {
    Role::staff(fields.text("role"))
        .ok_or_else(|| Error::field("body.role", "mời chọn vai trò", "please choose a role"))
}

/// The agency that was chosen, if any.
pub(super) fn agency(fields: &Fields) -> Result<Option<mobile_contract::Slug>> {
    let chosen = fields.said("agency").map(str::parse).transpose();
    chosen.map_err(|_| {
        Error::field(
            "body.agency",
            "không có cơ quan này",
            "there is no such agency",
        )
    })
}

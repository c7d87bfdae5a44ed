//! What an account may be: names, and roles with their agencies.

use mobile_contract::accounts::{NewUser, Role};
use mobile_contract::limits::PERSON_NAME_CHARS;
use mobile_contract::{MailAddress, Slug};

use super::entity::user::Model;
use crate::error::{Error, Result};

/// A new account, checked.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub(super) login: MailAddress,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) agency: Option<Slug>,
}

impl NewAccount {
    /// Checks what was asked for. Whether the agency exists is known to whoever asks.
    ///
    /// # Errors
    /// 422 when the name is empty or too long, the role is no staff's, or role and agency do not
    /// go together.
    pub fn new(asked: NewUser) -> Result<Self> {
        Ok(Self {
            name: name_of(&asked.name)?,
            agency: agency_of(asked.role, asked.agency)?,
            login: asked.login,
            role: asked.role,
        })
    }

    /// The agency it names; whether there is one is known to whoever asks.
    #[must_use]
    pub const fn agency(&self) -> Option<&Slug> {
        self.agency.as_ref()
    }

    pub(super) fn login(&self) -> &str {
        self.login.as_str()
    }
}

pub(super) fn stored_agency(row: &Model) -> Result<Option<Slug>> {
    let agency = row.agency.as_deref().map(str::parse).transpose();
    agency.map_err(|_| Error::internal("a stored agency is no slug"))
}

pub(super) fn name_of(text: &str) -> Result<String> {
    let name = text.trim();
    let length = name.chars().count();
    // A line break in a name would be one in a header of a letter.
    if length == 0 || length > PERSON_NAME_CHARS || name.chars().any(char::is_control) {
        return Err(Error::field(
            "body.name",
            format!("cần 1 đến {PERSON_NAME_CHARS} ký tự, trên một dòng"),
            format!("must have 1 to {PERSON_NAME_CHARS} characters, on one line"),
        ));
    }
    Ok(name.to_owned())
}

pub(super) fn agency_of(role: Role, agency: Option<Slug>) -> Result<Option<Slug>> {
    match (role, agency) {
        (Role::Citizen, _) => Err(Error::field(
            "body.role",
            "người dân không có tài khoản cán bộ",
            "citizens have no staff account",
        )),
        (Role::Officer | Role::Leader, None) => Err(Error::field(
            "body.agency",
            "cán bộ và lãnh đạo cần có cơ quan",
            "officers and leaders need an agency",
        )),
        (Role::Operator | Role::Administrator, Some(_)) => Err(Error::field(
            "body.agency",
            "tổng đài viên và quản trị không thuộc cơ quan nào",
            "operators and administrators belong to no agency",
        )),
        (_, agency) => Ok(agency),
    }
}

/// What changed, for the audit record: names of persons stay out of it.
pub(super) fn described(old: &Model, new: &Model) -> String {
    let mut parts = Vec::new();
    if old.name != new.name {
        parts.push("name".to_owned());
    }
    if old.role != new.role {
        parts.push(format!("role {} to {}", old.role, new.role));
    }
    if old.agency != new.agency {
        let none = || "none".to_owned();
        let (old, new) = (old.agency.clone(), new.agency.clone());
        parts.push(format!(
            "agency {} to {}",
            old.unwrap_or_else(none),
            new.unwrap_or_else(none)
        ));
    }
    if old.active != new.active {
        parts.push(if new.active { "enabled" } else { "disabled" }.to_owned());
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_agencies_go_together() {
        let agency = || Some("so-tu-phap".parse::<Slug>().unwrap());
        for role in [Role::Officer, Role::Leader] {
            assert_eq!(agency_of(role, agency()).unwrap(), agency());
            assert!(agency_of(role, None).is_err());
        }
        for role in [Role::Operator, Role::Administrator] {
            assert_eq!(agency_of(role, None).unwrap(), None);
            assert!(agency_of(role, agency()).is_err());
        }
        assert!(agency_of(Role::Citizen, None).is_err());
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name_of("  Trần Văn Minh ").unwrap(), "Trần Văn Minh");
        let long = "a".repeat(PERSON_NAME_CHARS + 1);
        for bad in ["", "   ", "Minh\r\nBcc: a@b.vn", "a\0b", &long] {
            assert!(name_of(bad).is_err(), "{bad:?}");
        }
    }
}

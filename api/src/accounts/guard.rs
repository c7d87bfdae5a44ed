//! Who asks: what other rooms put in front of their handlers.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use mobile_contract::accounts::Role;
use mobile_contract::{ErrorCode, Slug};
use uuid::Uuid;

use super::Accounts;
use crate::error::{Error, Result};
use crate::kernel::bearer::bearer;

/// What of the agencies' records someone may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every agency's: the province's desk.
    All,
    /// One agency's.
    Agency(Slug),
}

impl Scope {
    /// Whether a record of this agency is within reach. A record that belongs to no agency is the
    /// desk's.
    #[must_use]
    pub fn reaches(&self, agency: Option<&Slug>) -> bool {
        match self {
            Self::All => true,
            Self::Agency(own) => agency == Some(own),
        }
    }
}

/// Someone of the staff (cán bộ) who is signed in. As an argument of a handler it lets nobody else
/// in; what the role allows is asked by [`require`](Self::require) and [`scope`](Self::scope).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub user_id: Uuid,
    /// Their sign-in.
    pub session_id: Uuid,
    /// The mail address they sign in with.
    pub login: String,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their agency; officers and leaders have one, others none.
    pub agency: Option<Slug>,
    /// An authenticator must be set up before anything else.
    pub(super) must_enrol: bool,
}

impl Staff {
    /// Whether an authenticator must be set up before anything else.
    #[must_use]
    pub const fn must_enrol(&self) -> bool {
        self.must_enrol
    }

    /// Lets only these roles on.
    ///
    /// # Errors
    /// When theirs is another one: 403.
    pub fn require(&self, roles: &[Role]) -> Result<()> {
        if roles.contains(&self.role) {
            Ok(())
        } else {
            Err(Error::new(ErrorCode::Forbidden))
        }
    }

    /// Whose records they may see.
    ///
    /// # Errors
    /// When the account belongs to an agency and names none: nothing is in reach then.
    pub fn scope(&self) -> Result<Scope> {
        match (self.role, &self.agency) {
            (Role::Operator | Role::Administrator, _) => Ok(Scope::All),
            (Role::Officer | Role::Leader, Some(agency)) => Ok(Scope::Agency(agency.clone())),
            _ => Err(Error::new(ErrorCode::Forbidden)),
        }
    }
}

/// Staff who may still lack the authenticator that their role needs: only for setting it up, and
/// for signing out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolling(pub Staff);

/// A citizen (người dân) who proved a phone number or a mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// Who.
    pub citizen_id: Uuid,
    /// Their sign-in.
    pub session_id: Uuid,
    /// Keyed hash of the contact, as [`Accounts::contact_fingerprint`] makes it.
    pub contact_fingerprint: String,
}

/// Whose token it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Staff.
    Staff(Staff),
    /// A citizen.
    Citizen(Citizen),
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

impl FromRequest for Staff {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let Principal::Staff(staff) = principal(&request).await? else {
                return Err(Error::new(ErrorCode::Forbidden));
            };
            if staff.must_enrol {
                return Err(Error::new(ErrorCode::TotpEnrolmentRequired));
            }
            Ok(staff)
        })
    }
}

impl FromRequest for Enrolling {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match principal(&request).await? {
                Principal::Staff(staff) => Ok(Self(staff)),
                Principal::Citizen(_) => Err(Error::new(ErrorCode::Forbidden)),
            }
        })
    }
}

impl FromRequest for Citizen {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match principal(&request).await? {
                Principal::Citizen(citizen) => Ok(citizen),
                Principal::Staff(_) => Err(Error::new(ErrorCode::Forbidden)),
            }
        })
    }
}

async fn principal(request: &HttpRequest) -> Result<Principal> {
    let accounts = request
        .app_data::<Data<Accounts>>()
        .ok_or_else(|| Error::internal("the accounts are not there"))?;
    accounts.authenticate(bearer(request)?).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(role: Role, agency: Option<&str>) -> Staff {
        Staff {
            user_id: Uuid::nil(),
            session_id: Uuid::nil(),
            login: String::new(),
            name: String::new(),
            role,
            agency: agency.map(|slug| slug.parse().unwrap()),
            must_enrol: false,
        }
    }

    #[test]
    fn an_officer_reaches_only_their_own_agency() {
        let own: Slug = "so-tu-phap".parse().unwrap();
        let other: Slug = "so-y-te".parse().unwrap();
        for role in [Role::Officer, Role::Leader] {
            let scope = staff(role, Some("so-tu-phap")).scope().unwrap();
            assert!(scope.reaches(Some(&own)));
            assert!(!scope.reaches(Some(&other)));
            assert!(!scope.reaches(None));
            assert!(staff(role, None).scope().is_err());
        }
        for role in [Role::Operator, Role::Administrator] {
            let scope = staff(role, None).scope().unwrap();
            assert!(scope.reaches(Some(&own)) && scope.reaches(None));
        }
        assert!(staff(Role::Citizen, None).scope().is_err());
    }
}

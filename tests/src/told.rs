//! Events of dossiers, as a one-stop system tells them.

use mobile_contract::api_keys::NewApiKey;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind};
use motcua::accounts::Issuer;
use motcua::agencies::{self, Agencies};
use sea_orm::{FromQueryResult, JsonValue, Statement};

use crate::{App, postgres};

/// An event that says no more than what happened.
///
/// # Panics
/// When the code or the time is none.
#[must_use]
pub fn told(id: &str, dossier: &str, at: &str, kind: DossierEventKind) -> DossierEvent {
    DossierEvent {
        id: id.to_owned(),
        dossier: dossier.parse().expect("a code"),
        at: at.parse().expect("a time"),
        kind,
        corrects: None,
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: None,
        applicant: None,
        reason: None,
        signer: None,
        returnable: None,
    }
}

/// Events as they go over the wire: one a line.
///
/// # Panics
/// Never in practice.
#[must_use]
pub fn lines(events: &[DossierEvent]) -> String {
    let lines = events
        .iter()
        .map(|event| serde_json::to_string(event).expect("JSON"));
    lines.map(|line| line + "\n").collect()
}

impl App {
    /// The secret of a new key for a system, of some agencies or of the whole province.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn intake_key(&self, source: &str, agencies: Option<&[&str]>) -> String {
        let accounts = self.accounts().await;
        let all = agencies::store::all(&self.database().await).await;
        let known = Agencies::new(all.expect("agencies"), Vec::new());
        let new = NewApiKey {
            name: "Một cửa điện tử".to_owned(),
            source: source.parse().expect("a source"),
            agencies: agencies.map(|ids| {
                let ids = ids.iter().map(|id| id.parse().expect("an agency"));
                ids.collect()
            }),
            days: None,
        };
        let issued = accounts.issue_api_key(Issuer::Operator, new, &known).await;
        issued.expect("a key").secret
    }

    /// The rows of a query, as JSON.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn rows(&self, sql: &str) -> Vec<JsonValue> {
        rows(&self.storage.url(), sql).await
    }
}

/// The rows of a query to a database, as JSON.
///
/// # Panics
/// When the database fails.
pub async fn rows(url: &str, sql: &str) -> Vec<JsonValue> {
    let db = postgres::open(url).await;
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = JsonValue::find_by_statement(query).all(&db).await;
    rows.expect("rows")
}

//! The watch list: what is about to be late, by whose desk, and who may see it.

mod list;
mod papers;
mod reasons;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::dossier::watch::{WatchFilter, WatchGroup, WatchList};
use motcua_tests::App;
use motcua_tests::dossiers::BUREAU;

fn refusal<T: std::fmt::Debug>(refused: Result<T, ClientError>) -> ErrorCode {
    refused.unwrap_err().problem().unwrap().code
}

async fn leader(app: &App) -> SignedIn {
    app.signed_in("truong@a.vn", Role::Leader, Some(BUREAU))
        .await
        .1
}

async fn officer(app: &App) -> SignedIn {
    app.signed_in("canbo@a.vn", Role::Officer, Some(BUREAU))
        .await
        .1
}

fn group(group: WatchGroup) -> WatchFilter {
    WatchFilter {
        group: Some(group),
        ..WatchFilter::default()
    }
}

fn codes(list: &WatchList) -> Vec<String> {
    list.items.iter().map(|row| row.code.to_string()).collect()
}

fn desk(event: DossierEvent, desk: &str) -> DossierEvent {
    DossierEvent {
        desk: Some(desk.to_owned()),
        ..event
    }
}

//! Apologies: drafted before the end, approved by a leader, sent word for word; and the morning digest.

mod approving;
mod drafts;
mod letter;
mod sending;

use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::dossier::apology::{Apology, ApologyRevision, EditApology, SendApology};
use mobile_contract::{DossierCode, ErrorCode};
use motcua_tests::App;
use motcua_tests::dossiers::{BUREAU, code, received};

const REASON: &str = "Cần thêm ý kiến xác minh của công an nơi cư trú trước đây.";

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

/// The clock brings about what it does.
async fn watch(app: &App) {
    app.dossiers().keep_watch().await.unwrap();
}

fn seen(apology: &Apology) -> ApologyRevision {
    ApologyRevision {
        revision: apology.revision,
    }
}

fn words(apology: &Apology) -> EditApology {
    EditApology {
        revision: apology.revision,
        reason: REASON.to_owned(),
        new_due: apology.new_due,
        signer: "Giám đốc".to_owned(),
        signer_name: "Trần Văn Minh".to_owned(),
        number: Some("12/PXL-STP".to_owned()),
        justification: None,
    }
}

const fn mailed(apology: &Apology) -> SendApology {
    SendApology {
        revision: apology.revision,
        on_paper: false,
    }
}

/// A dossier of the bureau that is due on Tuesday the 24th, and it is Monday the 23rd.
async fn due_tomorrow(app: &App) -> DossierCode {
    app.tell(vec![received(&code(1), "2026-11-20T09:00:00+07:00", 2)])
        .await;
    code(1)
}

async fn only(staff: &SignedIn, code: &DossierCode) -> Apology {
    let mut all = staff.apologies(code).await.unwrap().items;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Written, approved, and recorded.
async fn approved(leader: &SignedIn, code: &DossierCode) -> Apology {
    let draft = leader.begin_apology(code).await.unwrap();
    let edited = leader
        .edit_apology(code, draft.id, &words(&draft))
        .await
        .unwrap();
    leader
        .approve_apology(code, draft.id, seen(&edited))
        .await
        .unwrap()
}

//! Being told of a dossier: by whom, whom, of what, and how it ends.

mod asking;
mod channels;
mod ending;
mod news;

use mobile_contract::client::ClientError;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::subscription::{
    DossierSubscription, DossierSubscriptionCode, NewDossierSubscription, NewsChannel,
};
use motcua_tests::App;
use motcua_tests::followed::{CODE, LAST4, event};
use motcua_tests::letters::Letter;

const MAIL: &str = "hoa@example.vn";

async fn subscribe(
    app: &App,
    proof: &str,
    channel: NewsChannel,
    address: &str,
) -> Result<DossierSubscription, ClientError> {
    let new = NewDossierSubscription {
        code: CODE.parse().unwrap(),
        proof: proof.to_owned(),
        channel,
        address: address.to_owned(),
    };
    app.client().subscribe_to_dossier(&new).await
}

/// The six digits in the newest letter to an address.
async fn digits(app: &App, address: &str) -> String {
    let letters = app.letters_to(address).await;
    digits_in(&letters.last().expect("a letter").text)
}

fn digits_in(text: &str) -> String {
    let mut words = text.split_whitespace();
    let six = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    words.find(six).expect("six digits").to_owned()
}

async fn confirm(
    app: &App,
    id: uuid::Uuid,
    code: &str,
) -> Result<DossierSubscription, ClientError> {
    let code = DossierSubscriptionCode {
        code: code.to_owned(),
    };
    app.client().confirm_dossier_subscription(id, &code).await
}

async fn by_mail(app: &App) -> DossierSubscription {
    let begun = subscribe(app, LAST4, NewsChannel::Mail, MAIL)
        .await
        .unwrap();
    let code = digits(app, MAIL).await;
    confirm(app, begun.id, &code).await.unwrap()
}

async fn news(app: &App) -> Vec<Letter> {
    let all = app.letters_to(MAIL).await;
    all.into_iter()
        .filter(|l| l.subject.ends_with(CODE))
        .collect()
}

fn at(id: &str, time: &str, kind: Kind) -> DossierEvent {
    event(CODE, id, time, kind)
}

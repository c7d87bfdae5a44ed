//! Citizens sign in by a code.

use chrono::Duration;
use mobile_contract::accounts::OtpProof;
use mobile_contract::limits::{OTP_PER_CONTACT, OTP_PER_CONTACT_AND_ADDRESS, OTP_TRIES};
use mobile_contract::{ErrorCode, Locale};
use motcua::accounts::{Contact, Principal};
use motcua_tests::Bureau;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{Sent, from};
use rstest::rstest;
use uuid::Uuid;

const HOME: &str = "10.0.0.1";

fn phone(text: &str) -> Contact {
    Contact::Phone(text.parse().unwrap())
}

async fn ask(bureau: &Bureau, contact: &Contact) -> Result<(Uuid, String), ErrorCode> {
    ask_from(bureau, contact, HOME).await
}

async fn ask_from(
    bureau: &Bureau,
    contact: &Contact,
    address: &str,
) -> Result<(Uuid, String), ErrorCode> {
    let sent = bureau
        .accounts
        .send_code(contact.clone(), Locale::Vi, &from(address), None)
        .await;
    let challenge = sent.map_err(|e| e.code())?.challenge;
    match bureau.letters().as_slice() {
        [Sent::Code { to, code }] if to == contact => Ok((challenge, code.clone())),
        other => panic!("{other:?}"),
    }
}

async fn prove(bureau: &Bureau, challenge: Uuid, code: &str) -> Result<Principal, ErrorCode> {
    let proof = OtpProof {
        challenge,
        code: code.to_owned(),
    };
    let tokens = bureau
        .accounts
        .prove(&proof, &from(HOME))
        .await
        .map_err(|e| e.code())?;
    Ok(bureau
        .accounts
        .authenticate(&tokens.access_token)
        .await
        .unwrap())
}

fn other_than(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[rstest]
#[tokio::test]
async fn a_code_signs_the_same_citizen_in_again_and_is_good_once(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let mut ids = Vec::new();
    for text in ["0912 345 678", "+84912345678"] {
        let (challenge, code) = ask(&bureau, &phone(text)).await.unwrap();
        let Principal::Citizen(citizen) = prove(&bureau, challenge, &code).await.unwrap() else {
            panic!("no citizen");
        };
        assert_eq!(
            citizen.contact_fingerprint,
            bureau.accounts.contact_fingerprint(&phone(text))
        );
        assert_eq!(
            bureau
                .accounts
                .contact_of(citizen.citizen_id)
                .await
                .unwrap(),
            phone(text)
        );
        ids.push(citizen.citizen_id);
        assert_eq!(
            prove(&bureau, challenge, &code).await,
            Err(ErrorCode::OtpWrong)
        );
    }
    assert_eq!(ids[0], ids[1]);
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn five_wrong_tries_use_a_code_up(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let (challenge, code) = ask(&bureau, &phone("0912345678")).await.unwrap();
    for _ in 0..OTP_TRIES {
        assert_eq!(
            prove(&bureau, challenge, &other_than(&code)).await,
            Err(ErrorCode::OtpWrong)
        );
    }
    assert_eq!(
        prove(&bureau, challenge, &code).await,
        Err(ErrorCode::OtpWrong)
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_code_runs_out_and_a_newer_one_ends_it(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let mail = Contact::Mail("lan@hungyen.example".parse().unwrap());
    let (old, old_code) = ask(&bureau, &mail).await.unwrap();
    let (new, new_code) = ask(&bureau, &mail).await.unwrap();
    assert_eq!(
        prove(&bureau, old, &old_code).await,
        Err(ErrorCode::OtpWrong)
    );
    bureau.pass(Duration::minutes(5));
    assert_eq!(
        prove(&bureau, new, &new_code).await,
        Err(ErrorCode::OtpWrong)
    );
    assert_eq!(
        prove(&bureau, Uuid::nil(), "000000").await,
        Err(ErrorCode::OtpWrong)
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn one_number_is_sent_a_few_codes_an_hour_and_others_are_not_held_up(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let number = phone("0912345678");
    for _ in 0..OTP_PER_CONTACT_AND_ADDRESS {
        ask(&bureau, &number).await.unwrap();
    }
    assert_eq!(ask(&bureau, &number).await, Err(ErrorCode::RateLimited));
    assert!(ask(&bureau, &phone("0987654321")).await.is_ok());
    // Whoever asks elsewhere has some left, until there were enough of all.
    for _ in OTP_PER_CONTACT_AND_ADDRESS..OTP_PER_CONTACT {
        ask_from(&bureau, &number, "192.0.2.7").await.unwrap();
    }
    let third = ask_from(&bureau, &number, "192.0.2.8").await;
    assert_eq!(third, Err(ErrorCode::RateLimited));
    bureau.pass(Duration::hours(1));
    assert!(ask(&bureau, &number).await.is_ok());
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_stranger_who_asks_elsewhere_does_not_end_the_owners_code(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let number = phone("0912345678");
    let (challenge, code) = ask(&bureau, &number).await.unwrap();
    for _ in 0..OTP_PER_CONTACT_AND_ADDRESS {
        ask_from(&bureau, &number, "192.0.2.7").await.unwrap();
    }
    let refused = ask_from(&bureau, &number, "192.0.2.7").await;
    assert_eq!(refused, Err(ErrorCode::RateLimited));
    assert!(prove(&bureau, challenge, &code).await.is_ok());
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_request_that_is_sent_twice_sends_one_code(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    let contact = phone("0912345678");
    let attempt = bureau.accounts.otp_attempt("lan-1", &contact).unwrap();
    let send = || {
        bureau
            .accounts
            .send_code(contact.clone(), Locale::Vi, &HOME_CALLER, Some(&attempt))
    };
    let (one, two) = (send().await.unwrap(), send().await.unwrap());
    assert_eq!(one, two);
    assert_eq!(bureau.letters().len(), 1);
    bureau.close().await;
}

static HOME_CALLER: std::sync::LazyLock<motcua::accounts::Caller> =
    std::sync::LazyLock::new(|| from(HOME));

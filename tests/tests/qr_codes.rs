//! Codes: minted, superseded, withdrawn; signed, and proved without a server; keys that change.

use std::process::Command;
use std::time::Duration;

use mobile_contract::accounts::Role;
use mobile_contract::client::QrImage;
use mobile_contract::qr::{
    NewQrCode, QrAttention, QrLink, QrPurpose, QrSignature, QrStale, QrStatus, QrTarget,
    RevokeQrCode, StaffQrFilter, VerifyError,
};
use mobile_contract::{ErrorCode, QrCode, Slug};
use motcua::app::open_database;
use motcua::config;
use motcua::qr::{LEAD, OVERLAP, PosterCodes, list_keys, mint_missing, revoke_key, rotate_keys};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::missing::{find_program, missing};
use motcua_tests::{App, send, spawn_app, watched};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::Value;

const PUBLIC: &str = "https://motcua.example.vn";
const COUNTER: &str = "hcc-tinh-tu-phap";
const AGENCY: &str = "so-tu-phap";
/// How long other servers may take to notice a change.
const NOTICED: Duration = Duration::from_secs(20);

async fn province(db: Database) -> Option<App> {
    let setup = Setup {
        public_url: Some(PUBLIC.to_owned()),
        ..Setup::default()
    };
    App::spawn(db, setup).await
}

fn counter() -> Slug {
    COUNTER.parse().unwrap()
}

fn poster(app: &App) -> PosterCodes {
    app.tickets().resolver.on_poster(&counter()).unwrap()
}

/// The tail of a printed address.
fn tail(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

fn reason() -> RevokeQrCode {
    RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    }
}

fn of_counter(purpose: QrPurpose) -> NewQrCode {
    NewQrCode {
        target: purpose.target(),
        counter: Some(counter()),
        agency: None,
    }
}

#[rstest]
#[tokio::test]
async fn a_poster_shows_three_codes_that_are_proved_offline(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let resolver = &app.tickets().resolver;
    let keys = app.client().qr_keys().await.unwrap();
    assert_eq!(keys.base, PUBLIC);
    let counters = resolver.counters_of_place(&"tinh-hung-yen".parse().unwrap());
    assert!(counters.len() >= 10, "{counters:?}");
    for counter in counters {
        let shown = resolver.on_poster(&counter).unwrap();
        assert_eq!(shown.version, 1, "{counter}");
        let codes = [&shown.board, &shown.chat, &shown.rating];
        for (code, purpose) in codes.into_iter().zip(QrPurpose::ALL) {
            let link: QrLink = code.link.parse().unwrap();
            let key = link.verify(&keys, &[PUBLIC], app.clock().now());
            assert!(key.is_ok(), "{counter}: {key:?}");
            let scanned = app.client().scan(tail(&code.link)).await.unwrap();
            assert_eq!(scanned.target, purpose.target());
            assert_eq!(scanned.signature, QrSignature::Valid);
            assert_eq!(scanned.counter.unwrap().id, counter);
            assert!(
                scanned
                    .links
                    .ask
                    .ends_with(&format!("/hoi?qr={}", code.code))
            );
            assert!(scanned.links.rate.unwrap().contains("/danh-gia?qr="));
        }
    }
    let unknown = resolver
        .on_poster(&"khong-co".parse().unwrap())
        .unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NotFound);
    let of_agency = resolver.counters_of_agency(&AGENCY.parse().unwrap());
    assert!(of_agency.contains(&counter()), "{of_agency:?}");
    let old_district = resolver.counters_of_place(&"huyen-yen-my".parse().unwrap());
    assert!(
        old_district
            .iter()
            .any(|c| c.as_str() == "mot-cua-yen-my-dat-dai"),
        "{old_district:?}"
    );
}

#[rstest]
#[tokio::test]
async fn servers_that_start_together_mint_each_code_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let raw = app.database().await;
    raw.execute_unprepared("DELETE FROM qr_codes WHERE target <> 'board'")
        .await
        .unwrap();
    let now = app.clock().now();
    let (one, two) = (
        open_database(app.storage()).await.unwrap(),
        open_database(app.storage()).await.unwrap(),
    );
    let counters = [counter(), "hcc-tinh-bao-hiem".parse().unwrap()];
    let (first, second) = tokio::join!(
        mint_missing(&one, &counters, now),
        mint_missing(&two, &counters, now)
    );
    assert!(first.unwrap() || second.unwrap());
    let codes = motcua::qr::store::all(&*one).await.unwrap();
    for counter in &counters {
        for purpose in QrPurpose::ALL {
            let of: Vec<_> = codes
                .iter()
                .filter(|code| code.at_counter() == Some((counter, purpose)))
                .collect();
            assert_eq!(of.len(), 1, "{counter} {purpose:?}");
        }
    }
    assert!(
        !mint_missing(&one, &counters, now).await.unwrap(),
        "nothing lacks any more"
    );
}

#[rstest]
#[tokio::test]
async fn a_new_version_takes_the_place_of_a_code_and_the_old_one_leads_on(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (user, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let before = poster(&app);
    let old = before.chat.clone();
    let next = leader.supersede_qr_code(&old.code).await.unwrap();
    assert_eq!((next.version, next.status), (2, QrStatus::Active));
    assert_eq!(next.created_by, Some(user.id));
    let shown = poster(&app);
    assert_eq!((shown.version, &shown.chat.code), (2, &next.code));
    // All that hangs on the poster is of one version, and says so.
    let mut codes = vec![shown.board.code, shown.rating.code];
    for code in &codes {
        let scanned = app.client().qr(code).await.unwrap();
        assert_eq!((scanned.version, scanned.status), (2, QrStatus::Active));
    }
    codes.push(next.code.clone());
    for (old, new) in [&before.board, &before.rating, &before.chat]
        .iter()
        .zip(&codes)
    {
        let scanned = app.client().scan(tail(&old.link)).await.unwrap();
        assert_eq!(scanned.status, QrStatus::Superseded);
        assert_eq!(scanned.successor.as_ref(), Some(new));
    }

    let scanned = app.client().scan(tail(&old.link)).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Superseded);
    assert_eq!(scanned.successor.as_ref(), Some(&next.code));
    assert!(scanned.notice.unwrap().contains("bản cũ"));
    assert!(scanned.links.rate.is_some(), "it still works");
    // Twice is told, and changes nothing.
    let twice = leader.supersede_qr_code(&old.code).await.unwrap_err();
    assert_eq!(twice.problem().unwrap().code, ErrorCode::QrState);
    // A third version: the first one leads to it.
    let third = leader.supersede_qr_code(&next.code).await.unwrap();
    let scanned = app.client().qr(&old.code).await.unwrap();
    assert_eq!(scanned.successor, Some(third.code));
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_code_carries_no_trust_and_another_one_is_made(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let old = poster(&app).rating;
    let busy = leader
        .new_qr_code(&of_counter(QrPurpose::Rating))
        .await
        .unwrap_err();
    assert_eq!(busy.problem().unwrap().code, ErrorCode::QrState);
    let short = RevokeQrCode {
        reason: "sai".to_owned(),
    };
    let refused = leader.revoke_qr_code(&old.code, &short).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);

    let gone = leader.revoke_qr_code(&old.code, &reason()).await.unwrap();
    assert_eq!(gone.status, QrStatus::Revoked);
    assert_eq!(gone.reason.as_deref(), Some(reason().reason.as_str()));
    let scanned = app.client().scan(tail(&old.link)).await.unwrap();
    assert_eq!(scanned.status, QrStatus::Revoked);
    assert!(scanned.links.rate.is_none() && !scanned.links.ask.contains("qr="));
    let image = app
        .client()
        .qr_image(&old.code, QrImage::Png)
        .await
        .unwrap_err();
    assert_eq!(image.problem().unwrap().code, ErrorCode::QrState);
    let lacks = app.tickets().resolver.on_poster(&counter()).unwrap_err();
    assert_eq!(lacks.code(), ErrorCode::QrState);

    let new = leader
        .new_qr_code(&of_counter(QrPurpose::Rating))
        .await
        .unwrap();
    assert_eq!(new.version, 2, "versions go on");
    let shown = poster(&app);
    for code in [&shown.board.code, &shown.chat.code, &shown.rating.code] {
        let version = app.client().qr(code).await.unwrap().version;
        assert_eq!(version, shown.version, "one version on a poster");
    }
    let scanned = app.client().qr(&old.code).await.unwrap();
    assert_eq!(
        scanned.successor,
        Some(new.code),
        "the counter's code of today"
    );
    let again = leader
        .revoke_qr_code(&old.code, &reason())
        .await
        .unwrap_err();
    assert_eq!(again.problem().unwrap().code, ErrorCode::QrState);
}

#[rstest]
#[tokio::test]
async fn only_whose_it_is_changes_a_code(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let code = poster(&app).board.code;
    let (_, other) = app
        .signed_in("khac@hungyen.example", Role::Leader, Some("so-y-te"))
        .await;
    let (_, officer) = app
        .signed_in("can.bo@hungyen.example", Role::Officer, Some(AGENCY))
        .await;
    let (_, above) = app
        .signed_in(
            "tinh@hungyen.example",
            Role::Leader,
            Some("ubnd-tinh-hung-yen"),
        )
        .await;
    let (_, tokens) = app
        .staff("quan.tri@hungyen.example", Role::Administrator, None)
        .await;
    let admin = app.client().signed_in(tokens.access_token.clone());
    for refused in [
        other.qr_code(&code).await.map(drop),
        other.supersede_qr_code(&code).await.map(drop),
        other.revoke_qr_code(&code, &reason()).await.map(drop),
    ] {
        assert_eq!(
            refused.unwrap_err().problem().unwrap().code,
            ErrorCode::QrNotFound
        );
    }
    let foreign = other
        .new_qr_code(&of_counter(QrPurpose::Board))
        .await
        .unwrap_err();
    assert_eq!(foreign.problem().unwrap().code, ErrorCode::Invalid);
    let seen = other.qr_codes(&StaffQrFilter::default()).await.unwrap();
    assert!(seen.items.iter().all(|row| row.code != code));

    assert_eq!(officer.qr_code(&code).await.unwrap().code, code);
    let refused = officer.supersede_qr_code(&code).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Forbidden);
    // Whoever stands above sees those below.
    assert_eq!(above.qr_code(&code).await.unwrap().code, code);

    let next = admin.supersede_qr_code(&code).await.unwrap();
    admin.revoke_qr_code(&next.code, &reason()).await.unwrap();
    let page = send(app.get("/v1/staff/audit").bearer_auth(&tokens.access_token)).await;
    let entries: Value = page.expect(200).json();
    let actions: Vec<_> = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    assert!(actions.contains(&"qr_code.superseded") && actions.contains(&"qr_code.revoked"));
}

#[rstest]
#[tokio::test]
async fn codes_of_procedures_fields_and_dossiers_are_made(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let code_of = |target| NewQrCode {
        target,
        counter: None,
        agency: None,
    };
    let procedure = QrTarget::Procedure {
        code: "1.001193".parse().unwrap(),
    };
    let field = QrTarget::Field {
        slug: "ho-tich".parse().unwrap(),
    };
    let dossier = QrTarget::Dossier {
        code: "H31.12.45-220715-0012".parse().unwrap(),
    };
    // A leader could make receipts of dossiers that nobody has.
    let refused = leader
        .new_qr_code(&code_of(dossier.clone()))
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    let (_, tokens) = app
        .staff("quan.tri@hungyen.example", Role::Administrator, None)
        .await;
    let admin = app.client().signed_in(tokens.access_token.clone());
    for (target, by) in [(procedure, &leader), (field, &leader), (dossier, &admin)] {
        let new = NewQrCode {
            agency: Some(AGENCY.parse().unwrap()),
            ..code_of(target.clone())
        };
        let made = by.new_qr_code(&new).await.unwrap();
        assert_eq!(made.agency.unwrap().id.as_str(), AGENCY);
        let scanned = app.client().scan(tail(&made.link)).await.unwrap();
        assert_eq!(
            (scanned.target, scanned.signature),
            (target, QrSignature::Valid)
        );
        assert_eq!(scanned.counter, None);
    }
    let page = send(app.get("/v1/staff/audit").bearer_auth(&tokens.access_token)).await;
    let record = page.expect(200).text();
    assert!(
        record.contains("dossier ") && !record.contains("220715"),
        "{record}"
    );
    for wrong in [
        code_of(QrTarget::Procedure {
            code: "9.999999".parse().unwrap(),
        }),
        code_of(QrTarget::Field {
            slug: "khong-co".parse().unwrap(),
        }),
        code_of(QrTarget::Board {}),
        NewQrCode {
            agency: Some("so-y-te".parse().unwrap()),
            ..code_of(QrTarget::Field {
                slug: "ho-tich".parse().unwrap(),
            })
        },
    ] {
        let refused = leader.new_qr_code(&wrong).await.unwrap_err();
        assert_eq!(
            refused.problem().unwrap().code,
            ErrorCode::Invalid,
            "{wrong:?}"
        );
    }
    // Receipts are many: the list leaves them out.
    let mut filter = StaffQrFilter {
        limit: Some(3),
        ..StaffQrFilter::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = leader.qr_codes(&filter).await.unwrap();
        seen.extend(page.items);
        let Some(next) = page.next_cursor else { break };
        filter.cursor = Some(next);
    }
    let mut kinds: Vec<_> = seen.iter().map(|row| row.target.kind()).collect();
    // What hangs at no counter comes in the order of its codes, which are random.
    kinds[3..].sort_unstable();
    assert_eq!(
        kinds,
        ["board", "chat", "rating", "field", "procedure"],
        "in order, each once"
    );
}

#[rstest]
#[tokio::test]
async fn a_signature_that_is_not_ours_is_told_as_that(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let link = poster(&app).board.link;
    let good = tail(&link);
    assert!(app.client().scan(&good.to_lowercase()).await.is_ok());
    let other = poster(&app).chat.link;
    let swapped = format!(
        "{}.{}",
        tail(&other).split('.').next().unwrap(),
        good.split_once('.').unwrap().1
    );
    let mut wrong = vec![swapped, format!("{good}0"), good.replace('.', ".0")];
    for at in [good.len() - 1, good.len() - 50, 12] {
        let mut bytes = good.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        wrong.push(String::from_utf8(bytes).unwrap());
    }
    for tail in wrong {
        let refused = app.client().scan(&tail).await.unwrap_err();
        assert_eq!(
            refused.problem().unwrap().code,
            ErrorCode::QrNotGenuine,
            "{tail}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn an_address_that_was_cut_off_is_no_false_one(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let link = poster(&app).board.link;
    let good = tail(&link);
    let (code, rest) = good.split_once('.').unwrap();
    // The full stop of a sentence.
    for whole in [format!("{code}."), format!("{good}.")] {
        assert!(app.client().scan(&whole).await.is_ok(), "{whole}");
    }
    let key = rest.split_once('.').unwrap().0;
    for cut in [
        format!("{code}.{}", &key[..2]),
        format!("{code}.{key}."),
        good[..good.len() - 1].to_owned(),
        good[..good.len() - 40].to_owned(),
    ] {
        let refused = app.client().scan(&cut).await.unwrap_err();
        let code = refused.problem().unwrap().code;
        assert_eq!(code, ErrorCode::QrNotFound, "{cut}");
    }
}

#[tokio::test]
async fn codes_are_not_found_by_trying_and_posters_always_work() {
    let setup = Setup {
        rate: Some((1, 2.try_into().unwrap())),
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let known = poster(&app).board.code;
    let unknown = (1_u32..).filter_map(QrCode::from_number);
    let mut found = std::collections::BTreeSet::new();
    for code in unknown.take(20) {
        for path in [format!("/q/{code}"), format!("/v1/qr/{code}")] {
            found.insert(send(app.get(&path)).await.status);
        }
    }
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [404, 429]);
    for path in [format!("/q/{known}"), format!("/v1/qr/{known}")] {
        for _ in 0..5 {
            let _ = send(app.get(&path)).await.expect(200);
        }
    }
}

#[rstest]
#[case("")]
#[case("/image.svg")]
#[case("/image.png")]
#[tokio::test]
async fn what_may_be_withdrawn_is_asked_for_anew(#[case] what: &str) {
    let Some(app) = province(Sqlite).await else {
        return;
    };
    let path = format!("/v1/qr/{}{what}", poster(&app).board.code);
    let first = send(app.get(&path)).await.expect(200);
    assert_eq!(first.header("cache-control"), "no-cache");
    let again = app.get(&path).header("if-none-match", first.header("etag"));
    let _ = send(again).await.expect(304);

    let (_, admin) = app
        .signed_in("quan.tri@hungyen.example", Role::Administrator, None)
        .await;
    let receipt = NewQrCode {
        target: QrTarget::Dossier {
            code: "H31.12.45-220715-0012".parse().unwrap(),
        },
        counter: None,
        agency: Some(AGENCY.parse().unwrap()),
    };
    let receipt = admin.new_qr_code(&receipt).await.unwrap().code;
    for path in [format!("/v1/qr/{receipt}{what}"), format!("/q/{receipt}")] {
        let own = send(app.get(&path)).await.expect(200);
        assert_eq!(own.header("cache-control"), "no-store", "{path}");
    }
}

/// Waits until the server has noticed that keys changed.
async fn noticed(app: &App, keys: usize) {
    let until = std::time::Instant::now() + NOTICED;
    while app.client().qr_keys().await.unwrap().keys.len() != keys {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[rstest]
#[tokio::test]
async fn keys_change_and_printed_posters_stay_good(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let start = app.clock().now();
    let database = open_database(app.storage()).await.unwrap();
    let printed = poster(&app).board;
    let old: QrLink = printed.link.parse().unwrap();
    let next = rotate_keys(&database, &app.vault(), start).await.unwrap();
    noticed(&app, 2).await;
    let kept = app.client().qr_keys().await.unwrap();
    let now_signs: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(now_signs, old, "the next key is published before it signs");

    app.clock().set(start + LEAD);
    let later: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(later.signed().unwrap().key, next);
    for link in [&old, &later] {
        let proved = link.verify(&kept, &[PUBLIC], app.clock().now());
        assert!(proved.is_ok(), "{proved:?}");
    }
    let year = start + chrono::Duration::days(365);
    assert!(old.verify(&kept, &[PUBLIC], year).is_ok());

    // Long before the key ends, staff see which posters were printed with it.
    app.clock()
        .set(start + LEAD + OVERLAP - chrono::Duration::days(300));
    for link in [&printed.link, &poster(&app).chat.link] {
        let scanned = app.client().scan(tail(link)).await.unwrap();
        assert_eq!(scanned.signature, QrSignature::Valid);
    }
    app.tickets().resolver.scans.flush().await.unwrap();
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let stale = StaffQrFilter {
        attention: Some(QrAttention::Stale),
        ..StaffQrFilter::default()
    };
    let found = leader.qr_codes(&stale).await.unwrap().items;
    let found: Vec<_> = found.iter().map(|row| (&row.code, row.stale)).collect();
    assert_eq!(found, [(&printed.code, Some(QrStale::KeyEnding))]);

    app.clock().set(start + LEAD + OVERLAP);
    let ended = old.verify(&kept, &[PUBLIC], app.clock().now());
    assert_eq!(ended.unwrap_err(), VerifyError::KeyEnded);
    let scanned = app.client().scan(tail(&printed.link)).await.unwrap();
    assert_eq!(scanned.signature, QrSignature::KeyEnded);
    assert!(
        scanned.notice.unwrap().contains("cần thay"),
        "the poster is old, not false"
    );
    assert_eq!(app.client().qr_keys().await.unwrap().keys.len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_key_that_others_know_is_ended_at_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let database = open_database(app.storage()).await.unwrap();
    let printed = poster(&app).board.link;
    let leaked = app.client().qr_keys().await.unwrap().keys.pop().unwrap();
    let signs = revoke_key(&database, &app.vault(), &leaked.id, app.clock().now())
        .await
        .unwrap();
    assert_ne!(signs, leaked.id);
    let until = std::time::Instant::now() + NOTICED;
    while app.client().qr_keys().await.unwrap().find(&signs).is_none() {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let refused = app.client().scan(tail(&printed)).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::QrNotGenuine);
    let anew: QrLink = poster(&app).board.link.parse().unwrap();
    assert_eq!(anew.signed().unwrap().key, signs);
    let twice = revoke_key(&database, &app.vault(), &leaked.id, app.clock().now()).await;
    assert_eq!(twice.unwrap_err().code(), ErrorCode::NotFound);
    // The next key leaks before it signs: the one of today has no end any more.
    let now = app.clock().now();
    let next = rotate_keys(&database, &app.vault(), now).await.unwrap();
    let still = revoke_key(&database, &app.vault(), &next, now)
        .await
        .unwrap();
    assert_eq!(still, signs);
    let keys = list_keys(&*database).await.unwrap();
    let until = keys
        .iter()
        .find(|key| key.id == signs.to_string())
        .unwrap()
        .until;
    assert_eq!(until, None);
}

#[tokio::test]
async fn every_code_of_a_poster_is_read_by_a_scanner() {
    let Some(scanner) = find_program(&["zbarimg"]) else {
        return missing("zbarimg is not installed (Debian: zbar-tools)").unwrap_or_default();
    };
    let Some(app) = province(Sqlite).await else {
        return;
    };
    let (folder, keys) = (watched::folder(), app.client().qr_keys().await.unwrap());
    let shown = poster(&app);
    for code in [shown.board, shown.chat, shown.rating] {
        let file = folder.join(format!("{}.png", code.code));
        let image = app
            .client()
            .qr_image(&code.code, QrImage::Png)
            .await
            .unwrap();
        std::fs::write(&file, image).unwrap();
        let read = Command::new(&scanner)
            .args(["--quiet", "--raw"])
            .arg(&file)
            .output()
            .unwrap();
        let read = String::from_utf8_lossy(&read.stdout).trim().to_owned();
        assert_eq!(read, code.link);
        let link: QrLink = read.parse().unwrap();
        assert!(link.verify(&keys, &[PUBLIC], app.clock().now()).is_ok());
    }
}

#[tokio::test]
async fn phones_are_told_of_the_apps_that_are_set_up() {
    let Some(plain) = spawn_app(Sqlite).await else {
        return;
    };
    let paths = [
        "/.well-known/assetlinks.json",
        "/.well-known/apple-app-site-association",
    ];
    for path in paths {
        let _ = send(plain.get(path)).await.expect(404);
    }
    let prints = [vec!["a1"; 32].join(":"), vec!["0F"; 32].join(":")];
    let apps = config::Apps {
        android_package: Some("vn.gov.hungyen.motcua".to_owned()),
        android_fingerprints: prints.to_vec(),
        apple_app_ids: vec!["A1B2C3D4E5.vn.gov.hungyen.motcua".to_owned()],
    };
    let setup = Setup {
        apps,
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let [android, apple] = paths;
    let android = send(app.get(android)).await.expect(200);
    assert_eq!(android.header("content-type"), "application/json");
    let told = &android.json()[0]["target"]["sha256_cert_fingerprints"];
    assert_eq!(told.as_array().unwrap().len(), 2);
    let apple = send(app.get(apple)).await.expect(200);
    assert_eq!(apple.header("content-type"), "application/json");
    assert!(apple.text().contains("/Q/*"), "{apple:?}");
}

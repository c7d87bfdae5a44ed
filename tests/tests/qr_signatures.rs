//! Signatures in printed addresses, what is told of false and broken ones, and what may be kept of an answer.

use std::process::Command;

use mobile_contract::client::QrImage;
use mobile_contract::qr::QrLink;
use mobile_contract::{ErrorCode, QrCode};
use motcua::config;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::codes::{AGENCY, DOSSIER, PUBLIC, poster, province, receipt, tail};
use motcua_tests::missing::{find_program, missing};
use motcua_tests::{App, send, spawn_app, watched};
use rstest::rstest;

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
    // The punctuation of a message.
    for whole in [
        format!("{code}."),
        format!("{good}."),
        format!("{code})"),
        format!("{good}),"),
        format!("{good}!"),
    ] {
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

    let (_, link) = receipt(&app, DOSSIER, AGENCY).await;
    let own = tail(&link);
    for path in [format!("/v1/qr/{own}{what}"), format!("/q/{own}")] {
        let own = send(app.get(&path)).await.expect(200);
        assert_eq!(own.header("cache-control"), "no-store", "{path}");
    }
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

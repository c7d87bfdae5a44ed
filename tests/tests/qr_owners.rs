//! Who makes and changes which codes.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, QrPurpose, QrSignature, QrTarget, StaffQrFilter};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, DOSSIER, of_counter, poster, printed, province, reason, tail};
use motcua_tests::send;
use rstest::rstest;
use serde_json::Value;

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
        code: Some(DOSSIER.parse().unwrap()),
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
        // The address of a receipt opens its dossier: it is told to nobody here.
        let of_dossier = matches!(target, QrTarget::Dossier { .. });
        assert_eq!(made.link.is_none(), of_dossier, "{target:?}");
        let link = made.link.unwrap_or_else(|| printed(&app, &made.code));
        let scanned = app.client().scan(tail(&link)).await.unwrap();
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
        code_of(QrTarget::Dossier { code: None }),
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

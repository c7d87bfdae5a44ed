//! Lists of names stand in the order of the Vietnamese alphabet, on every page alike.

use mobile_contract::accounts::Role;
use motcua_tests::Database::Sqlite;
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;

/// Places of today in their order. Without its marks, the second would be the first.
const SORTED: [&str; 2] = [">Xã Diên Hà<", ">Xã Đại Đồng<"];

#[tokio::test]
async fn places_stand_in_the_order_of_the_alphabet() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let _ = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let mut staff = Visitor::signed_in(&app, "qt@a.vn").await;
    for path in ["/phieu", "/can-bo/danh-gia", "/can-bo/so-lieu-ho-so"] {
        let page = staff.read(path).await;
        let [first, second] = SORTED.map(|name| page.find(name).expect(name));
        assert!(first < second, "{path}");
    }
}

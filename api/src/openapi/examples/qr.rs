//! Examples of codes.

use serde_json::{Value, json};

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "new_qr_code" => json!({"target": {"kind": "chat"}, "counter": "quay-tu-phap"}),
        "revoke_qr_code" => json!({"reason": "Có người dán mã khác lên biển này"}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "get_qr" => json!({
            "code": "7K3M9QK", "status": "active", "target": {"kind": "board"}, "version": 1,
            "signature": "valid",
            "counter": {"id": "quay-tu-phap", "name": "Quầy Tư pháp, hộ tịch"},
            "agency": {"id": "ubnd-tinh", "name": "UBND tỉnh Hưng Yên"},
            "place": {"id": "tinh-hung-yen", "name": "Tỉnh Hưng Yên"},
            "procedures": [{"code": "1.001193", "title": "Đăng ký khai sinh"}],
            "links": {
                "look_up": "https://motcua.example/q/7K3M9QK?seen=1#tra-cuu",
                "ask": "https://motcua.example/hoi?qr=7K3M9QK",
                "rate": "https://motcua.example/danh-gia?qr=7K3M9QK",
            },
            "page_url": "https://motcua.example/q/7K3M9QK",
        }),
        "get_qr_svg" => json!("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        "qr_keys" => json!({
            "base": "https://motcua.example",
            "keys": [{
                "id": "K7Q2", "public_key": "ZAMMPQF0V7SRC7SEH1HP42RYZ8QZSBQ2D3K4VFNWHC4Q9T3ZJ7SG",
                "from": "2026-11-23T00:00:00Z",
            }],
        }),
        "android_app_links" => json!([{
            "relation": ["delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app", "package_name": "vn.gov.hungyen.motcua",
                "sha256_cert_fingerprints": [vec!["A1"; 32].join(":")],
            },
        }]),
        "apple_app_links" => json!({
            "applinks": {"details": [{
                "appIDs": ["A1B2C3D4E5.vn.gov.hungyen.motcua"],
                "components": [{"/": "/q/*"}, {"/": "/Q/*"}],
            }]},
        }),
        "staff_qr_codes" => json!({"items": [code("active")]}),
        "staff_qr_code" | "new_qr_code" | "supersede_qr_code" => code("active"),
        "revoke_qr_code" => code("revoked"),
        _ => return None,
    })
}

fn code(status: &str) -> Value {
    let revoked = status == "revoked";
    json!({
        "code": "7K3M9QK", "target": {"kind": "chat"}, "version": 1, "status": status,
        "counter": {"id": "quay-tu-phap", "name": "Quầy Tư pháp, hộ tịch"},
        "agency": {"id": "ubnd-tinh", "name": "UBND tỉnh Hưng Yên"},
        "place": {"id": "tinh-hung-yen", "name": "Tỉnh Hưng Yên"},
        "successor": null,
        "reason": revoked.then_some("Có người dán mã khác lên biển này"),
        "created_at": "2026-11-23T01:00:00Z", "created_by": null,
        "changed_at": revoked.then_some("2026-11-24T01:00:00Z"), "changed_by": null,
        "link": "HTTPS://MOTCUA.EXAMPLE/Q/7K3M9QK.K7Q2.…",
        "scans": {"total": 12, "typed": 2, "led": 1, "days": [{
            "day": "2026-11-23", "page": 9, "app": 3, "typed": 2, "led": 1, "superseded": 0, "revoked": 0, "key_ended": 0,
            "key_revoked": 0, "not_genuine": 0,
        }]},
        "silent_since": null, "pasted_over": false, "stale": null, "revoked_scanned": revoked, "not_genuine": false,
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::qr::{NewQrCode, QrKeys, RevokeQrCode, ScannedCode, StaffQrCode};
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewQrCode>(request("new_qr_code"));
        is::<RevokeQrCode>(request("revoke_qr_code"));
        is::<ScannedCode>(answer("get_qr"));
        is::<QrKeys>(answer("qr_keys"));
        is::<Page<StaffQrCode>>(answer("staff_qr_codes"));
        is::<StaffQrCode>(answer("new_qr_code"));
        is::<StaffQrCode>(answer("revoke_qr_code"));
    }
}

//! Dossiers, and the keys of the systems that tell of them.

use serde_json::{Value, json};

const ID: &str = "0198c0de-0000-7000-8000-00000000000b";
const SECRET: &str = "mck_0198c0de00007000800000000000000b_3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "create_api_key" => json!({
            "name": "Một cửa điện tử tỉnh", "source": "mot-cua-tinh", "agencies": ["so-tu-phap"], "days": 365,
        }),
        "rotate_api_key" => json!({"old_days": 7}),
        "take_dossiers" => json!({"events": [{
            "id": "2f9c-001", "dossier": "H31.12.45-261123-0012", "at": "2026-11-23T08:30:00+07:00", "kind": "received",
            "agency": "so-tu-phap", "procedure": "1.001193", "channel": "in_person",
            "term": {"amount": 3, "unit": "working_day"},
            "applicant": {"name": "Nguyễn Thị Lan", "phone": "0912 345 678"},
        }]}),
        "put_dossier_agency_code" => json!({"agency": "so-tu-phap"}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "list_api_keys" => json!({"items": [key()]}),
        "create_api_key" | "rotate_api_key" => json!({"key": key(), "secret": SECRET}),
        "revoke_api_key" => key(),
        "take_dossiers" => json!({
            "received": 3, "stored": 2, "duplicates": 0, "refused": 1, "flagged": 0,
            "refusals": [{
                "line": 3, "id": "2f9c-003", "reason": "form", "text": "không đọc được dòng này thành một sự kiện",
                "detail": "missing field `at` at line 1 column 71",
            }],
            "refusals_left_off": 0,
        }),
        "list_dossier_agency_codes" => json!({"items": [code()]}),
        "put_dossier_agency_code" => code(),
        _ => return None,
    })
}

fn key() -> Value {
    json!({
        "id": ID, "name": "Một cửa điện tử tỉnh", "source": "mot-cua-tinh", "agencies": ["so-tu-phap"],
        "created_by": "0198c0de-0000-7000-8000-00000000000c", "created_at": "2026-11-23T02:00:00Z",
        "expires_at": "2027-11-23T02:00:00Z", "revoked_at": null, "last_used_at": null, "old_secret_until": null,
    })
}

fn code() -> Value {
    json!({"code": "000.00.12.H31", "agency": "so-tu-phap"})
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::api_keys::{ApiKey, IssuedApiKey, NewApiKey, RotateApiKey};
    use mobile_contract::dossier::intake::{
        DossierAgencyCode, DossierEvents, DossierIntake, NewDossierAgencyCode,
    };
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        serde_json::from_value::<T>(example.unwrap())
            .map(|_| ())
            .unwrap();
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<NewApiKey>(request("create_api_key"));
        is::<RotateApiKey>(request("rotate_api_key"));
        is::<DossierEvents>(request("take_dossiers"));
        is::<NewDossierAgencyCode>(request("put_dossier_agency_code"));
        is::<Page<ApiKey>>(answer("list_api_keys"));
        is::<IssuedApiKey>(answer("create_api_key"));
        is::<ApiKey>(answer("revoke_api_key"));
        is::<DossierIntake>(answer("take_dossiers"));
        is::<Page<DossierAgencyCode>>(answer("list_dossier_agency_codes"));
        is::<DossierAgencyCode>(answer("put_dossier_agency_code"));
    }
}

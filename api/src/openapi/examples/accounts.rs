//! Examples of accounts.

use serde_json::{Value, json};

const ID: &str = "0198c0de-0000-7000-8000-000000000011";
const SECRET: &str = "3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e";

pub(super) fn request(id: &str) -> Option<Value> {
    Some(match id {
        "login" => json!({
            "login": "can.bo@hungyen.example", "password": "bốn mùa hoa nhãn", "code": "492039",
        }),
        "refresh" | "logout" => json!({"refresh_token": SECRET}),
        "forgot_password" => json!({"login": "can.bo@hungyen.example"}),
        "reset_password" => json!({"token": SECRET, "password": "bốn mùa hoa nhãn"}),
        "request_otp" => json!({"phone": "0912 345 678"}),
        "verify_otp" => json!({"challenge": ID, "code": "402913"}),
        "confirm_totp" | "disable_totp" => json!({"code": "492039"}),
        "change_password" => json!({"current": "bốn mùa hoa nhãn", "new": "năm cửa ô Hà Nội"}),
        "create_user" => json!({
            "login": "can.bo@hungyen.example", "name": "Nguyễn Thị Lan", "role": "officer",
            "agency": "so-tu-phap",
        }),
        "change_user" => json!({"active": false}),
        "reset_user" => json!({"totp": true}),
        _ => return None,
    })
}

pub(super) fn answer(id: &str) -> Option<Value> {
    Some(match id {
        "login" | "refresh" => tokens("officer"),
        "verify_otp" => tokens("citizen"),
        "request_otp" => json!({"challenge": ID, "expires_at": "2026-11-24T02:05:00Z"}),
        "enrol_totp" => json!({
            "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "uri": "otpauth://totp/M%E1%BB%99t%20C%E1%BB%ADa:can.bo%40hungyen.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=M%E1%BB%99t%20C%E1%BB%ADa",
        }),
        "confirm_totp" => json!({"codes": ["k3mn7-p9qrs", "w2xyz-4hjkm"]}),
        "me" | "create_user" | "get_user" | "change_user" => user(),
        "list_users" => json!({"items": [user()]}),
        "list_sessions" => json!([{
            "id": ID, "device": "Mozilla/5.0 (Android 15; Mobile)", "current": true,
            "created_at": "2026-11-24T01:00:00Z", "last_used_at": "2026-11-24T02:00:00Z",
        }]),
        "list_audit" => json!({"items": [{
            "number": 1, "at": "2026-11-24T02:00:00Z", "actor": ID, "action": "user.changed",
            "subject": {"kind": "user", "id": ID}, "agency": "so-tu-phap", "detail": "disabled",
            "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        }]}),
        "list_notifications" => json!({"items": [{
            "id": ID, "channel": "mail", "address": "l•••@example.vn", "template": "answer_sent",
            "about": {"kind": "ticket", "id": ID}, "state": "dead", "secret": false, "attempts": 0,
            "error": "SMTP 550 5.1.1", "created_at": "2026-11-24T02:00:00Z",
            "ended_at": "2026-11-24T02:00:05Z",
        }]}),
        "jwks" => json!({"keys": [{
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
            "kid": "0198c0de00007000800000000000000c",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        }]}),
        "knowledge_gaps" => json!({
            "since": "2026-10-25T02:00:00Z", "misses": 3, "capped": false, "wordless": 0,
            "helpful": 41, "not_helpful": 2, "groups_found": 1, "closed": 0,
            "groups": [{
                "misses": 3, "conversations": 3, "kinds": {"not_found": 2, "not_helpful": 1},
                "facets": {"fee": 1}, "newest": "2026-11-23T02:00:00Z",
                "examples": ["làm thẻ thư viện ở đâu"], "comments": [], "answered_with": [],
                "suggestion": {"target": "new_topic", "confidence": 0.12},
            }],
        }),
        _ => return None,
    })
}

fn tokens(role: &str) -> Value {
    json!({
        "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl",
        "token_type": "Bearer", "expires_in": 600, "refresh_token": SECRET, "role": role,
        "totp_enrolment_required": false,
    })
}

fn user() -> Value {
    json!({
        "id": ID, "login": "can.bo@hungyen.example", "name": "Nguyễn Thị Lan", "role": "officer",
        "agency": "so-tu-phap", "active": true, "totp": false, "created_at": "2026-11-24T01:00:00Z",
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::Page;
    use mobile_contract::accounts::{
        ForgottenPassword, Jwks, Login, NewUser, OtpChallenge, OtpProof, OtpRequest,
        PasswordChange, PasswordReset, RecoveryCodes, Refresh, Reset, Session, Tokens, TotpCode,
        TotpEnrolment, User, UserChange,
    };
    use mobile_contract::audit::AuditEntry;
    use mobile_contract::gaps::GapReport;
    use mobile_contract::notifications::Notification;
    use serde::de::DeserializeOwned;

    use super::*;

    fn is<T: DeserializeOwned>(example: Option<Value>) {
        drop(serde_json::from_value::<T>(example.unwrap()).unwrap());
    }

    #[test]
    fn every_example_is_of_its_type() {
        is::<Login>(request("login"));
        is::<Refresh>(request("refresh"));
        is::<ForgottenPassword>(request("forgot_password"));
        is::<PasswordReset>(request("reset_password"));
        is::<OtpRequest>(request("request_otp"));
        is::<OtpProof>(request("verify_otp"));
        is::<TotpCode>(request("confirm_totp"));
        is::<PasswordChange>(request("change_password"));
        is::<NewUser>(request("create_user"));
        is::<UserChange>(request("change_user"));
        is::<Reset>(request("reset_user"));
        is::<Tokens>(answer("login"));
        is::<Tokens>(answer("verify_otp"));
        is::<OtpChallenge>(answer("request_otp"));
        is::<TotpEnrolment>(answer("enrol_totp"));
        is::<RecoveryCodes>(answer("confirm_totp"));
        is::<User>(answer("me"));
        is::<Page<User>>(answer("list_users"));
        is::<Vec<Session>>(answer("list_sessions"));
        is::<Page<AuditEntry>>(answer("list_audit"));
        is::<Page<Notification>>(answer("list_notifications"));
        is::<Jwks>(answer("jwks"));
        is::<GapReport>(answer("knowledge_gaps"));
    }
}

//! Examples of agencies' settings.

use serde_json::{Value, json};

pub(super) fn request(id: &str) -> Option<Value> {
    match id {
        "change_agency_settings" => Some(settings(0)),
        _ => None,
    }
}

pub(super) fn answer(id: &str) -> Option<Value> {
    let mut answer = match id {
        "agency_settings" | "change_agency_settings" => settings(1),
        _ => return None,
    };
    let fields = answer.as_object_mut()?;
    let agency = json!({"id": "ubnd-xa-yen-my", "name": "UBND xã Yên Mỹ"});
    fields.insert("agency".to_owned(), agency);
    fields.insert("updated_at".to_owned(), json!("2026-11-23T02:00:00Z"));
    Some(answer)
}

fn settings(revision: i32) -> Value {
    json!({
        "mail": "motcua.yenmy@hungyen.example", "approval": true,
        "hours": [
            {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "sessions": [
                {"from": "07:30:00", "to": "11:30:00"}, {"from": "13:30:00", "to": "17:00:00"},
            ]},
            {"days": ["saturday"], "sessions": [{"from": "07:30:00", "to": "11:30:00"}]},
        ],
        "replies": [{
            "kinds": ["question"], "amount": 2, "unit": "working_day",
            "source": "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND xã Yên Mỹ",
        }],
        "revision": revision,
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::settings::{AgencySettings, NewAgencySettings};

    use super::*;

    #[test]
    fn every_example_is_of_its_type() {
        let new = request("change_agency_settings").unwrap();
        serde_json::from_value::<NewAgencySettings>(new).unwrap();
        let shown = answer("agency_settings").unwrap();
        serde_json::from_value::<AgencySettings>(shown).unwrap();
    }
}

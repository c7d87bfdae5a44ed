//! What phones read to open scanned codes in the app: Android's `assetlinks.json` and Apple's
//! `apple-app-site-association`. A mistake in them is silent on the phone, so it is refused at the start.

use serde_json::{Value, json};

/// Bytes of a SHA-256 fingerprint.
const FINGERPRINT: usize = 32;
/// Characters of an Apple team's id.
const TEAM: usize = 10;

/// What phones are told; `None` where there is no app of that kind.
#[derive(Clone, Debug, Default)]
pub struct AppLinks {
    /// `/.well-known/assetlinks.json`.
    pub android: Option<Value>,
    /// `/.well-known/apple-app-site-association`.
    pub apple: Option<Value>,
}

impl AppLinks {
    /// Makes both.
    ///
    /// # Errors
    /// When a package, fingerprint or id is not of its form, or one is there without the other.
    pub fn new(
        package: Option<&str>,
        fingerprints: &[String],
        apple_ids: &[String],
    ) -> Result<Self, String> {
        Ok(Self {
            android: android(package, fingerprints)?,
            apple: apple(apple_ids)?,
        })
    }
}

fn android(package: Option<&str>, fingerprints: &[String]) -> Result<Option<Value>, String> {
    let package = match (package, fingerprints) {
        (None, []) => return Ok(None),
        (None, _) => {
            return Err(
                "--android-fingerprints belong to --android-package; set it, too".to_owned(),
            );
        }
        (Some(_), []) => {
            return Err(
                "--android-package needs --android-fingerprints, or phones do not believe it"
                    .to_owned(),
            );
        }
        (Some(package), _) => package,
    };
    if !is_package(package) {
        return Err(format!(
            "--android-package is like vn.gov.hungyen.motcua, and {package} is not"
        ));
    }
    if let Some(wrong) = fingerprints.iter().find(|print| !is_fingerprint(print)) {
        return Err(format!(
            "--android-fingerprints are 32 bytes as AA:BB:…, and {wrong} is not"
        ));
    }
    let fingerprints: Vec<_> = fingerprints
        .iter()
        .map(|print| print.to_uppercase())
        .collect();
    Ok(Some(json!([{
        "relation": ["delegate_permission/common.handle_all_urls"],
        "target": {
            "namespace": "android_app",
            "package_name": package,
            "sha256_cert_fingerprints": fingerprints,
        },
    }])))
}

fn apple(ids: &[String]) -> Result<Option<Value>, String> {
    if ids.is_empty() {
        return Ok(None);
    }
    if let Some(wrong) = ids.iter().find(|id| !is_apple_id(id)) {
        return Err(format!(
            "--apple-app-ids are like A1B2C3D4E5.vn.gov.hungyen.motcua, and {wrong} is not"
        ));
    }
    // Printed codes are in upper case; typed ones are not.
    Ok(Some(json!({
        "applinks": {
            "details": [{
                "appIDs": ids,
                "components": [{"/": "/q/*"}, {"/": "/Q/*"}],
            }],
        },
    })))
}

/// At least two parts, each a letter and then letters, digits and underscores.
fn is_package(package: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    package.contains('.') && package.split('.').all(part)
}

fn is_fingerprint(print: &str) -> bool {
    let byte = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_hexdigit());
    print.split(':').count() == FINGERPRINT && print.split(':').all(byte)
}

/// A team's id and a bundle's.
fn is_apple_id(id: &str) -> bool {
    let Some((team, bundle)) = id.split_once('.') else {
        return false;
    };
    let symbol = |c: char| c.is_ascii_alphanumeric() || c == '-';
    team.len() == TEAM
        && team
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && bundle
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(symbol))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(byte: &str) -> String {
        vec![byte; FINGERPRINT].join(":")
    }

    #[test]
    fn both_fingerprints_and_both_systems_are_told() {
        let prints = [print("a1"), print("0F")];
        let ids = ["A1B2C3D4E5.vn.gov.hungyen.motcua".to_owned()];
        let links = AppLinks::new(Some("vn.gov.hungyen.motcua"), &prints, &ids).unwrap();
        let android = links.android.unwrap();
        let told = &android[0]["target"]["sha256_cert_fingerprints"];
        assert_eq!(*told, json!([print("A1"), print("0F")]));
        let apple = links.apple.unwrap();
        assert_eq!(apple["applinks"]["details"][0]["appIDs"], json!(ids));
        let none = AppLinks::new(None, &[], &[]).unwrap();
        assert!(none.android.is_none() && none.apple.is_none());
    }

    #[test]
    fn what_phones_would_not_understand_is_refused() {
        let good = [print("A1")];
        for (package, prints, ids) in [
            (None, vec![print("A1")], vec![]),
            (Some("vn.gov.motcua"), vec![], vec![]),
            (Some("motcua"), good.to_vec(), vec![]),
            (Some("vn.gov.motcua-app"), good.to_vec(), vec![]),
            (Some("vn.gov.motcua"), vec!["AA:BB".to_owned()], vec![]),
            (Some("vn.gov.motcua"), vec![print("GG")], vec![]),
            (None, vec![], vec!["vn.gov.motcua".to_owned()]),
            (None, vec![], vec!["A1B2C3D4E5".to_owned()]),
        ] {
            let refused = AppLinks::new(package, &prints, &ids);
            assert!(refused.is_err(), "{package:?} {prints:?} {ids:?}");
        }
    }
}

//! What a look-up gives, so that the same dossier can be opened again without proving it anew: sealed, for half
//! an hour. Nothing of it is stored.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::DossierCode;
use mobile_contract::limits::DOSSIER_PASS_MINUTES;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::kernel::vault::Vault;

const PURPOSE: &str = "dossier pass";
/// Tells a pass from other proofs.
const MARK: &str = "pass_";

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Content {
    code: DossierCode,
    until: DateTime<Utc>,
    strong: bool,
}

/// Whether a text is of the form of a pass.
pub(super) fn is_pass(text: &str) -> bool {
    text.starts_with(MARK)
}

/// A pass for a dossier.
///
/// # Errors
/// When the system gives no random bytes.
pub(super) fn seal(
    vault: &Vault,
    (code, strong): (&DossierCode, bool),
    now: DateTime<Utc>,
) -> Result<String> {
    let content = Content {
        code: code.clone(),
        until: now + Duration::minutes(DOSSIER_PASS_MINUTES),
        strong,
    };
    let sealed = vault.seal(PURPOSE, &serde_json::to_vec(&content)?)?;
    Ok(format!("{MARK}{sealed}"))
}

/// The dossier that a pass opens now, and whether it came from a proof that cannot be guessed.
pub(super) fn open(vault: &Vault, text: &str, now: DateTime<Utc>) -> Option<(DossierCode, bool)> {
    let sealed = text.strip_prefix(MARK)?;
    let plain = vault.open(PURPOSE, sealed).ok()?;
    let content: Content = serde_json::from_slice(&plain).ok()?;
    (now < content.until).then_some((content.code, content.strong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_opens_its_dossier_for_half_an_hour() {
        let vault = Vault::new([7; 32]);
        let now: DateTime<Utc> = "2026-11-29T02:00:00Z".parse().unwrap();
        let code: DossierCode = "H31.12.45-220715-0012".parse().unwrap();
        let pass = seal(&vault, (&code, true), now).unwrap();
        assert!(is_pass(&pass) && pass.len() < 400);
        let later = |minutes| open(&vault, &pass, now + Duration::minutes(minutes));
        assert_eq!(later(29), Some((code, true)));
        assert_eq!(later(30), None);
        assert_eq!(open(&Vault::new([8; 32]), &pass, now), None);
        assert_eq!(open(&vault, &pass.replace('_', "__"), now), None);
    }
}

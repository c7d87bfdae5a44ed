//! What the link at the end of a message proves itself with: the subscription's id, signed. Nothing of it is
//! stored, and it ends the news of that one dossier only.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::kernel::secret::hex;
use crate::kernel::vault::{Vault, VaultError};

const PURPOSE: &str = "dossier subscription";
/// Bytes of the signature that the link has.
const SIGNED: usize = 12;

/// The token of a subscription.
///
/// # Errors
/// When no key can be derived.
pub(super) fn of(vault: &Vault, id: Uuid) -> Result<String, VaultError> {
    let signature = vault.sign(PURPOSE, id.as_bytes())?;
    let short = signature.get(..SIGNED).unwrap_or(&signature);
    Ok(format!("{}.{}", id.simple(), hex(short)))
}

/// The subscription of a token, if it is ours.
pub(super) fn read(vault: &Vault, token: &str) -> Option<Uuid> {
    let (id, _) = token.trim().split_once('.')?;
    let id = Uuid::try_parse(id).ok()?;
    let ours = of(vault, id).ok()?;
    bool::from(ours.as_bytes().ct_eq(token.trim().as_bytes())).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_subscription_and_no_other() {
        let vault = Vault::new([7; 32]);
        let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
        let token = of(&vault, id).unwrap();
        assert_eq!(read(&vault, &token), Some(id));
        let swapped = token.replace(&id.simple().to_string(), &other.simple().to_string());
        for wrong in [swapped.as_str(), "", "x.y", &token[..40]] {
            assert_eq!(read(&vault, wrong), None, "{wrong}");
        }
        assert_eq!(read(&Vault::new([8; 32]), &token), None);
    }
}

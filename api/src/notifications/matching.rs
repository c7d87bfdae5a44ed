//! What addresses are matched by: keyed hashes of their normal form, so that nobody who has the
//! database but not the key file can try all phone numbers against them.

use mobile_contract::{MailAddress, PhoneNumber};

use super::outgoing::Channel;
use crate::kernel::vault::Vault;

/// An address as one is compared with another: `0912 345 678` and `+84912345678` are one, and so
/// are `Lan@b.vn` and `lan@b.vn`.
fn normal(channel: &str, address: &str) -> String {
    let normal = match Channel::from_name(channel) {
        Some(Channel::Mail) => {
            let mail = address.parse::<MailAddress>();
            mail.map_or_else(|_| address.to_lowercase(), |mail| mail.as_str().to_owned())
        }
        Some(Channel::Sms) => {
            let number = address.parse::<PhoneNumber>();
            number.map_or_else(|_| address.to_owned(), |number| number.as_str().to_owned())
        }
        // What a gateway calls somebody is one name, as it is.
        Some(Channel::Push | Channel::Zalo) | None => address.to_owned(),
    };
    format!("{channel}\n{normal}")
}

/// Whose messages keep their order. What is urgent does not wait behind what waits for the morning.
pub(super) fn lane(vault: &Vault, channel: &str, address: &str, urgent: bool) -> String {
    let whose = format!("{}\n{urgent}", normal(channel, address));
    vault.fingerprint("notifications.lane", &whose)
}

/// Whose contact it is.
pub(super) fn contact(vault: &Vault, channel: &str, address: &str) -> String {
    vault.fingerprint("notification_contacts", &normal(channel, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_however_it_is_written() {
        let vault = Vault::new([7; 32]);
        let contact = |channel, address| contact(&vault, channel, address);
        assert_eq!(contact("sms", "0912345678"), contact("sms", "+84912345678"));
        assert_eq!(contact("mail", "Lan@b.vn"), contact("mail", "lan@b.vn"));
        assert_ne!(contact("zalo", "Ab"), contact("zalo", "aB"));
        assert_ne!(contact("sms", "0912345678"), contact("zalo", "0912345678"));
        assert_ne!(
            lane(&vault, "mail", "lan@b.vn", true),
            lane(&vault, "mail", "lan@b.vn", false)
        );
    }
}

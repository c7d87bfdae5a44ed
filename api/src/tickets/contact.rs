//! How to reach a sender: checked, and kept encrypted.

use mobile_contract::limits::PERSON_NAME_CHARS;
use mobile_contract::ticket::{Contact, ContactWay, NewContact};
use mobile_contract::{MailAddress, PhoneNumber};

use crate::error::{Error, Result};
use crate::kernel::vault::Vault;

/// What the vault binds contacts to: a value of another column does not open here.
const COLUMN: &str = "tickets.contact";

/// Reads what a sender gave; `None` when it says nothing.
pub(super) fn read(given: &NewContact) -> Result<Option<Contact>> {
    let name = given
        .name
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty());
    if name.is_some_and(|name| name.chars().count() > PERSON_NAME_CHARS) {
        return Err(Error::field(
            "body.contact.name",
            format!("tối đa {PERSON_NAME_CHARS} ký tự"),
            format!("at most {PERSON_NAME_CHARS} characters"),
        ));
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if name.is_some_and(|name| name.contains(breaks)) {
        return Err(Error::field(
            "body.contact.name",
            "phải nằm trên một dòng",
            "must be on one line",
        ));
    }
    let phone = given
        .phone
        .as_deref()
        .map(str::trim)
        .filter(|p| !p.is_empty());
    let phone = phone.map(|phone| {
        phone.parse::<PhoneNumber>().map_err(|_| {
            Error::field(
                "body.contact.phone",
                "không phải số điện thoại Việt Nam",
                "not a Vietnamese phone number",
            )
        })
    });
    let mail = given
        .mail
        .as_deref()
        .map(str::trim)
        .filter(|m| !m.is_empty());
    let mail = mail.map(|mail| {
        mail.parse::<MailAddress>().map_err(|_| {
            Error::field(
                "body.contact.mail",
                "không phải địa chỉ thư điện tử",
                "not a mail address",
            )
        })
    });
    let contact = Contact {
        name: name.map(str::to_owned),
        phone: phone.transpose()?.map(|phone| phone.as_str().to_owned()),
        mail: mail.transpose()?.map(|mail| mail.as_str().to_owned()),
        prefer: given.prefer,
    };
    let missing = match contact.prefer {
        Some(ContactWay::Mail) => contact.mail.is_none(),
        Some(ContactWay::Phone) => contact.phone.is_none(),
        None => false,
    };
    if missing {
        return Err(Error::field(
            "body.contact.prefer",
            "chưa có số điện thoại hoặc địa chỉ thư để gửi theo cách này",
            "there is no number or address to reach you so",
        ));
    }
    let reachable = contact.phone.is_some() || contact.mail.is_some();
    Ok((reachable || contact.name.is_some()).then_some(contact))
}

/// As it is stored.
pub(super) fn sealed(vault: &Vault, contact: &Contact) -> Result<String> {
    Ok(vault.seal(COLUMN, &serde_json::to_vec(contact)?)?)
}

/// As it was given.
pub(super) fn opened(vault: &Vault, sealed: &str) -> Result<Contact> {
    Ok(serde_json::from_slice(&vault.open(COLUMN, sealed)?)?)
}

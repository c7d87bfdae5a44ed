//! The hash of an entry.

use chrono::SecondsFormat;

use super::entity::Model;
use crate::kernel::secret::sha256_hex;

/// Form of what is hashed. Another form needs another name: old entries keep theirs.
const FORM: &str = "motcua-audit-1";

/// What the first entry is sealed over, in the place of a hash.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of an entry that follows one with the hash `previous`, in lower-case hexadecimal digits.
///
/// SHA-256 over `previous`, a line feed, and a JSON array without spaces, in UTF-8: the form's name,
/// number, time (RFC 3339 in UTC with nine digits of a second), actor, action, kind and id of the
/// subject, agency, detail. JSON tells where one field ends and the next begins, and an absent one
/// from an empty one; anyone can compute it again with common tools.
pub(super) fn seal(previous: &str, row: &Model) -> String {
    let content = serde_json::json!([
        FORM,
        row.number,
        row.at.to_rfc3339_opts(SecondsFormat::Nanos, true),
        row.actor,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.agency,
        row.detail,
    ]);
    sha256_hex(format!("{previous}\n{content}").as_bytes())
}

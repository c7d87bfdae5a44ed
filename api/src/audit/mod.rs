//! The audit record (nhật ký kiểm tra): who saw or changed what, appended and never changed.
//!
//! Entries are numbered without gaps. Each carries a hash over its own content and the hash of the
//! entry before it, and one row, the head, tells how far the record goes and the newest hash.
//! [`verify()`] finds an entry that was changed, taken out, put elsewhere or cut off at the end.
//!
//! The hashes need no key. Whoever may write to the database can write the whole record anew from
//! some entry on, the head too, and nothing in it would tell. What tells is a [`Mark`] (a number with
//! its hash) noted outside: verify prints the newest one, and checks one that is given to it.

mod entity;
mod entry;
mod head;
mod mark;
mod seal;
mod store;
#[cfg(test)]
mod tests;
mod verdict;
mod verify;

pub use entry::Entry;
pub use mark::{Mark, MarkError};
pub use store::{list, page, record};
pub use verdict::{Broken, Fault, Verdict};
pub use verify::{verify, verify_with};

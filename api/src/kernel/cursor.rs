//! Cursors of lists: opaque to the caller, bound to one list and its filters.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use mobile_contract::limits::{CURSOR_BYTES, PAGE_DEFAULT, PAGE_LIMIT};
use mobile_contract::{ErrorCode, Page};

use crate::error::Error;

/// Between the list's name and the key; part of neither.
const SEPARATOR: char = '\u{1f}';

/// One list with its filters: a cursor of another one is refused.
#[derive(Clone, Debug)]
pub struct List {
    name: String,
}

impl List {
    /// Names a list by its path and filters.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }

    /// Reads the key after which the page begins.
    ///
    /// # Errors
    /// When the cursor is not one of this list.
    pub fn after(&self, cursor: Option<&str>) -> Result<Option<String>, Error> {
        let Some(cursor) = cursor else {
            return Ok(None);
        };
        let refused = || Error::new(ErrorCode::BadCursor);
        if cursor.len() > CURSOR_BYTES {
            return Err(refused());
        }
        let text = BASE64
            .decode(cursor)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(refused)?;
        match text.split_once(SEPARATOR) {
            Some((name, key)) if name == self.fingerprint() => Ok(Some(key.to_owned())),
            _ => Err(refused()),
        }
    }

    /// Cuts a page out of rows that begin after the cursor; `key` names a row in list order.
    pub fn page<T>(
        &self,
        rows: impl Iterator<Item = T>,
        limit: usize,
        key: impl Fn(&T) -> &str,
    ) -> Page<T> {
        let mut items: Vec<T> = rows.take(limit + 1).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = items
            .last()
            .filter(|_| more)
            .map(|last| self.cursor(key(last)));
        Page { items, next_cursor }
    }

    fn cursor(&self, key: &str) -> String {
        BASE64.encode(format!("{}{SEPARATOR}{key}", self.fingerprint()))
    }

    /// Short and of even length, whatever the filters.
    fn fingerprint(&self) -> String {
        let mut hex = super::secret::sha256_hex(self.name.as_bytes());
        hex.truncate(12);
        hex
    }
}

/// Reads the number of rows asked for.
///
/// # Errors
/// When it is not between 1 and [`PAGE_LIMIT`].
pub fn page_size(limit: Option<u32>) -> Result<usize, Error> {
    bounded(limit, PAGE_DEFAULT, PAGE_LIMIT)
}

/// Reads a number of rows between 1 and `most`, `default` when absent.
///
/// # Errors
/// When it is out of bounds.
pub fn bounded(limit: Option<u32>, default: u32, most: u32) -> Result<usize, Error> {
    let limit = limit.unwrap_or(default);
    if (1..=most).contains(&limit) {
        Ok(limit as usize)
    } else {
        Err(Error::field(
            "query.limit",
            format!("phải từ 1 đến {most}"),
            format!("must be from 1 to {most}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_overlap() {
        let list = List::new("letters");
        let letters = ["a", "b", "c", "d", "e"];
        let mut seen = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let after = list.after(cursor.as_deref()).unwrap().unwrap_or_default();
            let page = list.page(letters.into_iter().filter(|l| **l > *after), 2, |l| l);
            seen.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, letters);
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let page = List::new("one").page(["a", "b"].into_iter(), 1, |l| l);
        let cursor = page.next_cursor.unwrap();
        assert!(List::new("two").after(Some(&cursor)).is_err());
        for bad in ["", "x", "%%%", "Ⓐ", &"a".repeat(1000)] {
            assert!(List::new("one").after(Some(bad)).is_err(), "{bad}");
        }
    }
}

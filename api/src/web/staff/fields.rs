//! What a form sent: names with their words. A name may come more than once.

use actix_web::error::UrlencodedError;
use mobile_contract::ErrorCode;

use super::FORM_BYTES;
use crate::error::Error;

/// The field in which forms carry their token.
pub(super) const TOKEN: &str = "csrf";

/// What a form sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields in the order in which they came.
    #[must_use]
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The words of a field as they were typed; empty when it did not come.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let first = self.0.iter().find(|(known, _)| known == name);
        first.map_or("", |(_, value)| value)
    }

    /// The words of a field, when there are any but blanks.
    #[must_use]
    pub fn said(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    /// The fields as they came.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// Names with their words, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Every value of a field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let found = self.0.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked, or a button pressed.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Puts a value in the place of those that came.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// A number.
    ///
    /// # Errors
    /// 422 when it is none.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Result<N, Error> {
        let number = self.text(name).trim().parse();
        number
            .map_err(|_| Error::field(format!("body.{name}"), "cần một con số", "must be a number"))
    }
}

/// A form that cannot be read.
pub(super) fn refused(error: &UrlencodedError) -> Error {
    match error {
        UrlencodedError::Overflow { .. } => Error::new(ErrorCode::TooLarge).detail(
            format!("Nội dung tối đa {} kB.", FORM_BYTES / 1024),
            format!("At most {} kB.", FORM_BYTES / 1024),
        ),
        UrlencodedError::ContentType => Error::new(ErrorCode::UnsupportedMedia),
        _ => Error::new(ErrorCode::BadRequest),
    }
}

/// A form whose token is missing, or is another session's.
pub(super) fn forged() -> Error {
    Error::new(ErrorCode::Forbidden).detail(
        "Biểu mẫu này không còn dùng được: có thể bạn đã đăng nhập lại ở thẻ khác. Mời lùi lại, chép \
         phần chữ đã gõ, mở lại trang rồi gửi.",
        "This form cannot be used any more: you may have signed in again in another tab. Please go \
         back, copy what you typed, open the page anew, and send it from there.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_come_more_than_once() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = Fields::new(vec![
            pair("dan", "1.001193"),
            pair("dan", "1.004222"),
            pair("chu", "  "),
            pair("lan", " 7 "),
        ]);
        assert_eq!(
            fields.all("dan").collect::<Vec<_>>(),
            ["1.001193", "1.004222"]
        );
        assert_eq!((fields.text("chu"), fields.said("chu")), ("  ", None));
        assert!(fields.has("chu") && !fields.has("khac"));
        assert_eq!(fields.number::<i32>("lan").unwrap(), 7);
        assert!(fields.number::<i32>("chu").is_err());
    }
}

//! Handing a file out, so that a browser can only show it or save it.

use actix_web::HttpResponse;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use mobile_contract::ticket::AttachmentType;

use crate::kernel::bearer::NO_STORE;

/// Whatever a file turns out to be: it runs nothing, loads nothing, and is of no origin.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// A file to hand out.
#[derive(Clone)]
pub struct Served {
    /// What it is, as its bytes told.
    pub kind: AttachmentType,
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Served {
    /// The answer with it. Pictures are shown, documents are saved: what opens them is outside the page.
    #[must_use]
    pub fn respond(self) -> HttpResponse {
        let disposition = ContentDisposition {
            disposition: match self.kind.is_picture() {
                true => DispositionType::Inline,
                false => DispositionType::Attachment,
            },
            // For what reads no other form (RFC 6266, 4.3), and the name itself.
            parameters: vec![
                DispositionParam::Filename(plain(&self.name)),
                DispositionParam::FilenameExt(ExtendedValue {
                    charset: Charset::Ext("UTF-8".to_owned()),
                    language_tag: None,
                    value: self.name.into_bytes(),
                }),
            ],
        };
        HttpResponse::Ok()
            .content_type(self.kind.as_str())
            .insert_header(disposition)
            .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
            // Packed already; and its length is told.
            .insert_header((header::CONTENT_ENCODING, "identity"))
            .insert_header(NO_STORE)
            .body(self.bytes)
    }
}

fn plain(name: &str) -> String {
    let plain: String = mobile_contract::text::fold(name)
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '-',
        })
        .collect();
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disposition(name: &str, kind: AttachmentType) -> String {
        let served = Served {
            kind,
            name: name.to_owned(),
            bytes: Vec::new(),
        };
        let response = served.respond();
        let header = response.headers().get(header::CONTENT_DISPOSITION).unwrap();
        header.to_str().unwrap().to_owned()
    }

    #[test]
    fn names_are_told_in_both_forms() {
        assert_eq!(
            disposition("Giấy hẹn.pdf", AttachmentType::Pdf),
            "attachment; filename=\"giay-hen.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y%20h%E1%BA%B9n.pdf"
        );
        let odd = disposition("a\"; x=\r\n.png", AttachmentType::Png);
        assert!(odd.starts_with("inline; filename=\"a"), "{odd}");
        assert!(
            odd.matches('"').count() == 2 && !odd.contains(char::is_control),
            "{odd}"
        );
    }
}

//! What a file is: told by its bytes, never by its name or by what the sender says.

use mobile_contract::ticket::AttachmentType;

use super::refusal::Refusal;

/// Kinds of files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A photo of a camera.
    Jpeg,
    /// A screenshot.
    Png,
    /// A photo as some phones and browsers keep it.
    WebP,
    /// A document.
    Pdf,
}

/// What senders call files whose type they do not know, beside nothing at all.
const SAYS_NOTHING: [&str; 2] = ["application/octet-stream", "binary/octet-stream"];

impl Kind {
    /// The media types by which it is sent. Browsers tell them by the ending of the name, and phones often give
    /// one kind of picture the ending of another: any kind of photo may be called any other.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg | Self::Png | Self::WebP => &[
                "image/jpeg",
                "image/jpg",
                "image/pjpeg",
                "image/png",
                "image/x-png",
                "image/webp",
                "image/heic",
                "image/heif",
            ],
            Self::Pdf => &["application/pdf", "application/x-pdf"],
        }
    }

    /// Tells what bytes are, and holds it against what was said of them.
    ///
    /// # Errors
    /// When they are nothing that is taken, or not what was said.
    pub(super) fn of(bytes: &[u8], claimed: Option<&str>) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::Empty);
        }
        let kind = match infer::get(bytes).map(|found| found.mime_type()) {
            Some("image/jpeg") => Self::Jpeg,
            Some("image/png") => Self::Png,
            Some("image/webp") => Self::WebP,
            // The library lets other things stand before it, as some readers do.
            Some("application/pdf") if bytes.starts_with(b"%PDF-") => Self::Pdf,
            _ => return Err(Refusal::Kind),
        };
        let claimed = claimed.map(|name| name.split(';').next().unwrap_or_default().trim());
        match claimed {
            None | Some("") => Ok(kind),
            Some(name) if SAYS_NOTHING.iter().any(|n| name.eq_ignore_ascii_case(n)) => Ok(kind),
            Some(name) if kind.names().iter().any(|n| name.eq_ignore_ascii_case(n)) => Ok(kind),
            Some(_) => Err(Refusal::Lies),
        }
    }

    /// The kind that a name promises by its ending; `None` when it promises none of ours.
    fn promised(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Whether a name promises a document where a picture came, or the other way round. Phones often
    /// give one kind of picture the ending of another.
    pub(super) fn belies(self, name: &str) -> bool {
        Self::promised(name).is_some_and(|promised| (promised == Self::Pdf) != (self == Self::Pdf))
    }
}

impl From<Kind> for AttachmentType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Jpeg | Kind::WebP => Self::Jpeg,
            Kind::Png => Self::Png,
            Kind::Pdf => Self::Pdf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
    const PDF: &[u8] = b"%PDF-1.7\n";

    #[test]
    fn bytes_tell_and_words_only_agree() {
        assert_eq!(Kind::of(JPEG, None), Ok(Kind::Jpeg));
        assert_eq!(Kind::of(JPEG, Some("IMAGE/JPEG; q=1")), Ok(Kind::Jpeg));
        assert_eq!(
            Kind::of(JPEG, Some("application/octet-stream")),
            Ok(Kind::Jpeg)
        );
        assert_eq!(Kind::of(JPEG, Some("image/png")), Ok(Kind::Jpeg));
        assert_eq!(Kind::of(JPEG, Some("image/svg+xml")), Err(Refusal::Lies));
        assert_eq!(Kind::of(PDF, Some("application/pdf")), Ok(Kind::Pdf));
        assert_eq!(Kind::of(PDF, Some("image/jpeg")), Err(Refusal::Lies));
        assert_eq!(Kind::of(JPEG, Some("text/html")), Err(Refusal::Lies));
    }

    #[test]
    fn what_is_not_taken_is_refused_whatever_it_is_called() {
        for bytes in [
            &b"<!DOCTYPE html><script>alert(1)</script>"[..],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<?xml version='1.0'?><svg/>",
            b"GIF89a\x01\0\x01\0",
            b"PK\x03\x04\x14\0",
            b"MZ\x90\0",
            b"\0\0\0\x18ftypheic",
            b" %PDF-1.7",
            b"xin chao",
        ] {
            for claimed in [None, Some("image/jpeg"), Some("application/pdf")] {
                assert_eq!(Kind::of(bytes, claimed), Err(Refusal::Kind), "{bytes:?}");
            }
        }
        assert_eq!(Kind::of(b"", None), Err(Refusal::Empty));
    }

    #[test]
    fn a_name_may_call_one_picture_another_but_no_picture_a_document() {
        assert!(
            !Kind::Png.belies("anh.jpg") && !Kind::Jpeg.belies("anh") && !Kind::Pdf.belies("a.PDF")
        );
        assert!(Kind::Jpeg.belies("don.pdf") && Kind::Pdf.belies("anh.JPG"));
    }
}

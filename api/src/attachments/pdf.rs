//! PDFs are kept byte by byte, because a signature in one covers its bytes; so they are looked through, and
//! what runs programs or carries files is refused.
//!
//! This reads no document structure, on purpose. A reader that follows it can be led past what another
//! reader finds; names are looked for in all bytes instead, also when they are written with `#` escapes, and
//! in packed objects (ISO 32000-1, 7.5.7). What cannot be unpacked cannot be judged, and is refused.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::refusal::Refusal;

/// Names behind which something runs, opens a program or hides a file. Each stands for all that begin so:
/// `EmbeddedFile` for `EmbeddedFiles`. Long ones, which no packed picture holds by chance.
const ACTIVE: [&[u8]; 6] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"FileAttachment",
    b"RichMedia",
    b"Rendition",
];
/// Forms that are programs of their own.
const PROGRAM_FORM: &[u8] = b"XFA";
/// A document locked by a password, or by a key that nobody is asked for.
const LOCKED: &[u8] = b"Encrypt";
/// Packed objects.
const PACKED: &[u8] = b"ObjStm";
/// Most bytes that packed objects of one document unpack to.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// Most streams of one document: each page has a few.
const MOST_STREAMS: usize = 50_000;
/// How far before its bytes the description of a stream begins, at most.
const DESCRIPTION: usize = 1_024;
/// What a document ends with.
const END: &[u8] = b"%%EOF";

/// Looks a document through.
///
/// # Errors
/// When it is no whole PDF, is locked, or holds programs or files.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let whole = bytes.trim_ascii_end();
    let whole = whole.strip_suffix(b"\0").unwrap_or(whole);
    // Something behind the end is no part of the document: another file that hides in it.
    if !bytes.starts_with(b"%PDF-") || !whole.ends_with(END) {
        return Err(Refusal::BrokenPdf);
    }
    judge(bytes)?;
    let mut left = MOST_UNPACKED;
    let mut seen = 0;
    for (count, group) in streams(bytes).enumerate() {
        if count >= MOST_STREAMS {
            return Err(Refusal::BrokenPdf);
        }
        if names(group.0).any(|name| name == PACKED) {
            let unpacked = unpack(group, left)?;
            left -= unpacked.len() as u64;
            judge(&unpacked)?;
            seen += 1;
        }
    }
    // Packed objects that were not looked into: their description is written so that it is not met.
    if names(bytes).filter(|name| name == PACKED).count() != seen {
        return Err(Refusal::BrokenPdf);
    }
    Ok(())
}

/// Looks names up among those that are refused.
fn judge(bytes: &[u8]) -> Result<(), Refusal> {
    for name in names(bytes) {
        if name == PROGRAM_FORM || ACTIVE.iter().any(|active| name.starts_with(active)) {
            return Err(Refusal::Active);
        }
        if name == LOCKED {
            return Err(Refusal::Locked);
        }
    }
    Ok(())
}

/// Every name in some bytes, escapes read. Strings are not told apart: a text that speaks of `/Launch` is
/// packed, and not met here.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    bytes.split(|byte| *byte == b'/').skip(1).map(name)
}

/// Longest name that is looked at.
const NAME: usize = 24;

fn name(rest: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(NAME);
    let mut bytes = rest.iter().copied();
    while let Some(byte) = bytes.next() {
        if name.len() == NAME {
            break;
        }
        match byte {
            b'#' => {
                let hex = |byte: Option<u8>| byte.and_then(|b| char::from(b).to_digit(16));
                let (Some(high), Some(low)) = (hex(bytes.next()), hex(bytes.next())) else {
                    break;
                };
                name.push(u8::try_from(high * 16 + low).unwrap_or_default());
            }
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') => {
                name.push(byte);
            }
            _ => break,
        }
    }
    name
}

/// The description of each stream, with its bytes and all that follows.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    const WORD: &[u8] = b"stream";
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + find(bytes.get(from..)?, WORD)?;
            from = at + WORD.len();
            let before = bytes.get(at.saturating_sub(DESCRIPTION)..at)?;
            if before.ends_with(b"end") {
                continue;
            }
            let packed = bytes.get(from..)?;
            let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
            let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
            return Some((last_object(before), packed));
        }
    })
}

/// What stands behind the word `obj` that comes last.
fn last_object(before: &[u8]) -> &[u8] {
    let mut described = before;
    while let Some(at) = find(described, b" obj") {
        described = described.get(at + 4..).unwrap_or_default();
    }
    described
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// Ways of packing that no program uses for objects, and what stands elsewhere.
const OTHERWISE: [&[u8]; 7] = [
    b"LZWDecode",
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"RunLengthDecode",
    b"Crypt",
    b"Predictor",
    b"F",
];

/// Unpacks a group of objects.
fn unpack((described, packed): (&[u8], &[u8]), most: u64) -> Result<Vec<u8>, Refusal> {
    let named = |word: &[u8]| names(described).filter(|name| name == word).count();
    // One way of packing, and nothing done to the bytes before: what every program writes.
    match (named(b"Filter"), named(b"FlateDecode")) {
        // Not packed: its names were met with all others.
        (0, 0) if named(b"F") == 0 => return Ok(Vec::new()),
        (1, 1) if OTHERWISE.iter().all(|other| named(other) == 0) => {}
        _ => return Err(Refusal::BrokenPdf),
    }
    let mut unpacked = Vec::new();
    let read = ZlibDecoder::new(packed)
        .take(most + 1)
        .read_to_end(&mut unpacked);
    if read.is_err() || unpacked.len() as u64 > most {
        return Err(Refusal::BrokenPdf);
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    fn document(body: &[u8]) -> Vec<u8> {
        [
            b"%PDF-1.7\n1 0 obj\n".as_slice(),
            body,
            b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        ]
        .concat()
    }

    fn packed(described: &str, objects: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(objects).unwrap();
        let stream = packer.finish().unwrap();
        let head = format!("<<{described}/Length {}>>stream\r\n", stream.len());
        document(&[head.as_bytes(), &stream, b"\r\nendstream"].concat())
    }

    #[test]
    fn a_plain_document_is_taken() {
        assert_eq!(check(&document(b"<</Type/Catalog/Pages 2 0 R>>")), Ok(()));
        let objects = b"2 0 <</Type/Pages/Count 1>>";
        assert_eq!(
            check(&packed("/Type/ObjStm/Filter/FlateDecode", objects)),
            Ok(())
        );
    }

    #[test]
    fn what_is_no_whole_document_is_refused() {
        let good = document(b"<<>>");
        for bytes in [
            b"%PDF-1.7".to_vec(),
            [b"<html>".as_slice(), &good].concat(),
            [good.as_slice(), b"PK\x05\x06 a zip behind it"].concat(),
        ] {
            assert_eq!(check(&bytes), Err(Refusal::BrokenPdf), "{bytes:?}");
        }
    }

    #[test]
    fn programs_and_files_are_found_however_they_are_written() {
        for body in [
            "<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
            "<</S/J#61vaScript/JS 3 0 R>>",
            "<</S/#4Aava#53cript>>",
            "<</S /Launch /F (cmd.exe)>>",
            "<</Names<</EmbeddedFiles 5 0 R>>>>",
            "<</Subtype/FileAttachment>>",
            "<</AcroForm<</XFA[(a)1 0 R]>>>>",
        ] {
            assert_eq!(
                check(&document(body.as_bytes())),
                Err(Refusal::Active),
                "{body}"
            );
            let hidden = packed("/Type/ObjStm/Filter/FlateDecode", body.as_bytes());
            assert_eq!(check(&hidden), Err(Refusal::Active), "packed {body}");
            let written = packed("/Type/#4fbjStm/Filter/Fl#61teDecode", body.as_bytes());
            assert_eq!(
                check(&written),
                Err(Refusal::Active),
                "packed otherwise {body}"
            );
        }
    }

    #[test]
    fn what_cannot_be_judged_is_refused() {
        assert_eq!(
            check(&document(b"<</Encrypt 9 0 R>>")),
            Err(Refusal::Locked)
        );
        for described in [
            "/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]",
            "/Type/ObjStm/Filter/LZWDecode",
            "/Type/ObjStm/Filter 7 0 R",
            "/Type/ObjStm/Filter[/FlateDecode/FlateDecode]",
            "/Type/ObjStm/F(elsewhere)",
            "/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
        ] {
            assert_eq!(
                check(&packed(described, b"<<>>")),
                Err(Refusal::BrokenPdf),
                "{described}"
            );
        }
        let broken =
            document(b"<</Type/ObjStm/Filter/FlateDecode>>stream\nnot packed at all\nendstream");
        assert_eq!(check(&broken), Err(Refusal::BrokenPdf));
    }

    #[test]
    fn a_description_that_is_not_met_is_refused() {
        let far = format!(
            "/Type/ObjStm/Filter/FlateDecode{}",
            " ".repeat(2 * DESCRIPTION)
        );
        assert_eq!(check(&packed(&far, b"<<>>")), Err(Refusal::BrokenPdf));
        let cut = "/Type/ObjStm/A( obj )/Filter/FlateDecode";
        assert_eq!(check(&packed(cut, b"<<>>")), Err(Refusal::BrokenPdf));
    }

    #[test]
    fn a_small_document_does_not_unpack_to_gigabytes() {
        let zeros = vec![b' '; usize::try_from(MOST_UNPACKED).unwrap() + 10];
        let bomb = packed("/Type/ObjStm/Filter/FlateDecode", &zeros);
        assert!(bomb.len() < 200_000);
        assert_eq!(check(&bomb), Err(Refusal::BrokenPdf));
    }

    #[test]
    fn a_page_may_speak_of_programs() {
        let said =
            b"(Nobody writes /Launch or /JavaScript into a page that is packed) Tj ".repeat(40);
        let page = packed("/Type/XObject/Filter/FlateDecode", &said);
        assert_eq!(check(&page), Ok(()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = check(&bytes);
            let _ = check(&document(&bytes));
        }
    }
}

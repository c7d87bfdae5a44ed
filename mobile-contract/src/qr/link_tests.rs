//! Addresses as they are printed, scanned and pasted: proved, refused, and read to the last symbol.

use ed25519_compact::{KeyPair, Seed};
use proptest::prelude::*;

use super::super::QrPublicKey;
use super::*;

const BASE: &str = "https://motcua.example";

fn pair() -> KeyPair {
    KeyPair::from_seed(Seed::new([7; 32]))
}

fn keys(until: Option<&str>) -> QrKeys {
    let public: [u8; 32] = *pair().pk;
    QrKeys {
        base: BASE.to_owned(),
        keys: vec![QrKey {
            id: "K7Q2".parse().unwrap(),
            public_key: QrPublicKey::from_bytes(&public),
            from: "2026-01-01T00:00:00Z".parse().unwrap(),
            until: until.map(|until| until.parse().unwrap()),
        }],
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-29T00:00:00Z".parse().unwrap()
}

fn signed(code: &QrCode) -> String {
    let signature = pair().sk.sign(signed_message(BASE, code), None);
    let signed = QrSigned::new("K7Q2".parse().unwrap(), *signature);
    QrLink::new(BASE, code.clone(), Some(signed))
        .unwrap()
        .to_string()
}

fn check(text: &str) -> Result<(), VerifyError> {
    let link: QrLink = text.parse().unwrap();
    link.verify(&keys(None), &[BASE], now()).map(drop)
}

fn code() -> QrCode {
    "JVQ4GCU".parse().unwrap()
}

#[test]
fn a_printed_address_fits_the_alphanumeric_mode() {
    let text = signed(&code());
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "$%*+-./: ".contains(c);
    assert!(text.chars().all(fits), "{text}");
    assert!(
        text.starts_with("HTTPS://MOTCUA.EXAMPLE/Q/JVQ4GCU.K7Q2."),
        "{text}"
    );
}

#[test]
fn a_genuine_address_is_proved_in_any_case() {
    let text = signed(&code());
    assert_eq!(check(&text), Ok(()));
    assert_eq!(check(&format!(" {}\n", text.to_lowercase())), Ok(()));
}

#[test]
fn what_is_not_proved_says_why() {
    let text = signed(&code());
    let other_host = text.replace("MOTCUA.EXAMPLE", "MOTCUA.EXAMPLE.EVIL.VN");
    assert_eq!(check(&other_host), Err(VerifyError::Host));
    assert_eq!(
        check(&text.replace("HTTPS:", "HTTP:")),
        Err(VerifyError::Host)
    );
    assert_eq!(
        check(&text.replace("K7Q2", "K7Q3")),
        Err(VerifyError::UnknownKey)
    );
    assert_eq!(
        check("https://motcua.example/q/jvq4gcu"),
        Err(VerifyError::Unsigned)
    );
    let other_code = text.replace("JVQ4GCU", "WDSS2A6");
    assert_eq!(check(&other_code), Err(VerifyError::Signature));
    let link: QrLink = text.parse().unwrap();
    let ended = keys(Some("2026-11-01T00:00:00Z"));
    assert_eq!(
        link.verify(&ended, &[BASE], now()),
        Err(VerifyError::KeyEnded)
    );
    // A signature for another host of ours is none for this one.
    let elsewhere = QrKeys {
        base: "https://other.example".to_owned(),
        ..keys(None)
    };
    let moved: QrLink = text
        .replace("MOTCUA.EXAMPLE", "OTHER.EXAMPLE")
        .parse()
        .unwrap();
    let both = [BASE, "https://other.example"];
    assert_eq!(
        moved.verify(&elsewhere, &both, now()),
        Err(VerifyError::Signature)
    );
}

#[test]
fn what_is_no_address_is_refused() {
    let text = signed(&code());
    for wrong in [
        "",
        "JVQ4GCU",
        "https://motcua.example/",
        "https://motcua.example/q/",
        "https://motcua.example/q/jvq4gcv",
        "ftp://motcua.example/q/jvq4gcu",
        "https:///q/jvq4gcu",
        "https://motcua.example@evil.vn/q/jvq4gcu",
        "https://motcua.example/x/q/jvq4gcu",
        "https://motcua.example/q/jvq4gcu?x=1",
        "https://motcua.example/q/jvq4gcu?seen=1&x=1",
        "https://motcua.example/q/jvq4gcu?seen=0",
        "https://motcua.example/q/jvq4gcu?seen",
        "https://motcua.example/q/jvq4gcu?lang=",
        "https://motcua.example/q/jvq4gcu?lang=vi/../x",
        "https://motcua.example/?seen=1#/q/jvq4gcu",
        "https://motcua.example/q/jvq4gcu/",
        "https://mọtcua.example/q/jvq4gcu",
        "https://motcua.example/q/jvq4gcu.k7q2",
        &format!("{text}0"),
        &text.replace('.', "-"),
    ] {
        assert!(wrong.parse::<QrLink>().is_err(), "{wrong}");
    }
}

#[test]
fn the_punctuation_of_a_message_is_no_part_of_an_address() {
    let text = signed(&code());
    let read = text.parse::<QrLink>().unwrap();
    let short = "https://motcua.example/q/jvq4gcu";
    let unsigned: QrLink = short.parse().unwrap();
    let (_, tail) = text.rsplit_once('/').unwrap();
    for behind in [".", ",", ")", ").", "!", "?", "…", "\"", "”,", ">", ".."] {
        assert_eq!(
            format!("{text}{behind}").parse::<QrLink>(),
            Ok(read.clone()),
            "{behind}"
        );
        assert_eq!(
            format!("{short}{behind}").parse::<QrLink>(),
            Ok(unsigned.clone()),
            "{behind}"
        );
        let (code, signature) = QrLink::tail(&format!("{tail}{behind}")).unwrap();
        assert_eq!(
            (&code, signature.as_ref()),
            (read.code(), read.signed()),
            "{behind}"
        );
    }
    // What lacks a symbol is cut off, whatever follows; one more makes it false.
    let cut = format!("{})", &tail[..tail.len() - 1]);
    assert_eq!(QrLink::tail(&cut), Err(LinkError::Incomplete));
    assert_eq!(
        QrLink::tail(&format!("{tail}0)")),
        Err(LinkError::Signature)
    );
    assert!(QrLink::tail(&format!("({tail}")).is_err());
}

#[test]
fn our_own_links_are_addresses_that_nobody_scanned() {
    let text = signed(&code());
    let scanned = text.parse::<QrLink>().unwrap();
    assert!(!scanned.was_seen());
    let short = "https://motcua.example/q/jvq4gcu";
    for behind in [
        "?seen=1",
        "?seen=1#tra-cuu",
        "?lang=en",
        "?lang=vi&seen=1",
        "?SEEN=1",
        "?seen=1.",
    ] {
        let read = format!("{text}{behind}").parse::<QrLink>().unwrap();
        assert!(read.was_seen(), "{behind}");
        assert_eq!(read.to_string(), text, "{behind}");
        let read = format!("{short}{behind}").parse::<QrLink>().unwrap();
        assert!(read.was_seen() && read.code() == &code(), "{behind}");
    }
    // A fragment alone says nothing of how one came.
    let place = format!("{text}#tra-cuu").parse::<QrLink>().unwrap();
    assert_eq!(place, scanned);
}

#[test]
fn a_tail_is_written_as_it_is_read() {
    let text = signed(&code());
    let (_, tail) = text.rsplit_once('/').unwrap();
    for tail in [tail, "JVQ4GCU"] {
        let (code, signature) = QrLink::tail(tail).unwrap();
        assert_eq!(QrLink::write_tail(&code, signature.as_ref()), tail);
    }
}

#[test]
fn bits_that_nobody_needs_must_be_zero() {
    let text = signed(&code());
    let (rest, last) = text.split_at(text.len() - 1);
    let at = base32::SYMBOLS
        .iter()
        .position(|b| *b == last.as_bytes()[0])
        .unwrap();
    // The last of 103 symbols carries two bits of the signature; three more are free.
    assert_eq!(at % 8, 0, "{last}");
    for more in 1..8 {
        let changed = format!("{rest}{}", char::from(base32::SYMBOLS[at + more]));
        assert_eq!(
            changed.parse::<QrLink>(),
            Err(LinkError::Signature),
            "{changed}"
        );
    }
}

proptest! {
    #[test]
    fn every_code_is_proved_and_reads_back(number in 0_u32..1 << 30) {
        if let Some(code) = QrCode::from_number(number) {
            let text = signed(&code);
            prop_assert_eq!(check(&text), Ok(()));
            prop_assert_eq!(text.parse::<QrLink>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn one_other_character_is_noticed(at in 0_usize..103, other in 0_usize..32) {
        let text = signed(&code());
        let at = text.len() - 103 + at;
        let mut bytes = text.into_bytes();
        prop_assume!(bytes[at] != base32::SYMBOLS[other]);
        bytes[at] = base32::SYMBOLS[other];
        let changed = String::from_utf8(bytes).unwrap();
        let proved = changed.parse::<QrLink>().map(|link| link.verify(&keys(None), &[BASE], now()).is_ok());
        prop_assert!(proved != Ok(true), "{}", changed);
    }

    #[test]
    fn any_bytes_are_written_one_way(bytes in proptest::array::uniform32(any::<u8>())) {
        let text = base32::encode_bytes(&bytes);
        prop_assert_eq!(text.len(), 52);
        prop_assert_eq!(base32::decode_bytes::<32>(&text), Some(bytes));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", tail in "[0-9A-Za-z.-]{0,130}") {
        let _ = text.parse::<QrLink>();
        let _ = format!("https://a.vn/q/{tail}").parse::<QrLink>();
        let _ = QrLink::tail(&tail);
    }
}

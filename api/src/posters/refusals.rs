//! Why posters cannot be printed, in words for who prints them.

use mobile_contract::ErrorCode;
use mobile_contract::qr::{NamedRef, QrPurpose};
use motcua_posters::Field;
use motcua_posters::limits::HOST_MAX;

use crate::error::Error;

/// A counter, and what it lacks a code in use for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The counter.
    pub counter: NamedRef,
    /// The purposes, in the order in which a poster shows them.
    pub purposes: Vec<QrPurpose>,
}

/// Names every counter that lacks a code, and says how codes are made. `others`: how many could be printed.
pub(super) fn lacking(counters: &[Lacking], others: usize) -> Error {
    let count = counters.len();
    let named = |of: fn(QrPurpose) -> &'static str| {
        let one = |lacking: &Lacking| {
            let purposes: Vec<_> = lacking.purposes.iter().copied().map(of).collect();
            format!("{} ({})", lacking.counter.name, purposes.join(", "))
        };
        counters.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let (or_vi, or_en) = match others {
        0 => (String::new(), String::new()),
        others => (
            format!(" Cũng có thể in trước {others} quầy còn lại."),
            format!(" The other {others} can be printed without them."),
        ),
    };
    Error::new(ErrorCode::QrState).detail(
        format!(
            "Chưa in được vì {count} quầy thiếu mã đang dùng: {}. Lãnh đạo cơ quan hoặc quản trị viên tạo mã còn thiếu ở trang Mã QR (/can-bo/ma-qr), rồi in lại.{or_vi}",
            named(in_vietnamese)
        ),
        format!(
            "{count} counters lack codes in use: {}. Leaders of the agency and administrators make them on the page QR codes (/can-bo/ma-qr); then print again.{or_en}",
            named(in_english)
        ),
    )
}

/// A counter that had all of its codes when it was asked for, and lacks some when it is drawn: told as any other that
/// lacks codes. Other errors stay what they are.
pub(super) fn withdrawn(lacks: Lacking, error: Error) -> Error {
    if error.code() == ErrorCode::QrState && !lacks.purposes.is_empty() {
        lacking(&[lacks], 0)
    } else {
        error
    }
}

const fn in_vietnamese(purpose: QrPurpose) -> &'static str {
    match purpose {
        QrPurpose::Board => "tra cứu",
        QrPurpose::Chat => "hỏi đáp",
        QrPurpose::Rating => "đánh giá",
    }
}

const fn in_english(purpose: QrPurpose) -> &'static str {
    match purpose {
        QrPurpose::Board => "look up",
        QrPurpose::Chat => "ask",
        QrPurpose::Rating => "rate",
    }
}

/// What is wrong with names is for who keeps them, what is wrong with the address for who runs the server;
/// anything else is our fault.
pub(super) fn unprintable(counter: &str, error: motcua_posters::Error) -> Error {
    use motcua_posters::Error::{Address, Empty, Letter, TooLong};
    let field = match &error {
        Empty(field) | TooLong { field, .. } | Letter { field, .. } => Some(*field),
        Address => Some(Field::Host),
        _ => None,
    };
    match field {
        Some(Field::Agency | Field::Counter | Field::Place) => Error::new(ErrorCode::QrState).detail(
            format!("Chưa in được bảng mã của \"{counter}\": một tên trên bảng để trống, quá dài hoặc có ký tự không in được."),
            format!("The poster of \"{counter}\" cannot be printed: {error}."),
        ),
        Some(Field::Host) => Error::new(ErrorCode::QrState).detail(
            format!("Chưa in được bảng mã nào, vì địa chỉ trang web của hệ thống không in được lên bảng. Người quản trị máy chủ cần đặt tên miền không quá {HOST_MAX} ký tự, chỉ gồm chữ cái, chữ số, dấu chấm và gạch nối (--public-url)."),
            format!("No poster can be printed, because the address of this server does not fit on one. Whoever runs it must set a host of at most {HOST_MAX} letters, digits, dots and hyphens (--public-url)."),
        ),
        _ => Error::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::Locale;

    use super::*;

    fn lacks(name: &str, purposes: &[QrPurpose]) -> Lacking {
        Lacking {
            counter: NamedRef {
                id: "quay".parse().unwrap(),
                name: name.to_owned(),
            },
            purposes: purposes.to_vec(),
        }
    }

    fn told(error: &Error, locale: Locale) -> String {
        error.problem(locale, "").detail.unwrap()
    }

    #[test]
    fn every_counter_that_lacks_codes_is_named_with_what_it_lacks() {
        let counters = [
            lacks("Quầy 1", &[QrPurpose::Rating]),
            lacks("Quầy 2", &[QrPurpose::Board, QrPurpose::Chat]),
        ];
        let error = lacking(&counters, 3);
        let vi = told(&error, Locale::Vi);
        for said in [
            "Quầy 1 (đánh giá)",
            "Quầy 2 (tra cứu, hỏi đáp)",
            "3 quầy còn lại",
        ] {
            assert!(vi.contains(said), "{vi}");
        }
        let en = told(&error, Locale::En);
        assert!(en.contains("Quầy 2 (look up, ask)"), "{en}");
        assert!(!told(&lacking(&counters, 0), Locale::Vi).contains("còn lại"));
    }

    #[test]
    fn a_code_that_is_withdrawn_meanwhile_is_told_by_name_as_well() {
        let refused = || Error::new(ErrorCode::QrState).detail("hcc-1: board", "hcc-1: board");
        let error = withdrawn(lacks("Quầy 1", &[QrPurpose::Board]), refused());
        let vi = told(&error, Locale::Vi);
        assert!(vi.contains("Quầy 1 (tra cứu)"), "{vi}");
        assert!(!vi.contains("board"), "{vi}");
        // It is there again, or never was.
        let again = withdrawn(lacks("Quầy 1", &[]), refused());
        assert!(told(&again, Locale::Vi).contains("hcc-1"));
        let none = withdrawn(
            lacks("Quầy 1", &[QrPurpose::Board]),
            Error::new(ErrorCode::NotFound),
        );
        assert_eq!(none.code(), ErrorCode::NotFound);
    }

    #[test]
    fn a_host_is_no_name() {
        use motcua_posters::Error::{Address, Nothing, TooLong};
        let of = |field| TooLong { field, limit: 1 };
        let name = unprintable("Quầy 1", of(Field::Counter));
        assert!(told(&name, Locale::Vi).contains("một tên"));
        for error in [of(Field::Host), Address] {
            let host = unprintable("Quầy 1", error);
            assert_eq!(host.code(), ErrorCode::QrState);
            let said = told(&host, Locale::Vi);
            assert!(
                said.contains("địa chỉ") && !said.contains("một tên"),
                "{said}"
            );
        }
        for error in [of(Field::ShortCode), Nothing] {
            assert_eq!(unprintable("Quầy 1", error).code(), ErrorCode::Internal);
        }
    }
}

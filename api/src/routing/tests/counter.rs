//! The rules of the counter that was scanned.

use super::*;

/// Nothing was talked about before.
const GIVEN: Inferred = Inferred {
    procedure: false,
    counter: false,
};

/// Where a ticket goes that was sent from a counter of the province's justice department.
fn from_the_counter(ask: &Ask<'_>) -> Route {
    from_talk(ask, GIVEN)
}

/// The same of a ticket of which a part stood in a conversation before.
fn from_talk(ask: &Ask<'_>, inferred: Inferred) -> Route {
    let mut agencies = BUNDLE.agencies.iter().map(|file| &file.record);
    let agency = agencies.find(|a| a.id.as_str() == "so-tu-phap");
    let counter = AtCounter {
        name: "Quầy Tư pháp",
        agency: agency.unwrap(),
    };
    ask.with(|request| {
        let request = RouteRequest {
            counter: Some(counter),
            inferred,
            ..request.clone()
        };
        ROUTER.route(&request, &Corrections::default())
    })
}

fn service(text: &str) -> Ask<'_> {
    Ask {
        text,
        kind: TicketKind::Service,
        ..ASK
    }
}

#[test]
fn service_at_the_counter_that_was_scanned_goes_to_its_agency() {
    for text in [
        "nhân viên ở đây gây khó dễ",
        "nhan vien quay nay quat dan",
        "thái độ phục vụ tại quầy rất kém",
        "can bo gay kho de",
        "the staff here are rude",
        // A commune's counter, as the words go; which one need not be asked.
        "người ở quầy một cửa làm việc chậm chạp",
    ] {
        let route = from_the_counter(&service(text));
        let to = route.to.map(|agency| agency.id.to_string());
        assert_eq!(to.as_deref(), Some("so-tu-phap"), "{text}");
        assert_eq!(route.decided_by, DecidedBy::Counter, "{text}");
        assert!(route.why.vi.contains("Quầy Tư pháp"), "{text}");
    }
    // Without the counter, nobody knows.
    assert_eq!(service("nhân viên ở đây gây khó dễ").to(), "");
}

#[test]
fn what_the_text_or_the_procedure_says_counts_more_than_the_counter() {
    for ask in [
        // A body that is named.
        service("cán bộ một cửa xã Ân Thi cáu gắt với dân ở đây"),
        // A procedure of a commune that is known.
        Ask {
            procedure: "1.001193",
            place: "xa-yen-my",
            ..service("cán bộ hẹn đi hẹn lại")
        },
        // No service of a counter.
        service("đường ở đây ổ gà không ai sửa"),
        // A question about something else.
        Ask {
            text: "làm khai sinh ở đây cần giấy tờ gì",
            ..ASK
        },
    ] {
        let route = from_the_counter(&ask);
        assert_ne!(route.decided_by, DecidedBy::Counter, "{}", ask.text);
        let to = route.to.map_or_else(String::new, |a| a.id.to_string());
        assert_eq!(to, ask.to(), "{}", ask.text);
    }
    // Complaints have a track of their own.
    let complaint = Ask {
        kind: TicketKind::Complaint,
        ..service("tôi khiếu nại nhân viên ở đây")
    };
    assert_eq!(from_the_counter(&complaint).decided_by, DecidedBy::Desk);
}

fn id_of(route: &Route) -> Option<&str> {
    Some(route.to.as_ref()?.id.as_str())
}

#[test]
fn a_counter_of_the_conversation_is_only_guessed_unless_it_is_plainly_here() {
    let hinted = Inferred {
        counter: true,
        ..GIVEN
    };
    for text in [
        "cán bộ gây khó dễ",
        "nhân viên quát dân",
        "the officer was rude",
    ] {
        let route = from_talk(&service(text), hinted);
        assert_eq!(id_of(&route), None, "{text}");
        assert_eq!(route.decided_by, DecidedBy::Queue, "{text}");
        let first = &route.guesses[0];
        assert_eq!(first.agency.id.as_str(), "so-tu-phap", "{text}");
        assert!(first.why.vi.contains("Quầy Tư pháp"), "{text}");
        assert!(first.why.en.contains("Quầy Tư pháp"), "{text}");
        assert_eq!(route.inferred, hinted, "{text}");
        let whole: f32 = route.guesses.iter().map(|g| g.share).sum();
        assert!(whole <= 1.0 + f32::EPSILON, "{text}: {whole}");
        assert!(route.guesses.len() <= Route::MOST_GUESSES, "{text}");
    }
    let plain = from_talk(&service("nhân viên ở đây gây khó dễ"), hinted);
    assert_eq!(id_of(&plain), Some("so-tu-phap"));
    assert_eq!(plain.decided_by, DecidedBy::Counter);
    // Who is named answers, as ever.
    let named = service("cán bộ một cửa xã Ân Thi cáu gắt với dân");
    assert_eq!(
        id_of(&from_talk(&named, hinted)),
        Some("trung-tam-phuc-vu-hanh-chinh-cong-xa-an-thi")
    );
}

#[test]
fn service_at_a_counter_counts_more_than_a_procedure_that_was_talked_about() {
    let talked = Inferred {
        procedure: true,
        ..GIVEN
    };
    let birth = |text| Ask {
        procedure: "1.001193",
        place: "xa-yen-my",
        ..service(text)
    };
    for text in ["nhân viên ở đây gây khó dễ", "can bo gay kho de"] {
        let route = from_talk(&birth(text), talked);
        assert_eq!(id_of(&route), Some("so-tu-phap"), "{text}");
        assert_eq!(route.decided_by, DecidedBy::Counter, "{text}");
        // What the citizen gave for the ticket counts more.
        let given = from_the_counter(&birth(text));
        assert_eq!(id_of(&given), Some("ubnd-xa-yen-my"), "{text}");
    }
    // Neither was given: nobody is accused by guessing.
    let both = Inferred {
        procedure: true,
        counter: true,
    };
    let route = from_talk(&birth("can bo gay kho de"), both);
    assert_eq!(id_of(&route), None);
    assert_eq!(route.guesses[0].agency.id.as_str(), "so-tu-phap");
    // What tells of no service is about what was talked of.
    let question = Ask {
        kind: TicketKind::Question,
        ..birth("làm khai sinh ở đây cần giấy tờ gì")
    };
    assert_eq!(id_of(&from_talk(&question, both)), Some("ubnd-xa-yen-my"));
}

//! The rules, one by one.

use super::*;

#[test]
fn a_procedure_goes_to_its_body_of_the_place_on_the_day() {
    let birth = Ask {
        procedure: "1.001193",
        place: "xa-yen-my",
        ..ASK
    };
    let route = birth.route(&Corrections::default());
    assert_eq!(route.to.unwrap().id.as_str(), "ubnd-xa-yen-my");
    assert_eq!(route.decided_by, DecidedBy::Procedure);
    assert_eq!(route.handover.unwrap().id.as_str(), "so-tu-phap");
    let old = Ask {
        place: "thi-tran-luong-bang",
        ..birth
    };
    assert_eq!(old.to(), "ubnd-xa-luong-bang");
    let before = Ask {
        day: "2025-06-01",
        ..old
    };
    assert_eq!(before.to(), "ubnd-thi-tran-luong-bang");
}

#[test]
fn a_commune_that_is_not_known_is_asked_for() {
    let birth = Ask {
        text: "làm khai sinh cho con",
        procedure: "1.001193",
        ..ASK
    };
    let route = birth.route(&Corrections::default());
    assert!(route.to.is_none() && route.needs_place);
    assert_eq!(route.decided_by, DecidedBy::Queue);
    // A district was divided among several communes: none is picked.
    let district = Ask {
        place: "huyen-yen-my",
        ..birth
    };
    assert!(district.route(&Corrections::default()).needs_place);
    // Who leads the matter in the province is the guess meanwhile.
    assert_eq!(route.guesses[0].agency.id.as_str(), "so-tu-phap");
}

#[test]
fn the_same_field_goes_elsewhere_for_organisations() {
    let first_certificate = Ask {
        procedure: "1.013978",
        place: "xa-yen-my",
        ..ASK
    };
    let of = |audience| Ask {
        audience: Some(audience),
        ..first_certificate
    };
    assert_eq!(of(Audience::Citizen).to(), "ubnd-xa-yen-my");
    let land = Ask {
        field: "Đất đai",
        place: "xa-yen-my",
        ..ASK
    };
    assert_eq!(land.to(), "van-phong-dang-ky-dat-dai");
    let company = Ask {
        audience: Some(Audience::Enterprise),
        ..land
    };
    assert_eq!(company.to(), "so-nong-nghiep-va-moi-truong");
    let house = Ask {
        field: "Hoạt động xây dựng",
        place: "xa-yen-my",
        ..ASK
    };
    assert_eq!(house.to(), "ubnd-xa-yen-my");
    let factory = Ask {
        audience: Some(Audience::Enterprise),
        ..house
    };
    assert_eq!(factory.to(), "so-xay-dung");
}

#[test]
fn a_counter_is_passed_over_for_the_body_whose_officer_sits_there() {
    // The catalogue names the one-stop centre as the place of a tax procedure.
    let fee = Ask {
        procedure: "1.007277",
        place: "xa-yen-my",
        ..ASK
    };
    assert_eq!(fee.to(), "thue-tinh-hung-yen");
    let hosted = Ask {
        text: "chị thuế ngồi quầy ở một cửa xã Ân Thi cáu gắt với dân khi hỏi nộp thuế",
        kind: TicketKind::Service,
        ..ASK
    };
    assert_eq!(hosted.to(), "thue-tinh-hung-yen");
    let own = Ask {
        text: "cán bộ một cửa xã Ân Thi cáu gắt với dân",
        ..hosted
    };
    assert_eq!(own.to(), "trung-tam-phuc-vu-hanh-chinh-cong-xa-an-thi");
}

#[test]
fn every_bundled_procedure_finds_its_body_or_its_commune() {
    let mut lost = Vec::new();
    for filed in &BUNDLE.procedures {
        let ask = Ask {
            procedure: filed.record.code.as_str(),
            place: "phuong-pho-hien",
            ..ASK
        };
        let route = ask.route(&Corrections::default());
        if route.to.is_none() {
            lost.push(format!("{} {}", filed.record.code, filed.record.title));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn an_agency_that_ended_leads_to_its_successor() {
    let ended = Ask {
        text: "chi nhánh văn phòng đăng ký đất đai huyện Yên Mỹ hẹn lên hẹn xuống",
        kind: TicketKind::Service,
        ..ASK
    };
    assert_eq!(ended.to(), "van-phong-dang-ky-dat-dai");
    assert_eq!(
        ended.route(&Corrections::default()).decided_by,
        DecidedBy::Name
    );
    let before = Ask {
        day: "2025-03-01",
        ..ended
    };
    assert_eq!(
        before.to(),
        "chi-nhanh-van-phong-dang-ky-dat-dai-huyen-yen-my"
    );
}

#[test]
fn complaints_and_denunciations_go_to_the_desk_and_are_told_so() {
    let complaint = Ask {
        text: "tôi khiếu nại quyết định của chủ tịch xã về đất",
        place: "xa-yen-my",
        kind: TicketKind::Complaint,
        // Even where the matter is known.
        procedure: "1.012812",
        ..ASK
    };
    let route = complaint.route(&Corrections::default());
    assert_eq!(route.special, Some(TicketKind::Complaint));
    assert_eq!(route.decided_by, DecidedBy::Desk);
    assert_eq!(route.to.unwrap().id.as_str(), "ubnd-xa-yen-my");
    let somewhere = Ask {
        place: "",
        ..complaint
    };
    assert_eq!(somewhere.to(), "thanh-tra-tinh");
    let denounced = Ask {
        text: "tố cáo chủ tịch xã",
        kind: TicketKind::Denunciation,
        ..complaint
    };
    assert_eq!(denounced.to(), "thanh-tra-tinh");
}

#[test]
fn what_nothing_speaks_for_waits_in_the_queue() {
    for text in ["", "👍", "xin chào", "asdf qwer", "không biết hỏi ai"] {
        let route = Ask { text, ..ASK }.route(&Corrections::default());
        assert!(route.to.is_none(), "{text}");
        assert_eq!(route.decided_by, DecidedBy::Queue, "{text}");
    }
}

#[test]
fn guesses_are_few_ordered_reasoned_and_of_the_day() {
    let route = Ask {
        text: "công ty nợ bảo hiểm, nợ thuế, nợ lương công nhân và xả nước thải ra mương",
        ..ASK
    }
    .route(&Corrections::default());
    assert_eq!(route.guesses.len(), Route::MOST_GUESSES);
    assert!(route.guesses.is_sorted_by(|a, b| a.share >= b.share));
    let whole: f32 = route.guesses.iter().map(|g| g.share).sum();
    assert!(whole <= 1.0 + f32::EPSILON, "{whole}");
    for guess in &route.guesses {
        assert!(guess.agency.valid_to.is_none());
        assert!(guess.why.vi.contains('“') && guess.why.en.contains('“'));
    }
}

#[test]
fn what_is_denied_hardly_counts() {
    let denied = Ask {
        text: "không phải cấp lại bằng lái mà đóng thuế",
        ..ASK
    };
    assert_eq!(denied.to(), "thue-tinh-hung-yen");
}

#[test]
fn the_arbiter_is_there() {
    let arbiter = ROUTER.arbiter(DAY.parse().unwrap()).unwrap();
    assert_eq!(arbiter.id.as_str(), "trung-tam-phuc-vu-hanh-chinh-cong");
}

proptest::proptest! {
    #[test]
    fn any_text_is_routed_somewhere_or_waits(text in "\\PC{0,120}", place in 0..3_usize) {
        let place = ["", "xa-yen-my", "no-such-place"][place];
        for kind in [TicketKind::Question, TicketKind::Service, TicketKind::Complaint] {
            let route = Ask { text: &text, place, kind, ..ASK }.route(&Corrections::default());
            let held = route.to.iter().chain(route.guesses.iter().map(|g| &g.agency));
            for agency in held {
                proptest::prop_assert!(agency.valid_to.is_none());
            }
            proptest::prop_assert!(route.guesses.iter().all(|g| (0.0..=1.0).contains(&g.share)));
            proptest::prop_assert_eq!(route.to.is_none(), route.decided_by == DecidedBy::Queue);
            proptest::prop_assert!(!route.why.vi.is_empty() && !route.why.en.is_empty());
        }
    }
}

#[test]
fn every_agency_and_field_of_the_competences_is_there_today() {
    let day = DAY.parse().unwrap();
    let agencies = BUNDLE.agencies.iter().map(|f| f.record.clone()).collect();
    let agencies = Agencies::new(agencies, Vec::new());
    for id in BUNDLE.competences.agencies() {
        let held = BUNDLE.agencies.iter().any(|f| {
            f.record.id == *id && crate::kernel::period::EffectiveDated::holds_on(&f.record, day)
        });
        assert!(held, "{id}");
    }
    let routed = |field: &str| {
        let entries = &BUNDLE.competences.competences;
        entries.iter().any(|e| e.fields.iter().any(|f| f == field))
    };
    for agency in agencies.after(None, None, Some(day)) {
        for field in &agency.fields {
            assert!(routed(field), "{field} of {}", agency.id);
        }
    }
    for filed in &BUNDLE.procedures {
        assert!(routed(&filed.record.field), "{}", filed.record.field);
    }
}

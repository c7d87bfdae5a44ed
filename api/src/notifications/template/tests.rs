//! The texts as a reviewer reads them: every one, in both languages.

use mobile_contract::dossier::watch::WatchGroup;
use motcua_seed::officialese::Officialese;
use unicode_normalization::is_nfc;

use super::*;

const TIME: &str = "2026-11-26T09:30:00Z";
/// What somebody wrote, with everything that could be taken for something else.
const WRITTEN: &str = "Con tôi <b>sinh</b> ở Phố Nối & chưa có giấy.\nhttps://a.vn/?a=1&b=2";

fn link() -> url::Url {
    "https://motcua.hungyen.gov.vn/phieu/7K3M9QK?khoa=abc"
        .parse()
        .unwrap()
}

fn time() -> DateTime<Utc> {
    TIME.parse().unwrap()
}

fn some(text: &str) -> String {
    text.to_owned()
}

/// Every template, with values as long as they get.
pub(in crate::notifications) fn every() -> Vec<Template> {
    let (code, agency) = (
        || some("7K3M-9QK2"),
        || some("Ủy ban nhân dân phường Mỹ Hào"),
    );
    let mut all = vec![
        Template::TicketReceived(TicketReceived {
            code: code(),
            asked: some(WRITTEN),
            agency: Some(agency()),
            answer_by: time(),
            link: link(),
        }),
        Template::TicketRouted(TicketRouted {
            code: code(),
            agency: agency(),
            asked: some(WRITTEN),
            reason: some("Khai sinh làm ở phường nơi cư trú."),
            answer_by: time(),
            link: link(),
            by_reply: true,
        }),
        Template::TicketByMail(TicketByMail {
            code: code(),
            secret: some("3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e3f1c0c8ed6c94a3b8f0e5b1f9f7a2d4e"),
            explanation: some("Tổng đài đang tìm nơi trả lời đúng."),
            answer_by: Some(time()),
            files_left_out: 2,
            link: link(),
        }),
        Template::TicketByPhone(TicketByPhone {
            code: some("P7K3M-9QWX-4"),
            explanation: some("Tổng đài đang tìm nơi trả lời đúng."),
            answer_by: Some(time()),
            link: link(),
        }),
        Template::MailboxChanged(MailboxChanged { agency: agency() }),
        Template::SenderWrote(SenderWrote {
            code: code(),
            words: some(WRITTEN),
            link: link(),
        }),
        Template::MailNotTaken(MailNotTaken {
            code: Some(code()),
            why: vec![some("Chưa nói người dân cần làm gì tiếp.")],
            words: some(WRITTEN),
            link: Some(link()),
        }),
        near(50),
        near(100),
        Template::Escalated(Escalated {
            code: code(),
            agency: agency(),
            answer_by: time(),
            link: link(),
        }),
        Template::FaqPublished(FaqPublished {
            question: some("Làm khai sinh quá hạn có bị phạt không?"),
            agency: agency(),
            answer: some(WRITTEN),
            link: link(),
        }),
        Template::Transferred(Transferred {
            code: code(),
            from: some("Sở Tư pháp"),
            to: agency(),
            reason: some(WRITTEN),
            answer_by: time(),
            link: link(),
        }),
        moved(None),
        moved(Some(agency())),
        Template::AnswerSent(AnswerSent {
            code: code(),
            agency: agency(),
            answer: some(WRITTEN),
            sources: vec![
                some("Đăng ký khai sinh"),
                some("Luật Hộ tịch 2014, Điều 15"),
            ],
            files: 2,
            reopen_until: time(),
            rating: true,
            link: link(),
        }),
        Template::HandedOver(HandedOver {
            code: code(),
            asked: some(WRITTEN),
            explanation: some("Đây là khiếu nại, được giải quyết theo Luật Khiếu nại."),
            link: link(),
        }),
        Template::SentToDesk(SentToDesk {
            code: code(),
            agency: agency(),
            asked: some(WRITTEN),
            link: link(),
        }),
        Template::NeedsInformation(NeedsInformation {
            code: code(),
            agency: agency(),
            question: some(WRITTEN),
            pauses: true,
            rating: false,
            link: link(),
        }),
        Template::AnswerCorrected(AnswerCorrected {
            about: some("Làm khai sinh có mất tiền không?"),
            agency: agency(),
            answer: some(WRITTEN),
            reason: some("Phí đã đổi từ 1/7/2026."),
            link: link(),
        }),
        Template::AnswerWithdrawn(AnswerWithdrawn {
            about: some("Làm khai sinh có mất tiền không?"),
            agency: agency(),
            reason: some("Phí đã đổi từ 1/7/2026."),
            instead: None,
            link: link(),
        }),
        Template::AnswerWithdrawn(AnswerWithdrawn {
            about: some("Làm khai sinh có mất tiền không?"),
            agency: agency(),
            reason: some("Phí đã đổi từ 1/7/2026."),
            instead: Some(some("Làm khai sinh muộn có mất tiền không?")),
            link: link(),
        }),
        Template::ApologySent(ApologySent {
            code: some("H31.12.45-261109-0012"),
            agency: agency(),
            reason: some(WRITTEN),
            paragraphs: vec![
                some("Lý do: cần thêm ý kiến xác minh."),
                some("Ủy ban nhân dân phường Mỹ Hào xin lỗi Ông/Bà/Tổ chức."),
            ],
            due: time(),
            link: link(),
        }),
        Template::DossierDigest(DossierDigest {
            agency: agency(),
            day: time().date_naive(),
            lines: WatchGroup::ALL
                .map(|group| DigestLine {
                    group,
                    count: 1_234,
                    codes: vec![some("H31.12.45-261109-0012"); 2],
                })
                .to_vec(),
            drafts: 3,
            submitted: 2,
            to_send: 1,
            to_justify: 1,
            desks: vec![(some("ban-03, Ủy ban nhân dân phường Mỹ Hào"), 1_000)],
            link: link(),
        }),
        Template::Reopened(Reopened {
            code: code(),
            reason: some(WRITTEN),
            answer_by: time(),
            link: link(),
        }),
        Template::PasswordSetup(PasswordSetup {
            link: link(),
            expires_at: time(),
        }),
        Template::PasswordReset(PasswordReset {
            link: link(),
            expires_at: time(),
        }),
        Template::OneTimeCode(OneTimeCode {
            code: some("482913"),
            expires_at: time(),
        }),
        Template::NewSignIn(NewSignIn {
            at: time(),
            device: some("Chrome trên Windows"),
            link: link(),
        }),
    ];
    all.extend(dossiers::every(WRITTEN, time(), &link()));
    all
}

fn near(percent: u8) -> Template {
    Template::DeadlineNear(DeadlineNear {
        code: some("7K3M-9QK2"),
        percent,
        answer_by: time(),
        link: link(),
    })
}

fn moved(to: Option<String>) -> Template {
    Template::TicketsMoved(TicketsMoved {
        count: 1_234,
        late: 12,
        codes: vec![some("7K3M-9QK2"); 10],
        to,
        reasons: vec![some(
            "Ủy ban nhân dân xã Yên Mỹ đã kết thúc hoạt động mà chưa rõ cơ quan nào tiếp nhận nhiệm vụ",
        )],
        link: link(),
    })
}

/// What an HTML fragment says: its text, without tags.
fn said(html: &str) -> String {
    let tags = regex::Regex::new("<[^>]*>").unwrap();
    tags.replace_all(html, " ")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| word.trim_end_matches(':').to_owned())
        .filter(|word| !word.is_empty() && word != ">")
        .collect()
}

#[test]
fn every_text_is_plain_and_fits() {
    let list = include_str!("../../../../seed/data/officialese.yaml");
    let avoid = Officialese::from_yaml(list).unwrap();
    for template in every() {
        for locale in [Locale::Vi, Locale::En] {
            let name = template.name();
            let rendered = template.render(locale).unwrap();
            // A phone shows about so much of a subject; codes and times take their part.
            assert!(
                rendered.subject.chars().count() <= 70,
                "{name}: {}",
                rendered.subject
            );
            for text in [&rendered.subject, &rendered.text, &rendered.short] {
                assert!(!text.contains('!'), "{name}: {text}");
                assert!(is_nfc(text), "{name}: {text}");
                let found: Vec<_> = avoid.found_in(text).map(|p| &p.avoid).collect();
                assert!(found.is_empty(), "{name}: {found:?}");
                assert!(!text.contains("  "), "{name}: {text:?}");
            }
        }
    }
}

#[test]
fn the_plain_part_tells_what_the_html_part_tells() {
    for template in every() {
        for locale in [Locale::Vi, Locale::En] {
            let rendered = template.render(locale).unwrap();
            assert_eq!(
                words(&rendered.text),
                words(&said(&rendered.html)),
                "{} {locale:?}",
                template.name()
            );
        }
    }
}

#[test]
fn the_languages_differ_and_tell_the_same_values() {
    for template in every() {
        let [vi, en] = [Locale::Vi, Locale::En].map(|locale| template.render(locale).unwrap());
        assert_ne!(vi.subject, en.subject, "{}", template.name());
        for value in [
            "7K3M-9QK2",
            "482913",
            "Chrome trên Windows",
            link().as_str(),
            "Điều 15",
        ] {
            assert_eq!(vi.text.contains(value), en.text.contains(value), "{value}");
        }
    }
}

#[test]
fn what_people_wrote_stays_text() {
    for template in every() {
        let rendered = template.render(Locale::Vi).unwrap();
        assert!(!rendered.html.contains("<b>sinh"), "{}", rendered.html);
        if rendered.text.contains("Phố Nối") {
            assert!(
                rendered
                    .text
                    .contains("> Con tôi <b>sinh</b> ở Phố Nối & chưa")
            );
            assert!(rendered.text.contains("\n> https://a.vn/?a=1&b=2"));
        }
    }
}

#[test]
fn a_code_does_not_stand_on_a_locked_screen() {
    let code = OneTimeCode {
        code: some("482913"),
        expires_at: time(),
    };
    assert!(!format!("{code:?}").contains("482913"));
    let rendered = Template::OneTimeCode(code).render(Locale::Vi).unwrap();
    assert!(!rendered.subject.contains("482913"));
    assert!(
        rendered.text.contains("\n\n482913\n\n"),
        "{}",
        rendered.text
    );
    assert!(rendered.short.starts_with("482913 "));
}

#[test]
fn an_apology_by_text_message_says_why_and_until_when() {
    let short = |reason: &str| {
        let sent = Template::ApologySent(ApologySent {
            code: some("H31.12.45-261109-0012"),
            agency: some("Sở Tư pháp"),
            reason: some(reason),
            paragraphs: vec![],
            due: time(),
            link: link(),
        });
        sent.render(Locale::Vi).unwrap().short
    };
    let said = short("Cần thêm ý kiến\nxác minh.");
    let wanted = "Sở Tư pháp xin lỗi: hồ sơ H31.12.45-261109-0012 cần thêm thời gian. \
                  Lý do: Cần thêm ý kiến xác minh. Hẹn lại";
    assert!(said.starts_with(wanted), "{said}");
    assert!(short("").contains("cần thêm thời gian. Hẹn lại"));
    let long = short(&"xác minh ".repeat(60));
    assert!(
        long.contains("xác minh xác… Hẹn lại") && long.chars().count() < 450,
        "{long}"
    );
}

//! Mail as programs in Vietnam write it, and bytes as nobody does.

use proptest::prelude::*;

use super::*;

const DOMAIN: &str = "motcua.hungyen.gov.vn";

/// Bodies, and what of them is the writer's own.
const BODIES: [(&str, &str, &str); 9] = [
    (
        "Gmail, Vietnamese",
        "Phiếu này đã giải quyết.\nMời bà con ra quầy số 3.\n\nVào Th 2, 23 thg 11, 2026 vào lúc 09:00 Một Cửa <a@b.vn> đã viết:\n\n> Phiếu 7K3M cần trả lời\n> Người dân viết:\n",
        "Phiếu này đã giải quyết.\nMời bà con ra quầy số 3.",
    ),
    (
        "Gmail, Vietnamese, broken over lines",
        "Đã rõ.\n\nVào Th 2, 23 thg 11, 2026 vào lúc 09:00 Trung tâm Phục vụ hành chính công\n<trung-tam@hungyen.gov.vn> đã viết:\n\n> cũ\n",
        "Đã rõ.",
    ),
    (
        "Gmail, English, without marks",
        "Noted.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Mot Cua <a@b.vn> wrote:\n\nPhiếu 7K3M cần trả lời\n",
        "Noted.",
    ),
    (
        "Outlook, Vietnamese",
        "Kính gửi chị Lan,\nHồ sơ đã xong.\n\n________________________________\nTừ: Một Cửa <a@b.vn>\nĐã gửi: Thứ Hai, 23 Tháng Mười Một 2026 9:00 SA\nĐến: UBND phường\nChủ đề: Phiếu\n\ncũ\n",
        "Kính gửi chị Lan,\nHồ sơ đã xong.",
    ),
    (
        "Outlook, English, without a line",
        "Done.\n\nFrom: Mot Cua <a@b.vn>\nSent: Monday, November 23, 2026 9:00 AM\nTo: x\nSubject: y\n\nold\n",
        "Done.",
    ),
    (
        "Old Outlook",
        "Xong rồi.\n-----Original Message-----\nFrom: a\n",
        "Xong rồi.",
    ),
    (
        "Answers between the lines",
        "Vào Th 2, 23 thg 11, 2026 vào lúc 09:00 A <a@b.vn> đã viết:\n> Cần giấy gì?\n\nCần giấy chứng sinh.\n\n> Phí bao nhiêu?\n\nKhông mất phí.\n",
        "Cần giấy chứng sinh.\n\nKhông mất phí.",
    ),
    (
        "A signature and a phone",
        "Mai chị ra nhé.\n-- \nNguyễn Văn A\nTrưởng phòng\n",
        "Mai chị ra nhé.",
    ),
    (
        "A sentence that only sounds like a quotation",
        "Vào ngày 5/11 tôi ra phường.\nTừ: nhà tôi đi mất 2 giờ.\nGửi từ phường đến quận mất 3 ngày.\nXin hướng dẫn.\n",
        "Vào ngày 5/11 tôi ra phường.\nTừ: nhà tôi đi mất 2 giờ.\nGửi từ phường đến quận mất 3 ngày.\nXin hướng dẫn.",
    ),
];

#[test]
fn a_reply_is_what_its_writer_wrote() {
    for (program, body, own) in BODIES {
        assert_eq!(own_words(body), own, "{program}");
        assert_eq!(
            own_words(&body.replace('\n', "\r\n")),
            own,
            "{program}, CRLF"
        );
    }
}

#[test]
fn a_phones_line_goes() {
    assert_eq!(own_words("Được ạ\n\nĐã gửi từ iPhone của tôi\n"), "Được ạ");
    let quoted =
        "Được ạ\n\nSent from my iPhone\n\nOn Nov 23, 2026, at 09:00, A <a@b.vn> wrote:\n\n> cũ\n";
    assert_eq!(own_words(quoted), "Được ạ");
}

fn mail(headers: &str, body: &str) -> Inbound {
    let raw = format!("From: Lan <Lan@B.vn>\r\nTo: reply+abc@motcua.vn\r\n{headers}\r\n{body}");
    parse(raw.as_bytes(), DOMAIN).unwrap()
}

#[test]
fn headers_are_read() {
    let read = mail(
        "Cc: x@y.vn\r\nDelivered-To: Reply+ABC@motcua.vn\r\nSubject: =?UTF-8?B?VHLhuqMgbOG7nWk=?=\r\nMessage-ID: <1@b.vn>\r\nIn-Reply-To: <0@a.vn>\r\nReferences: <r@a.vn> <0@a.vn>\r\nContent-Type: text/plain; charset=utf-8\r\n",
        "Đã xong\r\n",
    );
    assert_eq!(read.from, "lan@b.vn");
    assert_eq!(read.to, ["reply+abc@motcua.vn", "x@y.vn"]);
    assert_eq!(read.subject, "Trả lời");
    assert_eq!(read.message_id.as_deref(), Some("1@b.vn"));
    assert_eq!(read.in_reply_to, ["0@a.vn"]);
    assert_eq!(read.references, ["r@a.vn", "0@a.vn"]);
    assert_eq!((read.text.as_str(), read.auto), ("Đã xong", None));
}

#[test]
fn machines_are_recognised() {
    for header in [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Autoreply: yes",
    ] {
        let read = mail(&format!("{header}\r\n"), "Tôi đi vắng");
        assert_eq!(read.auto, Some(AutoKind::AutoReply), "{header}");
    }
    assert_eq!(mail("Auto-Submitted: no\r\n", "Tôi đây").auto, None);
    let id = |local: &str| format!("Message-ID: <{local}@{DOMAIN}>\r\n");
    let ours = id("0198c0de00007000800000000000002a");
    assert_eq!(mail(&ours, "").auto, Some(AutoKind::Loop));
    // Agencies write from our domain, too, with ids of their own.
    for theirs in [
        "20261123020000.A1B2@mail",
        "0198c0de-0000-7000-8000-00000000002a",
        "8f14e45fceea467f9d2b1c3a5e7f9012",
    ] {
        assert_eq!(
            mail(&id(theirs), "Bạn mang giấy hẹn").auto,
            None,
            "{theirs}"
        );
    }
    // Exchange writes this on mail of people.
    assert_eq!(
        mail("X-Auto-Response-Suppress: All\r\n", "Tôi đây").auto,
        None
    );
    let circles = "Received: from a by b; Mon, 23 Nov 2026 09:00:00 +0700\r\n".repeat(60);
    assert_eq!(mail(&circles, "").auto, Some(AutoKind::Loop));
}

#[test]
fn mail_that_did_not_arrive_names_whom_and_which() {
    let raw = "From: MAILER-DAEMON@b.vn\r\nTo: mot-cua@motcua.vn\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; b.vn\r\n\r\nFinal-Recipient: rfc822; Nobody@b.vn\r\nAction: failed\r\nStatus: 5.1.1\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <018f@motcua.hungyen.gov.vn>\r\nFrom: mot-cua@motcua.vn\r\nSubject: Phiếu\r\n\r\nx\r\n--x--\r\n";
    let expected = Bounce {
        recipient: Some("nobody@b.vn".to_owned()),
        original_message_id: Some("018f@motcua.hungyen.gov.vn".to_owned()),
        status: Some("5.1.1".to_owned()),
        permanent: true,
    };
    let read = parse(raw.as_bytes(), DOMAIN).unwrap();
    assert_eq!(read.auto, Some(AutoKind::Bounce(expected.clone())));
    let headers_only = raw.replace("message/rfc822", "text/rfc822-headers");
    let read = parse(headers_only.as_bytes(), DOMAIN).unwrap();
    assert_eq!(read.auto, Some(AutoKind::Bounce(expected)));
}

#[test]
fn attachments_are_bounded() {
    let part = "--x\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=\"../anh.jpg\"\r\n\r\nJFIF\r\n";
    let body = format!("{}--x--\r\n", part.repeat(MAX_ATTACHMENTS + 2));
    let read = mail(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n",
        &body,
    );
    assert_eq!(
        (read.attachments.len(), read.attachments_left_out),
        (MAX_ATTACHMENTS, 2)
    );
    assert_eq!(
        read.attachments[0].claimed_type.as_deref(),
        Some("image/jpeg")
    );
    let large = vec![b'a'; MAX_RAW + 1];
    assert_eq!(parse(&large, DOMAIN).unwrap_err(), InboundError::TooLarge);
}

#[test]
fn what_names_no_sender_is_no_mail() {
    for raw in [
        "",
        "\r\n\r\n",
        "Subject: x\r\n\r\ny",
        "From: không ai\r\n\r\n",
    ] {
        assert_eq!(
            parse(raw.as_bytes(), DOMAIN).unwrap_err(),
            InboundError::NotMail,
            "{raw:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(raw in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = parse(&raw, DOMAIN);
    }

    #[test]
    fn what_looks_like_mail_is_read_or_refused(
        headers in prop::collection::vec(
            ("(From|To|Cc|Subject|Message-ID|References|Content-Type|Content-Transfer-Encoding|Received|Date)", "\\PC{0,60}"), 0..12),
        kind in "(text/plain|text/html|multipart/mixed; boundary=x|multipart/report; report-type=delivery-status; boundary=x|message/rfc822)",
        body in "(\\PC{0,80}|\r\n|--x\r\n|--x--|> ){0,20}",
    ) {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let raw = format!("From: a@b.vn\r\nContent-Type: {kind}\r\n{headers}\r\n{body}");
        if let Ok(read) = parse(raw.as_bytes(), DOMAIN) {
            prop_assert!(read.text.chars().count() <= MAX_TEXT);
            prop_assert!(!read.subject.contains(['\r', '\n']));
            prop_assert!(read.attachments.len() <= MAX_ATTACHMENTS);
        }
    }

    #[test]
    fn own_words_are_never_more_than_was_said(text in "(\\PC{0,30}|\n|> |-- |Vào 5 đã viết:|From: a\nSent: b){0,20}") {
        let own = own_words(&text);
        prop_assert!(own.len() <= text.len());
        prop_assert!(own.lines().all(|line| text.contains(line)));
    }
}

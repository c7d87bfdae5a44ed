use super::*;

const GOOD: &str = "
source: mot-cua-cu
columns: {code: Mã hồ sơ, channel: Hình thức}
events: {received: Ngày nhận, returned: Ngày trả}
channels: {\"Trực  tiếp\": in_person}
ended:
  at: Ngày xong
  state: Trạng thái
  states: {Đã giải quyết: resolved, Rút: withdrawn}
";

#[test]
fn a_mapping_is_read_and_its_names_are_folded() {
    let mapping = Mapping::read(GOOD).unwrap();
    assert_eq!(
        mapping.channels.get("truc tiep"),
        Some(&DossierChannel::InPerson)
    );
    let ended = mapping.ended.as_ref().unwrap();
    assert_eq!(ended.states.get("rut"), Some(&EventColumn::Withdrawn));
    let names: Vec<_> = mapping.names().collect();
    assert_eq!(
        names,
        [
            "Mã hồ sơ",
            "Hình thức",
            "Ngày nhận",
            "Ngày trả",
            "Ngày xong",
            "Trạng thái"
        ]
    );
}

#[test]
fn what_is_wrong_is_said() {
    for (change, says) in [
        (("source: mot-cua-cu", "source: Một cửa"), "form"),
        (("received:", "nhan:"), "nhan"),
        (("received: Ngày nhận, ", ""), "received"),
        (("source:", "hour: sáng\nsource:"), "08:00"),
        (("source:", "dates: [\"%Q\"]\nsource:"), "%Q"),
        (("source: mot-cua-cu", "source: motcua"), "our own"),
        (("source: mot-cua-cu", "source: demo"), "our own"),
        (("Rút: withdrawn", "Rút: returned"), "ended.states"),
        (("Rút: withdrawn", "Chờ: paused"), "no end"),
        (("Rút: withdrawn", "Chờ: supplement_requested"), "no end"),
        (("Rút: withdrawn", "Mới: received"), "no end"),
    ] {
        let text = GOOD.replace(change.0, change.1);
        let refused = Mapping::read(&text).unwrap_err();
        assert!(refused.contains(says), "{refused}");
    }
}

use flate2::Compression;
use flate2::write::GzEncoder;
use mobile_contract::limits::INTAKE_LINE_BYTES;

use super::*;

fn event(number: usize) -> String {
    format!(
        r#"{{"id":"e{number}","dossier":"H31.12.45-260715-{:04}","at":"2026-07-15T08:00:00+07:00","kind":"received"}}"#,
        number % 10_000
    )
}

/// What was read, in order.
fn batches(reader: Reader, bytes: &[u8]) -> Result<Batch> {
    let mut reader = reader;
    let mut full = Full::new();
    for piece in bytes.chunks(7_001) {
        let mut rest = piece;
        while !rest.is_empty() {
            rest = reader.push(rest, &mut full)?;
        }
    }
    reader.finish(&mut full)?;
    let mut all = Batch::default();
    for (lane, batch) in full {
        let mut codes = batch.events.iter().map(|(_, event)| &event.dossier);
        assert!(codes.all(|code| lane_of(code) == lane));
        assert!(batch.events.len() + batch.refused.len() <= CHUNK);
        all.events.extend(batch.events);
        all.refused.extend(batch.refused);
    }
    all.events.sort_by_key(|(line, _)| *line);
    Ok(all)
}

#[test]
fn good_lines_go_in_beside_broken_ones() {
    let text = [
        event(1).as_bytes(),
        b"{\"id\":\"e2\",\"kind\":\"received\"}",
        b"{\"id\":\"\xc4\xe3\"}",
        b"\"e4\"",
        event(5).as_bytes(),
    ]
    .join(&b'\n');
    let batch = batches(Reader::new(Form::Lines, false), &text).unwrap();
    let lines: Vec<u64> = batch.events.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 5]);
    let refused: Vec<_> = batch
        .refused
        .iter()
        .map(|r| (r.line, r.id.as_deref(), r.reason))
        .collect();
    assert_eq!(
        refused,
        [
            (2, Some("e2"), RefusedFor::Form),
            (3, None, RefusedFor::Encoding),
            (4, None, RefusedFor::Form)
        ]
    );
    let detail = batch.refused[0].detail.as_deref().unwrap();
    assert!(detail.contains("dossier"), "{detail}");
}

#[test]
fn a_few_long_events_are_a_chunk() {
    let reason = "x".repeat(INTAKE_LINE_BYTES - 300);
    let long = event(1).replace(
        "\"received\"",
        &format!("\"received\",\"reason\":\"{reason}\""),
    );
    let (mut reader, mut full) = (Reader::new(Form::Lines, false), Full::new());
    for _ in 0..CHUNK_BYTES / long.len() + 1 {
        reader.push(long.as_bytes(), &mut full).unwrap();
        reader.push(b"\n", &mut full).unwrap();
    }
    let [(_, batch)] = full.as_slice() else {
        panic!("{} chunks", full.len());
    };
    assert!(batch.bytes < CHUNK_BYTES + INTAKE_LINE_BYTES);
    assert!(batch.events.len() < 40);
}

#[test]
fn a_bomb_of_brackets_is_one_broken_line() {
    let bomb = format!("{}\n{}", "[".repeat(30_000), event(2));
    let found = batches(Reader::new(Form::Lines, false), bomb.as_bytes()).unwrap();
    assert_eq!((found.events.len(), found.refused.len()), (1, 1));
}

#[test]
fn packed_bytes_are_unpacked_within_bounds() {
    let text: String = (0..5_000).map(|n| event(n) + "\n").collect();
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let found = batches(Reader::new(Form::Lines, true), &packed).unwrap();
    let lines: Vec<_> = found.events.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, (1..=5_000).collect::<Vec<_>>());
    let cut_off = &packed[..packed.len() / 2];
    assert!(batches(Reader::new(Form::Lines, true), cut_off).is_err());
    assert!(batches(Reader::new(Form::Lines, true), text.as_bytes()).is_err());
}

#[test]
fn what_is_unpacked_of_a_few_bytes_is_handed_on_at_once() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    for number in 0..200_000 {
        packer.write_all(event(number % 100).as_bytes()).unwrap();
        packer.write_all(b"\n").unwrap();
    }
    let packed = packer.finish().unwrap();
    let (mut reader, mut full) = (Reader::new(Form::Lines, true), Full::new());
    let mut rest = packed.as_slice();
    while !rest.is_empty() {
        rest = reader.push(rest, &mut full).unwrap();
        let most: usize = full.drain(..).map(|(_, batch)| batch.events.len()).sum();
        // A thousand bytes are a million at most, and an event has a hundred.
        assert!(most <= 12_000, "{most}");
    }
}

#[test]
fn empty_packets_without_end_are_too_much() {
    let nothing = GzEncoder::new(Vec::new(), Compression::fast())
        .finish()
        .unwrap();
    let many = nothing.repeat(50_000);
    let (mut reader, mut full) = (Reader::new(Form::Lines, true), Full::new());
    let refused = (0..200).find_map(|_| {
        let mut rest = many.as_slice();
        while !rest.is_empty() {
            match reader.push(rest, &mut full) {
                Ok(left) => rest = left,
                Err(error) => return Some(error.code()),
            }
        }
        None
    });
    assert_eq!(refused, Some(ErrorCode::TooLarge));
}

#[test]
fn a_bomb_of_zeros_ends_at_the_limit() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..=(INTAKE_BYTES / (1024 * 1024)) {
        packer.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    let packed = packer.finish().unwrap();
    let refused = batches(Reader::new(Form::Lines, true), &packed).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::TooLarge);
}

//! Grouping over the bundled knowledge.

use mobile_contract::knowledge::{Faq, Procedure};
use motcua_seed::Bundle;

use super::grouping::group;
use super::rarity::Rarity;
use super::wording::Wording;
use crate::faqs::Faqs;
use crate::procedures::Procedures;
use crate::search::understand;

fn bundle() -> &'static Bundle {
    static READ: std::sync::OnceLock<Bundle> = std::sync::OnceLock::new();
    READ.get_or_init(|| Bundle::embedded().unwrap())
}

fn faqs() -> Vec<Faq> {
    bundle().faqs.iter().map(|f| f.record.clone()).collect()
}

fn wordings(texts: &[&str]) -> Vec<Wording> {
    static RARITY: std::sync::OnceLock<Rarity> = std::sync::OnceLock::new();
    let rarity = RARITY.get_or_init(|| {
        let procedures: Vec<Procedure> = bundle()
            .procedures
            .iter()
            .map(|p| p.record.clone())
            .collect();
        let procedures = Procedures::new(&procedures).unwrap();
        Rarity::of(&procedures, &Faqs::new(faqs()).unwrap())
    });
    texts
        .iter()
        .map(|text| Wording::of(&understand(text, &bundle().vocabulary), rarity))
        .collect()
}

#[test]
fn experiment() {
    let mut texts = Vec::new();
    let mut of = Vec::new();
    for faq in faqs() {
        for t in std::iter::once(&faq.question).chain(&faq.also) {
            texts.push(t.clone());
            of.push((faq.id.to_string(), faq.procedure.clone()));
        }
    }
    let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
    let w = wordings(&refs);
    let groups = group(&w);
    let mut gid = vec![0; texts.len()];
    for (g, members) in groups.iter().enumerate() {
        for m in members {
            gid[*m] = g;
        }
    }
    let (mut tp, mut pos, mut wrong, mut joined) = (0, 0, 0, 0);
    for a in 0..texts.len() {
        for b in 0..a {
            let same = of[a].0 == of[b].0;
            let sameproc = same || (of[a].1.is_some() && of[a].1 == of[b].1);
            if same {
                pos += 1;
                if gid[a] == gid[b] {
                    tp += 1;
                }
            }
            if gid[a] == gid[b] {
                joined += 1;
                if !sameproc {
                    wrong += 1;
                }
            }
        }
    }
    println!(
        "texts {} groups {} recall {}/{} wrong {}/{}",
        texts.len(),
        groups.len(),
        tp,
        pos,
        wrong,
        joined
    );
    let mut shown = 0;
    for members in &groups {
        let procs: std::collections::HashSet<_> = members.iter().map(|m| &of[*m].1).collect();
        if procs.len() > 1 && shown < 25 {
            shown += 1;
            println!("--");
            for m in members {
                println!(
                    "  {:?} {}",
                    of[*m].1.as_ref().map(|c| c.to_string()),
                    texts[*m]
                );
            }
        }
    }
    let empty: Vec<_> = w
        .iter()
        .zip(&texts)
        .filter(|(w, _)| w.is_empty())
        .map(|(_, t)| t)
        .collect();
    println!("empty {} {:?}", empty.len(), &empty[..empty.len().min(20)]);
}

//! The report on the quality of dossiers that ended in a period.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::quality::{
    ClassStep, DossierQuality, QualityClass, QualityGroup, QualityIndex, QualityPart, QualityShare,
};
use motcua_seed::quality::{Decision, PartRule, QualityIndices, Share};

use super::read::Sums;
use super::score::told;
use crate::dossiers::figures::span::Span;
use crate::kernel::share;

/// What sums say by the rules.
pub(super) fn report(
    sums: &Sums,
    (span, as_of): (Span, DateTime<Utc>),
    rules: &QualityIndices,
    locale: Locale,
) -> DossierQuality {
    let circular = &rules.circular;
    let indices: Vec<QualityIndex> = sums
        .indices
        .iter()
        .zip(&circular.indices)
        .map(|(points, rule)| QualityIndex {
            number: rule.number,
            name: rule.name.pick(locale).to_owned(),
            dossiers: rule.measure.map(|_| points.dossiers),
            mean: points.mean_x100().map(share::decimal),
            how: rule.how.pick(locale).to_owned(),
            exclusions: told(&points.excluded, locale),
            source: circular.source.clone(),
            verify: rule.verify.clone().or_else(|| circular.verify.clone()),
        })
        .collect();
    DossierQuality {
        from: span.from,
        to: span.to,
        as_of,
        dossiers: sums.scored,
        exclusions: told(&sums.excluded, locale),
        class: class(sums, rules, locale),
        indices,
        groups: groups(sums, &rules.decision, locale),
    }
}

/// The class only when all nine indices are known; else what is known, and what is missing.
fn class(sums: &Sums, rules: &QualityIndices, locale: Locale) -> QualityClass {
    let (mut sum, mut known, mut missing) = (0, 0, Vec::new());
    for (points, rule) in sums.indices.iter().zip(&rules.circular.indices) {
        match points.mean_x100() {
            Some(mean) => (sum, known) = (sum + mean, known + 1),
            None => missing.push(rule.number),
        }
    }
    let classes = &rules.circular.classes;
    let reached = classes.iter().find(|class| sum >= class.least * 100);
    QualityClass {
        class: reached
            .filter(|_| missing.is_empty())
            .map(|class| class.name.pick(locale).to_owned()),
        known_points: share::decimal(sum),
        known_most: known * 2,
        missing,
        classes: classes
            .iter()
            .map(|class| ClassStep {
                least: class.least,
                name: class.name.pick(locale).to_owned(),
            })
            .collect(),
    }
}

fn groups(sums: &Sums, decision: &Decision, locale: Locale) -> Vec<QualityGroup> {
    let groups = decision.groups.iter().map(|group| QualityGroup {
        name: group.name.pick(locale).to_owned(),
        most: group.most,
        parts: group
            .parts
            .iter()
            .map(|rule| part(sums, rule, locale))
            .collect(),
        not_computable: group
            .not_computable
            .as_ref()
            .map(|why| why.pick(locale).to_owned()),
        source: decision.source.clone(),
        verify: decision.verify.clone(),
    });
    groups.collect()
}

fn part(sums: &Sums, rule: &PartRule, locale: Locale) -> QualityPart {
    let counted = rule.measure.map(|measure| match measure {
        Share::OnTime => sums.on_time,
        Share::Online => sums.online,
    });
    let points = counted.zip(rule.most).and_then(|((part, of), most)| {
        let hundredths = u128::from(part) * u128::from(most) * 100;
        u64::try_from(hundredths.checked_div(u128::from(of))?).ok()
    });
    QualityPart {
        name: rule.name.pick(locale).to_owned(),
        share: counted.map(|(part, of)| QualityShare {
            part,
            of,
            percent: share::floored_x100(part, of).map(share::decimal),
        }),
        most: rule.most,
        points: points.map(share::decimal),
        how: rule.how.pick(locale).to_owned(),
    }
}

//! `quality-indices.yaml`: indices of Circular 01/2018/TT-VPCP and groups of Decision 766/QĐ-TTg, with what of
//! them can be computed from the events of dossiers.

use mobile_contract::rating::InBothLanguages;
use serde::Deserialize;

/// The indices of Circular 01/2018/TT-VPCP.
const INDICES: usize = 9;
/// Points of all groups of Decision 766/QĐ-TTg.
const ALL_POINTS: u64 = 100;

/// Both sets of indices.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityIndices {
    /// Circular 01/2018/TT-VPCP.
    pub circular: Circular,
    /// Decision 766/QĐ-TTg.
    pub decision: Decision,
}

/// The nine indices, and the classes that follow from their sum.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circular {
    /// Where they were read.
    pub source: String,
    /// What is to be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
    /// The indices, 1 to 9.
    pub indices: Vec<IndexRule>,
    /// The classes, best first.
    pub classes: Vec<ClassRule>,
}

/// An index.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexRule {
    /// 1 to 9.
    pub number: u8,
    /// Its name.
    pub name: InBothLanguages,
    /// What is computed; `None`: nothing can be, and `how` says why.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// How it is scored, or why not.
    pub how: InBothLanguages,
    /// What is to be confirmed about it.
    #[serde(default)]
    pub verify: Option<String>,
}

/// What is computed for each dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// Early 2, on time 1, late 0.
    TotalTime,
    /// The same, of dossiers that one agency had from beginning to end.
    AgencyTime,
    /// How often papers were asked for.
    Contacts {
        /// Most for 2 points, and for 1.
        most: [u64; 2],
    },
    /// How many agencies a citizen had to do with.
    AgenciesMet {
        /// Most for 2 points, and for 1.
        most: [u64; 2],
    },
}

/// A class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// Fewest points.
    pub least: u64,
    /// Its name.
    pub name: InBothLanguages,
}

/// The groups.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Where they were read.
    pub source: String,
    /// What is to be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
    /// The groups, in the Decision's order.
    pub groups: Vec<GroupRule>,
}

/// A group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// Its name.
    pub name: InBothLanguages,
    /// Most points.
    pub most: u64,
    /// Why nothing is told of it.
    #[serde(default)]
    pub not_computable: Option<InBothLanguages>,
    /// Its parts.
    #[serde(default)]
    pub parts: Vec<PartRule>,
}

/// A part of a group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRule {
    /// Its name.
    pub name: InBothLanguages,
    /// What is computed.
    #[serde(default)]
    pub measure: Option<Share>,
    /// Most points, where it is known.
    #[serde(default)]
    pub most: Option<u64>,
    /// How, or why not.
    pub how: InBothLanguages,
}

/// A share of dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// Early and on time, of all that were resolved.
    OnTime,
    /// Handed in online, of all.
    Online,
}

/// Why indices were refused.
#[derive(Debug, thiserror::Error)]
pub enum QualityError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// Something that does not fit.
    #[error("{0}")]
    Content(&'static str),
}

impl QualityIndices {
    /// Reads indices.
    ///
    /// # Errors
    /// When they are not of the expected form, or not complete.
    pub fn from_yaml(text: &str) -> Result<Self, QualityError> {
        let indices: Self = serde_saphyr::from_str(text)?;
        indices.check().map_err(QualityError::Content)?;
        Ok(indices)
    }

    fn check(&self) -> Result<(), &'static str> {
        let (circular, decision) = (&self.circular, &self.decision);
        let in_order = (1u8..)
            .zip(&circular.indices)
            .all(|(n, index)| index.number == n);
        if circular.indices.len() != INDICES || !in_order {
            return Err("there are nine indices, in order");
        }
        let least: Vec<u64> = circular.classes.iter().map(|class| class.least).collect();
        if least.last() != Some(&0) || !least.is_sorted_by(|a, b| a > b) {
            return Err("classes go from best to worst, and the last one begins at none");
        }
        let thresholds = circular.indices.iter().filter_map(|index| index.measure);
        for measure in thresholds {
            if let Measure::Contacts { most: [two, one] }
            | Measure::AgenciesMet { most: [two, one] } = measure
                && two >= one
            {
                return Err("two points take less than one point");
            }
        }
        if decision.groups.iter().map(|group| group.most).sum::<u64>() != ALL_POINTS {
            return Err("the groups have a hundred points");
        }
        for group in &decision.groups {
            if group.parts.is_empty() == group.not_computable.is_none() {
                return Err("a group has parts, or says why nothing is computed");
            }
            let points: u64 = group.parts.iter().filter_map(|part| part.most).sum();
            if points > group.most {
                return Err("parts have no more points than their group");
            }
        }
        if [&circular.source, &decision.source]
            .iter()
            .any(|source| source.trim().is_empty())
        {
            return Err("a source is named");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("../data/quality-indices.yaml");

    #[test]
    fn the_bundled_indices_are_complete() {
        let indices = QualityIndices::from_yaml(BUNDLED).unwrap();
        let computed = indices
            .circular
            .indices
            .iter()
            .filter(|index| index.measure.is_some());
        assert_eq!(
            computed.map(|index| index.number).collect::<Vec<_>>(),
            [1, 2, 3, 4]
        );
        assert_eq!(indices.circular.classes[0].least, 15);
        assert!(indices.decision.verify.is_some());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (from, to) in [
            ("number: 9", "number: 8"),
            ("most: [0, 1]", "most: [1, 1]"),
            ("least: 12", "least: 16"),
            ("most: 22", "most: 21"),
            ("measure: online", "measure: weather"),
            ("          most: 20", "          most: 21"),
        ] {
            let broken = BUNDLED.replacen(from, to, 1);
            assert_ne!(broken, BUNDLED, "{from}");
            assert!(QualityIndices::from_yaml(&broken).is_err(), "{to}");
        }
    }
}

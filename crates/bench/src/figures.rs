//! Figures: percentiles, tables for the screen, JSON for machines.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

/// Durations of many calls, in microseconds.
#[derive(Debug, Default, Clone)]
pub(crate) struct Latencies(Vec<u32>);

impl Latencies {
    /// One more.
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Those of another task, too.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds; `share` is 0.5 for the median.
    pub(crate) fn percentile(&mut self, share: f64) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let at = ((self.0.len() - 1) as f64 * share).round() as usize;
        f64::from(*self.0.select_nth_unstable(at).1) / 1000.0
    }
}

/// The middle of a few numbers.
#[must_use]
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

/// A table with aligned columns; the first row is its head.
#[must_use]
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}|\n", widths.iter().map(|width| "-".repeat(width + 2)).collect::<Vec<_>>().join("|"));
    let mut lines = rows.iter().map(line);
    lines.next().into_iter().chain([rule]).chain(lines).collect()
}

/// Keeps the figures in `target/bench/<name>.json` and says where.
#[expect(clippy::disallowed_methods, reason = "xtask says where the build folder is")]
pub(crate) fn keep(name: &str, figures: &Value) -> Result<PathBuf> {
    let folder = std::env::var_os("PRISMWA_BENCH_DIR").map_or_else(|| PathBuf::from("target/bench"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.json"));
    fs::write(&path, serde_json::to_vec_pretty(figures)?)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_a_hundred() {
        let mut latencies = Latencies::default();
        for milliseconds in (0..=100).rev() {
            latencies.add(Duration::from_millis(milliseconds));
        }
        assert!((latencies.percentile(0.5) - 50.0).abs() < f64::EPSILON);
        assert!((latencies.percentile(0.99) - 99.0).abs() < f64::EPSILON);
        assert!((Latencies::default().percentile(0.5)).abs() < f64::EPSILON);
    }

    #[test]
    fn the_middle_of_few() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[1.0, 2.0]) - 1.5).abs() < f64::EPSILON);
    }

    #[test]
    fn tables_align() {
        let rows = [vec!["a".into(), "long".into()], vec!["wide".into(), "é".into()]];
        assert_eq!(table(&rows), "| a    | long |\n|------|------|\n| wide | é    |\n");
    }
}

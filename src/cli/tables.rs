//! What the commands that look at files say of a table, in one way.

use std::fmt::Write;

use crate::ingest::staged::{Sidecar, Table};

/// The columns chosen, with their evidence (and the readings of their values), and the headers not used.
pub fn columns(table: &Table, indent: &str, readings: bool) -> String {
    let mut text = String::new();
    for column in &table.mapping.columns {
        let name = column.field.name();
        let reading = table.readings.get(&name).filter(|_| readings).map(|r| format!("; {r}")).unwrap_or_default();
        let _ = writeln!(text, "{indent}{name:<18} {:?} ({}{reading})", column.header, column.evidence);
    }
    if !table.mapping.unused.is_empty() {
        let _ = writeln!(text, "{indent}not used: {}", table.mapping.unused.join(", ").replace('\n', " "));
    }
    text
}

/// Choices that could be others.
pub fn questions(table: &Table, indent: &str) -> String {
    let mut text = String::new();
    for q in &table.mapping.questions {
        let others = q.others.join("\" or \"");
        let _ = writeln!(
            text,
            "{indent}question: {} is \"{}\"; or is it \"{others}\"? ({})",
            q.field.name(),
            q.taken,
            q.reason
        );
    }
    text
}

/// What is odd in a file, and the first of its rejected rows.
pub fn oddities(sidecar: &Sidecar) -> String {
    let mut text = String::new();
    for problem in &sidecar.problems {
        let _ = writeln!(text, "  note: {} [{}]", problem.message, problem.code);
    }
    for rejected in sidecar.rejected.iter().take(20) {
        let (row, field, value) = (rejected.row, &rejected.field, &rejected.value);
        let _ = writeln!(text, "  rejected row {row}: {field} {value:?} {}", rejected.message);
    }
    text
}

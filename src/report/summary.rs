//! `summary.json`: every figure of a run, exact, for machines.

use serde_json::{Map, Value, json};

use super::Findings;
use crate::classify::cube::Sum;
use crate::indicators::{Figure, SCALE};
use crate::ingest::amount::format_cents;

pub fn summary(findings: &Findings<'_>) -> Value {
    let config = findings.config;
    let cube = findings.cube;
    let rules = &config.scope.rules;
    let mut scopes: Vec<Value> = vec![
        scope("in", "External purchases: market", cube.by_scope[rules.len() + 1]),
        scope(crate::config::PUBLIC_BODIES, "External purchases: public bodies", cube.by_scope[rules.len()]),
    ];
    scopes.extend(rules.iter().enumerate().map(|(i, rule)| scope(&rule.id, &rule.label[0], cube.by_scope[i])));
    let missing =
        findings.computed.missing.iter().map(|(i, needs)| json!({ "indicator": i.id, "name": i.name, "needs": needs }));
    json!({
        "vire": env!("CARGO_PKG_VERSION"),
        "buyer": config.buyer_name,
        "country": config.country,
        "currency": config.currency,
        "as_of": findings.as_of,
        "home": config.home_names,
        "basis": config.basis,
        "breaks": config.breaks.iter().map(|b| json!({ "date": b.date.to_string(), "reason": b.reason })).collect::<Vec<_>>(),
        "scopes": scopes,
        "figures": findings.computed.figures.iter().map(figure).collect::<Vec<_>>(),
        "not_computed": missing.collect::<Vec<_>>(),
    })
}

fn scope(id: &str, label: &str, sum: Sum) -> Value {
    json!({ "id": id, "label": label, "lines": sum.lines, "amount": cents(Some(sum.cents)) })
}

fn figure(figure: &Figure) -> Value {
    let mut map = Map::new();
    let texts = [
        ("indicator", &figure.indicator),
        ("scope", &figure.scope),
        ("period", &figure.period),
        ("dimension", &figure.dimension),
        ("member", &figure.member),
    ];
    map.extend(texts.map(|(k, v)| (k.to_owned(), json!(v))));
    map.insert("unit".into(), json!(figure.unit().code()));
    map.extend(
        [("value", figure.value), ("low", figure.low), ("high", figure.high)]
            .map(|(k, v)| (k.to_owned(), millionths(v))),
    );
    map.extend(
        [("numerator", figure.numerator), ("denominator", figure.denominator)].map(|(k, v)| (k.to_owned(), cents(v))),
    );
    map.insert("n".into(), json!(figure.n));
    map.insert("coverage".into(), millionths(figure.coverage));
    if !figure.note.is_empty() {
        map.insert("note".into(), json!(figure.note));
    }
    Value::Object(map)
}

/// Exact decimals travel as text, since JSON numbers are floats to most readers.
fn cents(cents: Option<i128>) -> Value {
    cents.map_or(Value::Null, |c| json!(format_cents(c)))
}

fn millionths(value: Option<i128>) -> Value {
    let unit = 10u128.pow(SCALE as u32);
    value.map_or(Value::Null, |v| {
        let sign = if v < 0 { "-" } else { "" };
        json!(format!("{sign}{}.{:06}", v.unsigned_abs() / unit, v.unsigned_abs() % unit))
    })
}

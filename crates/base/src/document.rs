//! A pipeline file with the place of each value, and its faults, all at once.

use std::fmt::Write as _;
use std::ops::Range;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Severity};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A fault or a warning at its place, with what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub span: Range<usize>,
    pub message: String,
    pub help: String,
    pub warning: bool,
}

/// The text of a pipeline file and its parsed form.
pub struct Document<'t> {
    root: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    /// Parses TOML; all syntax errors at once.
    pub fn parse(text: &'t str) -> Result<Self, Vec<Fault>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Self { root });
        }
        let fault = |e: toml::de::Error| {
            let span = e.span().unwrap_or(0..0);
            let help = syntax_help(e.message(), line_at(text, span.start)).to_owned();
            Fault { span, message: format!("not valid TOML: {}", e.message()), help, warning: false }
        };
        Err(errors.into_iter().map(fault).collect())
    }

    /// Holds the file against the JSON Schema of the pipeline file: unknown keys, wrong types, missing keys, values out of range.
    pub fn check(&self, schema: &Value) -> Vec<Fault> {
        let mut checker = Checker { root: schema, faults: Vec::new() };
        checker.table(self.root.get_ref(), self.root.span(), schema, "");
        checker.faults
    }

    /// The place of a value, such as `["purchases", "0", "files", "1"]`; of the nearest part of the path that exists.
    pub fn span(&self, path: &[&str]) -> Range<usize> {
        let mut table = Some(self.root.get_ref());
        let mut value: Option<&Spanned<DeValue<'_>>> = None;
        for part in path {
            let next = match (table, value.map(Spanned::get_ref)) {
                (Some(t), _) => t.iter().find(|(k, _)| k.get_ref() == part).map(|(_, v)| v),
                (None, Some(DeValue::Array(items))) => part.parse::<usize>().ok().and_then(|i| items.get(i)),
                _ => None,
            };
            let Some(next) = next else { break };
            value = Some(next);
            table = next.get_ref().as_table();
        }
        value.map_or(0..0, Spanned::span)
    }
}

/// The line of a text that a byte stands on.
fn line_at(text: &str, at: usize) -> &str {
    let mut from = 0;
    text.split_inclusive('\n')
        .find(|line| {
            from += line.len();
            at < from
        })
        .unwrap_or_default()
}

/// What would be right instead of a line that is no TOML, by what people commonly write and by what its reader says.
fn syntax_help(message: &str, line: &str) -> &'static str {
    const CURLY: [char; 5] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}'];
    if line.contains(CURLY) {
        return "write straight quotation marks, as in \"exports/2024.xlsx\"";
    }
    if line.contains('"') && line.contains('\\') {
        return "write paths with / or in single quotes, as in \"data/2024.xlsx\" or 'data\\2024.xlsx'";
    }
    // The parts of the reader's messages that tell the kinds of fault apart.
    for (said, help) in [
        ("duplicate key", "each key stands once in a section; several values stand in one list, as in [\"a\", \"b\"]"),
        ("must be quoted", "write texts in quotation marks, as in name = \"Kotka\""),
        ("basic string", "end the text with a quotation mark in the same line"),
        ("unclosed table", "end the name of a section with ], and of one that can be there several times with ]]"),
        ("unclosed array", "end the list with ]"),
    ] {
        if message.contains(said) {
            return help;
        }
    }
    "texts stand in quotation marks, lists in [ ], sections under [name] or [[name]]"
}

struct Checker<'s> {
    root: &'s Value,
    faults: Vec<Fault>,
}

impl<'s> Checker<'s> {
    fn fault(&mut self, span: Range<usize>, message: String, help: String) {
        self.faults.push(Fault { span, message, help, warning: false });
    }

    fn resolve(&self, schema: &'s Value) -> &'s Value {
        let target =
            schema.get("$ref").and_then(Value::as_str).and_then(|r| self.root.pointer(r.trim_start_matches('#')));
        target.unwrap_or(schema)
    }

    /// The words that a schema allows, also one that lists them with descriptions.
    fn words(&self, schema: &'s Value) -> Vec<&'s str> {
        let schema = self.resolve(schema);
        let options = ["anyOf", "oneOf"].iter().find_map(|k| schema.get(*k)).and_then(Value::as_array);
        choices(schema).chain(options.into_iter().flatten().flat_map(|o| choices(self.resolve(o)))).collect()
    }

    fn table(&mut self, table: &DeTable<'_>, span: Range<usize>, schema: &'s Value, path: &str) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let names = || properties.into_iter().flatten().map(|(name, _)| name.as_str());
        let place = if path.is_empty() { "the pipeline file".to_owned() } else { format!("[{path}]") };
        let mut unknown = Vec::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let below = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if let Some(property) = properties.and_then(|p| p.get(name)) {
                self.value(value, property, &below);
            } else if let Some(any) = schema.get("additionalProperties").filter(|a| a.is_object()) {
                let keys: Vec<&str> = schema.get("propertyNames").map(|k| self.words(k)).unwrap_or_default();
                if keys.is_empty() || keys.contains(&name) {
                    self.value(value, any, &below);
                } else {
                    self.fault(key.span(), format!("{place} has no key \"{name}\""), did_you_mean(name, &keys));
                }
            } else {
                let known: Vec<&str> = names().collect();
                unknown.push(name);
                self.fault(key.span(), format!("{place} has no key \"{name}\""), did_you_mean(name, &known));
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            // A key that is only mistyped is not missing as well.
            let is_mistyped = || unknown.iter().any(|word| is_near(word, name));
            if !table.iter().any(|(k, _)| k.get_ref() == name) && !is_mistyped() {
                let help = properties.and_then(|p| p.get(name)).map(|p| self.to_add(name, p, path)).unwrap_or_default();
                self.fault(span.start..span.start, format!("{place} lacks \"{name}\""), help);
            }
        }
    }

    /// What to write where a key is missing.
    fn to_add(&self, name: &str, schema: &'s Value, path: &str) -> String {
        let resolved = self.resolve(schema);
        let needed = resolved.get("required").and_then(Value::as_array).filter(|_| path.is_empty());
        match needed {
            Some(keys) => {
                let keys: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
                format!("add a section [{name}] with {}", keys.join(" and "))
            }
            None => format!("add {name}: {}", self.describe(schema)),
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'s Value, path: &str) {
        let schema = self.resolve(schema);
        if let Some(options) = ["anyOf", "oneOf"].iter().find_map(|k| schema.get(*k)).and_then(Value::as_array) {
            return self.one_of(value, options, schema, path);
        }
        match value.get_ref() {
            DeValue::Table(table) if allows(schema, "object") => self.table(table, value.span(), schema, path),
            DeValue::Array(items) if allows(schema, "array") => {
                if let Some(item_schema) = schema.get("items") {
                    items.iter().for_each(|item| self.value(item, item_schema, path));
                }
            }
            DeValue::String(text) if allows(schema, "string") => {
                let allowed: Vec<&str> = choices(schema).collect();
                if !allowed.is_empty() && !allowed.contains(&text.as_ref()) {
                    self.fault(value.span(), format!("{path} cannot be \"{text}\""), did_you_mean(text, &allowed));
                }
            }
            DeValue::Integer(number) if allows(schema, "integer") || allows(schema, "number") => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64);
                self.range(value, read, schema, path);
            }
            DeValue::Float(number) if allows(schema, "number") => {
                self.range(value, number.as_str().parse().ok(), schema, path)
            }
            DeValue::Boolean(_) if allows(schema, "boolean") => {}
            DeValue::Table(_) if self.takes_tables(schema) => {
                let help = format!("write [[{path}]] with two brackets, once for each");
                self.fault(value.span(), format!("there can be several sections [{path}]"), help);
            }
            other => {
                let found = other.type_str();
                let expected = self.describe(schema);
                self.fault(
                    value.span(),
                    format!("{path} is {} {found}", article(found)),
                    format!("it takes {expected}"),
                );
            }
        }
    }

    /// An optional value, a choice of words, or a value of several shapes: right when one of them fits.
    fn one_of(&mut self, value: &Spanned<DeValue<'_>>, options: &'s [Value], schema: &'s Value, path: &str) {
        let words: Vec<&str> = options.iter().flat_map(|o| choices(self.resolve(o))).collect();
        if let (DeValue::String(text), false) = (value.get_ref(), words.is_empty()) {
            if !words.contains(&text.as_ref()) {
                self.fault(value.span(), format!("{path} cannot be \"{text}\""), did_you_mean(text, &words));
            }
            return;
        }
        let mut first = None;
        for option in options.iter().filter(|o| o.get("type").and_then(Value::as_str) != Some("null")) {
            let mut attempt = Checker { root: self.root, faults: Vec::new() };
            attempt.value(value, option, path);
            if attempt.faults.is_empty() {
                return;
            }
            first.get_or_insert(attempt.faults);
        }
        let shapes = options.iter().filter(|o| o.get("type").and_then(Value::as_str) != Some("null")).count();
        match first {
            Some(faults) if shapes == 1 => self.faults.extend(faults),
            _ => {
                let found = value.get_ref().type_str();
                let expected = self.describe(schema);
                self.fault(
                    value.span(),
                    format!("{path} is {} {found}", article(found)),
                    format!("it takes {expected}"),
                );
            }
        }
    }

    fn range(&mut self, value: &Spanned<DeValue<'_>>, read: Option<f64>, schema: &Value, path: &str) {
        let bound = |key| schema.get(key).and_then(Value::as_f64);
        let (low, high) = (bound("minimum"), bound("maximum"));
        let inside = read.is_some_and(|n| low.is_none_or(|l| n >= l) && high.is_none_or(|h| n <= h));
        if !inside {
            let low = low.map(|l| format!("at least {l}")).unwrap_or_default();
            let high = high.map(|h| format!("at most {h}")).unwrap_or_default();
            let help = format!(
                "it takes a number {}",
                [low, high].iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(" and ")
            );
            self.fault(value.span(), format!("{path} is out of range"), help);
        }
    }

    /// Whether it takes a list of tables.
    fn takes_tables(&self, schema: &'s Value) -> bool {
        let items = schema.get("items").filter(|_| allows(schema, "array"));
        items.is_some_and(|items| allows(self.resolve(items), "object"))
    }

    /// What a schema allows, in words.
    fn describe(&self, schema: &'s Value) -> String {
        let schema = self.resolve(schema);
        let mut text = String::new();
        let words: Vec<&str> = choices(schema).collect();
        if !words.is_empty() {
            return format!("one of {}", words.join(" "));
        }
        if let Some(options) = ["anyOf", "oneOf"].iter().find_map(|k| schema.get(*k)).and_then(Value::as_array) {
            let shapes: Vec<String> =
                options.iter().map(|o| self.describe(o)).filter(|d| !d.is_empty() && d != "null").collect();
            return shapes.join(", or ");
        }
        let types =
            schema.get("type").map(|t| t.as_array().cloned().unwrap_or_else(|| vec![t.clone()])).unwrap_or_default();
        for kind in types.iter().filter_map(Value::as_str).filter(|t| *t != "null") {
            let word = match kind {
                "string" => "a text in quotation marks",
                "array" => "a list in [ ]",
                "object" => match schema.get("propertyNames").map(|k| self.words(k)).as_deref() {
                    Some([first, ..]) => return format!("a table, such as {{ {first} = ... }}"),
                    _ => "a table",
                },
                "integer" => "a whole number",
                "number" => "a number",
                "boolean" => "true or false",
                other => other,
            };
            let _ = write!(text, "{}{word}", if text.is_empty() { "" } else { " or " });
        }
        if let (Some(items), true) = (schema.get("items"), allows(schema, "array")) {
            let _ = write!(
                text,
                " of {}",
                self.describe(items).replacen("a text", "texts", 1).replacen("a table", "tables", 1)
            );
        }
        text
    }
}

fn allows(schema: &Value, kind: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(many)) => many.iter().any(|t| t == kind),
        _ => false,
    }
}

fn choices(schema: &Value) -> impl Iterator<Item = &str> {
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    listed.chain(schema.get("const")).filter_map(Value::as_str)
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// How alike two words are, from 0 to 1.
fn likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(&a.to_lowercase(), &b.to_lowercase())
}

fn is_near(a: &str, b: &str) -> bool {
    likeness(a, b) > 0.8
}

/// Words with commas; in quotation marks when they are signs.
fn listed(words: &[&str]) -> String {
    let are_plain = words.iter().all(|word| word.contains(char::is_alphanumeric));
    let word = |word: &&str| if are_plain { (*word).to_owned() } else { format!("\"{word}\"") };
    words.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// The nearest of the known words, when one is near.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().copied().filter(|k| is_near(word, k));
    near.map(|k| (likeness(word, k), k)).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, near)| near)
}

/// The nearest of the known words when one is near, else all of them.
pub fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.len() > 40 => String::new(),
        None => format!("known here: {}", listed(known)),
    }
}

/// A text that a terminal does not obey: each control letter and mark of direction as a sign of the same length, so that
/// places in the text stay.
fn plain(text: &str) -> String {
    let sign = |c: char| match (c, c.len_utf8()) {
        ('\n' | '\t', _) => c,
        ('\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}', _) => '\u{fffd}',
        (c, 1) if c.is_control() => '?',
        (c, 2) if c.is_control() || c == '\u{61c}' => '¿',
        _ => c,
    };
    text.chars().map(sign).collect()
}

/// How a text looks where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub colour: bool,
    /// Letters in a line.
    pub width: usize,
}

/// Faults that are shown; a file that is something else altogether has one in each line.
const MOST_SHOWN: usize = 20;

/// Faults as text with the lines they stand on: the first ones, and how many more there are.
pub fn render(name: &str, text: &str, faults: &[Fault], look: Look) -> String {
    let theme = if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(look.width);
    let mut out = String::new();
    for fault in faults.iter().take(MOST_SHOWN) {
        let severity = if fault.warning { Severity::Warning } else { Severity::Error };
        let mut diagnostic = MietteDiagnostic::new(plain(&fault.message)).with_severity(severity);
        if !fault.help.is_empty() {
            diagnostic = diagnostic.with_help(plain(&fault.help));
        }
        diagnostic = diagnostic.with_label(LabeledSpan::underline(fault.span.clone()));
        let report = miette::Report::new(diagnostic).with_source_code(NamedSource::new(plain(name), plain(text)));
        let _ = handler.render_report(&mut out, report.as_ref());
    }
    if let Some(more @ 1..) = faults.len().checked_sub(MOST_SHOWN) {
        let _ = writeln!(out, "  and {more} more");
    }
    out
}

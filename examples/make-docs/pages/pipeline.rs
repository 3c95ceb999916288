//! The pipeline file, from its JSON Schema.

use serde_json::{Map, Value};

use super::{code, link, prose, table};

const INTRODUCTION: &str = "# The pipeline file

A pipeline file is TOML; `vire init` drafts one from exports, `vire check` holds one against its inputs, and
`vire schema` prints the JSON Schema that this page is made from.
Paths begin at the folder of the file.
A key that stands here without a default may be left out, unless it is required.
";

/// A list of words up to this length stands where it is used.
const FEW: usize = 4;

pub fn page() -> String {
    let schema = vire::config::schema();
    let page = Page { root: &schema };
    let mut text = INTRODUCTION.to_owned() + "\n## Sections\n\n" + &page.keys(&schema, "");
    text += &page.sections(&schema, "");
    text + &page.lists()
}

struct Page<'s> {
    root: &'s Value,
}

impl<'s> Page<'s> {
    /// The definition that a reference names.
    fn definition(&self, schema: &'s Value) -> Option<(&'s str, &'s Value)> {
        let name = schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
        Some((name, self.root.pointer(&format!("/$defs/{name}"))?))
    }

    /// A table of keys that a value is, and whether it is a list of such tables.
    fn section(&self, schema: &'s Value) -> Option<(bool, &'s Value)> {
        let schema = shapes(schema).next()?;
        if let Some(items) = schema.get("items") {
            return self.section(items).map(|(_, of)| (true, of));
        }
        let (_, of) = self.definition(schema)?;
        of.get("properties").map(|_| (false, of))
    }

    /// The sections of a table's keys, each followed by its own.
    fn sections(&self, of: &'s Value, path: &str) -> String {
        let mut text = String::new();
        for (key, schema) in properties(of) {
            let path = joined(path, key);
            let Some((is_list, section)) = self.section(schema) else { continue };
            let meaning = describe(section).or(describe(schema)).unwrap_or_default();
            text +=
                &format!("\n## `{}`\n\n{}\n\n{}", heading(&path, is_list), prose(meaning), self.keys(section, &path));
            text += &self.sections(section, &path);
        }
        text
    }

    fn keys(&self, of: &'s Value, path: &str) -> String {
        let required: Vec<&str> =
            of.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let rows = properties(of).map(|(key, schema)| {
            let default = if required.contains(&key.as_str()) { "required".to_owned() } else { default(schema) };
            let own = self.section(schema).and_then(|(_, section)| describe(section));
            let meaning = describe(schema).or(own).unwrap_or_default();
            [code(key), self.kind(schema, &joined(path, key)), default, meaning.to_owned()]
        });
        table(["key", "type", "default", "meaning"], rows)
    }

    /// What a key takes, in words.
    fn kind(&self, schema: &'s Value, path: &str) -> String {
        if let Some((is_list, _)) = self.section(schema) {
            let words = if is_list { "list of tables" } else { "table" };
            return link(words, &heading(path, is_list));
        }
        let words: Vec<String> = shapes(schema).map(|shape| self.shape(shape, path)).collect();
        words.join(" or ")
    }

    fn shape(&self, schema: &'s Value, path: &str) -> String {
        if let Some((name, of)) = self.definition(schema) {
            return if self.is_list(of) { link(name, name) } else { self.kind(of, path) };
        }
        let words = words(schema);
        if !words.is_empty() {
            return words.into_iter().map(|(word, _)| code(&format!("{word:?}"))).collect::<Vec<_>>().join(", ");
        }
        match schema.get("type").map(|t| t.as_str().or_else(|| t.get(0)?.as_str()).unwrap_or_default()) {
            Some("string") => "text".to_owned(),
            Some("boolean") => "`true` or `false`".to_owned(),
            Some("integer") => format!("whole number{}", range(schema)),
            Some("number") => format!("number{}", range(schema)),
            Some("array") => format!("list of {}", plural(&self.kind(&schema["items"], path))),
            Some("object") if schema.get("properties").is_some() => {
                let keys: Vec<String> = properties(schema).map(|(key, _)| code(key)).collect();
                format!("table of {}", keys.join(" and "))
            }
            Some("object") => {
                let values = self.kind(&schema["additionalProperties"], path);
                let keys = schema.get("propertyNames").map(|names| self.kind(names, path));
                format!("table of {} by {}", plural(&values), keys.unwrap_or_else(|| "key".to_owned()))
            }
            _ => String::new(),
        }
    }

    /// Whether a definition is a list of words that has a section of its own.
    fn is_list(&self, of: &Value) -> bool {
        let words = words(of);
        words.len() > FEW || words.iter().any(|(_, meaning)| meaning.is_some())
    }

    fn lists(&self) -> String {
        let definitions = self.root.get("$defs").and_then(Value::as_object).into_iter().flatten();
        let section = |(name, of): (&String, &Value)| {
            let (described, plain): (Vec<_>, Vec<_>) =
                words(of).into_iter().partition(|(_, meaning)| meaning.is_some());
            let mut text = format!("\n## {name}\n\n{}\n", prose(describe(of).unwrap_or_default()));
            if !plain.is_empty() {
                let plain: Vec<String> = plain.into_iter().map(|(word, _)| code(word)).collect();
                text += &format!("\n{}\n", plain.join(", "));
            }
            if !described.is_empty() {
                let rows = described.into_iter().map(|(word, of)| [code(word), of.unwrap_or_default().to_owned()]);
                text += &format!("\n{}", table(["value", "meaning"], rows));
            }
            text
        };
        definitions.filter(|(_, of)| self.is_list(of)).map(section).collect()
    }
}

fn properties(of: &Value) -> impl Iterator<Item = (&String, &Value)> {
    of.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A section as it is written in TOML.
fn heading(path: &str, is_list: bool) -> String {
    if is_list { format!("[[{path}]]") } else { format!("[{path}]") }
}

fn describe(schema: &Value) -> Option<&str> {
    schema.get("description").and_then(Value::as_str)
}

/// The alternatives of a schema, but for leaving it out; itself where there are none.
fn shapes(schema: &Value) -> impl Iterator<Item = &Value> {
    let options = if words(schema).is_empty() { schema.get("anyOf").and_then(Value::as_array) } else { None };
    let alone = options.is_none().then_some(schema);
    let is_null = |s: &&Value| s.get("type").and_then(Value::as_str) == Some("null");
    options.into_iter().flatten().filter(move |s| !is_null(s)).chain(alone)
}

/// The words that a schema allows, with their descriptions.
fn words(schema: &Value) -> Vec<(&str, Option<&str>)> {
    let options = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let all = options.chain([schema]).flat_map(|option| {
        let listed = option.get("enum").and_then(Value::as_array).into_iter().flatten().chain(option.get("const"));
        listed.filter_map(Value::as_str).map(move |word| (word, option.get("const").and_then(|_| describe(option))))
    });
    all.collect()
}

fn range(schema: &Value) -> String {
    let bound = |key| schema.get(key).map(Value::to_string);
    match (bound("minimum"), bound("maximum")) {
        (Some(low), Some(high)) => format!(", {low} to {high}"),
        (Some(low), None) if low != "0" => format!(", at least {low}"),
        (None, Some(high)) => format!(", at most {high}"),
        _ => String::new(),
    }
}

fn default(schema: &Value) -> String {
    match schema.get("default") {
        None | Some(Value::Null) => String::new(),
        Some(value) if *value == "" || *value == serde_json::json!([]) || *value == serde_json::json!({}) => {
            String::new()
        }
        Some(value) => code(&value.to_string()),
    }
}

fn plural(kind: &str) -> String {
    match kind {
        "text" => "texts".to_owned(),
        "whole number" => "whole numbers".to_owned(),
        "text or list of texts" => "texts or lists of texts".to_owned(),
        other => other.to_owned(),
    }
}

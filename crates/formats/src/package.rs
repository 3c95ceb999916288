//! An Open Packaging Conventions container (ECMA-376 part 2): parts, content types, relationships.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use anyhow::{Context, anyhow, bail};
use roxmltree::Document;

use crate::xml::{HEAD, escape};

/// Namespace of relationship types.
pub const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A template larger than this unpacked is refused.
const LARGEST: u64 = 512 << 20;

#[derive(Clone, Debug)]
struct Relationship {
    id: String,
    kind: String,
    target: String,
    external: bool,
}

/// Parts by name, such as `/ppt/presentation.xml`; relationships by the part they start from, the package being "".
#[derive(Default)]
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    relationships: BTreeMap<String, Vec<Relationship>>,
    /// Content types by file ending and by part.
    defaults: BTreeMap<String, String>,
    overrides: BTreeMap<String, String>,
}

impl Package {
    /// # Errors
    /// When the bytes are no package: no zip, broken XML, or too large.
    pub fn open(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            anyhow!("is no .pptx or .potx file, or has a password; save it in PowerPoint as .pptx without one")
        })?;
        let mut package = Self::default();
        let mut left = LARGEST;
        let mut names = BTreeSet::new();
        anyhow::ensure!(!zip.has_duplicate_names(), "holds two parts of one name");
        for i in 0..zip.len() {
            let mut file = zip.by_index(i)?;
            if file.is_dir() {
                continue;
            }
            let name = file.name()?.into_owned();
            anyhow::ensure!(names.insert(name.to_ascii_lowercase()), "holds two parts of one name, {name}");
            let mut content = Vec::new();
            // To read to the end has the checksum compared.
            file.by_ref().take(left + 1).read_to_end(&mut content)?;
            left = left.checked_sub(content.len() as u64).ok_or_else(|| anyhow!("is too large to be a template"))?;
            package.take(&name, content).with_context(|| format!("its part {name} cannot be read"))?;
        }
        Ok(package)
    }

    fn take(&mut self, name: &str, content: Vec<u8>) -> anyhow::Result<()> {
        if name == "[Content_Types].xml" {
            self.content_types(std::str::from_utf8(&content)?)
        } else if let Some(owner) = owner_of(name) {
            let text = std::str::from_utf8(&content)?.trim_start_matches('\u{feff}');
            let document = Document::parse(text)?;
            let elements = document.root_element().children().filter(roxmltree::Node::is_element);
            let read = |n: roxmltree::Node<'_, '_>| {
                let attribute = |name: &str| n.attribute(name).unwrap_or_default().to_owned();
                let external = n.attribute("TargetMode") == Some("External");
                Relationship { id: attribute("Id"), kind: attribute("Type"), target: attribute("Target"), external }
            };
            self.relationships.insert(owner, elements.map(read).collect());
            Ok(())
        } else {
            self.parts.insert(format!("/{name}"), content);
            Ok(())
        }
    }

    fn content_types(&mut self, text: &str) -> anyhow::Result<()> {
        let document = Document::parse(text.trim_start_matches('\u{feff}'))?;
        for node in document.root_element().children().filter(roxmltree::Node::is_element) {
            let kind = node.attribute("ContentType").unwrap_or_default().to_owned();
            match (node.attribute("Extension"), node.attribute("PartName")) {
                (Some(ending), _) => drop(self.defaults.insert(ending.to_lowercase(), kind)),
                (None, Some(part)) => drop(self.overrides.insert(part.to_owned(), kind)),
                (None, None) => {}
            }
        }
        Ok(())
    }

    pub fn text(&self, part: &str) -> anyhow::Result<&str> {
        let bytes = self.parts.get(part).ok_or_else(|| anyhow!("it has no part {part}"))?;
        Ok(std::str::from_utf8(bytes).with_context(|| format!("its part {part}"))?.trim_start_matches('\u{feff}'))
    }

    /// The part that the first relationship of a kind leads to.
    pub fn related(&self, owner: &str, kind: &str) -> Option<String> {
        let of_owner = self.relationships.get(owner)?;
        of_owner.iter().find(|r| r.kind.ends_with(kind)).map(|r| resolve(owner, &r.target))
    }

    /// The part that a relationship leads to.
    pub fn target(&self, owner: &str, id: &str) -> anyhow::Result<String> {
        let of_owner = self.relationships.get(owner).into_iter().flatten();
        let found = of_owner.into_iter().find(|r| r.id == id).map(|r| resolve(owner, &r.target));
        found.ok_or_else(|| anyhow!("its part {owner} has no relationship {id}"))
    }

    /// Adds a relationship of a kind of [`RELATIONSHIPS`], or of a kind with its own namespace, and gives its id.
    pub fn relate(&mut self, owner: &str, kind: &str, part: &str) -> String {
        let kind = if kind.contains("://") { kind.to_owned() } else { format!("{RELATIONSHIPS}/{kind}") };
        let target = relative(owner, part);
        let of_owner = self.relationships.entry(owner.to_owned()).or_default();
        let mut number = of_owner.len() + 1;
        while of_owner.iter().any(|r| r.id == format!("rId{number}")) {
            number += 1;
        }
        let id = format!("rId{number}");
        of_owner.push(Relationship { id: id.clone(), kind, target, external: false });
        id
    }

    /// Drops the relationships of an owner that end in one of the kinds.
    pub fn unrelate(&mut self, owner: &str, kinds: &[&str]) {
        if let Some(of_owner) = self.relationships.get_mut(owner) {
            of_owner.retain(|r| !kinds.iter().any(|kind| r.kind.ends_with(kind)));
        }
    }

    pub fn put(&mut self, part: &str, content_type: &str, content: impl Into<Vec<u8>>) {
        self.overrides.insert(part.to_owned(), content_type.to_owned());
        self.parts.insert(part.to_owned(), content.into());
    }

    /// Replaces a part's content and keeps its type.
    pub fn replace(&mut self, part: &str, content: String) {
        self.parts.insert(part.to_owned(), content.into_bytes());
    }

    pub fn set_type(&mut self, part: &str, content_type: &str) {
        self.overrides.insert(part.to_owned(), content_type.to_owned());
    }

    pub fn set_default(&mut self, ending: &str, content_type: &str) {
        self.defaults.insert(ending.to_owned(), content_type.to_owned());
    }

    /// A name that no part has yet.
    pub fn free(&self, before: &str, after: &str) -> String {
        let taken = |name: &String| self.parts.contains_key(name);
        let mut number = 1;
        loop {
            let name = format!("{before}{number}{after}");
            if !taken(&name) {
                return name;
            }
            number += 1;
        }
    }

    /// Drops every part that no chain of relationships reaches from the package: old slides, their notes and pictures.
    pub fn sweep(&mut self) {
        let mut reached = BTreeSet::new();
        let mut open = vec![String::new()];
        while let Some(owner) = open.pop() {
            for r in self.relationships.get(&owner).into_iter().flatten().filter(|r| !r.external) {
                let target = resolve(&owner, &r.target);
                if reached.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        self.parts.retain(|part, _| reached.contains(part));
        let parts = &self.parts;
        self.relationships.retain(|owner, _| owner.is_empty() || parts.contains_key(owner));
        self.overrides.retain(|part, _| parts.contains_key(part));
    }

    /// The package as bytes; the same parts give the same bytes.
    pub fn save(&self) -> anyhow::Result<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        let mut put = |name: &str, content: &[u8]| -> anyhow::Result<()> {
            zip.start_file(name, options)?;
            Ok(zip.write_all(content)?)
        };
        put("[Content_Types].xml", self.types_xml().as_bytes())?;
        for (owner, of_owner) in &self.relationships {
            put(&relationships_part(owner), relationships_xml(of_owner).as_bytes())?;
        }
        for (part, content) in &self.parts {
            put(part.trim_start_matches('/'), content)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn types_xml(&self) -> String {
        let mut xml = format!("{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
        for (ending, kind) in &self.defaults {
            xml += &format!("<Default Extension=\"{}\" ContentType=\"{}\"/>", escape(ending), escape(kind));
        }
        for (part, kind) in &self.overrides {
            xml += &format!("<Override PartName=\"{}\" ContentType=\"{}\"/>", escape(part), escape(kind));
        }
        xml + "</Types>"
    }

    /// Refuses what this program cannot write into.
    pub fn check_presentation(&self) -> anyhow::Result<String> {
        let Some(main) = self.related("", "/officeDocument") else {
            bail!("is no presentation: it names no main part");
        };
        let text = self.text(&main)?;
        if text.contains("purl.oclc.org/ooxml") {
            bail!("is a Strict Open XML file; save it in PowerPoint as an ordinary .pptx");
        }
        if !text.contains("presentationml") {
            bail!("is no presentation but another kind of Office file");
        }
        Ok(main)
    }
}

fn relationships_xml(relationships: &[Relationship]) -> String {
    let mut xml =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for r in relationships {
        let mode = if r.external { " TargetMode=\"External\"" } else { "" };
        let [id, kind, target] = [&r.id, &r.kind, &r.target].map(|t| escape(t));
        xml += &format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>");
    }
    xml + "</Relationships>"
}

/// `ppt/slides/_rels/slide1.xml.rels` belongs to `/ppt/slides/slide1.xml`, `_rels/.rels` to the package.
fn owner_of(name: &str) -> Option<String> {
    let (folder, file) = name.strip_suffix(".rels")?.rsplit_once('/')?;
    let folder = folder.strip_suffix("_rels")?.trim_end_matches('/');
    Some(match (folder, file) {
        (_, "") => String::new(),
        ("", file) => format!("/{file}"),
        (folder, file) => format!("/{folder}/{file}"),
    })
}

fn relationships_part(owner: &str) -> String {
    match owner.trim_start_matches('/').rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{}.rels", owner.trim_start_matches('/')),
    }
}

fn resolve(owner: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    let mut path: Vec<&str> = owner.split('/').filter(|s| !s.is_empty()).collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    format!("/{}", path.join("/"))
}

fn relative(owner: &str, part: &str) -> String {
    let from: Vec<&str> = owner.split('/').filter(|s| !s.is_empty()).collect();
    let from = &from[..from.len().saturating_sub(1)];
    let to: Vec<&str> = part.split('/').filter(|s| !s.is_empty()).collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut path = vec![".."; from.len() - common];
    path.extend(&to[common..]);
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_owners() {
        assert_eq!(resolve("/ppt/slides/slide1.xml", "../charts/chart1.xml"), "/ppt/charts/chart1.xml");
        assert_eq!(relative("/ppt/slides/slide1.xml", "/ppt/charts/chart1.xml"), "../charts/chart1.xml");
        assert_eq!(relative("", "/ppt/presentation.xml"), "ppt/presentation.xml");
        assert_eq!(owner_of("_rels/.rels").as_deref(), Some(""));
        assert_eq!(owner_of("ppt/slides/_rels/slide1.xml.rels").as_deref(), Some("/ppt/slides/slide1.xml"));
        assert_eq!(relationships_part("/ppt/slides/slide1.xml"), "ppt/slides/_rels/slide1.xml.rels");
        assert_eq!(relationships_part(""), "_rels/.rels");
    }

    #[test]
    fn what_is_no_package_is_refused() {
        let refused = |bytes: &[u8]| Package::open(bytes).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused(b"not a zip").contains("password"));
        assert!(refused(&stored(&[("ppt/a.xml", "1"), ("PPT/A.xml", "2")])).contains("two parts"));
    }

    /// An archive whose parts are not packed.
    fn stored(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, content) in parts {
            zip.start_file(*name, options).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_that_was_altered_is_refused() {
        let mut bytes = stored(&[("ppt/a.xml", "a part of this length")]);
        assert!(Package::open(&bytes).is_ok());
        let at = bytes.windows(6).position(|w| w == b"a part").unwrap();
        bytes[at] = b'A';
        assert!(Package::open(&bytes).is_err());
    }
}

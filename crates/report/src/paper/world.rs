//! Typesetting in memory: no file system, no network, no system fonts, so that every machine gives the same bytes.

use std::collections::HashMap;
use std::sync::LazyLock;

use anyhow::{Context, anyhow};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The family that ships with the program; charts that go on paper must name it.
pub const FAMILY: &str = "Liberation Sans";

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&[u8]; 2] =
        [include_bytes!("../fonts/LiberationSans-Regular.ttf"), include_bytes!("../fonts/LiberationSans-Bold.ttf")];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
/// Row headers of tables belong to the features for accessibility.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// Every font has a glyph for the character.
pub fn has_glyph(character: char) -> bool {
    FONTS.iter().all(|font| font.info().coverage.contains(character as u32))
}

/// What is typeset.
pub struct Work {
    /// Files by name; `main.typ` is the template, and names what else it reads.
    pub files: Vec<(String, Vec<u8>)>,
    /// Tells this document from others, whatever its content.
    pub ident: String,
    /// The document has a date, which PDF/A asks for.
    pub dated: bool,
}

impl Work {
    /// The PDF: PDF/UA-1, and PDF/A-2a when the document has a date.
    ///
    /// # Errors
    /// When the template does not compile, or the document is not accessible.
    pub fn pdf(self) -> anyhow::Result<Vec<u8>> {
        let files = self.files.into_iter().map(|(name, bytes)| Ok((id(&name)?, Bytes::new(bytes))));
        let files = files.collect::<anyhow::Result<HashMap<_, _>>>()?;
        let memory = Memory { files, main: id("main.typ")? };
        let document = typst::compile::<PagedDocument>(&memory).output.map_err(|e| fault(&e)).context("typesetting")?;
        let mut standards = vec![PdfStandard::Ua_1];
        if self.dated {
            standards.push(PdfStandard::A_2a);
        }
        let standards = PdfStandards::new(&standards).map_err(|e| anyhow!("{}", e.message()))?;
        let options = PdfOptions { ident: Smart::Custom(self.ident), standards, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).map_err(|e| fault(&e)).context("writing the PDF")
    }
}

/// The place of a file.
fn id(name: &str) -> anyhow::Result<FileId> {
    let path = VirtualPath::new(format!("/{name}")).map_err(|e| anyhow!("{name}: {e:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// The faults that typst found, as one error.
fn fault(faults: &[SourceDiagnostic]) -> anyhow::Error {
    let faults: Vec<String> = faults
        .iter()
        .map(|fault| {
            let hints = fault.hints.iter().map(|hint| format!(" ({})", hint.v));
            format!("{}{}", fault.message, hints.collect::<String>())
        })
        .collect();
    anyhow!(faults.join("; "))
}

struct Memory {
    files: HashMap<FileId, Bytes>,
    main: FileId,
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = String::from_utf8(self.file(id)?.to_vec()).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.get().vpath().get_with_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// No clock: the template is handed its date.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typeset(template: &str) -> anyhow::Result<Vec<u8>> {
        let files = vec![("main.typ".to_owned(), template.as_bytes().to_vec())];
        Work { files, ident: "test".to_owned(), dated: false }.pdf()
    }

    #[test]
    fn a_fault_is_an_error_that_says_what_and_why() {
        let head = "#set document(title: \"T\")\n#set text(lang: \"fi\")\n";
        assert!(typeset(&format!("{head}= Heading")).unwrap().starts_with(b"%PDF-"));
        for (body, said) in [
            ("#image(\"/missing.svg\", alt: \"x\")", "file not found"),
            ("#nothing", "unknown variable: nothing"),
            ("#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))", "alt"),
        ] {
            let error = format!("{:#}", typeset(&format!("{head}{body}")).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn the_fonts_have_what_the_languages_write() {
        assert!("ÅÄÖåäöéüšž€£–−…\u{a0}*₂Ж".chars().all(has_glyph));
        assert!(!has_glyph('\u{1f600}') && !has_glyph('漢'));
        assert!(FONTS.iter().all(|font| font.info().family == FAMILY));
    }
}

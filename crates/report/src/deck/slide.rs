//! Slides with their notes, added to a template one by one.

use anyhow::Context;
use roxmltree::Document;

use super::chart::{self, Money, Style};
use super::fit::{POINT, size_for};
use super::table::Laid;
use super::template::{Layout, Placeholder, Rect, Template};
use crate::model::Chart;
use vire_base::language::MINUS;
use vire_formats::xml::{HEAD, escape};

const NAMESPACES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
    <a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
const PRESENTATION: &str = "application/vnd.openxmlformats-officedocument.presentationml";

/// What stands on a slide under its title, in reading order.
pub enum Item<'a> {
    Chart(&'a Chart, Rect),
    Table(Laid, String, Rect),
    Text(Vec<Paragraph>, Rect),
}

/// A paragraph of one format; texts are fitted before they come here.
pub struct Paragraph {
    pub text: String,
    /// In points.
    pub size: f64,
    pub bold: bool,
    pub bullet: bool,
}

impl Paragraph {
    pub fn new(text: impl Into<String>, size: f64) -> Self {
        Self { text: text.into(), size, bold: false, bullet: false }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub fn bullet(self) -> Self {
        Self { bullet: true, ..self }
    }
}

pub struct Deck {
    pub template: Template,
    locale: String,
    money: Money,
    slides: Vec<String>,
}

impl Deck {
    pub fn new(template: Template, locale: &str, money: Money) -> Self {
        Self { template, locale: locale.to_owned(), money, slides: Vec::new() }
    }

    /// Adds the first slide: title and subtitle.
    pub fn add_title(&mut self, title: &str, subtitle: &str, notes: &[String]) -> anyhow::Result<()> {
        let layout = self.template.layout("title")?;
        let mut shapes = self.title(&layout, title);
        if let Some(place) = layout.placeholder(&["subTitle", "body", "obj"]) {
            shapes += &self.placeholder(3, "Subtitle", place, &[Paragraph::new(subtitle, 0.0)]);
        }
        self.add_shapes(&layout, shapes, notes)
    }

    /// Adds a slide with a title and items.
    pub fn add(&mut self, title: &str, items: &[Item<'_>], notes: &[String]) -> anyhow::Result<()> {
        let layout = self.template.layout("titleOnly")?;
        let mut shapes = self.title(&layout, title);
        let part = self.next_part();
        for (number, item) in (3..).zip(items) {
            shapes += &match item {
                Item::Chart(chart, at) => self.chart(&part, number, chart, *at)?,
                Item::Table(table, alt, at) => table.frame(number, alt, *at, &self.locale),
                Item::Text(paragraphs, at) => self.text_box(number, paragraphs, *at),
            };
        }
        self.add_shapes(&layout, shapes, notes)
    }

    fn next_part(&self) -> String {
        format!("/ppt/slides/slide{}.xml", self.slides.len() + 1)
    }

    fn add_shapes(&mut self, layout: &Layout, mut shapes: String, notes: &[String]) -> anyhow::Result<()> {
        let part = self.next_part();
        self.template.package.relate(&part, "slideLayout", &layout.part);
        if let Some(place) = layout.placeholder(&["sldNum"]) {
            shapes += &self.slide_number(place);
        }
        let xml = format!(
            "{HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld><p:clrMapOvr>\
             <a:masterClrMapping/></p:clrMapOvr></p:sld>"
        );
        self.template.package.put(&part, &format!("{PRESENTATION}.slide+xml"), xml);
        if !notes.is_empty() {
            self.notes(&part, notes)?;
        }
        self.slides.push(part);
        Ok(())
    }

    fn run(&self, paragraph: &Paragraph) -> String {
        let size =
            if paragraph.size > 0.0 { format!(" sz=\"{}\"", (paragraph.size * 100.0) as i64) } else { String::new() };
        let bold = if paragraph.bold { " b=\"1\"" } else { "" };
        format!(
            "<a:r><a:rPr lang=\"{}\"{size}{bold}/><a:t>{}</a:t></a:r>",
            self.locale,
            escape(&bound(&paragraph.text))
        )
    }

    /// The title, smaller than the template's own size when it would not fit.
    fn title(&self, layout: &Layout, text: &str) -> String {
        let Some(place) = layout.title() else {
            return String::new();
        };
        let own = layout.title_points();
        let sizes: Vec<f64> = [own, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0]
            .into_iter()
            .filter(|s| *s <= own)
            .collect();
        let size = place.rect.map_or(own, |r| {
            let points = |emu: i64| emu as f64 / POINT as f64;
            // The usual inset of a text box is 7.2 points at the sides and 3.6 above and below.
            size_for(text, (points(r.w) - 14.4, points(r.h) - 7.2), &sizes)
        });
        let size = if size < own { size } else { 0.0 };
        self.placeholder(2, "Title", place, &[Paragraph::new(text, size)])
    }

    fn placeholder(&self, id: usize, name: &str, place: &Placeholder, paragraphs: &[Paragraph]) -> String {
        let kind = if place.kind == "obj" { String::new() } else { format!(" type=\"{}\"", place.kind) };
        let index = if place.index == "0" { String::new() } else { format!(" idx=\"{}\"", place.index) };
        let texts: String = paragraphs.iter().map(|p| format!("<a:p>{}</a:p>", self.run(p))).collect();
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
             <p:ph{kind}{index}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{texts}</p:txBody></p:sp>"
        )
    }

    fn text_box(&self, id: usize, paragraphs: &[Paragraph], at: Rect) -> String {
        let texts: String = paragraphs
            .iter()
            .map(|p| {
                let (indent, bullet) = if p.bullet {
                    (
                        " marL=\"171450\" indent=\"-171450\"",
                        "<a:buFont typeface=\"Arial\"/><a:buChar char=\"&#8226;\"/>",
                    )
                } else {
                    ("", "<a:buNone/>")
                };
                format!(
                    "<a:p><a:pPr{indent}><a:spcAft><a:spcPts val=\"400\"/></a:spcAft>{bullet}</a:pPr>{}</a:p>",
                    self.run(p)
                )
            })
            .collect();
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>{}\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>\
             <a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:noAutofit/></a:bodyPr><a:lstStyle/>{texts}\
             </p:txBody></p:sp>",
            frame("a", at),
        )
    }

    fn chart(&mut self, slide: &str, id: usize, chart: &Chart, at: Rect) -> anyhow::Result<String> {
        let package = &mut self.template.package;
        let part = package.free("/ppt/charts/chart", ".xml");
        let workbook = package.free("/ppt/embeddings/Microsoft_Excel_Worksheet", ".xlsx");
        let sheet = format!("{PRESENTATION}.sheet").replace("presentationml", "spreadsheetml");
        package.set_default("xlsx", &sheet);
        package.put(&workbook, &sheet, chart::workbook(chart)?);
        let data = package.relate(&part, "package", &workbook);
        let style = Style { locale: &self.locale, money: &self.money, accents: &self.template.accents };
        package.put(
            &part,
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            chart::part(chart, &data, &style),
        );
        let relationship = package.relate(slide, "chart", &part);
        Ok(format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Chart {id}\" descr=\"{}\"/>\
             <p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{}\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
             <c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"{relationship}\"/>\
             </a:graphicData></a:graphic></p:graphicFrame>",
            escape(&chart.alt),
            frame("p", at),
        ))
    }

    fn slide_number(&self, place: &Placeholder) -> String {
        let number = self.slides.len() + 1;
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"90\" name=\"Slide number\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr>\
             <p:ph type=\"sldNum\" sz=\"quarter\" idx=\"{}\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>\
             <a:p><a:fld id=\"{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}\" type=\"slidenum\"><a:rPr lang=\"{locale}\"/>\
             <a:t>{number}</a:t></a:fld><a:endParaRPr lang=\"{locale}\"/></a:p></p:txBody></p:sp>",
            place.index,
            locale = self.locale,
        )
    }

    fn notes(&mut self, slide: &str, notes: &[String]) -> anyhow::Result<()> {
        let master = self.notes_master()?;
        let texts: String =
            notes.iter().map(|n| format!("<a:p>{}</a:p>", self.run(&Paragraph::new(n.as_str(), 0.0)))).collect();
        let package = &mut self.template.package;
        let body = notes_body(package.text(&master)?)?;
        let part = package.free("/ppt/notesSlides/notesSlide", ".xml");
        let xml = format!(
            "{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr>\
             <a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr>\
             </p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/>\
             </p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"{body}\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>\
             <a:lstStyle/>{texts}</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
        );
        package.put(&part, &format!("{PRESENTATION}.notesSlide+xml"), xml);
        package.relate(&part, "notesMaster", &master);
        package.relate(&part, "slide", slide);
        package.relate(slide, "notesSlide", &part);
        Ok(())
    }

    /// The template's notes master, or one of ours with the slides' theme.
    fn notes_master(&mut self) -> anyhow::Result<String> {
        let main = self.template.main.clone();
        let package = &mut self.template.package;
        if let Some(master) = package.related(&main, "/notesMaster") {
            return Ok(master);
        }
        let slide_master = package.related(&main, "/slideMaster").context("it has no slide master")?;
        let theme = package.related(&slide_master, "/theme").context("it has no theme")?;
        let content = package.text(&theme)?.to_owned();
        let theme = package.free("/ppt/theme/theme", ".xml");
        package.put(&theme, "application/vnd.openxmlformats-officedocument.theme+xml", content);
        let master = "/ppt/notesMasters/notesMaster1.xml".to_owned();
        package.put(
            &master,
            &format!("{PRESENTATION}.notesMaster+xml"),
            include_str!("template/notesMaster1.xml").trim_start_matches('\u{feff}'),
        );
        package.relate(&master, "theme", &theme);
        let id = package.relate(&main, "notesMaster", &master);
        let list = format!("<p:notesMasterIdLst><p:notesMasterId r:id=\"{id}\"/></p:notesMasterIdLst>");
        self.insert_after(&["sldMasterIdLst"], &list)?;
        Ok(master)
    }

    /// Puts XML into the presentation after the first of the elements that is there.
    fn insert_after(&mut self, elements: &[&str], xml: &str) -> anyhow::Result<()> {
        let main = self.template.main.clone();
        let mut text = self.template.package.text(&main)?.to_owned();
        let end = {
            let document = Document::parse(&text)?;
            let root = document.root_element();
            let find = |name: &&str| root.children().find(|n| n.tag_name().name() == *name).map(|n| n.range().end);
            elements.iter().find_map(find).context("it has no slide master")?
        };
        text.insert_str(end, xml);
        self.template.package.replace(&main, text);
        Ok(())
    }

    /// The presentation as bytes. `time` is what it says of its making, ISO 8601 with a zone.
    pub fn finish(mut self, title: &str, author: &str, time: &str) -> anyhow::Result<Vec<u8>> {
        let main = self.template.main.clone();
        let mut list = String::from("<p:sldIdLst>");
        for (number, slide) in (256..).zip(std::mem::take(&mut self.slides)) {
            let id = self.template.package.relate(&main, "slide", &slide);
            list += &format!("<p:sldId id=\"{number}\" r:id=\"{id}\"/>");
        }
        list += "</p:sldIdLst>";
        self.insert_after(&["handoutMasterIdLst", "notesMasterIdLst", "sldMasterIdLst"], &list)?;
        let package = &mut self.template.package;
        // PowerPoint offers to repair a deck without these.
        for (kind, root) in [("presProps", "presentationPr"), ("viewProps", "viewPr")] {
            if package.related(&main, &format!("/{kind}")).is_none() {
                let part = format!("/ppt/{kind}.xml");
                package.put(&part, &format!("{PRESENTATION}.{kind}+xml"), format!("{HEAD}<p:{root} {NAMESPACES}/>"));
                package.relate(&main, kind, &part);
            }
        }
        let core = package.related("", "/core-properties");
        let part = core.clone().unwrap_or_else(|| "/docProps/core.xml".to_owned());
        let [title, author] = [title, author].map(escape);
        let xml = format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>{author}\
             </dc:creator><dc:language>{}</dc:language><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:modified></cp:coreProperties>",
            self.locale
        );
        package.put(&part, "application/vnd.openxmlformats-package.core-properties+xml", xml);
        if core.is_none() {
            let kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
            package.relate("", kind, &part);
        }
        package.sweep();
        package.save()
    }
}

fn frame(prefix: &str, at: Rect) -> String {
    format!(
        "<{prefix}:xfrm><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></{prefix}:xfrm>",
        at.x, at.y, at.w, at.h
    )
}

/// The index of the notes' body in their master.
fn notes_body(master: &str) -> anyhow::Result<String> {
    let document = Document::parse(master)?;
    let body = document.descendants().find(|n| n.tag_name().name() == "ph" && n.attribute("type") == Some("body"));
    Ok(body.and_then(|n| n.attribute("idx")).unwrap_or("1").to_owned())
}

/// A minus stays with its number: programs break lines behind it.
fn bound(text: &str) -> String {
    text.replace(MINUS, &format!("{MINUS}\u{2060}"))
}

//! A presentation that slides are added to: the user's own, or the one that ships with the program.

use anyhow::{Context, anyhow};
use roxmltree::{Document, Node};

use super::fit::POINT;
use vire_formats::package::{Package, RELATIONSHIPS};

const MAIN: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

/// A place on a slide in English metric units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    pub x: i64,
    pub y: i64,
    pub w: i64,
    pub h: i64,
}

impl Rect {
    /// The part of it that is on a slide of this width and height.
    fn within(self, width: i64, height: i64) -> Self {
        let (x, y) = (self.x.clamp(0, width), self.y.clamp(0, height));
        let (right, bottom) = ((self.x + self.w).clamp(x, width), (self.y + self.h).clamp(y, height));
        Self { x, y, w: right - x, h: bottom - y }
    }
}

/// A place that a layout gives to a title, a text, a number.
#[derive(Clone, Debug)]
pub struct Placeholder {
    pub kind: String,
    pub index: String,
    pub rect: Option<Rect>,
    /// Size of the first level in points, when the layout says it.
    size: Option<f64>,
}

#[derive(Clone, Debug)]
pub struct Layout {
    pub part: String,
    /// `title`, `obj`, `titleOnly`, ...: names are localised, kinds are not.
    kind: String,
    placeholders: Vec<Placeholder>,
    /// Where the master has its body: what a slide may fill.
    body: Option<Rect>,
    /// Title size of the master in points.
    title_size: f64,
}

impl Layout {
    pub fn placeholder(&self, kinds: &[&str]) -> Option<&Placeholder> {
        kinds.iter().find_map(|kind| self.placeholders.iter().find(|p| p.kind == *kind))
    }

    pub fn title(&self) -> Option<&Placeholder> {
        self.placeholder(&["title", "ctrTitle"])
    }

    /// The size of the title's text in points.
    pub fn title_points(&self) -> f64 {
        self.title().and_then(|p| p.size).unwrap_or(self.title_size)
    }
}

/// The template opened: its slides gone, its layouts known.
pub struct Template {
    pub package: Package,
    /// Name of the main part.
    pub main: String,
    layouts: Vec<Layout>,
    /// Width and height of a slide.
    pub size: (i64, i64),
    /// Accent colours of the theme as RGB.
    pub accents: [u32; 6],
}

impl Template {
    /// # Errors
    /// When the bytes are no presentation that slides can be added to.
    pub fn open(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut package = Package::open(bytes)?;
        let main = package.check_presentation()?;
        package.set_type(&main, MAIN); // A template becomes a presentation.
        package.unrelate(&main, &["/slide"]);
        package.unrelate("", &["/thumbnail", "/extended-properties"]);
        let without_slides = without(package.text(&main)?, |n| {
            let name = n.tag_name().name();
            let sections = || n.descendants().any(|d| d.tag_name().name() == "sectionLst");
            matches!(name, "sldIdLst" | "custShowLst") || (name == "ext" && sections())
        })?;
        let clean =
            without(&without_slides, |n| n.tag_name().name() == "extLst" && !n.children().any(|c| c.is_element()))?;
        package.replace(&main, clean);
        package.sweep();
        let (size, layouts) = layouts(&package, &main)?;
        let accents =
            accents(&package, &layouts).unwrap_or([0x0B_6E5F, 0xB4_5309, 0x2F_5D9B, 0x7A_4E9B, 0x8A_6D1D, 0x5B_6672]);
        Ok(Self { package, main, layouts, size, accents })
    }

    /// The layout of a kind, else the first one with a title.
    ///
    /// # Errors
    /// When the template has no layout with a title.
    pub fn layout(&self, kind: &str) -> anyhow::Result<Layout> {
        let of_kind = self.layouts.iter().find(|l| l.kind == kind && l.title().is_some());
        let any = || self.layouts.iter().find(|l| l.title().is_some());
        of_kind
            .or_else(any)
            .cloned()
            .ok_or_else(|| anyhow!("it has no layout with a title; add one in its slide master"))
    }

    /// Where content goes on a slide of a layout: the master's body, between the title and the footer.
    pub fn content(&self, layout: &Layout) -> Rect {
        let (w, h) = self.size;
        let margin = w / 24;
        let usual = Rect { x: margin, y: h / 4, w: w - 2 * margin, h: h * 13 / 20 };
        // A slide that was made smaller can have a body that reaches beyond it.
        let body = layout.body.map(|body| body.within(w, h));
        let mut area = body.filter(|r| r.w > w / 2 && r.h > h / 3).unwrap_or(usual);
        if let Some(title) = layout.title().and_then(|p| p.rect).filter(|t| t.y < h / 3) {
            let top = area.y.max(title.y + title.h + 4 * POINT);
            area = Rect { y: top, h: area.y + area.h - top, ..area };
        }
        if area.h < h / 3 { usual } else { area }
    }
}

fn element<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|n| n.is_element() && n.tag_name().name() == name)
}

fn placeholders(document: &Document<'_>) -> Vec<Placeholder> {
    let found = document.descendants().filter(|n| n.tag_name().name() == "ph");
    found
        .filter_map(|ph| {
            let shape = ph.ancestors().find(|a| matches!(a.tag_name().name(), "sp" | "pic" | "graphicFrame"))?;
            let size = element(shape, "lvl1pPr").and_then(|l| element(l, "defRPr")).and_then(points);
            Some(Placeholder {
                kind: ph.attribute("type").unwrap_or("obj").to_owned(),
                index: ph.attribute("idx").unwrap_or("0").to_owned(),
                rect: element(shape, "xfrm").and_then(rect),
                size,
            })
        })
        .collect()
}

fn points(node: Node<'_, '_>) -> Option<f64> {
    Some(node.attribute("sz")?.parse::<f64>().ok()? / 100.0)
}

fn rect(xfrm: Node<'_, '_>) -> Option<Rect> {
    let (off, ext) = (element(xfrm, "off")?, element(xfrm, "ext")?);
    // In English metric units, of which 32 bits hold sixty metres.
    let number = |node: Node<'_, '_>, name: &str| node.attribute(name)?.parse::<i32>().ok().map(i64::from);
    Some(Rect { x: number(off, "x")?, y: number(off, "y")?, w: number(ext, "cx")?, h: number(ext, "cy")? })
}

/// XML without the elements that a test picks; all other bytes stay as they were.
fn without(xml: &str, picked: impl Fn(&Node<'_, '_>) -> bool) -> anyhow::Result<String> {
    let document = Document::parse(xml)?;
    let mut ranges: Vec<_> =
        document.descendants().filter(|n| n.is_element() && picked(n)).map(|n| n.range()).collect();
    ranges.sort_by_key(|r| std::cmp::Reverse(r.start));
    let mut text = xml.to_owned();
    let mut cut_from = usize::MAX;
    for range in ranges {
        if range.end <= cut_from {
            cut_from = range.start;
            text.replace_range(range, "");
        }
    }
    Ok(text)
}

fn layouts(package: &Package, main: &str) -> anyhow::Result<((i64, i64), Vec<Layout>)> {
    let presentation = Document::parse(package.text(main)?)?;
    let size = element(presentation.root_element(), "sldSz").context("it has no slide size")?;
    let number = |name: &str| size.attribute(name)?.parse::<i32>().ok().filter(|side| *side > 0).map(i64::from);
    let side = |name: &str| number(name).context("it has no slide size");
    let size = (side("cx")?, side("cy")?);
    let mut layouts = Vec::new();
    for master_id in presentation.descendants().filter(|n| n.tag_name().name() == "sldMasterId") {
        let id = master_id.attribute((RELATIONSHIPS, "id")).context("a slide master without a relationship")?;
        let master_part = package.target(main, id)?;
        let master = Document::parse(package.text(&master_part)?)?;
        let of_master = placeholders(&master);
        let body = of_master.iter().find(|p| p.kind == "body").and_then(|p| p.rect);
        let title_style = element(master.root_element(), "titleStyle").and_then(|n| element(n, "defRPr"));
        let title_size = title_style.and_then(points).unwrap_or(32.0);
        for layout_id in master.descendants().filter(|n| n.tag_name().name() == "sldLayoutId") {
            let id = layout_id.attribute((RELATIONSHIPS, "id")).context("a layout without a relationship")?;
            let part = package.target(&master_part, id)?;
            let layout = Document::parse(package.text(&part)?)?;
            let mut own = placeholders(&layout);
            for placeholder in own.iter_mut().filter(|p| p.rect.is_none()) {
                let kind = match placeholder.kind.as_str() {
                    "title" | "ctrTitle" => "title",
                    "dt" | "ftr" | "sldNum" => placeholder.kind.as_str(),
                    _ => "body",
                };
                placeholder.rect = of_master.iter().find(|p| p.kind == kind).and_then(|p| p.rect);
            }
            let kind = layout.root_element().attribute("type").unwrap_or_default().to_owned();
            layouts.push(Layout { part, kind, placeholders: own, body, title_size });
        }
    }
    Ok((size, layouts))
}

/// The accent colours of the first layout's theme.
fn accents(package: &Package, layouts: &[Layout]) -> Option<[u32; 6]> {
    let master = package.related(&layouts.first()?.part, "/slideMaster")?;
    let theme = package.related(&master, "/theme")?;
    let document = Document::parse(package.text(&theme).ok()?).ok()?;
    let mut accents = [0; 6];
    for (i, accent) in accents.iter_mut().enumerate() {
        let colour = element(document.root_element(), &format!("accent{}", i + 1))?.first_element_child()?;
        let value = colour.attribute("lastClr").or(colour.attribute("val"))?;
        *accent = u32::from_str_radix(value, 16).ok()?;
    }
    Some(accents)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A slide made half as wide, whose master kept its body.
    #[test]
    fn a_body_that_reaches_beyond_the_slide_is_cut_to_it() {
        let sides = |rect: Rect| [rect.x, rect.y, rect.w, rect.h];
        let body = Rect { x: 100, y: 200, w: 1_000, h: 300 };
        assert_eq!(sides(body.within(600, 400)), [100, 200, 500, 200]);
        assert_eq!(sides(body.within(2_000, 2_000)), [100, 200, 1_000, 300]);
        assert_eq!(sides(Rect { x: -50, y: 700, ..body }.within(600, 400)), [0, 400, 600, 0]);
    }
}

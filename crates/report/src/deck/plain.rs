//! The template that ships with the program: white, one accent, a title, room for content, a slide number.

use vire_formats::package::Package;

const MASTER: &str = "/ppt/slideMasters/slideMaster1.xml";
const MAIN: &str = "/ppt/presentation.xml";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.presentationml";

/// The layouts by number: title slide, title only, title and content.
const LAYOUTS: [&str; 3] = [
    include_str!("template/slideLayout1.xml"),
    include_str!("template/slideLayout2.xml"),
    include_str!("template/slideLayout3.xml"),
];

/// The template as the bytes of a presentation without slides.
pub fn template() -> anyhow::Result<Vec<u8>> {
    let mut package = Package::default();
    package.set_default("rels", "application/vnd.openxmlformats-package.relationships+xml");
    package.set_default("xml", "application/xml");
    package.put(MAIN, &format!("{TYPES}.presentation.main+xml"), include_str!("template/presentation.xml"));
    package.relate("", "officeDocument", MAIN);
    package.put(MASTER, &format!("{TYPES}.slideMaster+xml"), include_str!("template/slideMaster1.xml"));
    package.relate(MAIN, "slideMaster", MASTER);
    for (number, xml) in (1..).zip(LAYOUTS) {
        let layout = format!("/ppt/slideLayouts/slideLayout{number}.xml");
        package.put(&layout, &format!("{TYPES}.slideLayout+xml"), xml);
        package.relate(&layout, "slideMaster", MASTER);
        package.relate(MASTER, "slideLayout", &layout);
    }
    let theme = "/ppt/theme/theme1.xml";
    package.put(theme, "application/vnd.openxmlformats-officedocument.theme+xml", include_str!("template/theme1.xml"));
    package.relate(MASTER, "theme", theme);
    package.relate(MAIN, "theme", theme);
    package.save()
}

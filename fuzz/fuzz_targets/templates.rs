#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use vire_report::deck::template::Template;
use zip::write::SimpleFileOptions;

/// A package whose parts are parted by form feeds, each below its name.
fn package(text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in text.split('\u{c}') {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        if archive.start_file(name, stored).is_ok() {
            archive.write_all(content.as_bytes()).expect("a part is written");
        }
    }
    archive.finish().expect("an archive ends").into_inner()
}

fuzz_target!(init: vire_fuzz::begin(), |text: &str| {
    let Ok(template) = Template::open(&package(text)) else { return };
    for kind in ["title", "titleOnly", "blank"] {
        if let Ok(layout) = template.layout(kind) {
            let area = template.content(&layout);
            assert!(area.w <= template.size.0 && area.h <= template.size.1, "{:?} of {:?}", area, template.size);
        }
    }
});

#![no_main]

use libfuzzer_sys::fuzz_target;
use vire::config;
use vire_base::document::Look;

// Files that a pipeline names are looked for in a folder without any.
fuzz_target!(init: vire_fuzz::begin(), |text: &str| {
    if text.contains("key_file") {
        return; // whoever writes a pipeline file says where the key is written
    }
    if let Err(error) = config::of_text("/nonexistent/p.toml".as_ref(), text, Look { colour: false, width: 100 }) {
        assert!(!error.to_string().is_empty());
    }
});

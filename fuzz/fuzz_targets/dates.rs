#![no_main]

use libfuzzer_sys::fuzz_target;
use vire_base::date::{DateOrder, Scanned, iso, scan};

fuzz_target!(|text: &str| {
    let Some(scanned) = scan(text) else { return };
    for order in [DateOrder::Dmy, DateOrder::Mdy] {
        if let Some(days) = scanned.read(order) {
            assert_eq!(scan(&iso(days)), Some(Scanned::Settled(days)), "{text:?}");
        }
    }
    if let Scanned::Span(first, last) = scanned {
        assert!(first <= last, "{text:?}");
    }
});

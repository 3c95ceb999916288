#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vire_domain::calendar::{Context, Source, Sources, read_all};
use vire_domain::classify::sector::Rules;

static SECTORS: LazyLock<Rules> = LazyLock::new(|| Rules::new("FI", Vec::new()));

// The same file as a calendar of coming procurements, and as a register of contracts.
fuzz_target!(init: vire_fuzz::begin_with_sandbox(), |bytes: &[u8]| {
    let file = vire_fuzz::file(bytes);
    let masker = vire_fuzz::masker();
    let name_of = |_: &std::path::Path| "x.csv".to_owned();
    let as_of = chrono::NaiveDate::from_ymd_opt(2025, 1, 15);
    let context = Context { sectors: &SECTORS, masker: &masker, name_of: &name_of, as_of, currency: "EUR" };
    let buyer = || "Kotka".to_owned();
    let files = || vec![file.path().to_owned()];
    let calendars = vec![Source { files: files(), columns: BTreeMap::new(), buyer: buyer() }];
    let contracts = vec![(Source { files: files(), columns: BTreeMap::new(), buyer: buyer() }, 12)];
    for sources in [
        Sources { calendars, ..Sources::default() },
        Sources { contracts, ..Sources::default() },
    ] {
        if let Ok(list) = read_all(&sources, &context) {
            let c = list.control();
            assert_eq!(c.read, c.kept + c.rejected + c.duplicates + c.without_end, "no row is lost");
        }
    }
});

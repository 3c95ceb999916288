#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use vire_base::input::Input;
use vire_domain::suppliers::register::{Found, Register, Wanted, read};

fuzz_target!(init: vire_fuzz::begin_with_sandbox(), |bytes: &[u8]| {
    let file = vire_fuzz::file(bytes);
    let Ok(input) = Input::open(file.path()) else { return };
    let (columns, masker) = (BTreeMap::new(), vire_fuzz::masker());
    let of_establishments = bytes.len().is_multiple_of(2);
    let register =
        Register { number: 0, columns: &columns, of_establishments, country: "FI", masker: &masker, threads: 1 };
    let keys = ["fi:0211675-2", "se:212000-0985"].map(str::to_owned).into_iter().collect();
    let names = ["kaiku", "virta"].map(str::to_owned);
    let wanted = Wanted { keys, names: names.iter().cloned().collect(), nameless: names.into_iter().collect() };
    let mut found = Found::default();
    if read(&input, &register, &wanted, &mut found).is_ok() {
        let tally = found.registers[0];
        assert!(tally.without_id <= tally.rows && tally.found <= tally.rows, "{tally:?}");
    }
});

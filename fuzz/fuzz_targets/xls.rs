#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: vire_fuzz::begin_with_sandbox(), |workbook: &[u8]| vire_fuzz::inspect(workbook));

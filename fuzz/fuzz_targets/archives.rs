//! Archives of exports: whatever their bytes, what is inside is unpacked in bounds and read, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: vire_fuzz::begin(), |archive: &[u8]| vire_fuzz::inspect(archive));

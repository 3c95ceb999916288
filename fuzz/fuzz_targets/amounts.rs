#![no_main]

use libfuzzer_sys::fuzz_target;
use vire_base::amount::{DecimalMark, Evidence, MAX_CENTS, format_cents, from_number, scan};

fuzz_target!(|text: &str| {
    if let Ok(number) = text.trim().parse::<f64>() {
        let cents = from_number(number).map(|a| a.cents);
        assert!(cents.is_none_or(|c| (c as f64 / 100.0 - number).abs() <= 0.005 + number.abs() * 1e-15), "{number}");
    }
    let Some(scanned) = scan(text) else { return };
    let read = [DecimalMark::Point, DecimalMark::Comma].map(|mark| scanned.read(mark));
    for amount in read.iter().flatten() {
        assert!(amount.cents.abs() <= MAX_CENTS);
        let back = scan(&format_cents(amount.cents.into())).and_then(|s| s.read(DecimalMark::Point));
        assert_eq!(back.map(|a| (a.cents, a.rounded)), Some((amount.cents, false)));
    }
    // Without a mark both readings are one.
    if scanned.evidence() == Evidence::None {
        assert_eq!(read[0], read[1]);
    }
});

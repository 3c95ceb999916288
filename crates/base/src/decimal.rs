//! Exact decimals in JSON: they travel as text, since JSON numbers are floats to most readers.

use serde::{Deserialize, Deserializer, Serializer};

/// Digits after the point of shares and other figures, which are whole numbers of 10^-6.
pub const SCALE: i32 = 6;

/// A whole number of `10^-scale` as text, such as `-12.50`.
pub fn write(value: i128, scale: u32) -> String {
    let unit = 10u128.pow(scale);
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:0width$}", value.unsigned_abs() / unit, value.unsigned_abs() % unit, width = scale as usize)
}

/// A quotient to the nearest whole, halves away from zero; the divisor is above zero.
pub fn rounded(part: i128, whole: i128) -> i128 {
    (part.abs() + whole / 2) / whole * part.signum()
}

/// What [`write`] wrote.
fn read(text: &str, scale: u32) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, rest) = digits.split_once('.')?;
    if rest.len() != scale as usize {
        return None;
    }
    let value = whole.parse::<u64>().ok()? as i128 * 10i128.pow(scale) + i128::from(rest.parse::<u64>().ok()?);
    Some(if negative { -value } else { value })
}

fn parse<'de, D: Deserializer<'de>>(text: &str, scale: u32) -> Result<i128, D::Error> {
    read(text, scale).ok_or_else(|| serde::de::Error::custom(format!("\"{text}\" is no decimal with {scale} decimals")))
}

macro_rules! scaled {
    ($name:ident, $optional:ident, $scale:expr) => {
        pub mod $name {
            use super::*;
            pub fn serialize<S: Serializer>(value: &i128, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&write(*value, $scale))
            }
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i128, D::Error> {
                parse::<D>(&String::deserialize(from)?, $scale)
            }
        }
        pub mod $optional {
            use super::*;
            pub fn serialize<S: Serializer>(value: &Option<i128>, to: S) -> Result<S::Ok, S::Error> {
                match value {
                    Some(value) => to.serialize_some(&write(*value, $scale)),
                    None => to.serialize_none(),
                }
            }
            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i128>, D::Error> {
                Option::<String>::deserialize(from)?.map(|text| parse::<D>(&text, $scale)).transpose()
            }
        }
    };
}

scaled!(cents, cents_or_none, 2);
scaled!(millionths, millionths_or_none, SCALE as u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for (value, scale, text) in
            [(-1_250, 2, "-12.50"), (5, 2, "0.05"), (-5, 6, "-0.000005"), (1_000_000, 6, "1.000000")]
        {
            assert_eq!(write(value, scale), text);
            assert_eq!(read(text, scale), Some(value));
        }
        assert_eq!(read("12.5", 2), None);
        assert_eq!(read("1,50", 2), None);
    }
}

//! Tables that other keys of the pipeline file take: registers of suppliers and of contracts, and calendars.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use vire_base::text::header_key;
use vire_reference::{CALENDAR_COLUMNS, CONTRACT_COLUMNS, REGISTER_COLUMNS};

/// A kind of table that is no ledger.
pub struct Other {
    /// What it is called.
    pub name: &'static str,
    /// Where the pipeline file names it.
    pub key: &'static str,
    list: &'static str,
    /// Fields of which it has one each, and one more of any.
    needs: &'static [&'static [&'static str]],
}

const OTHERS: [Other; 3] = [
    Other {
        name: "a register of contracts",
        key: "[[contracts]]",
        list: CONTRACT_COLUMNS,
        needs: &[&["title", "id", "supplier"], &["end"]],
    },
    Other {
        name: "a calendar of procurements",
        key: "[calendar]",
        list: CALENDAR_COLUMNS,
        needs: &[&["title"], &["time", "quarter", "month", "year"]],
    },
    Other {
        name: "a register of suppliers",
        key: "[[register]]",
        list: REGISTER_COLUMNS,
        needs: &[&["id", "name"], &["size", "industry", "form", "closed", "municipality"]],
    },
];

#[derive(Deserialize)]
struct Row {
    field: String,
    header: String,
}

/// Fields by the spellings of their headers, for each of [`OTHERS`].
static FIELDS: LazyLock<Vec<BTreeMap<String, BTreeSet<String>>>> = LazyLock::new(|| {
    let fields = |other: &Other| {
        let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in vire_reference::rows::<Row>(other.list) {
            fields.entry(header_key(&row.header)).or_default().insert(row.field);
        }
        fields
    };
    OTHERS.iter().map(fields).collect()
});

/// The kind of table that a header is of, when it has more of the columns of one than of ledgers.
pub fn of(header: &[String]) -> Option<&'static Other> {
    let keys: Vec<String> = header.iter().map(|text| header_key(text)).filter(|key| !key.is_empty()).collect();
    let counted = OTHERS.iter().zip(FIELDS.iter()).filter_map(|(other, fields)| {
        let met: BTreeSet<&String> = keys.iter().filter_map(|key| fields.get(key)).flatten().collect();
        let has = |names: &&[&str]| names.iter().any(|name| met.iter().any(|field| field.as_str() == *name));
        (other.needs.iter().all(has) && met.len() > other.needs.len()).then_some((met.len(), other))
    });
    counted.max_by_key(|(met, _)| *met).map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, key: Option<&str>) {
        let header: Vec<String> = header.split(';').map(str::to_owned).collect();
        assert_eq!(of(&header).map(|other| other.key), key, "{header:?}");
    }

    #[test]
    fn kinds_by_their_headers() {
        check("Sopimus;Toimittaja;Alkaa;Päättyy;Optiot", Some("[[contracts]]"));
        check("Hankinta;Ajankohta;Yksikkö", Some("[calendar]"));
        check("Y-tunnus;Nimi;Kotikunta;Toimiala", Some("[[register]]"));
        check("Orgnr;Navn;Kommune;Postnummer;Næringskode;Ansatte;Organisasjonsform", Some("[[register]]"));
        check("Kommunenummer;Kommune;Leverandørnavn;Art;Beløp", None);
        check("Toimittaja;Y-tunnus;Tili;Kirjauspäivämäärä;Summa", None);
        check("Supplier;Date;Amount", None);
    }
}

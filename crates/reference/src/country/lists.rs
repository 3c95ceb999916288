//! The lists of a country's folder: their names, their columns, and what may stand in each.

pub const MUNICIPALITIES: &str = "municipalities";
pub const REGIONS: &str = "regions";
pub const POSTAL_CODES: &str = "postal_codes";
pub const MERGERS: &str = "mergers";
pub const ACCOUNTS: &str = "accounts";
pub const SECTOR_ACCOUNTS: &str = "sector_accounts";
pub const SECTOR_STEMS: &str = "sector_stems";
pub const SECTOR_WORDS: &str = "sector_words";
pub const SCOPE_RULES: &str = "scope_rules";
pub const THRESHOLDS: &str = "thresholds";
pub const LEGAL_FORMS: &str = "legal_forms";
pub const PUBLIC_BODIES: &str = "public_bodies";
pub const BODY_KINDS: &str = "body_kinds";
pub const CHANNELS: &str = "channels";
pub const GIVEN_NAMES: &str = "given_names";
pub const PERSON_ACCOUNTS: &str = "person_accounts";
pub const BREAKS: &str = "breaks";

/// What a cell of a list must be.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// Anything, or nothing.
    Free,
    Filled,
    Digits,
    /// As many digits as municipalities' codes have, each code once.
    NewMunicipality,
    /// A code of the list of municipalities, or an old one of the list of mergers.
    Municipality,
    /// A code of the list of regions.
    Region,
    /// As many digits as postal codes have, each code once.
    PostalCode,
    /// An id of the country's register, or nothing.
    CompanyId,
    Date,
    /// A date, or nothing.
    End,
    Amount,
    Currency,
    Sector,
    /// Ids of sectors, "any", or nothing; the column may be missing.
    Sectors,
    OneOf(&'static [&'static str]),
    Address,
}

use Cell::*;

const HOW: &[&str] = &["word", "suffix", "prefix", "contains", "exact"];
const KINDS: &[&str] = &["company", "sole-trader", "association", "co-operative", "public-body", "foreign"];

/// Kinds of thresholds that reports have words for.
pub const THRESHOLD_KINDS: &[&str] = &[
    "national_minimum",
    "national_goods_services",
    "national_works",
    "national_social_health",
    "national_other_special",
    "national_concession",
    "direct_award_lou",
    "direct_award_lou_social",
    "direct_award_lou_special",
    "eu_central_goods_services",
    "eu_subcentral_goods_services",
    "eu_works",
    "eu_social_special",
];

/// A list of the folder.
pub(super) struct List {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Cell)],
    /// Whether other columns are names by language, English among them.
    pub has_languages: bool,
}

const fn list(name: &'static str, columns: &'static [(&'static str, Cell)]) -> List {
    List { name, columns, has_languages: false }
}

pub(super) const LISTS: [List; 17] = [
    list(REGIONS, &[("code", Filled), ("name", Filled), ("other_names", Free)]),
    list(
        MUNICIPALITIES,
        &[
            ("code", NewMunicipality),
            ("name", Filled),
            ("other_names", Free),
            ("company_id", CompanyId),
            ("sub_region", Free),
            ("region", Region),
            ("genitives", Free),
            ("family_name", Free),
        ],
    ),
    list(
        MERGERS,
        &[("valid_from", Date), ("code", Digits), ("name", Filled), ("other_names", Free), ("into", Municipality)],
    ),
    list(
        POSTAL_CODES,
        &[
            ("postal_code", PostalCode),
            ("place", Free),
            ("municipality", Municipality),
            ("kind", OneOf(&["area", "boxes", "company"])),
        ],
    ),
    list(ACCOUNTS, &[("number", Digits), ("name", Filled)]),
    list(
        SECTOR_ACCOUNTS,
        &[("rule", Filled), ("prefix", Digits), ("sector", Sector), ("account_name", Free), ("open_to", Sectors)],
    ),
    list(SECTOR_STEMS, &[("rule", Filled), ("stem", Filled), ("sector", Sector), ("open_to", Sectors)]),
    list(SECTOR_WORDS, &[("stem", Filled), ("weights", Filled)]),
    List {
        name: SCOPE_RULES,
        columns: &[
            ("rule", Filled),
            ("field", OneOf(&["account", "account_name", "account_group", "supplier_name"])),
            ("match", OneOf(HOW)),
            ("pattern", Filled),
            ("treatment", OneOf(&["held-out"])),
        ],
        has_languages: true,
    },
    list(
        THRESHOLDS,
        &[
            ("kind", OneOf(THRESHOLD_KINDS)),
            ("valid_from", Date),
            ("valid_to", End),
            ("value", Amount),
            ("currency", Currency),
            ("source", Filled),
        ],
    ),
    list(
        LEGAL_FORMS,
        &[
            ("token", Filled),
            ("position", OneOf(&["prefix", "suffix", "any", "ending", "beside"])),
            ("form", Filled),
            ("kind", OneOf(KINDS)),
        ],
    ),
    list(PUBLIC_BODIES, &[("rule", Filled), ("match", OneOf(HOW)), ("pattern", Filled)]),
    list(BODY_KINDS, &[("body", OneOf(&crate::names::BODIES)), ("pattern", Filled)]),
    list(CHANNELS, &[("name", Filled), ("url", Address)]),
    list(GIVEN_NAMES, &[("name", Filled)]),
    list(PERSON_ACCOUNTS, &[("match", OneOf(HOW)), ("pattern", Filled)]),
    List { name: BREAKS, columns: &[("date", Date), ("source", Filled)], has_languages: true },
];

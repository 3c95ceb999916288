//! The countries that ship with the program: one line and one folder each.
//!
//! A folder holds `country.toml` and those of the lists in [`crate::country::lists`] that are known. The order decides
//! between legal forms that several countries write alike: the earlier country goes first, so a new one stands last.

/// A country's folder as it is built in: its code in lower case, its `country.toml`, and its lists by name.
pub(crate) struct BuiltIn {
    pub folder: &'static str,
    pub about: &'static str,
    pub lists: &'static [(&'static str, &'static str)],
}

macro_rules! countries {
    ($($folder:literal: $($list:ident)*;)*) => {
        pub(crate) const BUILT_IN: &[BuiltIn] = &[$(BuiltIn {
            folder: $folder,
            about: include_str!(concat!($folder, "/country.toml")),
            lists: &[$((stringify!($list), include_str!(concat!($folder, "/", stringify!($list), ".csv")))),*],
        }),*];
    };
}

countries! {
    "fi": municipalities regions postal_codes mergers accounts sector_accounts scope_rules thresholds legal_forms public_bodies body_kinds channels given_names person_accounts breaks;
    "se": municipalities regions postal_codes sector_words scope_rules thresholds legal_forms public_bodies body_kinds channels given_names person_accounts;
    "no": municipalities regions postal_codes mergers accounts sector_accounts sector_stems scope_rules thresholds legal_forms public_bodies body_kinds channels given_names person_accounts;
    "dk": thresholds legal_forms public_bodies channels;
    "is": legal_forms;
    "ee": legal_forms public_bodies channels;
    "lv": legal_forms;
    "lt": legal_forms;
    "de": legal_forms channels;
    "gb": legal_forms channels;
    "ie": legal_forms;
    "us": legal_forms;
    "fr": legal_forms;
    "nl": legal_forms;
    "be": legal_forms;
    "cz": legal_forms channels;
    "sk": legal_forms;
    "pl": legal_forms;
    "hu": legal_forms;
    "it": legal_forms;
    "es": legal_forms;
    "ch": legal_forms;
    "at": legal_forms;
    "ru": legal_forms;
}

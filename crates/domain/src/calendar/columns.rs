//! The columns of calendars and of registers of contracts.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use vire_ingest::read::Cell;
use vire_ingest::table::columns;

use super::settings::{CalendarField, ContractField};
use crate::sheets::{Column, Sheet};

impl Column for CalendarField {
    const TABLE: &'static str = "procurement calendar";
    const NEEDED: &'static [(&'static str, &'static [Self])] =
        &[("titles", &[Self::Title]), ("times", &[Self::Time, Self::Year, Self::Quarter, Self::Month])];
    const EXAMPLE: &'static str = "columns = { title = \"Hankinta\", time = \"Ajankohta\" }";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, CalendarField>> =
            LazyLock::new(|| columns::headers(vire_reference::CALENDAR_COLUMNS));
        &ALIASES
    }

    /// Whether all of several date cells are the first of a month: who types "3/2027" gets 1 March.
    fn settle(sheet: &mut Sheet<Self>) -> Vec<String> {
        let dates = sheet.rows.iter().filter_map(|row| match row.cell(Self::Time) {
            Cell::Date(days) => NaiveDate::from_epoch_days(days),
            _ => None,
        });
        let days: Vec<u32> = dates.map(|date| date.day()).collect();
        sheet.days_are_months = days.len() >= 3 && days.iter().all(|day| *day == 1);
        let told = format!("time: all {} date cells are the first of a month and are taken as months", days.len());
        if sheet.days_are_months { vec![told] } else { Vec::new() }
    }
}

impl Column for ContractField {
    const TABLE: &'static str = "register of contracts";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[("titles", &[Self::Title]), ("ends", &[Self::End])];
    const EXAMPLE: &'static str = "columns = { title = \"Sopimus\", end = \"Päättyy\" }";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, ContractField>> =
            LazyLock::new(|| columns::headers(vire_reference::CONTRACT_COLUMNS));
        &ALIASES
    }
}

//! Before the meeting: the invitation, whom to invite, and cards to print.

use super::document::Scene;
use std::collections::{BTreeMap, BTreeSet};
use vire_report::document::{Part, Section};
use vire_report::model::{Cell, Table};

/// Coming purchases that a table card lists.
const LISTED: usize = 6;

pub fn invitation(scene: &Scene<'_>) -> Vec<Section> {
    let meeting = scene.meeting;
    let seats = meeting.capacity.map(|seats| scene.count(seats)).unwrap_or_default();
    let facts = [
        ("meeting-basic-day", scene.texts.date(&meeting.day.to_string())),
        ("meeting-basic-hours", meeting.hours.clone()),
        ("meeting-basic-place", meeting.place.clone()),
        ("meeting-basic-sign-up", meeting.sign_up.clone()),
        ("meeting-basic-capacity", seats),
        ("meeting-basic-contact", meeting.contact.clone()),
    ];
    let facts = facts.iter().filter(|(_, text)| !text.is_empty());
    let facts = facts.map(|(key, text)| format!("{}: {text}", scene.text(key))).collect();
    let welcome = Section::new(scene.text("meeting-welcome"), scene.text("meeting-welcome-finding"))
        .with(Part::List(facts))
        .with(Part::Text(scene.text("meeting-welcome-text")))
        .shown();
    let mut sections = vec![welcome];
    if !meeting.agenda.is_empty() {
        let columns = [("col-clock", false), ("col-point", false), ("col-by-office", false)];
        let mut table = scene.table("agenda", "meeting-agenda-table", &columns);
        table.rows = meeting.agenda.iter().map(|point| point.iter().map(Cell::text).collect()).collect();
        sections.push(Section::new(scene.text("sheet-agenda"), "").with(Part::Table(table)).shown());
    }
    sections.push(coming(scene));
    sections
}

/// What will be bought, by the workbook and by the run's calendar.
fn coming(scene: &Scene<'_>) -> Section {
    let columns = [("col-coming-title", false), ("col-coming-sector", false), ("col-coming-when", false)];
    let mut table = scene.table("coming", "meeting-coming-table", &columns);
    for (title, sector, when) in all_coming(scene) {
        let sector = if sector.is_empty() { String::new() } else { scene.sector(sector) };
        table.rows.push([title.to_owned(), sector, when.to_owned()].map(Cell::text).into());
    }
    let title = scene.text("sheet-coming");
    if table.rows.is_empty() {
        return Section::new(title, scene.text("meeting-coming-none"));
    }
    let finding = scene.texts.text_of("meeting-coming-finding", &[("count", scene.count(table.rows.len()))]);
    Section::new(title, finding).with(Part::Table(table)).shown()
}

/// Title, sector or nothing, and time.
fn all_coming<'a>(scene: &'a Scene<'_>) -> Vec<(&'a str, &'a str, &'a str)> {
    let own = scene.meeting.coming.iter().map(|c| (c.title.as_str(), c.sector.unwrap_or_default(), c.when.as_str()));
    let of_run = scene.evidence.into_iter().flat_map(|evidence| &evidence.coming);
    let of_run = of_run.map(|c| (c.title.as_str(), c.sector.as_str(), c.when.as_str()));
    let mut seen = BTreeSet::new();
    own.chain(of_run).filter(|(title, ..)| seen.insert(title.to_lowercase())).collect()
}

/// Local firms that sold in the sectors of what is coming, local associations, and those whom the buyer names.
pub fn invited(scene: &Scene<'_>) -> Vec<Section> {
    let mut sections = vec![own(scene)];
    let Some(evidence) = scene.evidence else {
        sections.push(Section::new(scene.text("meeting-local"), scene.text("meeting-no-run")));
        return sections;
    };
    let wanted = scene.coming_sectors();
    let mut sold: BTreeMap<usize, (BTreeSet<&str>, i32)> = BTreeMap::new();
    for sale in &evidence.sales {
        let (sectors, last) = sold.entry(sale.seller).or_default();
        *last = sale.year.max(*last);
        if wanted.contains(sale.sector.as_str()) {
            sectors.insert(&sale.sector);
        }
    }
    let columns = [("col-firm", false), ("col-sectors", false), ("col-last-sold", false)];
    let [mut firms, mut associations] =
        ["firms", "associations"].map(|id| scene.table(id, &format!("meeting-{id}-table"), &columns));
    for (seller, (sectors, last)) in sold {
        let of = &evidence.sellers[seller];
        if of.name.is_empty() || !of.is_local {
            continue;
        }
        let names: Vec<String> = sectors.iter().map(|sector| scene.sector(sector)).collect();
        let last = if last == 0 { String::new() } else { last.to_string() };
        let row = [of.name.clone(), names.join(", "), last].map(Cell::text).into();
        match (of.is_association, sectors.is_empty()) {
            (true, _) => associations.rows.push(row),
            (false, false) => firms.rows.push(row),
            (false, true) => {}
        }
    }
    let by_name = |table: &mut Table| table.rows.sort_by(|a, b| a[0].text.cmp(&b[0].text));
    by_name(&mut firms);
    by_name(&mut associations);
    let finding = match (wanted.is_empty(), firms.rows.len()) {
        (true, _) => scene.text("meeting-no-coming-sectors"),
        (false, 0) => scene.text("meeting-local-none"),
        (false, count) => scene.texts.text_of("meeting-local-finding", &[("count", scene.count(count))]),
    };
    for (title, finding, table) in
        [("meeting-local", finding, firms), ("meeting-associations", String::new(), associations)]
    {
        let section = Section::new(scene.text(title), finding);
        sections.push(match table.rows.is_empty() {
            true => section,
            false => section.with(Part::Table(table)),
        });
    }
    sections.retain(|section| !section.finding.is_empty() || !section.parts.is_empty());
    sections
}

/// Those whom the buyer names, and how many fit in.
fn own(scene: &Scene<'_>) -> Section {
    let meeting = scene.meeting;
    let named: Vec<String> = meeting.invited.iter().filter(|name| scene.may_be_named(name, "")).cloned().collect();
    let others = meeting.invited.len() - named.len();
    let signed = meeting.guests.len();
    let finding = match meeting.capacity {
        Some(seats) => {
            let free = seats.saturating_sub(signed);
            let arguments =
                [("seats", scene.count(seats)), ("signed", scene.count(signed)), ("free", scene.count(free))];
            let key = if signed > seats { "meeting-capacity-full" } else { "meeting-capacity" };
            scene.texts.text_of(key, &arguments)
        }
        None => scene.texts.text_of("meeting-signed", &[("signed", scene.count(signed))]),
    };
    let mut section = Section::new(scene.text("meeting-own"), finding);
    if !named.is_empty() {
        section = section.with(Part::List(named));
    }
    if others > 0 {
        let remark = scene.texts.text_of("meeting-unnamed", &[("count", scene.count(others))]);
        section = section.with(Part::Remarks(vec![remark]));
    }
    section
}

/// A slide for each firm that signed up, and one for each table.
pub fn cards(scene: &Scene<'_>) -> Vec<Section> {
    let line = || Part::List(vec![scene.text("card-name-line")]);
    let guests = scene.meeting.guests.iter().filter(|guest| guest.came != Some(false));
    let (named, others): (Vec<_>, Vec<_>) = guests.partition(|guest| scene.may_be_named(&guest.name, &guest.id));
    let mut seen = BTreeSet::new();
    let mut cards: Vec<Section> = named
        .iter()
        .filter(|guest| seen.insert(guest.name.to_lowercase()))
        .map(|guest| Section::new(&guest.name, "").with(line()).shown())
        .collect();
    if !others.is_empty() {
        let title = scene.texts.text_of("card-blank", &[("count", scene.count(others.len()))]);
        cards.push(
            Section::new(title, "")
                .with(Part::List(vec![scene.text("card-firm-line"), scene.text("card-name-line")]))
                .shown(),
        );
    }
    cards.extend(scene.coming_sectors().into_iter().map(|sector| table_card(scene, sector)));
    if cards.is_empty() {
        cards.push(Section::new(scene.text("meeting-cards"), scene.text("card-none")));
    }
    cards
}

/// What is bought and what comes in a sector, for its table.
fn table_card(scene: &Scene<'_>, sector: &str) -> Section {
    let mut lines = Vec::new();
    if let Some(cents) = scene.evidence.and_then(|evidence| evidence.mean_of_sector(sector)) {
        lines.push(scene.texts.text_of("card-bought", &[("sum", scene.sum(cents).text)]));
    }
    let coming: Vec<_> = all_coming(scene).into_iter().filter(|(_, of, _)| *of == sector).collect();
    lines.extend(coming.iter().take(LISTED).map(|(title, _, when)| {
        let when = if when.is_empty() { String::new() } else { format!(" ({when})") };
        scene.texts.text_of("card-coming", &[("title", format!("{title}{when}"))])
    }));
    if coming.len() > LISTED {
        lines.push(scene.texts.text_of("card-more", &[("count", scene.count(coming.len() - LISTED))]));
    }
    if !scene.meeting.contact.is_empty() {
        lines.push(scene.texts.text_of("card-ask", &[("office", scene.meeting.contact.clone())]));
    }
    let title = scene.texts.text_of("card-table", &[("sector", scene.sector(sector))]);
    Section::new(title, "").with(Part::List(lines)).shown()
}

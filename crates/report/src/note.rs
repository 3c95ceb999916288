//! Notes: what a reader must know of the figures, each with its matter, so that a format can choose among them without
//! reading their texts.

use std::fmt;

use serde::{Serialize, Serializer};

/// What a note speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The year of the key figures has lines in all its months.
    WholeYear,
    /// No year has lines in all its months.
    PartialYear,
    /// Some years have lines in some of their months only.
    Months,
    Undated,
    /// A break of the series, by its number.
    Break(usize),
    /// Some amounts are with VAT.
    Gross,
    /// What files leave open was taken as likely, by its number.
    Assumed(usize),
    /// What rules of scope hold out.
    HeldOut,
    /// What makes a supplier local.
    Local,
    /// Bands are of postings and of suppliers' years, not of purchases.
    Bands,
    Thresholds,
    ThresholdTable,
    Sectors,
    Places,
    Municipalities,
    /// Whose names are left out.
    Suppliers,
    /// What tables of owned companies and of turnovers say.
    Owners,
    /// Purchases beside the operating costs.
    Costs,
    Newcomers,
    Gaps,
    /// A firm in the industry need not sell what was bought.
    Supply,
    /// Of which year counts of firms are.
    FirmCounts,
    /// The local share that the firms of the area let expect.
    Expected,
    /// What a register of contracts holds, and what it does not.
    Contracts,
    /// What an estimate by spend does not say.
    Effects,
    /// Where factors are from, and what they cover.
    Factors,
    /// What payment times are counted from, and what they leave out.
    Payments,
    /// What a unit is.
    Units,
    /// What tenders are, and which year they are of.
    Tenders,
    /// What the scoreboard of the EU calls satisfactory.
    Scoreboard,
    /// What a comparison of two years rests on.
    Changes,
    /// What comes is an estimate.
    Estimates,
    Persons,
    /// Some figures of a table are missing.
    Missing,
    /// Some figures are hidden, since persons' sales would follow from them.
    Hidden,
    Scope,
    /// How many rows were read and kept.
    Rows,
    /// How much is from suppliers that a register knows.
    Register,
    /// Anything else that was noticed of the data.
    Noticed,
}

impl Matter {
    /// Why figures of a table are not there, which each table says of its own.
    pub fn is_of_cells(self) -> bool {
        matches!(self, Self::Hidden | Self::Missing)
    }
}

/// A text with what it speaks of. Formats that print it see the text alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Note {
    #[serde(skip)]
    pub matter: Matter,
    pub text: String,
}

impl Note {
    pub fn new(matter: Matter, text: impl Into<String>) -> Self {
        Self { matter, text: text.into() }
    }
}

/// The notes below one table, printed as one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notes(pub Vec<Note>);

pub static NONE: Notes = Notes(Vec::new());

impl Notes {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a matter is all that the notes speak of.
    pub fn are_of(&self, matter: Matter) -> bool {
        matches!(self.0.as_slice(), [note] if note.matter == matter)
    }
}

impl From<Note> for Notes {
    fn from(note: Note) -> Self {
        Self(vec![note])
    }
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, note) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { " " };
            write!(f, "{gap}{}", note.text)?;
        }
        Ok(())
    }
}

impl Serialize for Notes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

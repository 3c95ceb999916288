//! The codes of errors, rejections, questions, warnings and notes, each declared once: its name, its kind, what it means
//! and what to do.
//!
//! A code never changes its meaning, so that programs can rely on it; the message beside it may change.

use std::cmp::Ordering;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What follows from a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An input cannot be used; the command ends.
    Error,
    /// A row of purchases is not taken; it stands in `rejected.parquet`.
    Rejection,
    /// A row of a calendar or of a register of contracts is not taken; it stands in the manifest.
    Calendar,
    /// A likely reading moves the sum, the suppliers or the period; the user must settle it.
    Question,
    /// Something changes figures, or may change them.
    Warning,
    /// Something is worth knowing, and nothing is to be done.
    Note,
}

/// How much it matters what is said of an input that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Note,
    Warning,
    Question,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Question];

    /// The word before a message.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Question => "question",
        }
    }
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Error, Self::Rejection, Self::Calendar, Self::Question, Self::Warning, Self::Note];

    /// Of what is said of an input that can be used.
    fn level(self) -> Option<Level> {
        match self {
            Self::Question => Some(Level::Question),
            Self::Warning => Some(Level::Warning),
            Self::Note => Some(Level::Note),
            Self::Error | Self::Rejection | Self::Calendar => None,
        }
    }

    /// The word by which programs know the kind.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Rejection | Self::Calendar => "rejection",
            Self::Question => Level::Question.word(),
            Self::Warning => Level::Warning.word(),
            Self::Note => Level::Note.word(),
        }
    }

    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Error => "Errors",
            Self::Rejection => "Rejected rows of purchases",
            Self::Calendar => "Rejected rows of calendars and contracts",
            Self::Question => "Questions",
            Self::Warning => "Warnings",
            Self::Note => "Notes",
        }
    }

    /// What follows, in a sentence.
    pub fn consequence(self) -> &'static str {
        match self {
            Self::Error => "An input cannot be used: the command ends and nothing is published.",
            Self::Rejection => {
                "A row of purchases is not taken: it stands in `rejected.parquet` with its reason, and is in no figure."
            }
            Self::Calendar => {
                "A row of a calendar or of a register of contracts is not taken: it stands in the manifest with its reason."
            }
            Self::Question => {
                "What is likely would move the sum, the suppliers or the period: `run` and `check` end, and name the line of the pipeline file that settles it; `--assume` takes the likeliest answer, and the reports say so."
            }
            Self::Warning => "It changes figures, or may change them; `--strict` makes it a fault.",
            Self::Note => "It is worth knowing, and nothing is to be done; `--quiet` leaves it unsaid.",
        }
    }
}

/// What is declared of a code.
struct Row {
    name: &'static str,
    kinds: &'static [Kind],
    meaning: &'static str,
    remedy: &'static str,
}

macro_rules! codes {
    ($($variant:ident $name:literal [$($kind:ident),+] $meaning:literal $remedy:literal;)*) => {
        /// Why an input or a row was not taken, or what is worth knowing of it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// All codes in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Self::$variant => &Row {
                        name: $name,
                        kinds: &[$(Kind::$kind),+],
                        meaning: $meaning,
                        remedy: $remedy,
                    },)*
                }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" [Error]
        "The operating system does not give the file's content."
        "Check the path, which in a pipeline file begins at its folder, and the right to read the file.";
    IsFolder "is-folder" [Error]
        "A folder is named where a file is needed."
        "Name the files in it, for example `\"exports/*.xlsx\"`.";
    NoRegularFile "no-regular-file" [Error]
        "A pipe, a socket or a device is named where a file is needed: its content would come once only, or without end."
        "Write the content to a file first, and name that file.";
    ChangedWhileRead "changed-while-read" [Error]
        "Another program wrote to the file while it was read, so what was read is of no one content."
        "Run again when no other program writes to the file.";
    TooLarge "too-large" [Error]
        "The file is larger than any file of its kind."
        "Name the right file, or export it again in parts or as csv.";
    EmptyFile "empty-file" [Error]
        "The file has no bytes."
        "Export it again.";
    NotASpreadsheet "not-a-spreadsheet" [Error]
        "The content is no workbook and no delimited text, whatever the file's name says."
        "Export the purchases as xlsx, xlsb, xls, ods or csv.";
    FaultyPlan "faulty-plan" [Error]
        "A workbook of a planning tool has cells that do not fit; all of them are named at once, each by its sheet and cell."
        "Write in each cell what the message says; `vire template` writes a workbook with all sheets, lists and an example.";
    BrokenWorkbook "broken-workbook" [Error]
        "The file begins like a workbook or an archive, but it is damaged or cut short."
        "Copy or export the file again, or open it in a spreadsheet program and save it anew.";
    PasswordProtected "password-protected" [Error]
        "The workbook, or the file in an archive, is encrypted with a password."
        "Open it with the password and save a copy without one.";
    ReaderFailed "reader-failed" [Error]
        "The reader of workbooks gave up, or needed more memory or time than any ledger needs."
        "Open the file in a spreadsheet program and save it as xlsx or csv.";
    HugeCell "huge-cell" [Error]
        "A row or a text is longer than anything that a ledger holds."
        "Leave the text out, or export the ledger again.";
    ZipBomb "zip-bomb" [Error]
        "The workbook or archive unpacks to far more than its size lets expect, as files do that are made to exhaust memory."
        "Do not trust the file; if it is yours, open it in a spreadsheet program and save it anew.";
    BrokenText "broken-text" [Error]
        "A line of a delimited text cannot be decoded or has no end."
        "Check the encoding and the quotation marks around the line that the message names.";
    NoAmountColumn "no-amount-column" [Error]
        "No column of amounts was found in any sheet."
        "Name the column under `[[purchases]]`, for example `columns = { amount = \"Summa\" }`.";
    NotALedger "not-a-ledger" [Error, Warning]
        "A table holds something else than purchases, such as contracts, a budget or sums by account; it is left out."
        "Leave the file out; if the table is a ledger after all, name its columns under `[[purchases]]`.";
    DoubtedLedger "doubted-ledger" [Question]
        "A table with suppliers and amounts has words of grants, budgets, contracts, hours or prices, and no number of an invoice, a voucher or an account."
        "Leave the file out; if it is a ledger, name its column of amounts under `[[purchases]]`.";
    NoSuchSheet "no-such-sheet" [Error]
        "The workbook has none of the sheets that are named under `[[purchases]]`."
        "Name one of the sheets that the message lists.";
    NoSuchHeader "no-such-header" [Error]
        "A column that decides the figures is named under `[[purchases]]`, but no file of that source has it."
        "Name one of the headers that the message lists.";
    AmbiguousColumn "ambiguous-column" [Error]
        "All values of a column can be read in two ways, such as `1,234` or `4/5/2024`."
        "Write `decimal` or `date_order` under `[[purchases]]`; in files of rates write days as 2024-01-31.";
    SameFileTwice "same-file-twice" [Error]
        "Two input files have the same content."
        "Leave one of them out, or its purchases count double.";
    DeliveredTwice "delivered-twice" [Error, Note]
        "Two input files hold the same postings."
        "Leave one delivery out, or write `overlap = \"newest\"`, `\"keep-first\"` or `\"keep-all\"` under `[quality]`.";
    DeliveredAnew "delivered-anew" [Warning]
        "A month of one file is left out for that of another that has many fewer lines, or nearly all of its suppliers, accounts and days with other amounts or numbers."
        "See that one of the two files corrects the other; if both count, write `overlap = \"keep-all\"` under `[quality]`.";
    NoRateColumns "no-rate-columns" [Error]
        "A file of exchange rates has no columns of day, currency and rate, nor a column for each currency."
        "Name its columns under `[currency]`.";
    NoRates "no-rates" [Error]
        "A file of exchange rates has a header but no rates."
        "Export it again, with the days of the purchases.";
    UnreadableRate "unreadable-rate" [Error]
        "A day or a rate in a file of exchange rates cannot be read."
        "Write days as 2024-01-31 and rates as numbers above zero in the row that the message names.";
    TwoRates "two-rates" [Error]
        "A currency has two different rates for the same day."
        "Leave one of the two out.";
    NoOwnRate "no-own-rate" [Error]
        "Rates are given as units for a euro, but the buyer's own currency is none of them."
        "Write `quotation = \"direct\"` or `\"indirect\"` under `[currency]` when the rates are of the buyer's own currency.";
    NoIdColumn "no-id-column" [Error]
        "A register of suppliers has no column of business ids or of names."
        "Name its columns under `[[register]]`, for example `columns = { id = \"Y-tunnus\" }`.";
    FirmCounts "firm-counts" [Error]
        "Counts of firms by municipality and industry have rows that cannot be right: all of them are named."
        "Mend the rows, or name the columns under `[firms]`.";
    TenderTable "tender-table" [Error]
        "Of the tables of tenders under one `[[tenders]]`, no row can be used."
        "Name the columns, or the buyers whose rows are wanted, under `[[tenders]]`.";
    UnitTable "unit-table" [Error]
        "A table of units has a row without a unit as exports write it, a year that is none, or rows that contradict each other."
        "Mend the rows that the message names: each written unit has one name in a year, and each unit one department.";
    EmissionTable "emission-table" [Error]
        "A table of emission factors has a row without an account, CPV code or sector, or without a factor, a year of prices, what the prices include, or a source; or the factor is for another currency than the buyer's, or is given twice."
        "Mend the rows that the message names, or write what holds for all of them under `[effects.emissions]`.";
    SurveyTable "survey-table" [Error]
        "A table of answers to a survey of suppliers has a row that does not say who answered, has no share, a share that is none, or no year."
        "Mend the rows that the message names; shares are all in percent or all parts of one.";
    CoefficientTable "coefficient-table" [Error]
        "A table of input-output coefficients or of industries has rows that cannot be read, contradict each other or name an industry that is not known, or its coefficients make no model."
        "Mend what the message names.";
    OwnedTable "owned-table" [Error]
        "A table of owned companies has rows that cannot be right: all of them are named."
        "Mend the rows: each has the company's business id or name, an owner, and its share in percent.";
    TurnoverTable "turnover-table" [Error]
        "A table of turnovers has rows that cannot be right: all of them are named."
        "Mend the rows: each has the company's business id, a year, and a turnover above zero.";
    OpennessList "openness-list" [Error]
        "A list of small purchases, publications or meetings has rows that cannot be read: all of them are named."
        "Mend the rows.";
    EmptyRegister "empty-register" [Error]
        "A register has a header but no organisations."
        "Fetch the register again.";
    NoCompanies "no-companies" [Error]
        "A JSON file is no company register of the Finnish Patent and Registration Office, or holds no company."
        "Name company data of the office, version 3, or a table.";
    BrokenRegister "broken-register" [Error]
        "A company in a register cannot be read, as in a file that is cut short."
        "Fetch the register again.";
    NoDecisions "no-decisions" [Error]
        "A file of decisions on suppliers lacks the columns key, other_key and decision, or one of families the columns supplier and family."
        "Name a filled copy of supplier-review.xlsx, or a table with these columns.";
    NoTable "no-table" [Error]
        "A calendar or a register of contracts has no row of headers with the columns that it needs."
        "Name the columns under `[calendar]` or `[[contracts]]`.";
    NoRows "no-rows" [Error]
        "Of a calendar or a register of contracts, no row could be taken."
        "Check that the columns are the right ones, and name them if they are others.";
    NoMaskKey "no-mask-key" [Error]
        "The key that masks persons' ids cannot be read or made."
        "Set `key_file` under `[privacy]` to a place that can be written, or give the key file its 64 hexadecimal digits back.";
    CannotStage "cannot-stage" [Error]
        "What was read of an input cannot be stored in the output folder, or be read from there."
        "Make room on the disk, or give this user the right to write there.";
    UnreadableFiles "unreadable-files" [Error]
        "Of several files that were inspected, some could not be read; each has its own error above."
        "Follow the help of each file's own error.";
    Internal "internal" [Error]
        "Two parts of the program disagree, which no input should cause."
        "Report it with the message and, if you may, the file.";

    MissingAmount "missing-amount" [Rejection]
        "The row has data, but no amount."
        "Add the amount in the export, or leave the row rejected if it is no purchase.";
    UnreadableAmount "unreadable-amount" [Rejection]
        "What stands in the column of amounts is no amount in that column's format, or one too large."
        "Correct the cell in the export, or write `decimal` under `[[purchases]]` when the format was taken wrongly.";
    UncomputedFormula "uncomputed-formula" [Rejection, Warning]
        "Cells are formulas whose values were not saved; a row whose amount is one is rejected, other cells count as empty."
        "Open the workbook in a spreadsheet program, save it, and use that.";
    AmountAlone "amount-alone" [Rejection]
        "The row has an amount and nothing else, and it is not the sum of the rows above."
        "Check what the amount is; if it is a purchase, give the row its supplier or account.";
    UnreadableDate "unreadable-date" [Rejection]
        "The date that decides the year is no date in the format of its column."
        "Correct the cell in the export, or write `date_order` under `[[purchases]]` when the order was taken wrongly.";
    OtherCurrency "other-currency" [Rejection]
        "The amount is in another currency than the buyer's, and no rates are given; it is left out of the totals."
        "Name files of rates under `[currency]`.";
    NoRate "no-rate" [Rejection, Warning]
        "No rate is known for the amount's currency and day; it is left out of the totals."
        "Add files of rates under `[currency]` that hold the currency and the day.";

    TornRow "torn-row" [Rejection]
        "The fields of a row of delimited text cannot be told: it has more or fewer than the others, or quotation marks that do not add up, and not exactly one reading fits all columns."
        "Put quotation marks around texts that hold the delimiter, or correct the row in the export.";

    MissingTitle "missing-title" [Calendar]
        "The row does not say what will be bought."
        "Fill in the title.";
    MissingTime "missing-time" [Calendar]
        "The row does not say when the procurement is."
        "Fill in the time, for example 3/2027 or Q2/2027.";
    UnreadableTime "unreadable-time" [Calendar]
        "A time cannot be read as a day, month, quarter, half-year or year."
        "Write it as 2027, H1/2027, Q2/2027, 3/2027 or 1.3.2027.";
    TimeWithoutYear "time-without-year" [Calendar]
        "A time names no year, such as a season alone."
        "Add the year.";
    AmbiguousTime "ambiguous-time" [Calendar]
        "A day can be read with the day first and with the month first, such as 4/5/2027."
        "Write it as 4.5.2027 or 2027-05-04.";
    BackwardsTime "backwards-time" [Calendar]
        "A time ends before it begins, or a contract ends before its start."
        "Correct the order of the two.";
    UnreadableOptions "unreadable-options" [Calendar]
        "The options of a contract are no length of time and no date."
        "Write them as 1+1 v, 24 kk or a date.";
    UnreadableNotice "unreadable-notice" [Calendar]
        "The notice period of a contract is no length of time."
        "Write it as 6 kk or 1 v.";

    MendedRows "mended-rows" [Warning]
        "Rows of delimited text had a delimiter or a quotation mark too many or too few, and were read in the only way that fits all columns."
        "Check the rows that the message names.";
    CutLine "cut-line" [Warning]
        "A text ends within its last line, as it does while it is being written or when it was copied in part."
        "Export or copy the file again, unless its last row is whole.";
    TwoEncodings "two-encodings" [Warning]
        "Some lines of a text are in UTF-8 and others are not; each line is read in its own encoding."
        "Check the letters beyond a to z of some suppliers, or export each part by itself.";
    RepeatedRows "repeated-rows" [Note]
        "Rows are exact copies of earlier ones; they are kept, as purchases can be alike."
        "Check whether the export holds rows twice.";
    SamePosting "same-posting" [Warning]
        "Rows are left out because their voucher and line number show them to be postings met before."
        "Nothing, unless the column of line numbers holds something else.";
    Converted "converted" [Note]
        "Amounts of another currency were converted with the rates given."
        "Nothing.";
    UnreadDate "unread-date" [Warning]
        "A column is called a date, but its values cannot be read as days, so no row has a date."
        "Name the right column under `[[purchases]]`, or write `year` there.";
    NoSupplierColumn "no-supplier-column" [Question]
        "No column was found that names the suppliers."
        "Name it under `[[purchases]]`, for example `columns = { supplier_name = \"Toimittaja\" }`.";
    NoSupplier "no-supplier" [Warning]
        "Some rows name no supplier."
        "Complete the export; until then these rows count under an unknown supplier.";
    MostlyNegative "mostly-negative" [Question]
        "Most amounts are negative, as where purchases are written as negative amounts or the file is an account's statement."
        "Write `sign = \"reversed\"` under `[[purchases]]`, or `sign = \"usual\"` if they are credits.";
    SignByWord "sign-by-word" [Question]
        "A column tells credit notes or credits by a word, and their amounts are above zero as those of invoices are."
        "Write `sign = { column = \"Laskutyyppi\", negative = [\"Hyvityslasku\"] }` under `[[purchases]]`, or `sign = \"usual\"`.";
    UnitNamed "unit-named" [Question]
        "A header or a title says that amounts are in thousands or millions."
        "Write `unit = 1000` under `[[purchases]]`, or `unit = 1` if they are not.";
    SwappedDays "swapped-days" [Question]
        "The dates that a spreadsheet understood all have days up to 12, and those that it left as texts all have days above, as where it swapped day and month."
        "Write `swapped_days = true` under `[[purchases]]` to swap them back, or `swapped_days = false`.";
    FarDay "far-day" [Question]
        "A few lines are dated years away from all others."
        "Write `period = [\"2024-01-01\", \"2024-12-31\"]` under `[[purchases]]`; dates outside it are left out.";
    OutsidePeriod "outside-period" [Warning]
        "Lines are dated outside the `period` of their source, and these dates are left out."
        "Correct the dates in the export, or widen the period.";
    AsOfApart "as-of-apart" [Question]
        "The day that the reports are to speak of is before all data, or more than a year after."
        "Give another day with `--as-of`, or `--assume` that it is right.";
    OtherBuyer "other-buyer" [Error, Question]
        "A column names another buyer than the pipeline file."
        "Name the right ledger; if the buyer has another name there, write `buyers = [\"...\"]` under `[[purchases]]`.";
    SeveralBuyers "several-buyers" [Question]
        "A file holds the purchases of several buyers."
        "Write `buyers = \"all\"` under `[[purchases]]` if all of them are the buyer, or `only_own = true` to leave the others' lines out; `vire run --only` runs such exports buyer by buyer.";
    LeftApart "left-apart" [Note]
        "A file holds lines of other buyers or years, which the run does not cover."
        "Nothing needs to be done, unless some of them are the buyer's own: then list under `buyers` what they call it.";
    NoBuyer "no-buyer" [Warning]
        "No line of a file names a buyer, so that all of them are left out where a run is for one buyer of many."
        "Name the column under `columns`, or give the file a `[[purchases]]` of its own in a pipeline file of its buyer.";
    LikeBuyer "like-buyer" [Question]
        "Lines are left out whose buyer has a name like that of the pipeline's buyer."
        "List under `buyers` those that are it, or write `buyers = []`.";
    NothingLeft "nothing-left" [Error]
        "No line is of the buyer or the year that the run is to cover."
        "Name a buyer and a year that the exports have; `vire parts` lists them.";
    BesideBuyer "beside-buyer" [Warning]
        "A column names others as buyers beside the pipeline's buyer; they are taken for parts of it."
        "Export its own purchases alone if they are not.";
    NegativeTotal "negative-total" [Question]
        "The sum of a table is negative though most of its amounts are not."
        "Check that all rows are there, and write `sign = \"usual\"` under `[[purchases]]` if they are.";
    MixedCurrencies "mixed-currencies" [Warning]
        "Amounts of one column name several currencies, or only some of them name one."
        "Check what each is in; a run takes those in other currencies than the buyer's apart.";
    AllZero "all-zero" [Question]
        "All amounts of a table are zero."
        "Name the column of amounts under `[[purchases]]` if it is another one.";
    WideRows "wide-rows" [Question]
        "Most rows of a delimited text have more fields than its header, so that values may stand under other headers than their own."
        "Export with another delimiter, or with names and amounts in quotation marks; if all is under its header, name the column of amounts under `[[purchases]]`.";
    BrokenLetters "broken-letters" [Warning]
        "Names of suppliers hold letters that a wrong encoding has broken, such as \"Ã¤\" for \"ä\"; one supplier may be two."
        "Export again in one encoding; the letters were broken before the file was read.";
    EmptyTable "empty-table" [Warning]
        "A table has a header and no rows of data."
        "Check that the export is complete.";
    TotalDiffers "total-differs" [Warning]
        "A row of totals does not agree with the sum of the rows above it."
        "Check that the export holds all rows that its total counts.";
    SideBySide "side-by-side" [Warning]
        "Several tables stand side by side on a sheet and are read as tables of their own."
        "Check that the tables that were found are the right ones.";
    HiddenSheet "hidden-sheet" [Warning]
        "A hidden sheet was not read."
        "Name all sheets to read under `[[purchases]]` if it should be: `sheets = [\"...\"]`.";
    SummarySheet "summary-sheet" [Warning]
        "A sheet has no dates and sums to what the others sum to, so it was left out, lest purchases count twice."
        "Name all sheets to read under `[[purchases]]` if it should be: `sheets = [\"...\"]`.";
    CopiedSheet "copied-sheet" [Warning]
        "A sheet has the rows, days and sum of another one, so it was left out, lest purchases count twice."
        "Name all sheets to read under `[[purchases]]` if it should be: `sheets = [\"...\"]`.";
    SameName "same-name" [Note]
        "Lines without an id count with the supplier whose id other lines of exactly their name have."
        "Nothing, unless two suppliers have that name; then write their ids in the export.";
    ColumnChoice "column-choice" [Question]
        "A column that decides the figures was chosen among several that it could be."
        "Name the right one under `[[purchases]]`, for example `columns = { amount = \"Netto\" }`.";
    PersonsByName "persons-by-name" [Warning]
        "Suppliers without an id are taken as persons by their names and accounts, or may be persons."
        "Look at the column `by_name` of `suppliers.parquet`: `person` is counted and not named, `perhaps` is named.";
    UnmatchedColumn "unmatched-column" [Warning]
        "A column that is named in the pipeline file is in none of the files of its source."
        "Correct the header, or leave the key out.";
    ColumnsChange "columns-change" [Warning]
        "Some files of one source lack a column that others have."
        "Check that all of them were exported in the same way.";
    UnmatchedRule "unmatched-rule" [Warning]
        "A rule or a decision of the pipeline file matched no line."
        "Correct its pattern, or leave the rule out.";
    WithoutDate "without-date" [Warning]
        "Lines have no date and belong to no year."
        "Write `year = 2024` under `[[purchases]]`, or name the column of dates there.";
    YearTaken "year-taken" [Warning]
        "Lines have no date and count in the year that the pipeline file or the file's name says."
        "Check the year, and write `year` under `[[purchases]]` if it is another one.";
    SeveralMonths "several-months" [Warning]
        "The dates of lines name several months; the lines count in the first of these."
        "Name a column of days under `[[purchases]]` if there is one.";
    WithVat "with-vat" [Warning]
        "Only amounts with VAT were found, so figures include VAT."
        "Export net amounts, or name their column under `[[purchases]]`.";
    OfCalendar "of-calendar" [Warning]
        "Something in a calendar or a register of contracts is odd."
        "Follow the message.";
    ManyUnits "many-units" [Note]
        "Exports name more units than reports can show side by side, such as cost centres."
        "Name under `[units]` a table that tells what each belongs to, so that departments are shown.";
    UnitsLeft "units-left" [Note]
        "Lines have no unit, or one that the table under `[units]` does not have; the latter keeps its own name."
        "Add its row to the table, if it belongs to another.";
    AnswersTwice "answers-twice" [Warning]
        "Two answers to the survey of suppliers are of one supplier and year: neither is taken."
        "Leave one of the two in the table.";
    NoPriceIndex "no-price-index" [Warning]
        "Emissions of purchases are not estimated for a year, since no price index takes its prices to those of the factors."
        "Write the index of the year, and of the year of the factors, as `index` under `[effects.emissions]`.";
    OfTenders "of-tenders" [Warning]
        "Rows of a table of tenders were left out, or say something that is taken as unknown."
        "Mend what the message names in the table, or name its columns under `[[tenders]]`.";
    SecondColumn "second-column" [Note]
        "Two columns of a table that is given beside purchases mean the same; the left one is taken."
        "Name the right one in the pipeline file, if it is the other.";
    OwnedHeld "owned-held" [Note]
        "How many companies of the table of owned companies are among the suppliers of the purchases."
        "Nothing is to be done; a company that sells under another id or name can be given a row with that.";
    TurnoversHeld "turnovers-held" [Note]
        "How many companies of the table of turnovers are among the suppliers of the purchases."
        "Nothing is to be done; a company that sells under another id can be given a row with that.";
    SameRows "same-rows" [Note]
        "A list has rows that are the same in every cell."
        "Remove those that stand there twice by mistake.";
    TendersRead "tenders-read" [Note]
        "How many rows of tenders were read, and what became of them."
        "Nothing; the manifest has the same by file.";
    AnswersHeld "answers-held" [Note]
        "How many answers to the survey of suppliers are of suppliers of the purchases."
        "Give the table a column of business ids where suppliers were not found.";
    ContractsHeld "contracts-held" [Note]
        "How many contracts of the register were held against purchases, and how their suppliers were found."
        "Give the register a column of business ids where suppliers were not found.";
    SettledBySiblings "settled-by-siblings" [Warning]
        "The values of a file leave a format open, so it was taken over from the other files of its source."
        "Write `decimal` or `date_order` under `[[purchases]]` if the file is of another format.";
}

impl Code {
    /// Such as `ambiguous-column`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What can follow from it; the commonest first.
    pub fn kinds(self) -> &'static [Kind] {
        self.row().kinds
    }

    /// How much it matters where it is said of an input that can be used. What else ends a command or rejects a row is
    /// a warning there.
    pub fn level(self) -> Level {
        self.kinds().iter().find_map(|kind| kind.level()).unwrap_or(Level::Warning)
    }

    /// What it means, in a sentence.
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// What to do about it, in a sentence.
    pub fn remedy(self) -> &'static str {
        self.row().remedy
    }

    /// The code of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Codes sort by name, as their names do in every output.
impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

/// A name that this version does not know is an error of what is read, such as a file staged by another version.
impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(from)?;
        Self::find(&name).ok_or_else(|| D::Error::custom(format!("\"{name}\" is no code")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_code_has_a_name_of_its_own_in_small_letters() {
        let names: HashSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            let is_plain = name.split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(is_plain, "{name}");
        }
    }

    #[test]
    fn each_code_says_in_one_sentence_what_it_means_and_what_to_do() {
        for code in Code::ALL {
            for text in [code.meaning(), code.remedy()] {
                assert!(text.starts_with(|c: char| c.is_uppercase()) && text.ends_with('.'), "{code}: {text}");
                assert!(!text.trim_end_matches('.').contains(". "), "{code}: {text}");
            }
        }
    }

    #[test]
    fn a_code_travels_as_its_name() -> Result<(), serde_json::Error> {
        assert_eq!(serde_json::to_string(&Code::ZipBomb)?, "\"zip-bomb\"");
        for code in Code::ALL {
            assert_eq!(serde_json::from_str::<Code>(&serde_json::to_string(code)?)?, *code);
            assert_eq!(format!("{code}"), code.name());
        }
        assert!(serde_json::from_str::<Code>("\"of-another-version\"").is_err());
        Ok(())
    }

    #[test]
    fn a_code_has_one_level() {
        for code in Code::ALL {
            let levels = code.kinds().iter().filter_map(|kind| kind.level()).count();
            assert!(levels <= 1, "{code} has {levels} levels");
        }
        assert!(Level::Note < Level::Warning && Level::Warning < Level::Question);
    }

    #[test]
    fn codes_sort_by_name() {
        let mut codes = [Code::ZipBomb, Code::UnreadableFile, Code::AllZero];
        codes.sort();
        assert_eq!(codes, [Code::AllZero, Code::UnreadableFile, Code::ZipBomb]);
    }
}

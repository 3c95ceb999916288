//! A chart as a native part of a slide (DrawingML charts, ECMA-376 part 1, chapter 21.2), with the workbook that holds
//! its data, so that it can be edited in PowerPoint.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::model::{Chart, ChartKind, Series};
use vire_base::decimal;
use vire_base::decimal::SCALE;
use vire_base::language::Forms;
use vire_formats::xml::{HEAD, escape};
use vire_indicators::catalogue::Unit;

/// Labels of parts smaller than this share of the longest bar would not fit into them; sums are longer than shares.
const LABELLED_SHARE: f64 = 0.075;
const LABELLED_SUM: f64 = 0.11;

/// The values of several lines with more points than this would stand upon each other.
const LABELLED_POINTS: usize = 8;
const NO_LABELS: &str = "<c:showLegendKey val=\"0\"/><c:showVal val=\"0\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
    <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";

/// How money is written in the labels of charts.
pub struct Money {
    pub forms: &'static Forms,
    /// ISO 4217.
    pub currency: String,
    pub thousand: String,
    pub million: String,
    pub billion: String,
}

/// How a chart is written: its language, its money, and the theme's accents.
pub struct Style<'a> {
    pub locale: &'a str,
    pub money: &'a Money,
    pub accents: &'a [u32; 6],
}

/// The chart part; `workbook` is the id of its relationship to the workbook.
pub fn part(chart: &Chart, workbook: &str, style: &Style<'_>) -> String {
    let locale = style.locale;
    let plot = match chart.kind {
        ChartKind::Line => line_plot(chart, style),
        ChartKind::Columns | ChartKind::Bars | ChartKind::StackedBars => bar_plot(chart, style),
    };
    let legend = if chart.series.len() > 1 {
        format!("<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/>{}</c:legend>", text_style(1200, locale))
    } else {
        String::new()
    };
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <c:date1904 val=\"0\"/><c:lang val=\"{locale}\"/><c:roundedCorners val=\"0\"/>\
         <c:chart>{title}<c:autoTitleDeleted val=\"0\"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}\
         <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:externalData r:id=\"{workbook}\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
        title = rich_text(&chart.title, 1400, true, locale),
    )
}

fn rich_text(text: &str, size: u32, bold: bool, locale: &str) -> String {
    let bold = u8::from(bold);
    format!(
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\" b=\"{bold}\"/></a:pPr>\
         <a:r><a:rPr lang=\"{locale}\" sz=\"{size}\" b=\"{bold}\"/><a:t>{}</a:t></a:r></a:p></c:rich></c:tx>\
         <c:overlay val=\"0\"/></c:title>",
        escape(text)
    )
}

fn text_style(size: u32, locale: &str) -> String {
    format!(
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"{size}\"/></a:pPr>\
         <a:endParaRPr lang=\"{locale}\"/></a:p></c:txPr>"
    )
}

/// A fill from the theme, so that a user's own colours are used.
#[derive(Clone)]
struct Fill {
    colour: String,
    /// White or black, whichever is read better on it.
    label: &'static str,
}

impl Fill {
    fn solid(&self) -> String {
        format!("<a:solidFill>{}</a:solidFill>", self.colour)
    }

    /// Stripes of the colour on the background.
    fn hatched(&self) -> String {
        format!(
            "<a:pattFill prst=\"wdUpDiag\"><a:fgClr>{}</a:fgClr><a:bgClr><a:schemeClr val=\"bg1\"/></a:bgClr></a:pattFill>",
            self.colour
        )
    }
}

fn accent(number: usize, lighter: u32, accents: &[u32; 6]) -> Fill {
    let rgb = accents[number % 6];
    let mix = |shift: u32| {
        let part = f64::from((rgb >> shift) & 255);
        part + (255.0 - part) * f64::from(lighter) / 100.0
    };
    let luminance = luminance([mix(16), mix(8), mix(0)]);
    let tint = if lighter == 0 {
        String::new()
    } else {
        // Lightness alone would make a dark green neon: tints are less saturated too.
        let (keep, add) = ((100 - lighter) * 1000, lighter * 1000);
        format!("<a:satMod val=\"45000\"/><a:lumMod val=\"{keep}\"/><a:lumOff val=\"{add}\"/>")
    };
    let colour = format!("<a:schemeClr val=\"accent{}\">{tint}</a:schemeClr>", number % 6 + 1);
    Fill { colour, label: if 1.05 / (luminance + 0.05) >= 4.5 { "FFFFFF" } else { "000000" } }
}

/// Neutral, for what the finding does not speak of.
fn grey(darker: u32) -> Fill {
    let share = 255.0 * f64::from(100 - darker) / 100.0;
    let label = if 1.05 / (luminance([share; 3]) + 0.05) >= 4.5 { "FFFFFF" } else { "000000" };
    let colour = format!("<a:schemeClr val=\"bg1\"><a:lumMod val=\"{}\"/></a:schemeClr>", (100 - darker) * 1000);
    Fill { colour, label }
}

/// Relative luminance of WCAG 2.1 of a colour with parts from 0 to 255.
fn luminance(rgb: [f64; 3]) -> f64 {
    let linear = |part: f64| {
        let part = part / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

/// One accent for the first series, greys for the others; rings from near to far in lighter tints, unknown in grey.
fn fills(chart: &Chart, accents: &[u32; 6]) -> Vec<Fill> {
    let count = chart.series.len();
    match (chart.kind, count) {
        (ChartKind::StackedBars, 4..) => {
            let tints = [0, 30, 55, 75, 88];
            let near = (0..count - 1).map(|i| accent(0, tints[i.min(4)], accents));
            near.chain([grey(50)]).collect()
        }
        (ChartKind::StackedBars, _) => [accent(0, 0, accents), grey(25), grey(60)].into_iter().take(count).collect(),
        // More than have a colour of their own share the colours, lest a series is lost.
        _ => {
            let first = [accent(0, 0, accents), grey(35), accent(1, 0, accents)];
            first.into_iter().chain((2..6).map(|i| accent(i, 0, accents))).cycle().take(count).collect()
        }
    }
}

/// A value as it stands in the data: a decimal without needless zeros.
fn number(millionths: i128) -> String {
    let text = decimal::write(millionths, SCALE as u32);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Office format codes; the viewer's own settings put marks and groups.
fn format_code(chart: &Chart, style: &Style<'_>) -> String {
    let largest = chart.series.iter().flat_map(|s| s.values.iter().flatten()).map(|v| v.abs()).max().unwrap_or(0);
    let Money { forms, currency, thousand, million, billion } = style.money;
    // Money is written as in the texts: €6.5m in English, 6,5 milj. € elsewhere.
    let money = |digits: &str, scale: &str| forms.office_money(digits, scale, currency);
    match chart.unit {
        Unit::Currency | Unit::CurrencyPerInhabitant => match largest / 10i128.pow(SCALE as u32) {
            0..10_000 => money("#,##0", ""),
            10_000..1_000_000 if forms.says_thousand => money("#,##0,", thousand),
            10_000..1_000_000 => money("#,##0", ""),
            1_000_000..100_000_000 => money("#,##0.0,,", million),
            100_000_000..1_000_000_000 => money("#,##0,,", million),
            _ => money("#,##0.0,,,", billion),
        },
        Unit::Share | Unit::Points if chart.is_rounded => forms.office_percent(0).to_owned(),
        Unit::Share | Unit::Points => forms.office_percent(1).to_owned(),
        Unit::Count | Unit::Index => "#,##0".to_owned(),
        Unit::Ratio => "0.00".to_owned(),
        Unit::Days => "0.0".to_owned(),
        // A comma behind the digits takes them by the thousand: tonnes.
        Unit::Emissions => "#,##0,\\ \"t CO2e\"".to_owned(),
    }
}

/// A spreadsheet's name of a column, the first being A.
fn column(number: usize) -> char {
    (b'A' + (number % 26) as u8) as char
}

/// Label settings; `place` is inEnd, outEnd, ctr, t, or empty for the chart's own choice.
fn labels(format: &str, colour: &str, place: &str, locale: &str) -> String {
    let place = if place.is_empty() { String::new() } else { format!("<c:dLblPos val=\"{place}\"/>") };
    format!(
        "<c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>\
         <c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1200\"><a:solidFill>{colour}</a:solidFill></a:defRPr>\
         </a:pPr><a:endParaRPr lang=\"{locale}\"/></a:p></c:txPr>{place}<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/>\
         <c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>"
    )
}

/// Name, categories and values of a series, each with its place in the workbook.
fn data(chart: &Chart, number_of: usize, series: &Series, format: &str) -> (String, String) {
    let letter = column(number_of + 1);
    let count = chart.categories.len();
    let last = count + 1;
    let name = format!(
        "<c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{}</c:v>\
         </c:pt></c:strCache></c:strRef></c:tx>",
        escape(&series.name)
    );
    let categories = chart.categories.iter().enumerate();
    let categories: String =
        categories.map(|(i, c)| format!("<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", escape(c))).collect();
    let values = series.values.iter().enumerate().filter_map(|(i, v)| Some((i, (*v)?)));
    let values: String = values.map(|(i, v)| format!("<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", number(v))).collect();
    let points = format!(
        "<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{categories}</c:strCache>\
         </c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache>\
         <c:formatCode>{format}</c:formatCode><c:ptCount val=\"{count}\"/>{values}</c:numCache></c:numRef></c:val>"
    );
    (name, points)
}

fn bar_plot(chart: &Chart, style: &Style<'_>) -> String {
    let stacked = chart.kind == ChartKind::StackedBars;
    let horizontal = chart.kind != ChartKind::Columns;
    let format = escape(&format_code(chart, style));
    let series: String = chart
        .series
        .iter()
        .zip(fills(chart, style.accents))
        .enumerate()
        .map(|(i, (series, fill))| {
            let (name, points) = data(chart, i, series, &format);
            let colour = if stacked {
                format!("<a:srgbClr val=\"{}\"/>", fill.label)
            } else {
                "<a:schemeClr val=\"tx1\"/>".to_owned()
            };
            let hidden: String = if stacked { small_parts(chart, series) } else { String::new() };
            let place = if stacked { "ctr" } else { "outEnd" };
            let labels = labels(&format, &colour, place, style.locale);
            let line = if stacked {
                "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill></a:ln>"
            } else {
                ""
            };
            format!(
                "<c:ser><c:idx val=\"{i}\"/><c:order val=\"{i}\"/>{name}<c:spPr>{}{line}</c:spPr>\
                 <c:invertIfNegative val=\"0\"/>{}<c:dLbls>{hidden}{labels}</c:dLbls>{points}</c:ser>",
                fill.solid(),
                own_points(chart, &fill),
            )
        })
        .collect();
    let (direction, grouping) = (if horizontal { "bar" } else { "col" }, if stacked { "stacked" } else { "clustered" });
    let gap = if chart.series.len() > 1 && !stacked { 40 } else { 45 };
    let overlap = if stacked { "<c:overlap val=\"100\"/>" } else { "" };
    format!(
        "<c:barChart><c:barDir val=\"{direction}\"/><c:grouping val=\"{grouping}\"/><c:varyColors val=\"0\"/>{series}\
         <c:gapWidth val=\"{gap}\"/>{overlap}<c:axId val=\"111111111\"/><c:axId val=\"222222222\"/></c:barChart>{}",
        axes(chart, &format, horizontal, style)
    )
}

/// Points that look other than their series: with one series and a category that the finding speaks of, all other
/// categories are grey; what is of a part of a year is hatched.
fn own_points(chart: &Chart, fill: &Fill) -> String {
    let accent = chart.accent.filter(|_| chart.series.len() == 1);
    let point = |i: usize| {
        let grey = accent.filter(|accent| *accent != i).map(|_| grey(35));
        let fill = match chart.parts_of_years.contains(&i) {
            true => grey.as_ref().unwrap_or(fill).hatched(),
            false => grey?.solid(),
        };
        Some(format!(
            "<c:dPt><c:idx val=\"{i}\"/><c:invertIfNegative val=\"0\"/><c:bubble3D val=\"0\"/><c:spPr>{fill}</c:spPr></c:dPt>"
        ))
    };
    (0..chart.categories.len()).filter_map(point).collect()
}

/// Parts that are too small for their label.
fn small_parts(chart: &Chart, series: &Series) -> String {
    let bar = |i: usize| -> f64 {
        chart.series.iter().filter_map(|s| s.values.get(i).copied().flatten()).map(|v| v.max(0) as f64).sum()
    };
    let longest = (0..chart.categories.len()).map(bar).fold(1.0, f64::max);
    let least = if chart.unit == Unit::Share { LABELLED_SHARE } else { LABELLED_SUM };
    let small = series.values.iter().enumerate().filter(|(_, v)| v.is_none_or(|v| (v as f64) / longest < least));
    small.map(|(i, _)| format!("<c:dLbl><c:idx val=\"{i}\"/><c:delete val=\"1\"/></c:dLbl>")).collect()
}

fn line_plot(chart: &Chart, style: &Style<'_>) -> String {
    let format = escape(&format_code(chart, style));
    let crowded = chart.series.len() > 1 && chart.categories.len() > LABELLED_POINTS;
    let series: String = chart
        .series
        .iter()
        .zip(fills(chart, style.accents))
        .enumerate()
        .map(|(i, (series, fill))| {
            let (name, points) = data(chart, i, series, &format);
            let labels = if crowded { NO_LABELS.to_owned() } else { labels(&format, "<a:schemeClr val=\"tx1\"/>", "t", style.locale) };
            format!(
                "<c:ser><c:idx val=\"{i}\"/><c:order val=\"{i}\"/>{name}<c:spPr><a:ln w=\"34925\" cap=\"rnd\">{fill}\
                 <a:round/></a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"7\"/><c:spPr>{fill}</c:spPr>\
                 </c:marker><c:dLbls>{labels}</c:dLbls>{points}<c:smooth val=\"0\"/></c:ser>",
                fill = fill.solid()
            )
        })
        .collect();
    format!(
        "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}<c:marker val=\"1\"/>\
         <c:axId val=\"111111111\"/><c:axId val=\"222222222\"/></c:lineChart>{}",
        axes(chart, &format, false, style)
    )
}

/// The categories are written out; values stand at the bars, so their axis is not shown.
fn axes(chart: &Chart, format: &str, horizontal: bool, style: &Style<'_>) -> String {
    let (category_side, value_side) = if horizontal { ("l", "b") } else { ("b", "l") };
    let (order, crosses) = if horizontal { ("maxMin", "max") } else { ("minMax", "autoZero") };
    let title = if chart.kind == ChartKind::Line {
        rich_text(&chart.category_title, 1200, false, style.locale)
    } else {
        String::new()
    };
    let whole = chart.kind == ChartKind::StackedBars && chart.unit == Unit::Share;
    let limits = if whole { "<c:max val=\"1\"/><c:min val=\"0\"/>" } else { "" };
    let from_zero = chart.series.iter().flat_map(|s| s.values.iter().flatten()).all(|v| *v >= 0);
    // The label of the longest negative bar stands left of it, where the categories' names end.
    let lowest = chart.series.iter().flat_map(|s| s.values.iter().flatten()).min().copied().unwrap_or(0);
    let limits = match (whole, from_zero) {
        (true, _) => limits.to_owned(),
        (false, true) => "<c:min val=\"0\"/>".to_owned(),
        (false, false) => format!("<c:min val=\"{}\"/>", number(lowest * 3 / 2)),
    };
    format!(
        "<c:catAx><c:axId val=\"111111111\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{category_side}\"/>{title}<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
         <c:spPr><a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill></a:ln></c:spPr>{text}\
         <c:crossAx val=\"222222222\"/><c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/>\
         <c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"0\"/></c:catAx>\
         <c:valAx><c:axId val=\"222222222\"/><c:scaling><c:orientation val=\"minMax\"/>{limits}</c:scaling>\
         <c:delete val=\"1\"/><c:axPos val=\"{value_side}\"/><c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>\
         <c:crossAx val=\"111111111\"/><c:crosses val=\"{crosses}\"/><c:crossBetween val=\"between\"/></c:valAx>",
        text = text_style(1200, style.locale),
    )
}

/// The workbook behind a chart: categories and series as its first sheet.
pub fn workbook(chart: &Chart) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // Without a fixed day the bytes would differ from run to run.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = workbook.add_worksheet().set_name("Sheet1")?;
    sheet.write_string(0, 0, &chart.category_title)?;
    for (row, category) in (1..).zip(&chart.categories) {
        sheet.write_string(row, 0, category)?;
    }
    for (at, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, at, &series.name)?;
        for (row, value) in (1..).zip(&series.values) {
            if let Some(value) = value {
                sheet.write_number(row, at, *value as f64 / 10f64.powi(SCALE))?;
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vire_base::language::Language;

    #[test]
    fn no_series_of_a_chart_is_lost() {
        let money = Money {
            forms: Language::Fi.forms(),
            currency: "EUR".to_owned(),
            thousand: String::new(),
            million: String::new(),
            billion: String::new(),
        };
        let style = Style { locale: "fi-FI", money: &money, accents: &[0; 6] };
        for kind in [ChartKind::Columns, ChartKind::Bars, ChartKind::StackedBars, ChartKind::Line] {
            for count in 1..=12 {
                let series = (0..count).map(|i| Series { name: i.to_string(), values: vec![Some(1)] });
                let chart = Chart {
                    id: String::new(),
                    kind,
                    title: String::new(),
                    unit: Unit::Count,
                    marks: String::new(),
                    basis: String::new(),
                    alt: String::new(),
                    category_title: String::new(),
                    categories: vec!["a".to_owned()],
                    series: series.collect(),
                    accent: None,
                    parts_of_years: Vec::new(),
                    is_rounded: false,
                };
                let drawn = part(&chart, "rId1", &style).matches("<c:ser>").count();
                assert_eq!(drawn, count, "{kind:?}");
            }
        }
    }
}

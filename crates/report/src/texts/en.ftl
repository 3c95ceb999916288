title = { $buyer }: purchases { $period }
subtitle = Where the money goes, to whom and how near. Figures as of { $date }, in { $currency }, { $vat }.
subtitle-placeless = Where the money goes and to whom. Figures as of { $date }, in { $currency }, { $vat }.
vat-net = net of VAT
vat-none = amounts as in the ledger
vat-some = in part with VAT
vat-gross = with VAT
note-latest = Key figures are for { $year }, the latest full year in the data, unless a table says otherwise.
note-latest-partial = Key figures are for { $year }. The data covers no whole year, so figures that need one are not given, and it cannot be compared with whole years.
note-months = Numbers in brackets after a year are the months that the data covers of it; such a part of a year must not be compared with whole years.
note-other-months = The figures also include { $count-n ->
    [one] one line
   *[other] { $count } lines
} from { $months }: too few for these months to be named among those that the data covers.
note-stray = A further { $count } lines are from { $months }, too few to describe a period. No year shown includes them.
note-break = The content of the series changes on { $date }: { $reason } Years before and after are not directly comparable.
note-held = { $amount } ({ $share } of the sum of all lines) is left out of the figures by scope rules; the report lists each rule with its sum.
note-basis-domicile = Local means: the supplier is registered in { $home }. This does not show where the work is done.
note-basis-establishment = Local means: the supplier is registered or has an establishment in { $home }, by the registers given.
note-basis-invoice-address = Local means: the supplier's invoice address is in { $home }, or its place by the register where the ledger has no address. This does not show where the work is done.
note-gross = Some files only have amounts with VAT: their figures include VAT and are not comparable with net ones.
note-gross-all = All amounts include VAT: they are not comparable with net ones.
note-assumed = Assumed, and confirmed by nobody: { $files } was read with { $answer } ({ $code }).
note-no-place = What is local is not known for this buyer: no home municipality is set.
note-no-municipalities = The program has no table of the municipalities of this country, so nothing is said of local purchases.
note-no-register = The places of the suppliers are not known, so nothing is said of local purchases. A register of suppliers with their municipalities, named in the pipeline file or with --register, adds them.

section-key = Key figures
section-years = Year by year
section-sectors = By sector
section-values = By value
section-places = Where the suppliers are
section-suppliers = Largest suppliers
section-scope = What is included and what is left out
section-quality = Data and its quality
section-others = What others measured
others-intro = These figures were measured by others and are shown as they were given. They speak of what firms and people think or of other things than the ledger holds, and nothing here is computed from them.
table-others = Measured by others
col-unit = Unit
col-source-of = Source
section-method = How the figures are made

scope-external = all external purchases
scope-market = without known public bodies
scope-market-group = without known public bodies and own group
basis = { $period }, { $scope }; n = { $n } { $counts }; known for { $coverage } of the sum
basis-years = { $period }, { $scope }
at-least = at least { $share }
basis-short = { $period }, { $scope }; n = { $n } { $counts }
counts-suppliers = { $n-n ->
    [one] supplier
   *[other] suppliers
}
counts-sellers = { $n-n ->
    [one] supplier whose sales exceed its credits
   *[other] suppliers whose sales exceed their credits
}
counts-groups = { $n-n ->
    [one] group
   *[other] groups
}
counts-lines = { $n-n ->
    [one] line
   *[other] lines
}
counts-invoices = { $n-n ->
    [one] invoice
   *[other] invoices
}
card-a8 = Share of the four largest suppliers, of what identified suppliers sold
card-a11 = Suppliers below { $limit } a year, share of suppliers
bounds = between { $low } and { $high }, wherever the unknown belong
not-computed = { $title }: not computed; it needs { $needs }

col-year = Year
col-external = All external purchases
col-period = Period
col-same-months = Same months of the year before
col-change = Change
col-what = What
col-driver = Largest single change
col-dependency = Share of its turnover that a supplier sold to the buyer
dependency-under-10 = Below 10 %
dependency-10-30 = 10 to below 30 %
dependency-30-50 = 30 to below 50 %
dependency-over-50 = 50 % or more
dependency-unknown = Turnover not known, persons and sole traders
col-paid-within = Paid within
col-share-sum = Share of the sum
col-share-invoices = By invoices
col-size-class = Size of the supplier
col-invoices = Invoices
col-paid-30-sum = Within 30 days, of the sum
col-paid-30-invoices = Within 30 days, of the invoices
col-mean-days = Mean, days
col-median-days = Median, days
size-micro = Micro (fewer than 10 employed)
size-small = Small (10 to 49)
size-medium = Medium-sized (50 to 249)
size-large = Large (250 or more)
size-unknown = Size unknown
within-14-days = 14 days
within-30-days = 30 days
within-60-days = 60 days
row-paid-late = After the due date
row-mean-days = Mean, days
row-median-days = Median, days
row-open-count = Left out: a day is not known
row-before-invoice-count = Left out: paid before the date of the invoice
row-over-two-years-count = Left out: over two years
row-credit-count = Left out: credit notes
col-owner = What the supplier is to the buyer
owner-in-house = In-house companies
owner-own = Other companies that the buyer owns
owner-other-municipalities = Owned by other municipalities
owner-public-body = Public bodies
owner-association = Associations and foundations
owner-private = Private suppliers
owner-unknown = Unknown
row-weighted = In-house companies, weighted by what the buyer owns of each
col-within-sectors = Within the sector
col-mix = Weight of the sector
row-change-all = In all
change-entered = New since the year before
change-left = Left since the year before
change-grew = Sold more than in the year before
change-shrank = Sold less than in the year before
change-same = Sold as much as in the year before
change-persons = Natural persons and sole traders together
change-unidentified = Redacted, or no supplier named
headline-a6 = Largest sector's share of what is classified
headline-b9 = Companies' share where the kind is known
col-market = Without known public bodies
col-suppliers = Suppliers
col-local-share = Local share
col-local-bounds = Bounds
col-sector = Sector
col-sum = Sum
col-share = Share
col-band = Value
col-supplier-years = Suppliers
col-supplier-share = Share of suppliers
col-postings = Postings
col-posting-share = Share of postings
col-ring = Distance
col-kind = Kind of supplier
col-supplier = Supplier
col-class = Class
col-lines = Lines
col-file = File
col-read = Rows read
col-kept = Kept
col-rejected = Rejected
col-other = Other rows
col-sum-kept = Sum kept
col-reason = Reason
col-rows = Rows
col-method = Decided by
col-right = Right in a test
col-source = Known from

table-years = Purchases and local share by year
table-years-alone = Purchases by year
table-same-months = A part of a year beside the same months of the year before
table-changes = Largest changes{ $year }, { $scope }
table-dependency = Suppliers by how much of their turnover the buyer is{ $year }, { $scope }
table-owners = Purchases by owner of the supplier{ $year }, { $scope }
table-changes-suppliers = Change of purchases by what became of suppliers from { $before } to { $now }, { $scope }
table-changes-local = Change of the local share by sector from { $before } to { $now }, { $scope }
table-sectors = Purchases by sector{ $year }, { $scope }
table-supplier-bands = Suppliers by what they sold{ $year }, { $scope }
table-posting-bands = Postings by amount{ $year }, { $scope }
table-rings = Share of the sum by distance, { $scope }
table-kinds = Share of the sum by kind of supplier{ $year }, { $scope }
table-suppliers = Twenty largest suppliers that may be named{ $year }, { $scope }
table-scope = Every line belongs to one class
table-files = Files read
table-rejected = Rows rejected, by reason
table-methods = How the sector was decided, all lines
table-places = Where a supplier's place comes from, external purchases
values-note = One posting is not one purchase, and a supplier's year is not one contract: these bands show the size of flows, they are no judgement of how a purchase was made.
rents-note = The chart and the table include rents; the heading leaves them out, since no threshold is for rents of real estate.
places-note = Unknown is a class of its own and counts in every sum. The heading of each table says whether public bodies are included.
suppliers-note = Suppliers known to be sole traders or private persons are not named. A person without an id or a company form cannot be told from a company by name. Suppliers whose sum is not shown have no place in the order: they stand last, or are left out where only names are listed.
scope-intro = The figures cover external purchases. Lines that are not purchases from outside the organisation are left out by the rules below; they stay in the published table, marked with the rule.
scope-public = Public bodies are recognised by their name or business id: { $count-n ->
    [0] no supplier here
    [one] one supplier here
   *[other] { $count } suppliers here
}. One that is not recognised counts among the others.
rejected-missing-amount = No amount
rejected-unreadable-amount = Amount that cannot be read
rejected-uncomputed-formula = Formula whose value was not saved
rejected-amount-alone = Amount with nothing else in its row
rejected-unreadable-date = Date that cannot be read
rejected-other-currency = Amount in another currency, without a rate
rejected-no-rate = Currency or day without a rate
rejected-torn-row = Row whose cells do not fit its columns
quality-intro = { $read } rows were read; { $kept } were kept and { $rejected } rejected. The rows kept sum to { $sum }, which equals the sums by sector, by distance, by value band, by year and of the files written, to the cent.
quality-masked = Personal ids were masked in { $count } distinct texts before anything was written.
quality-register = { $share } of the external sum is from suppliers found in a register ({ $found } of { $all } suppliers).
quality-no-register = No supplier of the ledger was found in a register: none was given, or it knows none of them.
quality-problems = Noticed while reading:
quality-rounded = { $count } amounts had more than two decimals and were rounded to two.
quality-undated = { $count } lines have no date.
quality-names = { $count } business ids appear under more than one name.
method-intro = Each indicator is one SQL query over small tables made from the published purchases; the command "vire explain" prints these pages too, and "{ $trace }", for one, shows which suppliers and lines of the ledger a figure is made of. Local preference is not a lawful award criterion: figures on place are for market dialogue, for dividing contracts into lots and for information.
method-thresholds = Thresholds apply to the estimated value of a whole contract. Comparing a posting or a supplier's year with them is only indicative, and says nothing of how anything was bought. No threshold is for rents of real estate: sales are held against one without them.
method-register-date = The register is from { $date }; it shows the present, not the time of the invoice.
method-register-of-date = The register is from { $date }.
method-moves = { $count-n ->
    [one] One supplier has moved by the register: it counts in each year where it was at the end of that year.
   *[other] { $count } suppliers have moved by the register: each counts in each year where it was at the end of that year.
}
masked-suppliers = Sole traders and persons ({ $count }), not named
no-figure = – = no figure: the data does not give it, it needs a whole year, or less than half of what it rests on is known.
not-shown = .. = not shown: fewer than 3 suppliers, one of whom may be a person, or a figure that would reveal theirs.
share-below = below { $share }
share-above = above { $share }
sellers-none = not named
footer = Made with Vire { $version } from { $files-n ->
    [one] one file
   *[other] { $files } files
}. The same input gives exactly the same files; manifest.json names the inputs, the readings chosen and the checks passed.
undated = without date

in = External purchases: market
public-bodies = External purchases: public bodies
ring-municipality = Own municipality
ring-sub-region = Rest of the sub-region
ring-region = Rest of the region
ring-country = Rest of the country
ring-abroad = Abroad
abroad-eu-eea = Abroad, of which the EU and EEA
abroad-other-countries = Abroad, of which other countries
abroad-unknown-country = Abroad, of which country unknown
basis-domicile = Based here (domicile)
basis-establishment = Based or branched here (domicile or establishment)
ring-unknown-or-hidden = Unknown or not shown
ring-unknown = Unknown
kind-company = Companies
kind-sole-trader = Sole traders
kind-association = Associations and foundations
kind-co-operative = Co-operatives
kind-public-body = Public bodies
kind-own-group = The buyer's own group
kind-person = Private persons
kind-foreign = Foreign suppliers
kind-redacted = Redacted by the publisher
kind-unnamed = No supplier named
kind-unknown = Unknown
band-negative = zero or credit
band-below = below { $to }
band-to-eu = { $from } – EU threshold
band-above-eu = EU threshold and above
method-override = own decision
method-account = account number
method-account-name = account name
method-words = words of the line
method-industry = supplier's industry
method-cpv = CPV code
method-none = not decided
right-unmeasured = not measured
right-note = Right in a test: of contracts of Swedish public buyers in 2021 whose CPV code says the sector, how many were told the same; words were tested on suppliers and procurements that they were not learned from. Own decisions and accounts are not measured: no contracts show them. What is told with less than an even chance stays unclassified.
place-register = register: municipality
place-register-postcode = register: postal code
place-export-postcode = export: postal code
place-public-body = public body's own name or id
place-name = place at the end of the name
place-country = country only
place-none = unknown

page-skip = Skip to the content
page-contents = Contents
page-notes = Read this first
page-data = The figures as a table
page-explore = Explore: years, sectors and suppliers
page-explore-intro = Choose a year and a scope. The name of a sector leads to its suppliers.
page-suppliers = Suppliers by sector, without known public bodies
page-suppliers-of = { $sector }: suppliers { $year }
page-find = Find a supplier in all sectors
page-filter = Filter the rows
page-shown = Rows shown:
page-cards = The sectors one by one
page-all = All indicators
page-channels = Where procurements are announced
page-contacts = Contacts
page-not-computed = What could not be computed
page-definitions = What each indicator means, how to read it, and its pitfalls
coming-title = { $buyer }: coming procurements
coming-subtitle = Procurements on the way: { $count }, as of { $date }.
coming-subtitle-undated = Procurements on the way: { $count }.
coming-none = No procurements are coming, as of { $date }.
coming-note-estimates = Times and values are the buyer's estimates and may change. What is bought, how and when is decided by the contract notice.
coming-note-contracts = Some are derived from the end of a contract: the buyer has not announced them and may decide otherwise. Each one says so.
coming-note-derived = * Inferred from the end of a contract: the buyer has not announced it and may decide otherwise.
coming-by-sector = By sector and time
coming-by-sector-caption = Number of coming procurements by sector and time
coming-total = Total
coming-section-caption = { $period }, number of procurements: { $count }
coming-quarter = Q{ $n } { $year }
coming-half = H{ $n } { $year }
coming-quarter-short = Q{ $n }
coming-half-short = H{ $n }
coming-whole-year = year
coming-at-most = at most { $value }
coming-at-least = at least { $value }
coming-present-value = { $value } (present contract)
coming-derived = Derived: the present contract ends { $end }. Not announced.
coming-derived-options = Derived: the present contract ends { $end }, with its options { $last } at the latest. Not announced.
coming-origin-announced = announced
coming-origin-contract-end = derived from a contract's end
coming-col-time = Time
coming-col-start = From
coming-col-end = To
coming-col-title = Procurement
coming-col-buyer = Buyer
coming-col-unit = Unit
coming-col-value-low = Value at least
coming-col-value-high = Value at most
coming-col-value = Estimated value
coming-col-procedure = Procedure
coming-col-contact = Contact
coming-col-notes = Notes
coming-col-origin = Known from
coming-col-contract-end = Contract end
coming-col-reference = Reference
coming-footer = Made with Vire { $version } from { $files-n ->
    [one] one file
   *[other] { $files } files
} with { $read-n ->
    [one] one row
   *[other] { $read } rows
}. Not shown: { $past } past, { $duplicates } listed twice, { $open } contracts without an end date, { $rejected } that could not be read.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-stem-1 = January
month-stem-2 = February
month-stem-3 = March
month-stem-4 = April
month-stem-5 = May
month-stem-6 = June
month-stem-7 = July
month-stem-8 = August
month-stem-9 = September
month-stem-10 = October
month-stem-11 = November
month-stem-12 = December
period-month = { $first }
period-run = { $first }–{ $last }
period-across = { $first } { $from }–{ $last } { $to }
period-and = { $first } and { $last }
during-month = { $first }
during-run = { $first }–{ $last }
during-across = { $first } { $from }–{ $last } { $to }
during-months = in { $months }
during-year = in { $year }
during-financial-year = in the financial year { $year }
covered-gaps = { $from }–{ $to }, with gaps

topic-total = What we buy in total
topic-changes = What changed
topic-sectors = What we buy, by sector
topic-sizes = How large the postings are
topic-supplier-sizes = How much one supplier sells in a year
topic-places = Where the suppliers are
topic-suppliers = Who sold to us
topic-openness = How open the door is
topic-gaps = Where most is bought from elsewhere
topic-supply = What could be bought here
topic-coming = Coming procurements
topic-participate = How to take part
topic-method = How the figures were made

suppliers-but-public = suppliers not known to be public bodies
suppliers-but-group = suppliers not known to be public bodies or its own group
finding-total = { $During } { $buyer } made external purchases of { $amount }, of which { $market } from { $others }
finding-total-nearly = { $During } { $buyer } made external purchases of { $amount }, nearly all from { $others }
finding-total-all = { $During } { $buyer } made external purchases of { $amount }; no supplier is known to be a public body
finding-sectors = The largest sector is { $sector }: { $share } of the sum; the three largest make up { $three }
finding-sectors-known = The largest known sector is { $sector }: { $share } of the sum; the three largest known make up { $three } (unclassified { $unclassified })
finding-sizes = { $postings } of postings are below { $limit }, credits included, but they make up { $euros } of the sum
finding-sizes-none = No posting is below { $limit }
finding-supplier-sizes-all = Each supplier sold for less than { $limit } in the year, rents left out, as far as the ledger tells
finding-supplier-sizes = Rents left out, { $suppliers } of { $count } suppliers sold for less than { $limit } in the year, as far as the ledger tells; they make up { $euros } of the sum without rents
finding-sizes-count = { $postings } of postings are below { $limit }, credits included
finding-supplier-sizes-count = Rents left out, { $suppliers } of { $count } suppliers sold for less than { $limit } in the year, as far as the ledger tells
finding-supplier-lowest = { $suppliers } of suppliers sold for less than { $limit } in the year; they make up { $euros } of the sum
finding-supplier-lowest-count = { $suppliers } of suppliers sold for less than { $limit } in the year
finding-suppliers-count = { $During } there were { $count } suppliers
finding-places = { $share } of the sum goes to suppliers in { $home }
finding-places-both = { $share } of the sum goes to suppliers in { $home }; at most { $high } if all suppliers of unknown place were there
finding-places-bounds = Between { $low } and { $high } of the sum goes to suppliers in { $home }: most places are not known
finding-suppliers = { $During } there were { $count } suppliers; the ten largest make up { $share } of what identified suppliers sold
finding-new = { $During }, { $count } of the { $all } suppliers with sales were new: { $share }
finding-changes = The largest changes from { $before } to { $now }: { $first }; in total without known public bodies { $total }
finding-changes-small = From { $before } to { $now } no sector that is shown, and no share that is compared here, moved by half a percent of the year's purchases; in total without known public bodies { $total }
finding-small = { $share } of the sum without rents comes from sales of less than the small-purchase limit (usually { $limit }) by one supplier in one sector in a year, as far as the ledger tells
finding-gaps-shown = Of the sectors shown, most is bought from elsewhere in { $sector }: { $amount }
finding-gaps = Most is bought from elsewhere in { $sector }: { $amount }
finding-supply = { $amount } was bought from elsewhere in sectors that have at least { $enough } firms in { $home }: { $share } of purchases
finding-no-coming = No coming procurements have been given for this report
finding-participate = For small purchases buyers ask suppliers directly; larger ones are announced. This is how to be found
finding-method = { $lines } lines from { $files-n ->
    [one] one file
   *[other] { $files } files
}, reconciled to the cent

caveat-sectors = The sector is decided by the account, or else by the supplier's industry; it shows what was bought, not who made it. Unclassified purchases are a class of their own.
caveat-new = A new supplier is one without purchases in the two years before. A change of business id or name makes an old supplier look new.
caveat-changes = Two whole years are compared, without a break of the series between them. The list is ranked by the size of the change against the year's purchases; changes below half a percent of them are left out. A change does not tell its cause.
note-dependency = By the turnovers that the buyer gives: of the same year, or else of the year before. No supplier is named, and persons and sole traders are not divided. A supplier for whom the buyer is much may ask for lots, terms or notice that others do not need; the table says nothing of how well anybody works.
note-dependency-counts = By the turnovers that the buyer gives: of the same year, or else of the year before. No supplier is named, persons and sole traders are not divided, and sums are left out, since a band has fewer than three suppliers. A supplier for whom the buyer is much may ask for lots, terms or notice that others do not need; the table says nothing of how well anybody works.
note-costs = Purchases from private suppliers came to { $share } of the operating costs of { $year } (source: { $source }).
note-costs-bounds = Purchases from private suppliers came to { $share } of the operating costs of { $year }, or from { $low } to { $high } when unknown suppliers are none or all private (source: { $source }).
note-owners = By the table of owned companies that the buyer gives, as on the last day of the year. Companies that are not in it count as private. The last row is a part of the first and no class of its own: purchases from each in-house company times what the buyer owns of it.
note-changes-suppliers = New are suppliers without an invoice line in the year before, and those who left have none in the year; they may come back, and a company whose id or name changed is in both. What came of natural persons and sole traders is told for all of them together. The rows add up to the last.
note-changes-local = Within the sector: its own local share changed. Weight of the sector: a sector with more or less from here than all purchases on average became a larger or smaller part of them. Both are percentage points of the share of all purchases, weighed with the means of the two years, and add up to the change, but for rounding. Purchases of unknown place count as not local.
note-local-moved = The local share was { $from } in { $before } and { $to } in { $now }: a change of { $moved }.
caveat-gaps = Being local may not be used as an award criterion. These figures are for market dialogue, for dividing contracts into lots and for telling what is bought; some things nobody here sells.
caveat-supply = A firm in the industry need not sell what was bought, have room for more work or want to sell: the sum is an upper limit and no aim. Being local may not be used as an award criterion; the figures are for market dialogue and for dividing contracts into lots.
note-firm-counts = The counts of firms are of { $year }. The sum has the sectors with at least { $enough } firms whose industry tells what they sell; the table has the others too.
note-expected = From the firms of the area and of the country a local share of { $share } ({ $low }–{ $high }) could be expected in the sectors that can be compared; it was { $real }. This is a rough yardstick, no aim, and nothing to rank municipalities by.
municipalities-note = Municipalities with at least three suppliers whose sum does not tell what a person sold. The place is the supplier's, not that of the work.

chart-total = Purchases by year
chart-changes = Change of purchases by sector from { $before } to { $now }, { $scope }
chart-pareto = Share of the sum by share of suppliers, largest first{ $year }, { $scope }
chart-openness = New suppliers, and sales below the small-purchase limit{ $year }, { $scope }
chart-openness-small = Sales below the small-purchase limit{ $year }, { $scope }
chart-gaps = Bought locally and from elsewhere, by sector{ $year }, { $scope }
chart-supply = Bought from elsewhere in sectors that have firms here{ $year }, { $scope }
table-supply = Bought from elsewhere, and the firms of the area{ $year }, { $scope }
chart-hidden = Figures that would tell what persons sold are left out
chart-columns = Column chart
chart-bars = Bar chart
chart-stacked = Stacked bar chart
chart-line = Line chart
chart-alt = { $kind }: { $title }. { $points }.
source = Source: purchase ledger of { $buyer }
others = Others ({ $count } sectors)
others-suppliers = Other suppliers ({ $count })
others-unnamed = Persons, sole traders and unknown ({ $count })
targets-heading = Our targets, and how far they are
target = Target { $goal } by { $year }
points = { $points } percentage points
target-short = { $gap } short
target-above = { $gap } above it
target-below = { $gap } below it
target-reached = reached
target-spare = reached, { $gap } to spare
target-spend = { $amount } of purchases
target-suppliers = { $count-n ->
    [one] one supplier
   *[other] { $count } suppliers
}
target-mean = with the mean yearly change of { $from }–{ $to }
target-again = if the change from { $from } to { $to } came again every year,
target-on = On track: { $change } it would be { $then } in { $year }
target-off = Off track: { $change } it would be { $then } in { $year }
target-off-once = Off track: { $needed } a year would be needed; from { $from } to { $to } it was { $moved }
target-then = { $change } it would be { $then } in { $year }

meter-title = { $buyer }: vitality meter, { $period }
meter-subtitle = Figures { $scope }
meter-note-chosen = What counts, by how much, and which values are worth 0 and 100 points has been chosen by the municipality. Other choices give another number; the figures behind it stay the same.
meter-note-law = A local preference is not a lawful award criterion. The meter is for leading and planning, for market dialogue and for dividing contracts into lots, and not for choosing among bids.
meter-footer = Made with Vire { $version } from the purchase ledger; each figure is that of the report.
meter-dial = The meter
meter-finding = The meter stands at { $points } of 100 points
meter-finding-both = The meter stands at { $points } of 100 points; the year before, { $year }, it was { $before }
meter-finding-none = Too little is known for a meter: components with less than two thirds of the weights have points
meter-chart = Points of the components, { $period }
meter-basis = { $period }; 0 and 100 points as the municipality chose them
meter-table = The components of the meter, { $period }
meter-col-value = Value
meter-col-points = Points
meter-col-anchors = 0 and 100 points
meter-col-before = Points the year before
meter-col-weight = Weight
meter-col-owner = Answers for it
meter-anchor = { $title }: { $low } is worth 0 points, and { $high } is worth 100.
meter-without = Without points, since there is no figure, it is not shown, or less than half of what it rests on is known: { $titles }. They are not in the mean.
meter-how = Between the two values, points rise evenly. The meter is the mean of the points by their weights. The year before stands beside it only where the content of the series is the same in both years, and its mean is of the components that have points now.
meter-moves = What would move it most
meter-moves-finding = Most is open in "{ $title }": { $points } points of the meter
meter-moves-none = No component lacks points
meter-moves-table = What the components lack, { $period }
meter-col-lacks = Open points of the meter
meter-col-takes = One point of the meter takes
meter-col-where = Sectors with the largest purchases from elsewhere
meter-moves-note = What one point takes is arithmetic, and no forecast: what is bought elsewhere may not be sold here, and contracts bind for years.
meter-goals = The goals
meter-goals-all = Each goal has an indicator that serves it
meter-goals-bare = No indicator serves these goals: { $goals }
meter-goals-table = Goals and the indicators that serve them, { $period }
meter-col-goal = Goal
meter-col-serves = Indicators that serve it
col-bounds-short = Bounds

col-amount-share = Share of the sum
col-line-share = Share of postings
col-cumulative = Cumulative share of the sum
col-largest-count = Number of suppliers, largest first (the steps are unequal)
col-largest-suppliers = Suppliers, largest first (the steps are unequal)
col-local-by = Local by
col-municipality = Municipality
col-sellers = Largest suppliers
col-measure = Measure
col-from-here = Local
col-from-elsewhere = From elsewhere
col-elsewhere-share = Share from elsewhere
col-local-suppliers = Local suppliers
col-firms-here = Firms here
col-firms-sold = Of them sold to us
col-expected-share = Expected local share
col-indicator = Indicator
col-scope = Scope
col-bounds = Bounds of the key year
col-rests-on = n and share known, key year
col-threshold = Threshold
col-value = Value
table-openness = Openness to new and small suppliers by year, { $scope }
table-bases = Local share by domicile and by establishment
table-municipalities = Suppliers' municipalities{ $year }, { $scope }
table-sellers = Largest suppliers by sector{ $year }, { $scope }
table-indicators = All indicators by year
table-thresholds = Thresholds on { $date }, without VAT
thresholds-note = A threshold applies to the estimated value of the whole contract, options included. Thresholds that are not in the program's table are not shown.
threshold-national_minimum = Value from which procurement law applies
threshold-national_goods_services = National threshold: goods and services
threshold-national_works = National threshold: works
threshold-national_social_health = National threshold: social and health services
threshold-national_other_special = National threshold: other special services
threshold-national_concession = National threshold: concessions
threshold-direct_award_lou = Limit of direct award (LOU)
threshold-direct_award_lou_social = Limit of direct award (LOU): social and health services
threshold-direct_award_lou_special = Limit of direct award (LOU): other special services
threshold-eu_subcentral_goods_services = EU threshold: goods and services of municipalities
threshold-eu_works = EU threshold: works
threshold-eu_social_special = EU threshold: social and other special services

card-derived = { $title } (a contract ends; not announced)
card-bought = Bought in the period
card-bought-value = { $amount } ({ $share } of all)
card-suppliers = From how many suppliers
card-local = Share of local suppliers
card-largest = Share of the four largest
card-firms = Firms here in these industries
card-firms-value = { $firms }, of which { $sold } sold to us
card-sizes = Share of postings by amount
card-who = Largest suppliers
card-coming = Coming
card-contact = Contact
card-none = nothing announced so far

step-1 = Look at the procurement calendar: it shows what is coming and when.
step-2 = Register with the channel of notices and set a watch on your own sector.
step-3 = Below the national thresholds buyers often ask suppliers for offers directly: tell the contact person what you sell.
step-4 = Take part in market dialogue before the call for tenders; that is when lots and requirements can still change.
step-5 = Too large alone? Tender as a group, for a lot, or as a subcontractor. Ask questions in writing in time.

unit-thousand = k
unit-million = m
unit-billion = bn
band-above = { $from } and above
card-fact = About the sector

sheet-summary = Summary
sheet-total = In total
sheet-changes = Changes
sheet-sectors = By sector
sheet-sizes = Sizes of postings
sheet-supplier-sizes = Suppliers by sales
sheet-places = Places
sheet-all-suppliers = All suppliers
sheet-openness = Newcomers, small sums
sheet-gaps = From elsewhere
sheet-supply = Firms here
sheet-indicators = Indicators
sheet-coming = Coming
sheet-quality = Scope and quality
sheet-method = Method
sheet-suppliers = Largest suppliers
col-basis = Basis
col-target = Target
col-meaning = Meaning
col-reading = How to read it
col-pitfalls = Pitfalls

paper-covers = What the figures cover
paper-key = Key figures { $year }
paper-key-targets = Key figures and targets { $year }
paper-basis = Indicator and what it rests on
paper-key-note = Bounds show between which values a figure lies, wherever the unknown belong. Where less than half of the sum is known, no single figure is given. All indicators by year are in an annex.
paper-no-targets = No targets have been set for these figures.
paper-findings = Main findings
paper-trend = Trend
paper-trend-table = Key figures by year
paper-one-year = The data does not cover two whole years, so no trend can be shown yet.
paper-not-said = What the figures do not say
paper-annexes = Annexes
paper-annex = Annex { $number }. { $title }
paper-reading = Reading:
paper-pitfalls = Take care:

press-title = Texts for the invitation and the press: { $buyer }
press-how = The texts can be pasted as they are. Fill in what is in [brackets], and keep period, scope and source with each figure.
press-invitation = Invitation to a supplier meeting
press-newsletter = Newsletter
press-note = Press note
press-findings = The findings one by one
press-figures = The figures one by one
press-scope = What the figures cover
press-invite = { $buyer } invites businesses to talk about its purchases [date and time], [place].
press-invite-why = At the meeting you hear what is bought, in what sizes and how to take part. Businesses of every size are welcome.
press-invite-why-coming = At the meeting you hear what is bought, in what sizes, what is coming and how to take part. Businesses of every size are welcome.
press-contact = More information: { $contact }.
press-headline = { $buyer }: where the purchasing money goes
press-source = Figures: { $period }, { $vat }, { $scope } unless stated otherwise. Source: purchase ledger of { $buyer }.
finding-coming = Coming procurements: { $count }
finding-none-coming = No procurements are coming by the calendar given

col-persons = Persons, and how they are protected
table-persons = Lines of persons, and lines redacted by the publisher
persons-note = A line with a personal id in several texts counts in each of these rows.
persons-person = suppliers taken for persons by id, name or account: pseudonym, no name
persons-sole-trader = sole traders by name or register: not named in the reports
persons-redacted = redacted by the publisher before the export
persons-buyer = a personal id in a buyer's or unit's name: masked
persons-supplier = a personal id in a supplier's name or number: masked
persons-account = a personal id in an account's or service's text: masked
persons-voucher = a voucher number that can be a personal id: pseudonym
persons-invoice = an invoice number that can be a personal id: pseudonym
persons-contract = a contract number that can be a personal id: pseudonym
persons-rejected = rejected rows with a personal id in the value shown: masked

title-undated = { $buyer }: purchases
note-undated = The lines have no dates: the figures cover all lines together, and years cannot be told apart.
finding-total-undated = { $buyer } made external purchases of { $amount }, of which { $market } from { $others }; the time is not known
finding-total-undated-all = { $buyer } made external purchases of { $amount }, no supplier is known to be a public body, and the time is not known
not-computed-because = Not computed, because the data lacks: { $needs }
not-computed-year = Not computed for { $year }, because the data of that period is not enough
need-amount = amounts
need-supplier = suppliers
need-population = the population of the buyer
need-date = dates
need-payment-date = dates of invoices and of their payments
need-place = the places of suppliers (a register)
need-municipalities = a table of the country's municipalities, which the program does not have
need-size = the sizes of suppliers (a register)
need-account-or-industry = accounts, or the industries of suppliers
need-earlier-year = two whole years one after the other
need-two-earlier-years = three whole years one after the other
need-firm-counts = counts of firms by industry
need-national-firm-counts = counts of firms by industry for the whole country
press-invite-coming = Procurements on the way: { $count }{ $derived-n ->
    [0] {""}
   *[other] , of which { $derived } are inferred from contracts that end and have not been announced
}. The next: { $next }.

review-about = Fill in the column decision with same or different, keep a copy beside the pipeline file and name it under [suppliers] decisions. Nothing is joined without a decision.
review-evidence = Evidence
review-supplier = Supplier
review-same-as = Likely the same as
review-sum = Sum
review-other-sum = Sum of the other
review-lines = Lines
review-other-lines = Lines of the other
review-place = Place
review-other-place = Place of the other
register-overview = Overview
register-about = For whoever maintains the supplier register. A working paper, not for publication.
register-fault = Fault
register-suppliers = Suppliers
register-supplier = Supplier
register-id = Business id
register-found = What was found
register-lines = Lines
register-sum = Sum
register-sole-trader = (sole trader)
register-missing-id = Missing ids
register-missing-id-about = Suppliers without a business id, and not found in the registers by name.
register-invalid-id = Invalid ids
register-invalid-id-about = Suppliers whose id column holds something other than a valid business id.
register-many-names = Several names
register-many-names-about = One business id under several names.
register-many-ids = Several ids
register-many-ids-about = One name under several business ids.
register-closed = Closed
register-closed-about = Suppliers that have ceased according to the register.
register-no-place = No place
register-no-place-about = Suppliers of whom neither the municipality is known nor that they are abroad.

basis-tenders = { $period }; n = { $n } { $counts }; known for { $coverage }
basis-tenders-short = { $period }; n = { $n } { $counts }
scope-tenders = tenders
counts-tenders = { $n-n ->
    [one] tender
   *[other] tenders
}
counts-procurements = { $n-n ->
    [one] procurement
   *[other] procurements
}
counts-bids = { $n-n ->
    [one] bid
   *[other] bids
}
counts-awards = { $n-n ->
    [one] award
   *[other] awards
}
counts-winners = { $n-n ->
    [one] winner
   *[other] winners
}
topic-competition = How procurements were competed for
finding-competition = The competitive tenders of { $year } whose bids are known got { $bids } bids on average, and { $share } of them a single one
finding-competition-bids = The competitive tenders of { $year } whose bids are known got { $bids } bids on average
finding-competition-single = Of the competitive tenders of { $year } whose bids are known, { $share } got a single bid
caveat-competition = The figures are of the tables of tenders that were given, and say nothing of purchases without one. Whether a table holds all of a year is not known; a year whose last month it does not reach is named with the day that it reaches. A lot counts as a tender; in bids, criteria and days only tenders that firms were asked to bid for count, without direct awards and call-offs. One bid may be the best there is in a narrow market: the figures show where to ask why, and judge no buyer and no firm.
caveat-openness = The figures are of the lists that were given, and say nothing of what is on no list. Whether a list holds a whole year is not known: a year of which it holds a part looks like a whole one.
note-tenders-left-out = { $n-n ->
    [one] One of the { $read } rows in the tables of tenders could not be read and is in none of these figures.
   *[other] { $n } of the { $read } rows in the tables of tenders could not be read and are in none of these figures.
}
note-scoreboard = For comparison: the Single Market Scoreboard of the European Commission calls at most 10% single bids and at most 5% awards without a call satisfactory, and more than 20% single bids or 10% or more awards without a call unsatisfactory. It counts notices above the EU thresholds only, so smaller tenders are not held to it.
note-tenders-year = The key year has no tenders in the tables; these figures are of { $year }.
basis-few-tenders = sectors with at least { $few } tenders, those with the most first
chart-competition = Bids per tender by sector, { $year }
table-competition = Competition and openness, { $year }
table-tenders-sector = Tenders by sector, { $year }
table-tenders-procedure = Tenders by procedure, { $year }
table-tenders-years = Competition and openness by year
row-rests-on = – n ({ $counts }); known for
period-to = { $year } (to { $date })
col-tenders = Tenders
col-bids = Bids per tender
col-single-bids = Single bids
col-window = Days to prepare a bid
col-lots = Divided into lots
col-procedure = Procedure
col-counted = Of what
col-known = Known
procedure-open = open
procedure-restricted = restricted
procedure-negotiated = negotiated
procedure-dialogue = competitive dialogue or innovation partnership
procedure-simplified = national
procedure-call-off = within a framework or dynamic purchasing system
procedure-direct = without a call
procedure-unknown = not known
measure-bids-per-tender-median = Bids per tender, median
measure-decision-speed-median-days = Days from deadline to award, median
measure-sme-contractors-sme-bid-share = Bids of small and medium-sized firms, beside their awards
measure-winner-sizes-framework-supplier-share = Small and medium-sized firms among suppliers of framework agreements
measure-submission-window-mean-days = Days to prepare a bid, mean
measure-submission-window-under-15-days-share = Tenders with fewer than 15 days to prepare a bid
measure-without-award-cancelled-share = Tenders cancelled
measure-without-award-without-result-share = Tenders without result
measure-quality-weight-any-quality-share = Tenders with any criterion but the price
sheet-competition = Competition
need-tender-bids = the number of bids (a table of tenders)
need-tender-procedure = procedures (a table of tenders)
need-tender-criteria = award criteria (a table of tenders)
need-tender-weight = weights of award criteria (a table of tenders)
need-tender-decision = deadlines and award dates (a table of tenders)
need-tender-window = notice dates and deadlines (a table of tenders)
need-tender-lots = lots (a table of tenders)
need-tender-result = results of tenders (a table of tenders)
need-tender-winner-size = sizes of winners (a table of tenders)
need-tender-bidder-size = sizes of bidders (a table of tenders)
need-tender-objectives = environmental, social or innovation criteria (a table of tenders)
need-tender-dialogue = market dialogues (a table of tenders)
need-tender-calendar = a calendar that covers the tenders' notices
need-tender-listing = the days on which procurements came into the calendar (a table of tenders)
need-tender-plan = planned times of tenders (a calendar)
measure-calendar-lead-mean-days = Days in the calendar before the notice, mean
measure-sustainability-criteria-green-share = Tenders with environmental criteria
measure-sustainability-criteria-social-share = Tenders with social criteria
measure-sustainability-criteria-innovation-share = Tenders that seek innovation
measure-calendar-coverage-three-months-share = Procurements in the calendar at least 90 days before the notice
measure-calendar-accuracy-planned-quarter-share = Procurements announced in a planned quarter
counts-purchases = { $n-n ->
    [one] purchase
   *[other] purchases
}
counts-meetings = { $n-n ->
    [one] meeting
   *[other] meetings
}
counts-publications = { $n-n ->
    [one] publication
   *[other] publications
}
need-small-purchase-log = a list of small purchases that says which were announced
need-publication-log = a list of publications of purchase data
need-meeting-log = a list of meetings with firms
measure-meeting-reach-firm-count = Firms that came to meetings, in all
measure-meeting-reach-local-share = Local firms among those who came to meetings
measure-meeting-reach-new-share = First-time comers among those who came to meetings
measure-open-data-freshness-mean-days = Days until purchase data is published, mean
measure-open-data-freshness-month-share = Months of the year at whose end a published period ends
source-tenders = Source: tables of tenders of { $buyer }
not-computed-tenders = Competition and openness (C and D): not computed; they need tables of tenders, or lists of small purchases, publications or meetings

topic-contracts = Contracts and purchases
topic-payments = How soon invoices are paid
topic-owners = What suppliers are to the buyer
finding-contracts = { $share } of purchases were within contracts of the register that was given; the supplier could be looked for in it for { $coverage } of purchases
finding-payments = { $During } { $share } of the sum whose payment time is known was paid within 30 days of the invoice's date; by invoices the mean was { $mean } days and the median { $median } days
finding-owners = { $During } { $share } of all external purchases came from in-house companies
caveat-contracts = A register of contracts is no census: joint procurement, framework agreements of central purchasing bodies and small contracts are often not in it. Purchases outside the register are therefore not purchases without a contract: the figures show what the register and the ledger say of each other, and where to ask. A supplier that has a contract may have sold something else, and a sector is coarse.
caveat-payments = Days run from the date on the invoice, not from its receipt, from which the law counts. Left out are payments before that date, spans over two years, postings without one of the days, and credit notes. An invoice in dispute waits for the supplier. Late interest and compensation are not in these figures: no line says which it is.
note-contracts = Contracts of the buyer in the register: { $contracts }. Their suppliers were found among those of the purchases by id: { $by_id }, by name: { $by_name }; not found there: { $absent }; not named, a name that several have, or perhaps a person: { $others }. Contracts without an end: { $open }, without a start: { $startless }, without a sector: { $sectorless }, without a value that can be compared: { $valueless }. Contracts of less than twelve months, or whose months the purchases do not cover, are not counted among those without purchases.
basis-register = Suppliers without a contract in the register that was given; it is no census, so such purchases may have a contract all the same
chart-contracts = Purchases outside the register of contracts, by sector{ $year }, { $scope }
chart-payments = Share paid within days of the invoice{ $year }, { $scope }
table-contracts = Contracts and purchases{ $year }, { $scope }
table-payments = Paid within days of the invoice{ $year }, { $scope }
table-payments-size = Payment times by size of the supplier{ $year }, { $scope }
table-contracts-sector = Purchases within and outside the register of contracts{ $year }, { $scope }
col-within = Within contracts
col-with-contract = From suppliers with a contract
col-outside = Outside the register
sheet-contracts = Contracts
sheet-payments = Payment times
sheet-owners = Owners
counts-contracts = contracts
measure-contract-coverage-sector-share = Purchases from suppliers with a contract in the sector
measure-contract-coverage-supplier-share = Purchases from suppliers with any contract
measure-contract-coverage-outside-amount = Purchases outside the register, from suppliers without a contract in it
measure-contracts-without-purchases-without-share = Contracts without purchases, share of those in force for twelve months
measure-contracts-without-purchases-absent-count = Contracts whose supplier is not among those of the purchases
measure-contracts-without-purchases-short-count = Contracts left out, since they or the purchases have less than twelve months
measure-contracts-over-value-over-share = Contracts bought for more than their value, share of those that can be compared
need-contracts = a register of the buyer's contracts
need-turnovers = turnovers of suppliers
need-operating-costs = the operating costs of a year
need-owned-companies = a table of owned companies
need-award-limit = the national limit of procurement law
topic-units = Who bought
finding-units-unit = { $count } units bought; the three that bought most made { $three } of the purchases
finding-units-department = { $count } departments bought; the three that bought most made { $three } of the purchases
caveat-units = Units are told as the ledger and the table of units name them. They buy different things, so their shares show where to ask, and rank nobody: what a unit buys decides how much of it is sold here.
chart-units = Purchases by unit{ $year }, { $scope }
chart-departments = Purchases by department{ $year }, { $scope }
table-units = Units side by side{ $year }, { $scope }
table-departments = Departments side by side{ $year }, { $scope }
table-units-sectors = Sectors of each unit that can be told, the largest first{ $year }, { $scope }; what is not shown is missing here, however large
table-departments-sectors = Sectors of each department that can be told, the largest first{ $year }, { $scope }; what is not shown is missing here, however large
col-unit-bought = Unit
col-department = Department
col-sme-share = SME share
col-known-of = Place / size known
col-share-of-unit = Share of its purchases
col-local-sme-share = Local SME share
unit-unknown = No unit named
department-unknown = No department given
sheet-units = By unit
card-units = Units that buy it
not-computed-units = Who bought: not computed, needs a column of units in the exports
others-units = Other units ({ $count })
others-departments = Other departments ({ $count })
topic-effects = Effects (estimates)
finding-effects = Purchases are estimated to have caused emissions of about { $value }, between { $low } and { $high }: an estimate by spend, of the { $coverage } of purchases that factors cover
finding-effects-exact = Purchases are estimated to have caused emissions of about { $value }: an estimate by spend, of the { $coverage } of purchases that factors cover
caveat-effects = This is an estimate by spend, and no measurement: a factor is the average of an industry, so that a dearer product counts as more emissions and a cheaper one as less, whatever it is made of. The figures show where emissions are likely large and where to ask suppliers for figures of their own; they cannot show what a change of product or supplier brought. What no factor covers is in no figure, and neither is what persons sold.
note-effects = Factors: { $sources }.
effects-origin-purchaser = { $source } (purchaser's prices of { $year })
effects-origin-basic = { $source } (basic prices of { $year }, without trade margins)
note-effects-with-vat = Their prices include VAT and those of purchases do not, so that the estimate is low by as much.
note-effects-without-vat = Their prices are without VAT, as those of purchases are.
note-effects-vat-unsaid = Whether their prices include VAT is not said.
note-effects-spread = Factors that were given without a range are divided and multiplied by { $spread } for the lower and the upper end.
note-effects-index = Purchases are taken to the prices of the factors by an index: { $source }.
note-effects-no-index = No price index is given: only purchases of the year of the factors' prices are estimated.
note-effects-covered = Of purchases, { $account } are covered by factors of accounts, { $cpv } by factors of CPV codes, and { $sector } by factors of sectors, which say least.
chart-effects = Emissions of purchases by sector, estimate by spend{ $year }, { $scope }
table-effects-sector = Emissions of purchases by sector, estimate by spend{ $year }, { $scope }
table-effects-class = Emissions of purchases by place and size of the suppliers, estimate by spend{ $year }, { $scope }
col-emissions = Emissions (estimate)
col-range = Range
col-covered = Covered by factors
col-suppliers-from = Suppliers
sheet-effects = Effects (estimates)
measure-purchase-emissions-by-account-share = Purchases covered by emission factors of accounts
measure-purchase-emissions-by-cpv-share = Purchases covered by emission factors of CPV codes
measure-purchase-emissions-by-sector-share = Purchases covered by emission factors of sectors
need-emission-factors = emission factors that cover purchases (a table of the user's own)
finding-multiplier = The local multiplier LM3 is { $value }, between { $low } and { $high }: a model by a survey, in which suppliers of { $coverage } of local purchases answered
finding-multiplier-exact = The local multiplier LM3 is { $value }: a model by a survey, in which suppliers of { $coverage } of local purchases answered
caveat-multiplier = LM3 is a model of three rounds of spending, and no measurement: the third round is what suppliers say of themselves, and later rounds are not in it. It does not say what would have been spent otherwise, and its sums are not added to those of other models.
note-multiplier = Answers to the survey: { $answers }; of suppliers of the purchases, which count: { $found }; of persons, which are not used: { $persons }.
note-multiplier-assumed = Shares that are assumed by sector: { $source }.
table-multiplier = Local multiplier LM3, a model by a survey{ $year }, { $scope }
col-answered = Answered, by euros
counts-answers = { $n-n ->
    [one] answer
   *[other] answers
}
measure-local-multiplier-here-amount = Second round: bought from suppliers of here
measure-local-multiplier-again-amount = Third round: spent here again by these
measure-local-multiplier-mean-share = Of the second round, by the mean of the answers
measure-local-multiplier-assumed-share = Of the second round, by assumed shares
need-survey-answers = answers to a survey from three suppliers of here or more
finding-model = What was bought from suppliers of here for { $direct } takes output of { $value } in the area, by an input-output model that covers { $coverage } of local purchases
caveat-model = An input-output model tells averages of industries in an earlier year, and measures nothing: it does not say what one more purchase brings, nor what firms would have sold otherwise. Jobs are those that go into the output; none are created. Its sums are not added to those of the local multiplier: they count the same money.
note-model = Coefficients: { $source }, of { $year }.
note-model-country = They are those of the country, taken to the area by location quotients of employment with the exponent { $delta }.
table-model = Input-output effects of local purchases, a model{ $year }, { $scope }
col-in-model = In the model
measure-input-output-effects-direct-amount = Bought from suppliers of here in industries of the model
measure-input-output-effects-type-two-amount = Output with what households spend again (type II)
measure-input-output-effects-jobs-count = Jobs that go into the output
measure-input-output-effects-taxes-amount = Taxes from the output
need-input-output-model = an input-output model with industries of local suppliers (tables of the user's own)
card-emissions = Emissions, estimate by spend

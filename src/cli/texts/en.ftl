# What the commands ask and write into drafted pipeline files.

ask-number = 1 to { $count }, or nothing to leave it open:
ask-none-of-these = "{ $answer }" is none of these.
ask-near = Did you mean "{ $name }"?
ask-yes = y yes
ask-no = n no

init-whose = Whose purchases are these? Write the name of the municipality or other body:
init-whose-again = Then write the name in another way.
init-unknown-buyer = "{ $name }" is not among the municipalities that Vire knows ({ $countries }). Whose purchases are these?
init-which-country = There is a municipality called "{ $name }" in more than one country. Which one is it?
init-buyer-in = { $name }, { $country }
init-buyer-choice = Write a number, the name of another country, or nothing to end:
init-no-country = There is no country called "{ $name }".
init-home = Which municipalities count as local? Write their names with commas between, or nothing to leave it open:
init-home-proposed = Which municipalities count as local? Write their names with commas between, or nothing for { $names }:
init-no-municipality = There is no municipality called "{ $name }" in the buyer's country.
init-kind-register = a register of suppliers
init-kind-calendar = a procurement calendar
init-kind-contracts = a register of contracts
init-lies-beside = { $file } lies beside and looks like { $kind }.
init-use-it = Use it?

init-head =
    Made by vire init. What follows a # is a comment; take the # away to use a line.
    Paths are from the folder of this file. `vire schema` describes every key.
init-about-buyer = Whose purchases these are.
init-about-population = for spend per inhabitant
init-about-purchases = The exports, and what was found in them. Write only what is wrong or open.
init-about-register = Who the suppliers are and where. Without a register few places and industries are known.
init-about-calendar = Coming procurements, for the calendar and the slides.
init-about-contracts = Contracts that end, and are bought anew before that.
init-about-locality = What counts as near. Without this it is the buyer's own municipality.
init-open-locality = Open question: which municipalities count as local?
init-about-period = The accounting year, when it does not begin in January.
init-about-breaks = What changed for all municipalities of the country; years before and after are marked. Write the lines yourself to change the reason, or [period] country_breaks = false.
init-about-quality = When a run publishes nothing.
init-about-max-rejected = more rejected rows than this share
init-about-max-unclassified = a larger share of the money without a sector
init-about-max-unknown-place = a larger share of the money from suppliers without a known place
init-about-overlap = a month that two files hold; or newest, keep-first, keep-all
init-about-gates = When a run is held because it differs from the published one by more than is usual.
init-about-max-age = days that the newest posting may be old, where a timer runs this
init-other-header = only what detection got wrong
init-settled = as in the other files; its own values leave it open
init-rows = { $rows } rows, { $rejected } rejected, sum { $sum }
init-besides = Besides the files given, it matches { $file }
init-question = question
init-wrote = Wrote { $file }
init-added = Added what is new at the end of { $file }
init-nothing-new = Nothing is new for { $file }
init-read-already = { $file } is read already
init-export-added = { $file } is read from now on
init-next = next: { $command }
init-next-open = questions left open in it: { $count }; answer them there, then: { $command }

question-doubted-ledger = Is this a ledger of purchases?
question-no-supplier-column = Which column says who the suppliers are?
question-mostly-negative = Are purchases written as negative amounts here?
question-sign-by-word = Does a column say which rows are credits?
question-unit-named = Are the amounts in thousands or millions?
question-swapped-days = Did a spreadsheet swap days and months?
question-far-day = Which period are the purchases of?
question-as-of-apart = Which day should the reports speak of?
question-other-buyer = Are these the purchases of this buyer?
question-several-buyers = Whose purchases are to be read?
question-negative-total = Are all rows of the ledger there?
question-all-zero = Which column is the amount?
question-wide-rows = Do the values stand under their headers?
question-column-choice = Is this the right column?
question-decimal-mark = Which mark stands before the decimals?
question-date-order = Does the day stand first in dates, or the month?

paper-title = How the figures are made
paper-cite = Made by Vire { $version }, commit { $commit }, with { $count } code lists of the version { $lists }. The manifest of a run names the same, the files that it was made from with their hashes, and the rules of its own.
paper-indicators = Indicators
paper-indicators-intro = Each indicator is one SQL query; "vire explain --sql ID" prints it. What an indicator needs and the data lacks makes it not computed, and never zero. The bounds are the value if all that is unknown were on the one side, or on the other.
paper-reading = How to read it
paper-pitfalls = What it does not say
paper-unit = Unit
paper-headline = Headline
paper-needs = Needs
paper-periods = Periods
paper-counts = n counts
paper-source = Source
paper-scope = What is left out
paper-scope-intro = These rules hold lines out of the totals, unless the pipeline file says otherwise.
paper-sectors = Sectors
paper-tables = The published tables
paper-tables-intro = Each is a Parquet file, that of purchases one for each year. Money is in the currency of the buyer with two decimals.
paper-column = Column
paper-type = Type
paper-meaning = Meaning

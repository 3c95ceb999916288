area-title = { $area }: who buys what, and from where
area-title-buyers = Who buys what, and from where: { $buyers }
area-several = { $count } buyers
area-subtitle = { $period }, in { $currency }, { $scope }. Side by side: { $buyers }.
area-together = Together
area-note-order = Buyers stand in the order of their names; nothing here ranks them. Figures differ for many reasons: what a municipality does itself, what others buy for it, and what its exports hold.
area-note-sums = Each figure is that of the buyer's own report. What a report does not show is in no sum of several buyers either.
area-note-left-out = Not all of { $year } is in the purchases of { $buyers }, so they are left out.
area-note-vat-all = Amounts include VAT, wholly or in part.
area-footer = Made with Vire { $version } from the reports of { $count-n ->
    [one] one buyer
   *[other] { $count } buyers
    }. Figures without a source of their own are from the buyers' purchase ledgers.
area-source = { $period }, { $scope }. Source: purchase ledgers of { $buyers }

area-buyers = How much is bought
area-buyers-finding = In { $period }, the { $count } buyers bought for { $sum } together
area-buyers-chart = Purchases by buyer
area-buyers-table = Purchases by buyer, { $period }
area-years-table = Purchases by buyer and year, { $scope }
area-col-inhabitant = Per inhabitant
area-note-years = Years that are not in a buyer's purchases from the first month to the last have no figure here.
area-note-shared = Together, suppliers that sell to several buyers are counted once.

area-sectors = What is bought
area-sectors-finding = Most is bought of { $sector }: { $sum } of { $total }
area-sectors-chart = Purchases by sector, all buyers together
area-sectors-table = Purchases by sector and buyer, { $period }
area-sectors-table-of = Purchases by sector and buyer, { $period }: { $buyers }
area-sectors-note = Sectors follow from each ledger's accounts, industries and words; a sector in which a buyer bought nothing has a zero.

area-places = From where it is bought
area-places-finding = { $share } of the purchases came from suppliers in the buyer's own municipality
area-places-finding-between = Between { $low } and { $high } of the purchases came from suppliers in the buyer's own municipality
area-places-chart = Purchases by distance from the buyer
area-places-table = Purchases by distance from the buyer, { $period }
area-local-table = Local share of the purchases by buyer and year, { $scope }
area-places-note = The distance is that from each buyer's own municipality, so a neighbour's supplier counts as near and not as local.
area-places-note-basis = What makes a supplier local is not the same for all buyers: { $groups }.
area-basis-domicile = its domicile: { $buyers }
area-basis-establishment = any establishment: { $buyers }
area-basis-invoice-address = its address on the invoice: { $buyers }
area-places-bounds = Bounds, { $period }
area-places-none = Where suppliers are is not known for { $buyers }: all that they bought counts as of unknown place.
area-places-unknown = The bounds tell how far the suppliers whose place is not known could move the share.

area-shared = Who sells to several
area-shared-finding = { $several } of { $all } suppliers sold to more than one of the buyers
area-shared-none = None of the { $all } suppliers sold to more than one of the buyers
area-shared-counts = Suppliers by the number of buyers they sold to, { $period }
area-shared-table = Suppliers of several buyers, { $period }
area-shared-table-first = Suppliers of several buyers, { $period }: the first { $shown } of { $all }
area-col-buyers = Buyers
area-col-sells-to = Sold to
area-col-sells = Sectors
area-shared-note = Suppliers that sold something to a buyer, { $scope }. They are the same where they have the same business id or, without one, the same name. Sole traders and persons are counted and not named, nor are those whose name may be a person's. The list says nothing of sums: those who sell to most buyers come first, then by name.

area-coming = What comes
area-coming-finding = { $count-n ->
    [one] One procurement is on its way
   *[other] { $count } procurements are on their way
    }
area-coming-finding-none = No procurement is on its way by the calendars given
area-coming-as-of = , as of { $date }
area-coming-note-day = Lists of days before { $date }: { $buyers }.
area-coming-note-without = No calendar was given for { $buyers }.
area-coming-absent = No buyer's calendar was given

area-data = What the figures rest on
area-data-table = The purchases behind the figures
area-col-covers = Whole years
area-col-lines = Lines
area-col-rejected = Rows rejected
area-col-placeless = Place not known, { $period }
area-col-sectorless = Sector not known, { $period }
area-col-vat = VAT
area-col-registers = Supplier registers of
area-data-note = Lines and rejected rows are of all years. Shares are of the sums { $scope }.
area-local-means = What is local to each: { $homes }.

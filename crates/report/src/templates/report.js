'use strict';
// Everything stands in the page without this: it sorts, filters and shows one of several tables at a time.
(() => {
  const main = document.getElementById('main');
  const words = main.dataset;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const find = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, text = '', attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };

  // Numbers are read back as this page writes them; what is none comes last.
  const number = (text) => {
    const digits = text.replace(/\u2212/g, '-').replace(words.decimal === ',' ? /[^\d,-]/g : /[^\d.-]/g, '');
    return /\d/.test(digits) ? Number(digits.replace(',', '.')) : NaN;
  };
  const comparing = (column, numeric, sign) => (a, b) => {
    const [x, y] = [a, b].map((row) => row.cells[column].textContent);
    if (!numeric) return sign * collator.compare(x, y);
    const [m, n] = [number(x), number(y)];
    if (isNaN(m) || isNaN(n)) return isNaN(m) - isNaN(n);
    return sign * (m - n);
  };

  // A heading's button sorts its column, then the other way, then as it was.
  const sortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const numeric = head.classList.contains('n');
      const orders = numeric ? ['none', 'descending', 'ascending'] : ['none', 'ascending', 'descending'];
      const button = make('button', head.textContent, { type: 'button' });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const order = orders[(orders.indexOf(head.getAttribute('aria-sort') || 'none') + 1) % 3];
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        if (order !== 'none') head.setAttribute('aria-sort', order);
        const rows = [...original];
        if (order !== 'none') rows.sort(comparing(column, numeric, order === 'ascending' ? 1 : -1));
        body.append(...rows);
      });
    });
  };

  const filterable = (table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 12) return;
    const input = make('input', '', { type: 'search', autocomplete: 'off' });
    input.setAttribute('aria-label', `${words.filter}: ${table.caption.textContent}`);
    const label = make('label', words.filter);
    label.append(input);
    const status = make('p', '', { role: 'status' });
    const box = make('div', '', { class: 'filter' });
    box.append(label, status);
    table.parentElement.before(box);
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = wanted ? `${words.shown} ${shown} / ${rows.length}` : '';
    });
  };

  // Tables in closed details wait until they are opened.
  const prepared = new WeakSet();
  const prepare = (table) => {
    if (prepared.has(table)) return;
    prepared.add(table);
    sortable(table);
    filterable(table);
  };
  all('details').forEach((details) => {
    details.addEventListener('toggle', () => { if (details.open) all('table', details).forEach(prepare); });
  });
  all('table').filter((table) => !table.closest('details:not([open])')).forEach(prepare);

  // One year, one scope, one sector at a time.
  const [year, scope, sector] = ['pick-year', 'pick-scope', 'pick-sector'].map(find);
  const tables = all('#by-sector > details');
  const parts = all('#by-supplier > details');
  const choose = (details, wanted) => details.forEach((one) => {
    one.hidden = !wanted(one);
    one.open = wanted(one);
  });
  const show = () => {
    choose(tables, (one) => one.dataset.year === year.value && one.dataset.scope === scope.value);
    choose(parts, (one) => one.dataset.year === year.value && one.dataset.sector === sector.value);
  };
  const showYear = () => {
    const before = sector.value;
    const names = parts.filter((one) => one.dataset.year === year.value).map((one) => one.dataset.sector);
    sector.replaceChildren(...names.map((name) => make('option', name)));
    if (names.includes(before)) sector.value = before;
    sector.closest('label').hidden = names.length === 0;
    show();
  };
  const showPart = (part) => {
    year.value = part.dataset.year;
    showYear();
    sector.value = part.dataset.sector;
    show();
    find('drill-title').focus();
  };
  find('explore').classList.add('live');
  all('.controls').forEach((controls) => { controls.hidden = false; });
  [scope, sector].forEach((one) => one.addEventListener('change', show));
  year.addEventListener('change', () => { showYear(); search(); });

  // Finding a supplier in all sectors of the year.
  const found = find('found');
  const search = () => {
    const wanted = find('pick-name').value.trim().toLowerCase();
    const rows = [];
    parts.filter((one) => wanted && one.dataset.year === year.value).forEach((one) => {
      [...one.querySelector('tbody').rows]
        .filter((row) => row.cells[0].textContent.toLowerCase().includes(wanted))
        .forEach((row) => {
          const copy = row.cloneNode(true);
          copy.hidden = false;
          copy.cells[0].after(make('td', one.dataset.sector));
          rows.push(copy);
        });
    });
    find('found-count').textContent = wanted ? `${words.shown} ${rows.length}` : '';
    found.hidden = rows.length === 0;
    found.replaceChildren();
    if (rows.length === 0) return;
    const table = make('table');
    const head = parts[0].querySelector('thead').cloneNode(true);
    [...head.rows[0].cells].forEach((cell) => {
      cell.textContent = cell.textContent;
      cell.removeAttribute('aria-sort');
    });
    head.rows[0].cells[0].after(make('th', sector.closest('label').firstChild.textContent, { scope: 'col' }));
    const body = make('tbody');
    body.append(...rows.slice(0, 200));
    const caption = make('caption');
    caption.append(make('span', `${find('pick-name').value.trim()} ${year.value}`));
    table.append(caption, head, body);
    found.append(table);
    sortable(table);
  };
  find('pick-name').addEventListener('input', search);

  // Links into what is closed open it.
  const follow = () => {
    const target = location.hash && find(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (parts.includes(target)) return showPart(target);
    const details = target.closest('details');
    if (!details || details.open) return;
    details.open = true;
    target.scrollIntoView();
    target.focus();
  };
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) follow();
  });

  // The contents: closed where they would fill a small screen, and marking the section in view.
  const contents = find('contents');
  const narrow = window.matchMedia('(max-width: 64rem)');
  contents.open = !narrow.matches;
  narrow.addEventListener('change', () => { contents.open = !narrow.matches; });
  const links = new Map(all('nav a').map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => {
    const entry = entries.find((one) => one.isIntersecting);
    if (!entry) return;
    links.forEach((link) => link.removeAttribute('aria-current'));
    links.get(entry.target.id)?.setAttribute('aria-current', 'true');
  }, { rootMargin: '-20% 0px -75% 0px' });
  all('main > section').forEach((section) => watcher.observe(section));

  showYear();
  follow();
})();

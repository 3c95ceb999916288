// The page in Chromium: accessible, offline, usable by keyboard, complete without its script; the calendar: accessible.
// Usage: node page.cjs FOLDER, with report.<language>.html and calendar.<language>.html in it; NODE_PATH has
// playwright-core and axe-core.
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const folder = path.resolve(process.argv[2]);
const faults = [];
const fault = (where, what) => { faults.push(`${where}: ${what}`); console.log(`FAULT ${where}: ${what}`); };

// Opens the page and notes what it must not do: ask for anything else, or complain.
async function open(browser, language, options, name = 'report') {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const file = `file://${folder}/${name}.${language}.html`;
  page.on('request', (r) => { if (r.url().split('#')[0] !== file) fault(language, `asks for ${r.url()}`); });
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) fault(language, m.text()); });
  page.on('pageerror', (e) => fault(language, String(e)));
  await page.goto(file);
  return page;
}

async function accessible(browser, language, width, media, name) {
  const where = `${name} ${language} ${media} ${width}`;
  const page = await open(browser, language, { viewport: { width, height: 900 } }, name);
  await page.emulateMedia({ media });
  await page.evaluate(() => document.querySelectorAll('details.data, #method details').forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate((values) =>
    axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules);
  result.violations.forEach((v) => fault(where, `${v.id}: ${v.help}, ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 120)}`));
  if (result.passes.length < (name === 'report' ? 30 : 20)) fault(where, `only ${result.passes.length} rules of axe applied`);
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  });
  if (twice.length) fault(where, `ids used twice: ${twice.join(' ')}`);
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (inner > outer) fault(where, `scrolls sideways: ${inner} px in ${outer} px`);
  await page.context().close();
}

// The policy lets the page's own script run and no other.
async function guarded(browser, language) {
  const page = await open(browser, language, { bypassCSP: false });
  if (!(await page.locator('#explore.live').count())) fault(language, 'the script did not run under its policy');
  await page.context().close();
}

async function usable(browser, language) {
  const page = await open(browser, language, { viewport: { width: 1280, height: 900 } });
  const expect = (what, held) => { if (!held) fault(language, `by keyboard: ${what}`); };
  const press = async (locator, ...keys) => {
    await locator.focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  const column = (table, n) => table.locator(`tbody tr:not([hidden]) > :nth-child(${n})`).allTextContents();

  await page.keyboard.press('Tab');
  expect('the first stop leads to the content', await page.evaluate(() => document.activeElement.hash === '#main'));

  // Sorting: descending, ascending, and back.
  const sectors = page.locator('#sectors table').last();
  const sums = sectors.locator('thead th').nth(1);
  const before = await column(sectors, 2);
  const digits = (texts) => texts.map((t) => Number(t.replace(/\u2212/g, '-').replace(/[^\d-]/g, '')));
  const ordered = (sign, numbers) => numbers.every((n, i) => i === 0 || sign * (n - numbers[i - 1]) >= 0);
  await press(sums.locator('button'), 'Enter');
  expect('sums sort down', (await sums.getAttribute('aria-sort')) === 'descending' && ordered(-1, digits(await column(sectors, 2))));
  await press(sums.locator('button'), 'Space');
  const up = digits(await column(sectors, 2));
  expect('sums sort up', (await sums.getAttribute('aria-sort')) === 'ascending' && ordered(1, up) && up[0] < up.at(-1));
  await press(sums.locator('button'), 'Enter');
  expect('the order comes back', (await column(sectors, 2)).join() === before.join());

  // Another year and scope shows that one table.
  const shown = page.locator('#by-sector table:visible');
  const caption = await shown.locator('caption').textContent();
  await press(page.locator('#pick-year'), 'ArrowDown');
  await press(page.locator('#pick-scope'), 'ArrowUp');
  expect('one table for each year and scope', (await shown.count()) === 1 && (await shown.locator('caption').textContent()) !== caption);

  // A sector leads to its suppliers of that year.
  const link = shown.locator('tbody a').nth(1);
  const [sector, year] = [await link.textContent(), await page.locator('#pick-year').inputValue()];
  await press(link, 'Enter');
  // The browser tells of a followed link after the key press has returned.
  const focused = await page.waitForFunction(() => document.activeElement.id === 'drill-title', null, { timeout: 5000 }).then(() => true, () => false);
  const suppliers = page.locator('#by-supplier table:visible');
  const heading = await suppliers.locator('caption').textContent();
  expect('a sector leads to its suppliers', (await suppliers.count()) === 1 && heading.includes(sector) && heading.includes(year));
  expect('the focus follows', focused);

  // Filtering leaves the rows that contain the text, and says how many.
  const name = (await column(suppliers, 1))[2];
  const rows = (await column(suppliers, 1)).length;
  await page.locator('#by-supplier .filter:visible input').focus();
  await page.keyboard.type(name.toUpperCase());
  const left = await column(suppliers, 1);
  expect('rows are filtered', left.length >= 1 && left.length < rows && left.every((n) => n.includes(name)));
  const status = await page.locator('#by-supplier .filter:visible [role=status]').textContent();
  expect('the count is told', status.includes(`${left.length} / ${rows}`));

  // A supplier is found in all sectors.
  await page.locator('#pick-name').focus();
  await page.keyboard.type(name.slice(0, 4));
  const found = await column(page.locator('#found table'), 1);
  expect('a supplier is found', found.includes(name) && found.every((n) => n.toLowerCase().includes(name.slice(0, 4).toLowerCase())));

  // A key figure leads to what it means.
  await press(page.locator('.figure dt a').first(), 'Enter');
  expect('a key figure leads to its definition',
    await page.locator('#method details dt').first().waitFor({ timeout: 5000 }).then(() => true, () => false));
  await page.context().close();
}

// Every figure that the script shows stands in the page without it, open or in details that open.
async function complete(browser, language) {
  const figures = () => [...document.querySelectorAll('td, tbody th, .figure dd, .facts dd, h2, svg text')].map((e) => e.textContent);
  const scripted = await open(browser, language, {});
  const wanted = await scripted.evaluate(figures);
  await scripted.context().close();
  const page = await open(browser, language, { javaScriptEnabled: false });
  if (await page.locator('#explore.live').count()) fault(language, 'the script ran where it should not');
  const plain = await page.evaluate(figures);
  if (wanted.length < 1000 || plain.sort().join('\n') !== wanted.sort().join('\n')) fault(language, 'without script figures are missing');
  const unreachable = await page.evaluate(() => [...document.querySelectorAll('td, dd, tbody th')].filter((e) => {
    const closed = e.closest('details:not([open])');
    return e.closest('[hidden]') || !(closed ? closed.querySelector('summary') : e).getClientRects().length;
  }).length);
  if (unreachable) fault(language, `${unreachable} cells cannot be seen without script`);
  await page.context().close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  for (const language of ['fi', 'sv', 'en']) {
    for (const name of ['report', 'calendar']) {
      for (const width of [1280, 360]) await accessible(browser, language, width, 'screen', name);
      await accessible(browser, language, 1280, 'print', name);
    }
    await guarded(browser, language);
    await usable(browser, language);
    await complete(browser, language);
    const size = fs.statSync(`${folder}/report.${language}.html`).size;
    if (size > 3e6) fault(language, `${size} bytes`);
    console.log(`${language}: looked at, ${size} bytes`);
  }
  await browser.close();
  process.exit(faults.length ? 1 : 0);
})();

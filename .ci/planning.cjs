// The pages of the planning tools in Chromium: accessible, offline, no wider than the window.
// Usage: node planning.cjs FILE...; NODE_PATH has playwright-core and axe-core.
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const faults = [];
const fault = (where, what) => { faults.push(where); console.log(`FAULT ${where}: ${what}`); };

async function look(browser, file, width) {
  const where = `${path.basename(path.dirname(file))}/${path.basename(file)} ${width}`;
  const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const address = `file://${path.resolve(file)}`;
  page.on('request', (r) => { if (r.url().split('#')[0] !== address) fault(where, `asks for ${r.url()}`); });
  page.on('pageerror', (e) => fault(where, String(e)));
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate((tags) =>
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), values);
  result.violations.forEach((v) => fault(where, `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`));
  if (result.passes.length < 15) fault(where, `only ${result.passes.length} rules of axe applied`);
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (inner > outer) fault(where, `scrolls sideways: ${inner} px in ${outer} px`);
  await context.close();
}

(async () => {
  const files = process.argv.slice(2);
  if (!files.length) fault('planning.cjs', 'no page was given');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  for (const file of files) for (const width of [1280, 360]) await look(browser, file, width);
  await browser.close();
  console.log(`${files.length} pages looked at`);
  process.exit(faults.length ? 1 : 0);
})();

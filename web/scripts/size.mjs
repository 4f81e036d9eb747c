// Weighs what a browser fetches before the inbox is usable (brotli), against the budgets. Run `npm run build` first.
// Weighs dist, or the directory it is given.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const manifestPath = join(root, `node_modules/.cache/${basename(dist)}-manifest.json`);
if (!existsSync(manifestPath)) {
  console.error('nothing to weigh: run npm run build first');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const weight = (file) => statSync(join(dist, `${file}.br`)).size;

const inboxRoutes = Object.keys(manifest).filter((key) => /routes\/w\.\$ws(\.inbox[^?]*)?\.tsx\?/.test(key));
const files = new Map();
for (const key of ['index.html', ...inboxRoutes]) collect(key);
const listOnly = new Set(files.keys());
collect('src/features/inbox/thread.tsx');

const rows = [...files].map(([file, label]) => ({ file, label, size: weight(file) })).sort((a, b) => b.size - a.size);
const sum = (suffix, among = files) =>
  rows.filter((row) => row.file.endsWith(suffix) && among.has(row.file)).reduce((total, row) => total + row.size, 0);
const whole = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(?:gz|br)$/.test(entry.name))
  .reduce((total, entry) => {
    const path = join(entry.parentPath, entry.name);
    return total + statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  }, 0);

for (const row of rows) console.log(`${kb(row.size).padStart(10)}  ${row.file}  ${row.label}`);
const budgets = [
  { what: 'inbox first load, JavaScript', size: sum('.js', listOnly), limit: 150_000 },
  { what: 'inbox with an open conversation, JavaScript', size: sum('.js'), limit: 180_000 },
  { what: 'inbox first load, CSS', size: sum('.css'), limit: 14_000 },
  { what: 'inbox first load, all compressed', size: sum('.js') + sum('.css'), limit: 200_000 },
  { what: 'whole console', size: whole, limit: 1_500_000 },
];
let failed = 0;
for (const { what, size, limit } of budgets) {
  const ok = size <= limit;
  if (!ok) failed += 1;
  console.log(`${ok ? 'ok  ' : 'OVER'} ${what}: ${kb(size)} of ${kb(limit)}`);
}
process.exit(failed === 0 ? 0 : 1);

/** A chunk and what it imports statically; what it imports later does not count. */
function collect(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.set(chunk.file, chunk.name ?? key);
  for (const css of chunk.css ?? []) files.set(css, 'style');
  for (const next of chunk.imports ?? []) collect(next);
}

function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

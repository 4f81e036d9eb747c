// Checks that folders import only what lies below them, and that no file outside the texts folder breaks the house rules a linter cannot see.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

/** What each zone may import besides itself. A feature may never import another feature. */
const allowed = {
  generated: [],
  lib: ['generated'],
  ui: ['generated', 'lib'],
  whatsapp: ['generated', 'lib', 'ui'],
  api: ['generated', 'lib'],
  realtime: ['generated', 'lib', 'api'],
  layouts: ['generated', 'lib', 'ui', 'whatsapp', 'api', 'realtime'],
  features: ['generated', 'lib', 'ui', 'whatsapp', 'api', 'realtime', 'layouts'],
  routes: ['generated', 'lib', 'ui', 'whatsapp', 'api', 'realtime', 'layouts', 'features', 'locales', '.'],
  '.': ['generated', 'lib', 'ui', 'whatsapp', 'api', 'realtime', 'layouts', 'features', 'routes', 'locales'],
};

const physical =
  /(?:^|[\s"'`:])-?(?:m|p)[lr]-(?:\d|auto|px|\[)|(?:^|[\s"'`:])(?:left|right)-(?:\d|auto|px|full|\[)|text-(?:left|right)(?![\w-])|rounded-(?:[lr]|[tb][lr])-|border-[lr](?:-|\b)|float-(?:left|right)/;

/** Only md, lg and xl exist (styles.css); Tailwind says nothing about a class that does not. */
const unknownWidth = /["'`\s](?:max-)?(?:xs|sm|2xl|3xl):[a-z[-]/;

const faults = [];
for (const file of files(src)) {
  const inside = relative(src, file);
  const zone = zoneOf(inside);
  const text = readFileSync(file, 'utf8');
  for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    const other = target.startsWith('~/')
      ? target.slice(2)
      : target.startsWith('.')
        ? relative(src, resolve(dirname(file), target))
        : null;
    if (other === null || other.endsWith('.css')) continue;
    const otherZone = zoneOf(other);
    const foreignFeature =
      zone === 'features' && otherZone === 'features' && other.split('/')[1] !== inside.split('/')[1];
    if (foreignFeature)
      faults.push(`${inside}: imports ${target}; a feature never imports another, move the shared piece down`);
    if (zone !== otherZone && !allowed[zone]?.includes(otherZone))
      faults.push(`${inside}: zone ${zone} may not import ${target}`);
  }
  if (!inside.startsWith('generated') && !inside.endsWith('.gen.ts') && !/^\/[/*]/.test(text))
    faults.push(`${inside}: the first line must say what the file is for`);
  text.split('\n').forEach((line, index) => {
    if (inside.endsWith('.tsx') && physical.test(line))
      faults.push(`${inside}:${index + 1}: use logical properties (ms-, pe-, start, end)`);
    if (inside.endsWith('.tsx') && unknownWidth.test(line))
      faults.push(`${inside}:${index + 1}: the widths are md, lg and xl; others do nothing`);
    if (/dangerouslySetInnerHTML|\.innerHTML\b/.test(line))
      faults.push(`${inside}:${index + 1}: text is drawn as nodes, never as HTML`);
  });
}

for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'zones: ok' : `zones: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

function zoneOf(path) {
  const first = path.split('/')[0];
  return first in allowed ? first : '.';
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

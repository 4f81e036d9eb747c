// Writes .br (quality 11) and .gz beside every text asset of dist (or the directory it is given), so that the server never compresses anything itself.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = resolve(process.argv[2] ?? join(web, 'dist'));
const textual = /\.(?:js|css|html|svg|json|txt|webmanifest)$/;
const totals = { files: 0, raw: 0, br: 0, gz: 0 };

// The manifest is for size.mjs, not for browsers.
const cache = join(web, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
copyFileSync(join(dist, '.vite/manifest.json'), join(cache, `${basename(dist)}-manifest.json`));
rmSync(join(dist, '.vite'), { recursive: true, force: true });
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !textual.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const raw = readFileSync(path);
  const br = brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  });
  const gz = gzipSync(raw, { level: 9 });
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gz);
  totals.files += 1;
  totals.raw += raw.length;
  totals.br += br.length;
  totals.gz += gz.length;
}
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`compressed ${totals.files} files: ${kb(totals.raw)} raw, ${kb(totals.br)} br, ${kb(totals.gz)} gz`);

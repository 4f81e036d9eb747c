// The pictures of the README: the console beside a customer's phone, with the demo's people, light and dark.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';
import { Phone } from './pages/phone.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

test('the console beside the phone', async ({ world }) => {
  const page = await world.signIn('AGENT', {
    newcomer: true,
    viewport: { width: 1440, height: 860 },
    deviceScaleFactor: 2,
    colorScheme: 'light',
  });
  const inbox = new Inbox(page);
  const phone = Phone.beside(page, 'Ana Torres');
  await inbox.open('Ana Torres');
  await phone.say('¿Puedo pasar a las seis?');
  await expect(inbox.bubble('¿Puedo pasar a las seis?')).toBeVisible();
  await inbox.reply.fill('¡Claro! Te esperamos a las seis. 💡');
  await inbox.reply.press('Enter');
  await expect(phone.bubble('¡Claro!')).toBeVisible();
  await phone.screen.getByRole('button', { name: /^Read \d+ message/ }).click();
  await expect(inbox.bubble('¡Claro!').getByRole('img', { name: 'Read' })).toBeVisible();
  await phone.say('¡Gracias! Hasta luego 👋');
  await expect(inbox.bubble('¡Gracias!')).toBeVisible();
  await inbox.reply.focus();
  await page.mouse.move(0, 0);
  await mkdir(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The floating day fades by itself.
    await page.waitForTimeout(1500);
    const file = await asWebp(page, await page.screenshot({ caret: 'hide' }));
    expect(file.length, 'small enough for a README').toBeLessThan(250_000);
    await writeFile(`${folder}console-${colorScheme}.webp`, file);
  }
});

/** The browser packs the picture; nothing has to be installed for it. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  const packed = await blank.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.86 });
    return btoa(Array.from(new Uint8Array(await webp.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
  }, png.toString('base64'));
  await blank.close();
  return Buffer.from(packed, 'base64');
}

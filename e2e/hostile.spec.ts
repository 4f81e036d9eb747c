// What customers write is shown, never run. (The check for broken security policy is part of every story.)
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

const NASTY = [
  '<img src=x onerror="window.__owned = 1">',
  '<script>window.__owned = 1</script>',
  '"><svg onload=window.__owned=1>',
  'javascript:window.__owned=1',
  '*bold* <b onmouseover=window.__owned=1>hover</b> _it_',
  '{{constructor.constructor("window.__owned=1")()}}',
  '\u202Egnp.exe\u202C and \u0000 nothing',
  `${'a'.repeat(3000)}`,
];

test('hostile names, texts and file names stay text', async ({ world }) => {
  const customer = await world.customer('<img src=x onerror="window.__owned = 1">');
  for (const text of NASTY) await customer.says(text);
  await customer.sends({ type: 'document', filename: '"><img src=x onerror=window.__owned=1>.pdf', caption: NASTY[0] });
  await customer.sends({ type: 'location', latitude: 1, longitude: 2, name: NASTY[1], address: NASTY[2] });
  await customer.sends({ type: 'raw', message: { type: 'poll', poll: { question: NASTY[0] } } });

  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.messages.getByText('<script>window.__owned = 1</script>').first()).toBeVisible();
  await expect(inbox.page.getByText('javascript:window.__owned=1').locator('xpath=ancestor-or-self::a')).toHaveCount(0);
  expect(await inbox.page.evaluate(() => Reflect.get(window, '__owned'))).toBeUndefined();
  const wide = await inbox.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wide, 'nothing makes the page scroll sideways').toBe(false);
});

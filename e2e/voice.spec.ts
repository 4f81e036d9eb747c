// A voice message: recorded in the browser, listened to, sent, and a voice message on the customer's phone. And what is said when there is no microphone.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';
import { Phone } from './pages/phone.ts';

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // A microphone that beeps, and a person who allows it.
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
});

test('a voice message is recorded with a pause, listened to and sent, and the phone gets it as one', async ({
  world,
}) => {
  const customer = await world.customer('Ana');
  await customer.says('llámame');
  const agent = new Inbox(await world.signIn('AGENT'));
  const phone = await Phone.open(await world.signIn('ADMIN'), customer);
  await agent.open(customer.name);

  await agent.page.getByRole('button', { name: 'Record a voice message' }).click();
  const recorder = agent.page.getByRole('group', { name: 'Voice message' });
  await expect(recorder.getByRole('timer')).toHaveText('0:02', { timeout: 15_000 });
  await recorder.getByRole('button', { name: 'Pause' }).click();
  await expect(recorder.getByRole('button', { name: 'Go on recording' })).toBeVisible();
  await recorder.getByRole('button', { name: 'Go on recording' }).click();
  await expect(recorder.getByRole('timer')).toHaveText('0:03');
  await recorder.getByRole('button', { name: 'Stop and listen' }).click();
  await expect(recorder.getByRole('button', { name: 'Play voice message' })).toBeVisible();
  await recorder.getByRole('button', { name: 'Send voice message' }).click();

  const sent = agent.messages
    .getByRole('article')
    .filter({ has: agent.page.getByRole('button', { name: 'Play voice message' }) });
  await expect(sent.getByRole('img', { name: 'Delivered' })).toBeVisible();
  await expect(sent.getByText('0:03', { exact: true })).toBeVisible();
  await expect(phone.page.getByRole('button', { name: 'Play voice message' })).toBeVisible();
  await expect(agent.reply).toBeFocused();

  // What was stored is what WhatsApp wants of a voice message: Ogg, Opus, one channel.
  const answered = await agent.page.request.get(
    await sent.locator('audio').evaluate((audio: HTMLAudioElement) => audio.src),
  );
  const bytes = await answered.body();
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('OggS');
  const head = bytes.indexOf('OpusHead');
  expect(head, 'the first packet is the head of Opus').toBe(28);
  expect(bytes[head + 9], 'channels').toBe(1);
});

test('Esc throws a recording away, and Enter sends one without a mouse', async ({ world }) => {
  const customer = await world.customer('Leo');
  await customer.says('hola');
  const agent = new Inbox(await world.signIn('AGENT'));
  await agent.open(customer.name);
  const record = agent.page.getByRole('button', { name: 'Record a voice message' });
  const recorder = agent.page.getByRole('group', { name: 'Voice message' });

  await record.press('Enter');
  await expect(recorder.getByRole('timer')).toHaveText('0:01', { timeout: 15_000 });
  await agent.page.keyboard.press('Escape');
  await expect(recorder).toBeHidden();
  await expect(agent.messages.getByRole('button', { name: 'Play voice message' })).toHaveCount(0);

  await record.press('Enter');
  await expect(recorder.getByRole('timer')).toHaveText('0:01', { timeout: 15_000 });
  await agent.page.keyboard.press('Enter');
  await expect(agent.messages.getByRole('button', { name: 'Play voice message' })).toBeVisible();
});

test('a microphone that is refused says what to do', async ({ world }) => {
  const customer = await world.customer('Noa');
  await customer.says('hola');
  const page = await world.signIn('AGENT');
  const agent = new Inbox(page);
  await agent.open(customer.name);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Record a voice message' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The microphone is blocked' })).toBeVisible();
  await page.getByRole('group', { name: 'Voice message' }).getByRole('button', { name: 'Close' }).click();
  await expect(agent.reply).toBeFocused();
});

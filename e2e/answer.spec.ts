// Answering in detail: quotes, reactions, edits, deleted messages, and a send that fails with a way out.
import { expect, test } from './harness/test.ts';
import { Inbox } from './pages/inbox.ts';

test('an answer quotes the message it answers, on the phone too', async ({ world }) => {
  const customer = await world.customer('Quentin');
  const question = await customer.says('Do you have decaf?');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);

  await inbox.bubble('Do you have decaf?').hover();
  await inbox.bubble('Do you have decaf?').getByRole('button', { name: 'Reply' }).click();
  await expect(inbox.page.getByText(`Replying to ${customer.name}`)).toBeVisible();
  await inbox.answer('Yes, from Oaxaca.');
  await expect.poll(async () => (await customer.lastAnswer())?.reply_to).toBe(question.id);
  await expect(inbox.bubble('Yes, from Oaxaca.')).toContainText('Do you have decaf?');
});

test('reactions travel both ways', async ({ world }) => {
  const customer = await world.customer('Rita');
  const message = await customer.says('The lamp arrived!');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);

  await inbox.bubble('The lamp arrived!').hover();
  await inbox.bubble('The lamp arrived!').getByRole('button', { name: 'React and more' }).click();
  await inbox.page
    .getByRole('button', { name: 'React with 👍' })
    .or(inbox.page.getByRole('menuitem', { name: 'React with 👍' }))
    .click();
  await expect
    .poll(async () => (await customer.thread()).find((one) => one.id === message.id)?.reactions)
    .toEqual([{ from: 'business', emoji: '👍' }]);
  await expect(inbox.bubble('The lamp arrived!')).toContainText('👍');

  await inbox.answer('Enjoy!');
  await expect.poll(async () => (await customer.lastAnswer())?.ticks).toBeDefined();
  const answer = await customer.lastAnswer();
  await customer.reacts(answer?.id ?? '', '❤️');
  await expect(inbox.bubble('Enjoy!')).toContainText('❤️');
});

test('what a customer deletes for everyone is shown as deleted', async ({ world }) => {
  const customer = await world.customer('Dora');
  const message = await customer.says('wrong chat');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);
  await expect(inbox.bubble('wrong chat')).toBeVisible();
  await (await world.console()).control('POST', `/phones/${customer.id}/revoke`, { message: message.id });
  await expect(inbox.bubble('wrong chat')).toHaveCount(0);
  await expect(inbox.messages.getByRole('article')).toHaveCount(1);
});

test('a send that WhatsApp refuses says why and can be tried again', async ({ world }) => {
  const customer = await world.customer('Fausto');
  await customer.says('hello?');
  const inbox = new Inbox(await world.signIn('AGENT'));
  await inbox.open(customer.name);

  const console = await world.console();
  await console.control('POST', '/faults', { kind: 'fail_send', code: 131000, times: 1 });
  await inbox.answer('we are here');
  const bubble = inbox.bubble('we are here');
  await expect(bubble.getByText('Code 131000')).toBeVisible();
  await bubble.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(async () => (await customer.lastAnswer())?.content).toMatchObject({ body: 'we are here' });
  await expect(bubble.getByRole('img', { name: /Delivered|Read/ })).toBeVisible();
  await expect(bubble.getByRole('button', { name: 'Retry' })).toHaveCount(0);
});

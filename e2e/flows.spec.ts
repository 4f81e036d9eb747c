// The story of a flow: made from a starter, published, met on the customer's phone, looked at step by step, and taken over by a person.
import { expect, test } from './harness/test.ts';
import { FlowEditor, RunPage } from './pages/flows.ts';
import { Inbox } from './pages/inbox.ts';
import { Phone } from './pages/phone.ts';

test('a flow from a starter answers the phone, its run shows the way, and an agent takes over', async ({ world }) => {
  const admin = await world.signIn('ADMIN');
  const editor = await FlowEditor.fromStarter(admin, 'Opt-in to news');
  // The starter speaks of a tag that this workspace does not have: the problem brings its own way out.
  await expect(editor.problems).toHaveAccessibleName('Problems: 2 errors, 0 warnings');
  await editor.problems.click();
  await admin.getByRole('button', { name: 'Create the tag “newsletter”' }).first().click();
  await expect(editor.problems).toHaveAccessibleName('Problems: 0 errors, 0 warnings');
  await editor.publish('for the story');

  const customer = await world.customer('Vera');
  const phone = await Phone.open(await world.signIn('OWNER'), customer);
  await phone.say('newsletter');
  const question = phone.bubble('May we send you news and offers');
  await expect(question).toBeVisible();

  const agent = new Inbox(await world.signIn('AGENT'));
  await agent.open(customer.name);
  const pen = agent.page.getByRole('group', { name: 'Who answers' });
  await expect(pen).toContainText('Automation answers');
  await expect(pen).toContainText('Opt-in to news');

  const run = await RunPage.open(admin, customer.name);
  await expect(run.steps.last()).toContainText('waits');
  await expect(run.card('Start').getByRole('img', { name: 'Done' })).toBeVisible();
  await expect(run.card('May we send you').getByRole('img', { name: 'Here now' })).toBeVisible();

  await pen.getByRole('button', { name: 'Take over' }).click();
  await expect(pen).toContainText('Your team answers');
  await agent.answer('A person here, how can I help?');
  await expect(phone.bubble('A person here')).toBeVisible();
  await expect(admin.getByText('Paused').first()).toBeVisible();

  await pen.getByRole('button', { name: 'Resume automation' }).click();
  await expect(pen).toContainText('Automation answers');
});

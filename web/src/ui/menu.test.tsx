// A menu whose file is still on its way keeps the click that it got meanwhile.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, lazy } from 'react';
import { expect, it } from 'vitest';
import { Menu, MenuToCome } from './menu';

function late(): { Late: ComponentType; arrives: () => void } {
  let arrives = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrives = resolve;
  });
  const Fruit = () => (
    <Menu
      label="Fruit"
      entries={[{ kind: 'item', id: 'pear', label: 'Pear', onSelect: () => undefined }]}
      trigger={(props) => (
        <button type="button" {...props}>
          Fruit
        </button>
      )}
    />
  );
  return { Late: lazy(() => arrival.then(() => ({ default: Fruit }))), arrives };
}

async function clicked(times: number): Promise<void> {
  const { Late, arrives } = late();
  const user = userEvent.setup();
  render(
    <MenuToCome
      placeholder={(props) => (
        <button type="button" {...props}>
          Fruit to come
        </button>
      )}
    >
      <Late />
    </MenuToCome>,
  );
  for (let at = 0; at < times; at += 1) await user.click(screen.getByRole('button', { name: 'Fruit to come' }));
  arrives();
}

it('is open when it comes after a click', async () => {
  await clicked(1);
  await screen.findByRole('menuitem', { name: 'Pear' });
  expect(screen.getByRole('button', { name: 'Fruit', hidden: true }).getAttribute('aria-expanded')).toBe('true');
});

it.each([0, 2])('is closed when it comes after %s clicks', async (times) => {
  await clicked(times);
  const trigger = await screen.findByRole('button', { name: 'Fruit' });
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
});

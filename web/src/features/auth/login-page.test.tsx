// Signing in: errors say the way out and the focus lands on what to mend.
import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Stage, show, stage } from '~test/render';
import LoginPage from './login-page';

let scene: Stage;
beforeEach(() => {
  scene = stage();
});
afterEach(() => scene.network.close());

it('signs in and goes on', async () => {
  const done = vi.fn();
  const { user } = show(<LoginPage onSignedIn={done} />);
  await user.type(await screen.findByLabelText('Email'), ' priya@example.com ');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
});

it('says what is missing before asking the server', async () => {
  const { user } = show(<LoginPage onSignedIn={() => {}} />);
  await user.type(await screen.findByLabelText('Email'), 'priya');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(screen.getByText(/complete email address/)).toBeDefined();
  expect(screen.getByText('Enter your password.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Email'));
});

it('shows the server’s reason and keeps what was typed', async () => {
  scene.network.use(
    http.post('*/api/v1/auth/login', () =>
      HttpResponse.json(
        { code: 'auth.failed', detail: 'Email or password is wrong.', remedy: 'Try again.' },
        { status: 401 },
      ),
    ),
  );
  const { user } = show(<LoginPage onSignedIn={() => {}} />);
  await user.type(await screen.findByLabelText('Email'), 'priya@example.com');
  await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Email or password is wrong.');
  expect(screen.getByLabelText('Email')).toHaveProperty('value', 'priya@example.com');
});

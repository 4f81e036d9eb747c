// Starts the real binary in demo mode: own folder, a free port, gone afterwards.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type Role = 'OWNER' | 'ADMIN' | 'AGENT' | 'ANALYST';

export interface Account {
  role: Role;
  email: string;
  password: string;
}

export interface Server {
  url: string;
  accounts: Account[];
  /** Ends it as a crash would. */
  kill: () => Promise<void>;
  /** Starts it again after `kill`, on the same data and address. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

const BINARY = process.env.PRISMWA_BIN ?? fileURLToPath(new URL('../../target/debug/prismwa', import.meta.url));
const START_LIMIT_MS = 60_000;

/** Starts a demo and waits until it says where it listens. */
export async function startServer(): Promise<Server> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`cargo xtask test e2e\`, or set PRISMWA_BIN`);
  const folder = await mkdtemp(join(tmpdir(), 'prismwa-e2e-'));
  let running = await launch(folder, '0').catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { url, accounts } = running;
  return {
    url,
    accounts,
    kill: () => end(running.child, 'SIGKILL'),
    start: async () => {
      running = await launch(folder, new URL(url).port);
    },
    stop: async () => {
      await end(running.child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(folder: string, port: string): Promise<{ child: ChildProcess; url: string; accounts: Account[] }> {
  const ready = join(folder, 'ready.json');
  await rm(ready, { force: true });
  const child = spawn(BINARY, ['demo', '--port', port, '--data-dir', join(folder, 'data'), '--ready-file', ready], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const said: string[] = [];
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!existsSync(ready)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child, 'SIGKILL');
      throw new Error(`the demo did not start:\n${said.join('')}`);
    }
    await pause(50);
  }
  const { url, sign_in } = JSON.parse(await readFile(ready, 'utf8')) as { url: string; sign_in: Account[] };
  return { child, url, accounts: sign_in };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(killer);
}

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
  stop: () => Promise<void>;
}

const BINARY = process.env.PRISMWA_BIN ?? fileURLToPath(new URL('../../target/debug/prismwa', import.meta.url));
const START_LIMIT_MS = 30_000;

/** Starts a demo and waits until it says where it listens. */
export async function startServer(): Promise<Server> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`cargo xtask test e2e\`, or set PRISMWA_BIN`);
  const folder = await mkdtemp(join(tmpdir(), 'prismwa-e2e-'));
  const ready = join(folder, 'ready.json');
  const child = spawn(BINARY, ['demo', '--port', '0', '--data-dir', join(folder, 'data'), '--ready-file', ready], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const said: string[] = [];
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()));

  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_LIMIT_MS;
  while (!existsSync(ready)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the demo did not start:\n${said.join('')}`);
    }
    await pause(50);
  }
  const { url, sign_in } = JSON.parse(await readFile(ready, 'utf8')) as { url: string; sign_in: Account[] };
  return { url, accounts: sign_in, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(killer);
}

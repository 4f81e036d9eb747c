// Asks the server, while the message is written, what WhatsApp would refuse; every answer points at a place of the message.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client, unwrap } from '~/api/client';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Outgoing } from '~/api/messages';

export interface Fault {
  /** JSON pointer into the message; empty for the message as a whole. */
  pointer: string;
  detail: string;
}

const PAUSE_MS = 300;

export interface Check {
  faults: readonly Fault[];
  /** Asks about this very content now. */
  now: (content: Outgoing['content']) => Promise<readonly Fault[]>;
}

export function useCheck(conversation: string, content: Outgoing['content']): Check {
  const { id: ws } = useWorkspace();
  const settled = useSettled(content);
  const ask = (about: Outgoing['content']) => preflight(ws, conversation, about);
  const { data } = useQuery({
    queryKey: ['preflight', ws, conversation, settled],
    queryFn: () => ask(settled),
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  });
  return { faults: data ?? [], now: ask };
}

async function preflight(
  workspace: string,
  conversation: string,
  content: Outgoing['content'],
): Promise<readonly Fault[]> {
  try {
    const { refusals } = await unwrap(
      client.POST('/api/v1/workspaces/{workspace}/conversations/{conversation}/preflight', {
        params: { path: { workspace, conversation } },
        body: { content },
      }),
    );
    return refusals.map(({ pointer, detail }) => ({ pointer: pointer ?? '', detail }));
  } catch (error) {
    const problem = asProblem(error);
    // A server that cannot be asked refuses nothing: sending tells.
    if (problem.isOffline || problem.status !== 422) return [];
    if (problem.fields.length === 0) return [{ pointer: '', detail: problem.detail }];
    return problem.fields.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/content/, ''), detail }));
  }
}

/** The value once it has stood still for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

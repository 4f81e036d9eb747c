// One try of the draft: the events so far, the world they happen in, and what the flow answered. Each change plays everything again from the start.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { flows, type TryAnswer } from '~/api/flows';
import type { FlowAnswer, Given, Graph, Mocks, TestStep } from '~/api/flows-types';

/** The draft rests this long before it is played again. */
const REST_MS = 700;

/** So many seconds the flow may take before it goes on, without anybody being asked to let time pass. */
const BREATH_S = 60;

/** Seconds until the clock wakes the run, or null when it does not wait for the clock. */
export function restOf({ waiting, steps, transcript }: TryAnswer): number | null {
  if (!waiting?.wake_at || !waiting.on.includes('timer')) return null;
  const now = Math.max(...[steps.at(-1)?.at, transcript.at(-1)?.at].flatMap((at) => (at ? [Date.parse(at)] : [])));
  return Number.isFinite(now) ? Math.max(1, Math.ceil((Date.parse(waiting.wake_at) - now) / 1000)) : null;
}

export interface TrialWorld {
  given: Given;
  mocks: Mocks;
}

export function useTrial(flow: string, graph: Graph) {
  const { id: ws } = useWorkspace();
  const { mutate, isPending, error, reset: forget } = useMutation(flows.try(ws, flow));
  const [events, setEvents] = useState<TestStep[]>([]);
  const [world, setWorld] = useState<TrialWorld>({ given: {}, mocks: {} });
  const [answer, setAnswer] = useState<TryAnswer | null>(null);
  const latest = useRef(0);
  const begun = events.length > 0 || world.given.start !== undefined;

  const again = useRef<(nextEvents: TestStep[], nextWorld: TrialWorld) => void>(() => undefined);
  const play = (nextEvents: TestStep[], nextWorld: TrialWorld) => {
    setEvents(nextEvents);
    setWorld(nextWorld);
    latest.current += 1;
    const mine = latest.current;
    if (nextEvents.length === 0 && nextWorld.given.start === undefined) {
      setAnswer(null);
      forget();
      return;
    }
    mutate(
      { graph, given: nextWorld.given, events: nextEvents, mocks: nextWorld.mocks },
      // An answer to fewer events than there are now comes too late.
      {
        onSuccess: (next) => {
          if (mine !== latest.current) return;
          setAnswer(next);
          const rest = restOf(next);
          // "Typing…" and other breaths of the flow pass by themselves, so that the answer is there.
          if (rest !== null && rest <= BREATH_S && next.waiting?.on.every((one) => one === 'timer'))
            again.current([...nextEvents, { wait: rest }], nextWorld);
        },
      },
    );
  };

  // The draft changed while it is being tried: the same conversation is held with the new one.
  useEffect(() => {
    again.current = play;
  });
  const played = useRef(graph);
  const state = useRef({ events, world });
  useEffect(() => {
    state.current = { events, world };
  });
  useEffect(() => {
    if (played.current === graph) return;
    const timer = setTimeout(() => {
      played.current = graph;
      if (state.current.events.length > 0 || state.current.world.given.start !== undefined)
        again.current(state.current.events, state.current.world);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [graph]);

  return {
    events,
    world,
    answer,
    begun,
    busy: isPending,
    error,
    add: (event: TestStep) => play([...events, event], world),
    /** Takes the last event back. */
    undo: () => play(withoutLast(events), world),
    restart: () => play([], { ...world }),
    change: (next: Partial<TrialWorld>) => play(events, { ...world, ...next }),
    /** The outside answers a node so from now on. */
    mock: (node: string, answers: FlowAnswer[]) => {
      const { [node]: _old, ...others } = world.mocks;
      play(events, { ...world, mocks: answers.length > 0 ? { ...others, [node]: answers } : others });
    },
  };
}

/** Without the last thing that was done, and the breaths after it. */
function withoutLast(events: readonly TestStep[]): TestStep[] {
  const breath = ({ wait }: TestStep) => typeof wait === 'number' && wait <= BREATH_S;
  const last = events.findLastIndex((event) => !breath(event));
  return events.slice(0, Math.max(0, last));
}

export type Trial = ReturnType<typeof useTrial>;

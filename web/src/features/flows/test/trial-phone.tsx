// The customer's phone in a try: the conversation as they would see it, with buttons that work, and what the team would notice between.
import { Trans, useLingui } from '@lingui/react/macro';
import { Smartphone } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TryLine } from '~/api/flows';
import { moment } from '~/lib/dates';
import { Dialog } from '~/ui/dialog';
import type { BubbleActions } from '~/whatsapp/actions';
import { ListRows } from '~/whatsapp/bubbles/list-rows';
import type { Action } from '~/whatsapp/interactive';
import { placeOf } from '~/whatsapp/message';
import { MessageBubble } from '~/whatsapp/message-bubble';
import { lineMessage } from './line-message';

interface Props {
  lines: readonly TryLine[];
  onTap: (id: string) => void;
  onForm: () => void;
  onLocation: () => void;
  /** Shows the step that said a line, by its place. */
  onStep: (step: number) => void;
}

type List = Extract<Action, { kind: 'list' }>;

/** Time that passed between two lines is worth a word from here on. */
const GAP_MS = 60_000;

export function TrialPhone({ lines, onTap, onForm, onLocation, onStep }: Props) {
  const { t } = useLingui();
  const end = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<List | null>(null);
  const latest = useRef({ onTap, onForm, onLocation });
  useEffect(() => {
    latest.current = { onTap, onForm, onLocation };
  });
  const actions = useMemo(
    (): BubbleActions => ({
      onTap: (_message, { id }) => latest.current.onTap(id),
      onOpenList: (_message, opened) => setList(opened),
      onOpenForm: () => latest.current.onForm(),
      onShareLocation: () => latest.current.onLocation(),
    }),
    [],
  );
  const messages = useMemo(() => lines.map(lineMessage), [lines]);
  const count = lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the end whenever a line comes
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);

  if (count === 0) {
    return (
      <div className="wallpaper flex h-full flex-col items-center justify-center gap-2 p-6 text-center">
        <Smartphone aria-hidden="true" className="size-7 text-fg-3" strokeWidth={1.5} />
        <p className="max-w-64 text-13 text-fg-2">
          <Trans>Write as a customer would. The draft answers here; nothing is sent to anybody.</Trans>
        </p>
      </div>
    );
  }
  return (
    <div className="wallpaper h-full">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <div role="log" aria-label={t`Conversation`} tabIndex={0} className="scroller ring-inside h-full py-2">
        {lines.map((line, index) => {
          const before = lines[index - 1];
          const message = messages[index];
          const gap = before ? Date.parse(line.at) - Date.parse(before.at) : 0;
          return (
            <div key={index}>
              {(index === 0 || gap >= GAP_MS) && (
                <p className="mx-auto my-1.5 w-fit rounded-full bg-surface/80 px-2.5 py-0.5 text-11 text-fg-2">
                  {moment(line.at)}
                </p>
              )}
              {isBreath(line) ? null : line.from === 'system' || !message ? (
                <SystemLine line={line} onStep={onStep} />
              ) : (
                <MessageBubble
                  message={message}
                  perspective="customer"
                  actions={actions}
                  place={placeOf(
                    before?.from === line.from ? messages[index - 1] : undefined,
                    message,
                    lines[index + 1]?.from === line.from ? messages[index + 1] : undefined,
                  )}
                />
              )}
            </div>
          );
        })}
        <div ref={end} />
      </div>
      <Dialog open={list !== null} onClose={() => setList(null)} size="sm" title={list?.label || t`List`}>
        {list && (
          <ListRows
            sections={list.sections}
            chosen={[]}
            onChoose={(row) => {
              setList(null);
              latest.current.onTap(row.id);
            }}
          />
        )}
      </Dialog>
    </div>
  );
}

/** A few seconds that passed by themselves are seen in the times. */
function isBreath({ from, kind, text = '' }: TryLine): boolean {
  return from === 'system' && kind === 'wait' && /^\d+s$/.test(text);
}

/** What a customer would not see: a note, an assignment, a hand-off. */
function SystemLine({ line, onStep }: { line: TryLine; onStep: (step: number) => void }) {
  const { t } = useLingui();
  const names: Record<string, string> = {
    assign: t`Given to a teammate`,
    close: t`Conversation closed`,
    hand_off: t`Handed over to people`,
    handoff: t`Handed over to people`,
    note: t`Internal note`,
    open: t`Conversation opened`,
    prioritize: t`Priority changed`,
    snooze: t`Conversation snoozed`,
    tag_conversation: t`Conversation tagged`,
    take_over: t`A teammate took over`,
    release: t`Given back to automation`,
    typing: t`Typing…`,
    update_contact: t`Contact changed`,
    wait: t`Time passes`,
    problem: t`Not possible`,
    ended: t`The run is over`,
  };
  // Of the pen the engine says in its own words what the name says already.
  const more = line.kind === 'take_over' || line.kind === 'release' ? '' : line.text;
  const words = [names[line.kind] ?? line.kind.replace(/_/g, ' '), more].filter(Boolean).join(': ');
  const look = 'mx-auto my-1 block w-fit max-w-[90%] rounded-full bg-hover px-3 py-0.5 text-center text-12 text-fg-2';
  const { step } = line;
  if (step === undefined) return <p className={look}>{words}</p>;
  return (
    <button type="button" onClick={() => onStep(step)} className={`${look} hover:underline`}>
      <bdi>{words}</bdi>
    </button>
  );
}

// The form as a phone shows it, beside what is written: who answers its exchanges, how the phone looks, and what it did.
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRightLeft, Moon, RotateCcw, Sun, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { waFlows } from '~/api/wa-flows';
import { IconButton } from '~/ui/icon-button';
import { Select } from '~/ui/select';
import { Tabs } from '~/ui/tabs';
import { type Fields, fields, isFields, list } from '~/whatsapp/read';
import type { PhoneTheme } from '~/whatsapp/wa-flow-renderer/palette';
import { entryOf, here } from '~/whatsapp/wa-flow-renderer/phone';
import { type Exchange, type Start, useWaFlow } from '~/whatsapp/wa-flow-renderer/use-wa-flow';
import { WaFlowScreen } from '~/whatsapp/wa-flow-renderer/wa-flow-screen';
import { ActionLog } from './action-log';
import { exampleAnswer, examplesOf } from './examples';

type Answerer = 'examples' | 'endpoint';
type Size = '360x640' | '390x844';

interface Props {
  flow: string;
  form: Fields;
  hasEndpoint: boolean;
  onPoint(pointer: string): void;
}

export function Preview({ flow, form, hasEndpoint, onPoint }: Props) {
  const [answerer, setAnswerer] = useState<Answerer>(hasEndpoint ? 'endpoint' : 'examples');
  const [screen, setScreen] = useState<string | null>(null);
  const talks = form.data_api_version !== undefined;
  const by = talks ? answerer : 'examples';
  // Another way to open it is another visit.
  return (
    <Visit
      key={`${by} ${screen}`}
      flow={flow}
      form={form}
      onPoint={onPoint}
      answerer={by}
      onAnswerer={talks ? setAnswerer : null}
      screen={screen}
      onScreen={setScreen}
    />
  );
}

interface VisitProps extends Omit<Props, 'hasEndpoint'> {
  answerer: Answerer;
  onAnswerer: ((next: Answerer) => void) | null;
  screen: string | null;
  onScreen(next: string | null): void;
}

function Visit({ flow, form, onPoint, answerer, onAnswerer, screen, onScreen }: VisitProps) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  const [theme, setTheme] = useState<PhoneTheme>(() =>
    document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
  );
  const [size, setSize] = useState<Size>('360x640');
  const [letters, setLetters] = useState('1');
  const [isRtl, setRtl] = useState(false);
  const [pane, setPane] = useState<'phone' | 'log'>('phone');
  const entry = entryOf(form) ?? '';
  const first = screen ?? entry;
  const start = useMemo<Start>(
    () =>
      answerer === 'endpoint' && screen === null
        ? { kind: 'init' }
        : { kind: 'screen', screen: first, data: examplesOf(form, first) },
    [answerer, screen, first, form],
  );
  const exchange: Exchange = async (request, signal) => {
    if (answerer === 'examples') return exampleAnswer(form, entry, request);
    const { answer, logs, problem } = await waFlows.tryEndpoint(
      id,
      flow,
      { action: request.action, data: request.data, ...(request.screen !== '' && { screen: request.screen }) },
      signal,
    );
    if (!problem) return { kind: 'answer', answer, trace: logs };
    return { kind: 'failed', message: problem.message, trace: logs };
  };
  const visit = useWaFlow({ form, start, exchange });
  const [width = 360, height = 640] = size.split('x').map(Number);
  const screens = list(form.screens).flatMap((one) => (isFields(one) && typeof one.id === 'string' ? one.id : []));
  const shown = visit.state.kind === 'open' ? here(visit.state.phone) : null;
  return (
    <section aria-label={t`Preview`} className="flex h-full min-h-0 flex-col bg-sunken">
      <div className="flex items-center gap-1 border-line border-b bg-surface px-3">
        <Tabs
          id="wa-flow-preview"
          label={t`Preview`}
          tabs={[
            { value: 'phone', label: t`Preview` },
            { value: 'log', label: <Trans>Log {visit.log.length}</Trans> },
          ]}
          value={pane}
          onChange={setPane}
        />
        <span className="flex-1" />
        {pane === 'log' ? (
          <IconButton icon={Trash2} label={t`Empty the log`} onClick={visit.clearLog} />
        ) : (
          <>
            <IconButton
              icon={theme === 'dark' ? Sun : Moon}
              label={theme === 'dark' ? t`Light phone` : t`Dark phone`}
              onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
            />
            <IconButton icon={ArrowRightLeft} label={t`Right to left`} pressed={isRtl} onClick={() => setRtl(!isRtl)} />
          </>
        )}
        <IconButton icon={RotateCcw} label={t`Start again`} onClick={visit.restart} />
      </div>
      <div
        role="tabpanel"
        id={`wa-flow-preview-panel-${pane}`}
        aria-labelledby={`wa-flow-preview-tab-${pane}`}
        className="scroller min-h-0 flex-1"
      >
        {pane === 'log' ? (
          <ActionLog log={visit.log} />
        ) : (
          <div className="flex min-h-full flex-col items-center gap-3 p-4">
            <div className="grid w-full max-w-98 grid-cols-2 gap-2">
              <Select
                label={t`Opens at`}
                value={screen ?? ''}
                onChange={(next) => onScreen(next === '' ? null : next)}
                options={[
                  { value: '', label: t`First screen`, note: entry },
                  ...screens.map((one) => ({ value: one, label: one })),
                ]}
              />
              {onAnswerer ? (
                <Select
                  label={t`Answered by`}
                  value={answerer}
                  onChange={onAnswerer}
                  options={[
                    { value: 'examples', label: t`Its examples`, note: t`__example__ of each screen` },
                    { value: 'endpoint', label: t`Its endpoint`, note: t`Who the tab Endpoint names` },
                  ]}
                />
              ) : (
                <Select
                  label={t`Letters`}
                  value={letters}
                  onChange={setLetters}
                  options={['1', '1.3', '1.6', '2'].map((value) => ({
                    value,
                    label: t`Letters ${Number(value) * 100} %`,
                  }))}
                />
              )}
            </div>
            <div
              dir={isRtl ? 'rtl' : 'ltr'}
              style={{ width, height: Math.round(height * 0.94) }}
              className="max-w-full shrink-0 overflow-hidden rounded-[1.75rem] border-6 border-[oklch(0.22_0.01_270)] shadow-2 dark:border-[oklch(0.34_0.012_270)]"
            >
              <WaFlowScreen
                flow={visit}
                business={workspace.name}
                theme={theme}
                onPoint={onPoint}
                scale={Number(letters)}
              />
            </div>
            <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 text-12 text-fg-3">
              {shown && <code className="font-mono">{shown}</code>}
              <button
                type="button"
                className="underline-offset-2 hover:underline"
                onClick={() => setSize(size === '360x640' ? '390x844' : '360x640')}
              >
                {size.replace('x', ' × ')}
              </button>
              <span className="hidden lg:inline">
                <Trans>Alt + click finds it in the code.</Trans>
              </span>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

/** The last text that was JSON, so that the phone stays while something is being typed. */
export function useReadableForm(text: string): Fields {
  const [kept, setKept] = useState<{ text: string; form: Fields }>({ text: '', form: {} });
  if (kept.text !== text) {
    const read = parsed(text);
    setKept({ text, form: read ?? kept.form });
  }
  return kept.form;
}

function parsed(text: string): Fields | null {
  try {
    const read: unknown = JSON.parse(text);
    return isFields(read) ? fields(read) : null;
  } catch {
    return null;
  }
}

// The label on the first bubble of a group: which teammate, automation, program or phone wrote it.
import { useLingui } from '@lingui/react/macro';
import { Bot, CodeXml, Info, type LucideIcon, Smartphone } from 'lucide-react';
import type { MessageView } from './message';
import { fields, number, text } from './read';

/** With `onRun`, what automation wrote leads to its run. */
export function Author({
  message,
  onRun,
}: {
  message: MessageView;
  onRun?: ((run: string, step: number | null) => void) | undefined;
}) {
  const { t } = useLingui();
  const { kind, name } = message.author;
  const label = (): { icon: LucideIcon | null; words: string } | null => {
    switch (kind) {
      case 'contact':
        return null;
      case 'agent':
        return name === null ? null : { icon: null, words: name };
      case 'flow':
        return {
          icon: Bot,
          words: text(fields(fields(fields(message.author).run).flow).name) ?? name ?? t`Automation`,
        };
      case 'api':
        return { icon: CodeXml, words: name ?? t`Sent through the API` };
      case 'phone_app':
        return { icon: Smartphone, words: t`Sent from phone` };
      case 'system':
        return { icon: Info, words: name ?? t`PrismWA` };
    }
  };
  const shown = label();
  if (shown === null) return null;
  const Icon = shown.icon;
  const made = fields(fields(message.author).run);
  const run = kind === 'flow' ? text(made.id) : null;
  const step = number(made.step);
  return (
    <p className="flex items-center gap-1 text-11 leading-4 text-fg-2">
      {Icon && <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />}
      {run !== null && onRun ? (
        <button
          type="button"
          data-tooltip={t`Open the run`}
          onClick={() => onRun(run, step)}
          className="truncate rounded-badge underline-offset-2 hover:text-fg hover:underline"
        >
          <bdi>{shown.words}</bdi>
          {step !== null && t` · step ${step + 1}`}
        </button>
      ) : (
        <bdi className="truncate">{shown.words}</bdi>
      )}
    </p>
  );
}

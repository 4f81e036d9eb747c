// The fields that both contacts have: one of the two values is kept.
import { Trans, useLingui } from '@lingui/react/macro';
import type { MergePreview } from '~/api/schema';

interface Props {
  preview: MergePreview;
  /** Fields whose value comes from the contact that goes. */
  take: readonly string[];
  onTake: (take: string[]) => void;
}

export function MergeConflicts({ preview, take, onTake }: Props) {
  const { t } = useLingui();
  if (preview.conflicts.length === 0) return null;
  const names: Record<string, string> = { name: t`Name`, email: t`Email address`, locale: t`Language` };
  const name = (field: string) => names[field] ?? field.replace(/^attributes\./, '');
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold text-13">
        <Trans>Both have these. Which one is right?</Trans>
      </h3>
      {preview.conflicts.map(({ field, kept, taken }) => (
        <fieldset key={field} className="grid gap-2 md:grid-cols-[9rem_1fr_1fr]">
          <legend className="float-start contents text-13 text-fg-2">
            <bdi className="self-center truncate text-13 text-fg-2">{name(field)}</bdi>
          </legend>
          <Choice
            field={field}
            value={kept}
            checked={!take.includes(field)}
            onPick={() => onTake(take.filter((known) => known !== field))}
          />
          <Choice
            field={field}
            value={taken}
            checked={take.includes(field)}
            onPick={() => onTake([...take.filter((known) => known !== field), field])}
          />
        </fieldset>
      ))}
    </section>
  );
}

function Choice(props: { field: string; value: unknown; checked: boolean; onPick: () => void }) {
  const text = typeof props.value === 'string' ? props.value : JSON.stringify(props.value);
  return (
    <label
      className={`flex min-w-0 cursor-pointer items-center gap-2 rounded-control border px-3 py-2 text-13 has-focus-visible:outline-2 has-focus-visible:outline-accent ${props.checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:bg-hover'}`}
    >
      <input
        type="radio"
        name={`merge ${props.field}`}
        checked={props.checked}
        onChange={props.onPick}
        className="size-4 shrink-0 accent-accent"
      />
      <bdi className="truncate" data-tooltip={text}>
        {text}
      </bdi>
    </label>
  );
}

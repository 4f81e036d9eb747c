// What a form is for: Meta wants at least one word of its list.
import { Trans } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { categories, useWaFlowWords } from './words';

export function CategoriesField({ value, onChange }: { value: readonly string[]; onChange(next: string[]): void }) {
  const words = useWaFlowWords();
  return (
    <fieldset>
      <legend className="pb-2 font-medium text-13">
        <Trans>What it is for</Trans>
      </legend>
      <div className="flex flex-wrap gap-2">
        {categories.map((category) => {
          const on = value.includes(category);
          return (
            <button
              key={category}
              type="button"
              aria-pressed={on}
              onClick={() => onChange(on ? value.filter((one) => one !== category) : [...value, category])}
              className={clsx(
                'h-7 rounded-full border px-3 text-13 coarse:h-11',
                on ? 'border-accent bg-accent-soft text-accent-text' : 'border-line hover:bg-hover',
              )}
            >
              {words.category(category)}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

// Search and filters of the list; all of them live in the address.
import { useLingui } from '@lingui/react/macro';
import { SearchBox } from '~/ui/search-box';
import { Select, type SelectOption } from '~/ui/select';
import { languages } from './languages';
import type { TemplatesSearch } from './search';
import { categoryWords, qualityWords, statusWords, useTemplateWords } from './words';

interface Props {
  search: TemplatesSearch;
  onSearch: (next: Partial<TemplatesSearch>) => void;
}

const any = 'any';

export function Filters({ search, onSearch }: Props) {
  const { t } = useLingui();
  const words = useTemplateWords();
  const choice = (
    key: 'status' | 'category' | 'quality' | 'language',
    label: string,
    options: SelectOption<string>[],
  ) => (
    <Select
      label={label}
      value={search[key] ?? any}
      onChange={(value) => onSearch({ [key]: value === any ? undefined : value })}
      options={[{ value: any, label }, ...options]}
      className="min-w-0"
    />
  );
  const of = (list: readonly string[], name: (word: string) => string | null) =>
    list.map((value) => ({ value, label: name(value) ?? value }));
  return (
    <>
      <SearchBox
        label={t`Search names and words`}
        value={search.q ?? ''}
        onChange={(q) => onSearch({ q: q || undefined })}
        className="min-w-0 flex-1 basis-48"
      />
      <div className="grid w-full min-w-0 grid-cols-2 gap-2 md:w-auto md:basis-172 md:grid-cols-4">
        {choice('status', t`Any state`, of(statusWords, words.status))}
        {choice('category', t`Any category`, of(categoryWords, words.category))}
        {choice('quality', t`Any quality`, of(qualityWords, words.quality))}
        {choice(
          'language',
          t`Any language`,
          languages.map((value) => ({ value, label: words.language(value), note: value })),
        )}
      </div>
    </>
  );
}

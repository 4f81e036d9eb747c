// Named values, each of a kind: the form of what every flow can read.
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

type Kind = 'text' | 'number' | 'boolean' | 'json';
type Values = Record<string, unknown>;

interface Row {
  name: string;
  kind: Kind;
  text: string;
}

interface Props {
  values: Values;
  locked: boolean;
  problem: string | null;
  onChange: (values: Values) => void;
}

/** Names are a word of a path in texts. */
const fits = /^[a-z_][a-z0-9_]{0,39}$/;

export function SharedValues({ values, locked, problem, onChange }: Props) {
  const { t } = useLingui();
  const [rows, setRows] = useState(() => rowsOf(values));
  // What came from outside (discarded, or changed by somebody else) replaces what stands here.
  const [seen, setSeen] = useState(values);
  if (seen !== values && JSON.stringify(valuesOf(rows)) !== JSON.stringify(values)) {
    setSeen(values);
    setRows(rowsOf(values));
  }
  const put = (next: Row[]) => {
    setRows(next);
    const made = valuesOf(next);
    setSeen(made);
    onChange(made);
  };
  const change = (at: number, part: Partial<Row>) =>
    put(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const kinds: { value: Kind; label: string }[] = [
    { value: 'text', label: t`Text` },
    { value: 'number', label: t`Number` },
    { value: 'boolean', label: t`Yes or no` },
    { value: 'json', label: t`JSON` },
  ];
  const wrong = (row: Row, at: number): string | null => {
    if (row.name === '') return null;
    if (!fits.test(row.name)) return t`Names have small letters, digits and “_”, and begin with a letter.`;
    if (rows.findIndex(({ name }) => name === row.name) < at) return t`There is a value of this name above.`;
    return read(row) === undefined ? t`This cannot be read as what it should be.` : null;
  };
  return (
    <div className="flex flex-col gap-2">
      {rows.length === 0 && (
        <p className="text-13 text-fg-3">
          <Trans>No values yet.</Trans>
        </p>
      )}
      <ul aria-label={t`Values`} className="flex flex-col gap-2">
        {rows.map((row, at) => {
          const mistake = wrong(row, at);
          return (
            <li key={at} className="flex flex-col gap-1">
              <div className="flex flex-wrap items-center gap-2 md:flex-nowrap">
                <Input
                  aria-label={t`Name`}
                  dir="ltr"
                  disabled={locked}
                  maxLength={40}
                  aria-invalid={mistake ? true : undefined}
                  className="font-mono md:max-w-48"
                  placeholder="shop_url"
                  value={row.name}
                  onChange={(event) => change(at, { name: event.target.value })}
                />
                <Select
                  label={t`Kind`}
                  disabled={locked}
                  className="w-32! shrink-0"
                  value={row.kind}
                  options={kinds}
                  onChange={(kind) => change(at, { kind, ...(kind === 'boolean' && { text: 'true' }) })}
                />
                {row.kind === 'boolean' ? (
                  <Select
                    label={t`Value`}
                    disabled={locked}
                    value={row.text === 'false' ? 'false' : 'true'}
                    options={[
                      { value: 'true', label: t`Yes` },
                      { value: 'false', label: t`No` },
                    ]}
                    onChange={(text) => change(at, { text })}
                  />
                ) : (
                  <Input
                    aria-label={t`Value`}
                    disabled={locked}
                    dir={row.kind === 'text' ? 'auto' : 'ltr'}
                    inputMode={row.kind === 'number' ? 'decimal' : undefined}
                    aria-invalid={mistake ? true : undefined}
                    className={row.kind === 'json' ? 'font-mono' : ''}
                    value={row.text}
                    onChange={(event) => change(at, { text: event.target.value })}
                  />
                )}
                <IconButton
                  icon={Trash2}
                  label={t`Remove ${row.name || t`the value`}`}
                  disabledReason={locked ? t`Only admins can change this.` : null}
                  onClick={() => put(rows.filter((_row, place) => place !== at))}
                />
              </div>
              {mistake && <p className="text-12 text-danger">{mistake}</p>}
            </li>
          );
        })}
      </ul>
      {problem && <p className="text-12 text-danger">{problem}</p>}
      {!locked && (
        <Button
          size="sm"
          icon={Plus}
          className="self-start"
          onClick={() => put([...rows, { name: '', kind: 'text', text: '' }])}
        >
          <Trans>Add a value</Trans>
        </Button>
      )}
    </div>
  );
}

export function rowsOf(values: Values): Row[] {
  return Object.entries(values).map(([name, value]) => {
    const known = typeof value === 'string' ? 'text' : typeof value;
    const kind = known === 'text' || known === 'number' || known === 'boolean' ? known : 'json';
    return { name, kind, text: typeof value === 'string' ? value : JSON.stringify(value) };
  });
}

/** Rows that have a name and can be read; the first of a name counts. */
export function valuesOf(rows: readonly Row[]): Values {
  const values: Values = {};
  for (const row of rows) {
    const value = read(row);
    if (row.name !== '' && value !== undefined && !Object.hasOwn(values, row.name)) values[row.name] = value;
  }
  return values;
}

function read({ kind, text }: Row): unknown {
  if (kind === 'text') return text;
  if (kind === 'boolean') return text !== 'false';
  if (kind === 'number') return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

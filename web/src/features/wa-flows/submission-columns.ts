// The columns of submitted answers: the questions of the form in their order, then what only came along.
import type { Submission } from '~/api/submissions';
import type { OutlineInput, WaFlowOutline } from '~/api/wa-flows';

export interface AnswerColumn {
  key: string;
  label: string;
  /** A grid track by the type of the answers. */
  width: string;
}

/** More would not be read in a table; the drawer shows all. */
const MOST = 12;

export function inputOf(outline: WaFlowOutline | null, name: string): OutlineInput | undefined {
  return outline?.screens.flatMap((screen) => screen.inputs).find((input) => input.name === name);
}

/** Where a question stands in the form; what the form does not know comes last. */
export function byQuestion(outline: WaFlowOutline | null): (one: { key: string }, other: { key: string }) => number {
  const order = outline?.screens.flatMap((screen) => screen.inputs.map((input) => input.name)) ?? [];
  const place = ({ key }: { key: string }) => {
    const found = order.indexOf(key);
    return found < 0 ? order.length : found;
  };
  return (one, other) => place(one) - place(other);
}

export function columnsOf(rows: readonly Submission[], outline: WaFlowOutline | null): AnswerColumn[] {
  const labels = new Map<string, string>();
  for (const { values } of rows) for (const { key, label } of values) if (!labels.has(key)) labels.set(key, label);
  return [...labels]
    .map(([key, label]) => ({ key, label }))
    .sort(byQuestion(outline))
    .slice(0, MOST)
    .map(({ key, label }) => ({ key, label, width: widthOf(inputOf(outline, key), rows, key) }));
}

function widthOf(input: OutlineInput | undefined, rows: readonly Submission[], key: string): string {
  if (input?.component === 'DatePicker' || input?.value === 'boolean' || input?.value === 'number') return '7rem';
  const longest = Math.max(
    0,
    ...rows.map(({ values }) => String(values.find((one) => one.key === key)?.value ?? '').length),
  );
  return longest > 24 ? 'minmax(12rem,1.6fr)' : 'minmax(7rem,1fr)';
}

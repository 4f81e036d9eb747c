// What is wrong with the text as it is now: our own check a moment after the last key, and Meta's words about what it has.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type WaFlow, type WaFlowOutline, waFlows } from '~/api/wa-flows';
import type { SavedText } from '~/layouts/form/use-saved-text';
import { useDebounced } from '~/lib/use-debounced';
import type { CodeProblem } from '~/ui/code/code-editor';

export interface Finding extends CodeProblem {
  code: string;
}

export interface Findings {
  all: Finding[];
  errors: number;
  warnings: number;
  outline: WaFlowOutline | null;
  /** The check has seen the text as it is now. */
  fresh: boolean;
  failed: boolean;
}

const PAUSE = 400;

export function useFindings(flow: WaFlow, draft: SavedText): Findings {
  const { id } = useWorkspace();
  const asked = useDebounced(draft.text, PAUSE);
  const check = useQuery(waFlows.check(id, flow.id, asked));
  const isAsUploaded = !flow.has_changes && draft.state.kind === 'saved';
  return useMemo(() => {
    const ours: Finding[] = (check.data?.findings ?? []).map((finding) => ({ ...finding, source: finding.rule }));
    const metas: Finding[] = (isAsUploaded ? flow.meta_errors : []).map((error) => ({
      code: error.error ?? '',
      severity: 'error',
      source: 'Meta',
      message: error.message ?? error.error ?? '',
      line: error.line_start ?? 1,
      column: error.column_start ?? 1,
      line_end: error.line_end ?? error.line_start ?? 1,
      column_end: error.column_end ?? error.column_start ?? 1,
    }));
    // What both say is said once.
    const told = (one: Finding) => ours.some((other) => other.code === one.code && other.line === one.line);
    const all = [...ours, ...metas.filter((one) => !told(one))].sort((one, other) => one.line - other.line);
    return {
      all,
      errors: all.filter(({ severity }) => severity === 'error').length,
      warnings: all.filter(({ severity }) => severity === 'warning').length,
      outline: check.data?.outline ?? null,
      fresh: asked === draft.text && check.isSuccess && !check.isPlaceholderData,
      failed: check.isError,
    };
  }, [
    asked,
    draft.text,
    check.data,
    check.isSuccess,
    check.isPlaceholderData,
    check.isError,
    flow.meta_errors,
    isAsUploaded,
  ]);
}

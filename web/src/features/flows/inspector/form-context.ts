// What fields of a form share: the step they belong to, its values, what was found about them, and how they change it.
import { createContext, use } from 'react';
import type { Finding, FlowNode, Json, JsonObject } from '~/api/flows-types';
import { formatPath, type Path } from '../builder/path';
import type { ConfigSchema } from '../canvas/catalog';
import type { KnownValue } from './values';

export interface Form {
  node: FlowNode;
  /** The schema's own root, where its references lead. */
  root: ConfigSchema;
  values: readonly KnownValue[];
  scope: JsonObject;
  findings: readonly Finding[];
  editable: boolean;
  change: (path: Path, value: Json | undefined) => void;
}

const FormContext = createContext<Form | null>(null);
export const FormProvider = FormContext;

export function useForm(): Form {
  const form = use(FormContext);
  if (!form) throw new Error('a field is only inside a form');
  return form;
}

/** What was found about one setting. */
export function useFieldFinding(path: Path): Finding | undefined {
  const { findings } = useForm();
  const field = formatPath(path);
  return findings.find((finding) => finding.field === field);
}

// Everything that is wrong with what is being written, by its place in the form.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type TemplateDefinition, type TemplateFinding, templates } from '~/api/templates';
import { placeOf } from './draft';

const REST_MS = 250;

export interface Findings {
  all: readonly TemplateFinding[];
  /** The first at exactly this place. */
  at: (place: string) => TemplateFinding | undefined;
  /** All at this place and below it. */
  below: (place: string) => readonly TemplateFinding[];
  /** What is shown fits what is written. */
  fresh: boolean;
}

/** Asks a moment after the last key; what was found stays until there is an answer. */
export function useFindings(definition: TemplateDefinition, places: readonly string[]): Findings {
  const { id } = useWorkspace();
  const [asked, setAsked] = useState({ definition, places });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ definition, places }), REST_MS);
    return () => clearTimeout(timer);
  }, [definition, places]);
  const answer = useQuery({ ...templates.lint(id, asked.definition), placeholderData: keepPreviousData });
  const data = answer.data;
  const fresh = asked.definition === definition && !answer.isFetching;
  return useMemo(() => {
    const found = (data ?? []).map((finding) => ({ finding, place: placeOf(finding.pointer, asked.places) }));
    return {
      all: found.map(({ finding }) => finding),
      at: (place) => found.find((one) => one.place === place)?.finding,
      below: (place) =>
        found.filter((one) => one.place === place || one.place.startsWith(`${place}/`)).map(({ finding }) => finding),
      fresh,
    };
  }, [data, asked.places, fresh]);
}

// What a flow can begin as: nothing, or one of the starters, each with a picture of its graph. One of them is chosen.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { CircleCheck, FilePlus2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type FlowStarter, flows } from '~/api/flows';
import { ProblemNote } from '~/layouts/form/problem-note';
import { Skeleton } from '~/ui/skeleton';
import { GraphPicture } from './graph-picture';

interface Props {
  chosen: string | null;
  onChoose: (starter: FlowStarter | null) => void;
}

export function StarterGrid({ chosen, onChoose }: Props) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const starters = useQuery(flows.starters(ws));
  return (
    <fieldset>
      <legend className="pb-1.5 font-medium text-13">
        <Trans>Begin with</Trans>
      </legend>
      <div className="grid grid-cols-1 gap-3 md:grid-cols-2 lg:grid-cols-3">
        <Choice
          name={t`Blank flow`}
          about={t`A start and an end, nothing between.`}
          checked={chosen === null}
          onChoose={() => onChoose(null)}
          picture={
            <span className="flex h-28 items-center justify-center bg-sunken text-fg-3">
              <FilePlus2 aria-hidden="true" className="size-8" strokeWidth={1.25} />
            </span>
          }
        />
        {starters.isPending && [0, 1, 2, 3, 4].map((key) => <Skeleton key={key} className="h-48 rounded-card" />)}
        {starters.data?.map((starter) => (
          <Choice
            key={starter.key}
            name={starter.name}
            about={starter.description}
            note={<Plural value={starter.nodes} one="# node" other="# nodes" />}
            checked={chosen === starter.key}
            onChoose={() => onChoose(starter)}
            picture={<GraphPicture graph={starter.graph} className="h-28 w-full" />}
          />
        ))}
      </div>
      {starters.isError && <ProblemNote problem={asProblem(starters.error)} />}
    </fieldset>
  );
}

interface ChoiceProps {
  name: string;
  about: string;
  note?: ReactNode;
  checked: boolean;
  onChoose: () => void;
  picture: ReactNode;
}

function Choice({ name, about, note, checked, onChoose, picture }: ChoiceProps) {
  return (
    <label
      className={clsx(
        'relative flex cursor-pointer flex-col overflow-hidden rounded-card border bg-surface transition-colors duration-120 hover:border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        checked ? 'border-accent ring-1 ring-accent' : 'border-line',
      )}
    >
      <input type="radio" name="starter" className="sr-only" checked={checked} onChange={onChoose} />
      {picture}
      {checked && (
        <CircleCheck
          aria-hidden="true"
          className="absolute end-2 top-2 size-5 rounded-full bg-surface text-accent-text"
        />
      )}
      <span className="flex flex-1 flex-col gap-0.5 border-line border-t px-3 py-2">
        <span className="flex items-baseline justify-between gap-2">
          <bdi className="truncate font-medium text-14">{name}</bdi>
          {note && <span className="shrink-0 text-11 text-fg-3">{note}</span>}
        </span>
        <bdi className="line-clamp-3 text-12 text-fg-2">{about}</bdi>
      </span>
    </label>
  );
}

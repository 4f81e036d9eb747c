// What all flows of a workspace share: values, words that come before any flow, and opening hours.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { components } from '~/generated/api';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

export type FlowGlobals = components['schemas']['FlowGlobals'];

/** A stretch of the week: day 1 is Monday; an hour that is not after `from` is on the next day. */
export interface Opening {
  day: number;
  from: string;
  to: string;
}

/** A day that is different; without hours it is closed. */
export interface SpecialDay {
  date: string;
  from: string;
  to: string;
}

export interface Calendar {
  /** Empty: the workspace's. */
  time_zone: string;
  week: Opening[];
  days: SpecialDay[];
}

export type Calendars = Record<string, Calendar>;

/** The calendar that flows use unless they name another. */
export const MAIN_CALENDAR = 'default';

const w = '/api/v1/workspaces/{workspace}';
const globalsKey = (workspace: string) => ['flow-globals', workspace];
const hoursKey = (workspace: string) => ['business-hours', workspace];

export const flowSettings = {
  globals: (workspace: string) =>
    queryOptions({
      queryKey: globalsKey(workspace),
      queryFn: () => unwrap(client.GET(`${w}/flow-globals`, { params: { path: { workspace } } })),
      staleTime: 60_000,
    }),

  setGlobals: (workspace: string) =>
    mutationOptions({
      mutationFn: (body: Partial<FlowGlobals>) =>
        unwrap(client.PUT(`${w}/flow-globals`, { params: { path: { workspace } }, body })),
      onSuccess: (stored) => queryClient.setQueryData(globalsKey(workspace), stored),
    }),

  hours: (workspace: string) =>
    queryOptions({
      queryKey: hoursKey(workspace),
      queryFn: () => unwrap(client.GET(`${w}/business-hours`, { params: { path: { workspace } } })),
      // The API's description calls a calendar an object; the server answers only with calendars it has read.
      select: ({ calendars }) => calendars as unknown as Calendars,
      staleTime: 60_000,
    }),

  setHours: (workspace: string) =>
    mutationOptions({
      mutationFn: (calendars: Calendars) =>
        unwrap(
          client.PUT(`${w}/business-hours`, { params: { path: { workspace } }, body: { calendars: { ...calendars } } }),
        ),
      onSuccess: (stored) => queryClient.setQueryData(hoursKey(workspace), stored),
    }),
};

// What the simulator's screens read, by key; events keep it fresh (live.ts), nothing polls.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { control } from './control';

export const simulator = {
  phones: () => queryOptions({ queryKey: ['simulator', 'phones'], queryFn: control.phones }),

  thread: (phone: string, number: string) =>
    infiniteQueryOptions({
      queryKey: ['simulator', 'thread', phone, number],
      queryFn: ({ pageParam }) => control.thread(phone, number, pageParam),
      initialPageParam: '',
      getNextPageParam: (last) => (last.more ? (last.messages[0]?.id ?? null) : null),
      structuralSharing: false,
    }),

  deliveries: (phone: string | null) =>
    queryOptions({ queryKey: ['simulator', 'deliveries', phone], queryFn: () => control.deliveries(phone) }),

  delivery: (id: string) =>
    queryOptions({ queryKey: ['simulator', 'delivery', id], queryFn: () => control.delivery(id) }),

  faults: () => queryOptions({ queryKey: ['simulator', 'faults'], queryFn: control.faults }),
  faultKinds: () =>
    queryOptions({
      queryKey: ['simulator', 'fault-kinds'],
      queryFn: control.faultKinds,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  clock: () => queryOptions({ queryKey: ['simulator', 'clock'], queryFn: control.clock }),
  templates: () => queryOptions({ queryKey: ['simulator', 'templates'], queryFn: control.templates }),
  businesses: () => queryOptions({ queryKey: ['simulator', 'businesses'], queryFn: control.businesses }),
};

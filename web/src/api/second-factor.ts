// One's own second factor.
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { client, unwrap } from './client';
import { queryClient } from './query-client';

const path = '/api/v1/me/second-factor';
const key = ['me', 'second-factor'];
const changed = () => queryClient.invalidateQueries({ queryKey: key });

interface Proof {
  password: string;
  code?: string;
}

export const secondFactor = {
  get: () => queryOptions({ queryKey: key, queryFn: () => unwrap(client.GET(path)) }),

  begin: () => mutationOptions({ mutationFn: (password: string) => unwrap(client.POST(path, { body: { password } })) }),

  confirm: () =>
    mutationOptions({
      mutationFn: (code: string) => unwrap(client.POST(`${path}/confirm`, { body: { code } })),
      onSuccess: changed,
    }),

  replaceCodes: () =>
    mutationOptions({
      mutationFn: (body: Proof) => unwrap(client.POST(`${path}/recovery-codes`, { body })),
      onSuccess: changed,
    }),

  remove: () =>
    mutationOptions({
      mutationFn: (body: Proof) => unwrap(client.POST(`${path}/remove`, { body })),
      onSuccess: changed,
    }),
};

// One number of WhatsApp's limits, as the server states them; without an answer nothing is refused here, the server checks in any case.
import { useQuery } from '@tanstack/react-query';
import { account } from '~/api/account';

/** `useLimit()('interactive.button.title')` */
export function useLimit(): (path: string) => number {
  const { data } = useQuery(account.system());
  return (path) => {
    const found = path
      .split('.')
      .reduce<unknown>(
        (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
        data?.limits,
      );
    return typeof found === 'number' ? found : Number.POSITIVE_INFINITY;
  };
}

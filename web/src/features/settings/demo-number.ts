// What the simulator's first business wants to be connected with.
import { authorizedFetch } from '~/api/client';
import { problemFrom } from '~/api/errors';
import { fields, list, text } from '~/whatsapp/read';

export async function demoCredentials() {
  const businesses = list(fields(await ask('/simulator/control/businesses')).businesses);
  const business = text(fields(businesses[0]).id) ?? '';
  const given = fields(await ask(`/simulator/control/businesses/${encodeURIComponent(business)}/credentials`));
  return {
    phone_number_id: text(list(given.phone_number_ids)[0]) ?? '',
    waba_id: text(given.waba_id) ?? business,
    access_token: text(given.access_token) ?? '',
    app_id: text(given.app_id) ?? '',
    app_secret: text(given.app_secret) ?? '',
    verify_token: text(given.verify_token) ?? '',
  };
}

/** The whole request that connects it. */
export async function demoNumber() {
  const { phone_number_id, waba_id, access_token, ...app } = await demoCredentials();
  return { kind: 'simulator' as const, phone_number_id, waba_id, access_token, app };
}

async function ask(path: string): Promise<unknown> {
  const response = await authorizedFetch(new Request(new URL(path, location.origin)));
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response, body);
  return body;
}

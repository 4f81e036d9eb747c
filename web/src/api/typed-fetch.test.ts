// A typed call becomes the request the API documents, and its answer comes back as data or error.
import { describe, expect, it } from 'vitest';
import { addressOf, typedFetch } from './typed-fetch';

describe('the address of a call', () => {
  it('fills the path, encoded', () => {
    expect(addressOf('/w/{workspace}/tags/{tag}', { path: { workspace: 'wrk_1', tag: 'a/b c' } })).toBe(
      '/w/wrk_1/tags/a%2Fb%20c',
    );
  });

  it('leaves out what is not given and repeats lists', () => {
    const query = { view: 'mine', q: 'a&b ñ', after: undefined, before: null, tag: ['x', 'y'], none: [], limit: 0 };
    const address = addressOf('/list', { query });
    expect([...new URL(address, 'http://localhost').searchParams]).toEqual([
      ['view', 'mine'],
      ['q', 'a&b ñ'],
      ['tag', 'x'],
      ['tag', 'y'],
      ['limit', '0'],
    ]);
    expect(addressOf('/list', { query: { q: undefined } })).toBe('/list');
  });
});

describe('a typed call', () => {
  const answer = async (response: Response) => {
    const requests: Request[] = [];
    const client = typedFetch('http://localhost', async (request) => {
      requests.push(request);
      return response;
    });
    const result = await client.PATCH('/api/v1/me', { body: { name: 'Priya' } });
    return { request: requests[0], result };
  };

  it('sends JSON and says so', async () => {
    const { request, result } = await answer(Response.json({ id: 'usr_1' }));
    expect(request?.method).toBe('PATCH');
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(await request?.json()).toEqual({ name: 'Priya' });
    expect(result.data).toEqual({ id: 'usr_1' });
  });

  it('says no content type without a body', async () => {
    let type: string | null = 'none was sent';
    const client = typedFetch('http://localhost', async (request) => {
      type = request.headers.get('content-type');
      return Response.json({});
    });
    await client.GET('/api/v1/me');
    expect(type).toBeNull();
  });

  it('has no data when there is no body', async () => {
    const { result } = await answer(new Response(null, { status: 204 }));
    expect(result.data).toBeUndefined();
    expect(result.error).toBeUndefined();
  });

  it('keeps a refusal, also one that is not JSON', async () => {
    expect((await answer(Response.json({ code: 'x' }, { status: 422 }))).result.error).toEqual({ code: 'x' });
    expect((await answer(new Response('<h1>Bad gateway</h1>', { status: 502 }))).result.error).toBe(
      '<h1>Bad gateway</h1>',
    );
  });
});

// What a function finds besides the language: console, and fetch where it was declared. Runs first, keeps what it needs to itself.
((log, host) => {
  const { stringify, parse } = JSON
  const Text = String
  const show = (value) => {
    if (typeof value === 'string') return value
    try {
      if (value instanceof Error) return Text(value.name) + ': ' + Text(value.message)
      const text = typeof value === 'object' && value !== null ? stringify(value) : undefined
      return text === undefined ? Text(value) : text
    } catch {
      return '[cannot be shown]'
    }
  }
  const console = {}
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    console[level] = (...values) => {
      let line = ''
      for (let i = 0; i < values.length && line.length < 65536; i++) line += (i ? ' ' : '') + show(values[i]).slice(0, 65536)
      log(level, line)
    }
  }
  Object.defineProperty(globalThis, 'console', { value: console, writable: true, configurable: true })
  if (!host) return

  const fetch = async (url, options = {}) => {
    const headers = []
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.push([Text(name), Text(value)])
    let body = options.body ?? null
    if (body !== null && typeof body !== 'string') throw new TypeError('fetch: the body must be a text; use JSON.stringify')
    const reply = parse(host(stringify({ url: Text(url), method: Text(options.method ?? 'GET'), headers, body })))
    if (reply.error !== undefined) throw new Error('fetch: ' + reply.error)
    const found = new Map(reply.headers.map(([name, value]) => [name.toLowerCase(), value]))
    return {
      status: reply.status,
      ok: reply.status >= 200 && reply.status < 300,
      headers: { get: (name) => found.get(Text(name).toLowerCase()) ?? null },
      text: async () => reply.body,
      json: async () => parse(reply.body),
    }
  }
  Object.defineProperty(globalThis, 'fetch', { value: fetch, writable: true, configurable: true })
})

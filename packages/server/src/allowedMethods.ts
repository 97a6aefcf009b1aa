import type { FastifyInstance } from 'fastify'

/// Watches the routes of [app] as they are added and answers which methods a URL takes; none when there is no such
/// route. For 405 instead of 404.
export function allowedMethods(app: FastifyInstance): (url: string) => string[] {
  const routes: { pattern: RegExp; method: string }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    for (const name of [method].flat()) routes.push({ pattern: patternOf(url), method: name })
  })
  return url => {
    const path = url.replace(/\?.*$/s, '')
    return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
  }
}

/// `/sobjects/:object/:id` as a regular expression.
const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}/?$`)

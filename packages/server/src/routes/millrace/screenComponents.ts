import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { sourcePaths } from '../../projectFolder.ts'

interface Named {
  Params: { name: string }
}

/// `/millrace/v1/screenComponents`: the project's own components and local actions of screen flows, modules of its folder
/// `screenComponents`, which run in the browser. `/millrace/v1/staticResources`: pictures of its folder `staticresources`,
/// by the names that files of Salesforce give them.
export function screenComponentRoutes(app: FastifyInstance, org: Org): void {
  // A project need not have a folder: its files may come from elsewhere.
  const files = (isSource: (path: string) => boolean): Promise<string[]> =>
    sourcePaths(org.folder, isSource).catch(() => [])

  app.get('/millrace/v1/screenComponents', async () => {
    const paths = await files(isModule)
    return { components: await Promise.all(paths.map(path => moduleJson(join(org.folder, path)))) }
  })

  app.get<Named>('/millrace/v1/screenComponents/:name', async ({ params: { name } }, reply) => {
    const path = (await files(isModule)).find(path => basename(path) === name)
    if (path === undefined) throw notFound(`The project has no module screenComponents/${name}.`)
    return reply
      .header('cache-control', 'private, max-age=31536000, immutable')
      .type('text/javascript; charset=utf-8')
      .send(await readFile(join(org.folder, path)))
  })

  app.get<Named>('/millrace/v1/staticResources/:name', async ({ params: { name } }, reply) => {
    const isIt = (path: string): boolean => isPicture(path) && nameOf(path) === name
    const [path] = await files(isIt)
    if (path === undefined) throw notFound(`The project has no static resource "${name}" that is a picture.`)
    return reply
      .header('cache-control', 'private, max-age=60')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .type(PICTURES[extname(path).toLowerCase()]!)
      .send(await readFile(join(org.folder, path)))
  })
}

const nameOf = (path: string): string => basename(path, extname(path))

const isModule = (path: string): boolean =>
  basename(dirname(path)) === 'screenComponents' && /^[\w-]+\.m?js$/.test(basename(path))

/// With the hash of its text, so that a browser may keep it.
async function moduleJson(file: string): Promise<{ name: string; path: string }> {
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 12)
  return { name: nameOf(file), path: `/millrace/v1/screenComponents/${basename(file)}?version=${hash}` }
}

const PICTURES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

const isPicture = (path: string): boolean =>
  ['staticresources', 'contentassets'].includes(basename(dirname(path))) &&
  Object.hasOwn(PICTURES, extname(path).toLowerCase())

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../../scripts/exampleServer.ts'

let server: ExampleServer

beforeAll(async () => {
  server = await exampleServer()
  for (const [folder, file, text] of [
    ['screenComponents', 'starRating.js', 'export const invoke = () => ({})'],
    ['staticresources', 'Logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['staticresources', 'Code.js', 'alert(1)'],
    ['lwc', 'other.js', 'nothing'],
  ] as const) {
    const path = join(server.folder, 'force-app/main/default', folder)
    await mkdir(path, { recursive: true })
    await writeFile(join(path, file), text)
  }
})
afterAll(() => server.close())

const types = async (url: string) => {
  const { status, headers } = await server.send(url)
  return [status, status === 200 ? headers['content-type'] : null]
}

it('lists the modules of the project, and sends them', async () => {
  const { components } = (await server.send('/millrace/v1/screenComponents')).json as {
    components: { name: string; path: string }[]
  }
  expect(components.map(({ name }) => name)).toEqual(['starRating'])
  expect(await types(components[0]!.path)).toEqual([200, 'text/javascript; charset=utf-8'])
})

it.each([
  ['screenComponents/other.js', [404, null]],
  ['screenComponents/..%2F..%2Fsfdx-project.json', [404, null]],
  ['staticResources/Logo', [200, 'image/svg+xml']],
  ['staticResources/Code', [404, null]],
  ['staticResources/..%2Flwc%2Fother', [404, null]],
])('%s is %j', async (path, answer) => {
  expect(await types(`/millrace/v1/${path}`)).toEqual(answer)
})

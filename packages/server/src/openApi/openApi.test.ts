import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'
import { sections } from './operations.ts'

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary?: string }>>>>
}

let server: ExampleServer
let document: Document
beforeAll(async () => {
  server = await exampleServer()
  document = JSON.parse((await server.app.inject('/millrace/v1/openapi.json')).body)
})
afterAll(() => server.close())

it('has a sentence for every route, and no other', () => {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary ?? 'says nothing'] as const,
    ),
  )
  const told = sections.flatMap(({ operations }) =>
    Object.entries(operations).map(([route, { does }]) => [route.replace(/:(\w+)/g, '{$1}'), does] as const),
  )
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(told))
})

it('is an OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  expect(await validator.validate({ ...document })).toMatchObject({ valid: true })
  expect(validator.version).toBe('3.1')
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { dynamicComponentShape } from '../dynamicComponent/shape.ts'
import { Report } from '../report.ts'
import { scenarioShape } from '../scenario/shape.ts'
import { parseJson } from './parse.ts'
import { jsonSchema } from './schema.ts'
import { checkShape } from './shape.ts'

const PACKAGE = join(import.meta.dirname, '../..')

describe.each([
  ['dynamicComponent', 'Dynamic Component', dynamicComponentShape],
  ['scenario', 'Scenario', scenarioShape],
] as const)('%s.schema.json', (name, title, shape) => {
  const path = join(PACKAGE, `${name}.schema.json`)

  it('says what the reader checks', () => {
    const printed = `${JSON.stringify(jsonSchema(title, shape), null, 2)}\n`
    if (process.env.UPDATE) writeFileSync(path, printed)
    expect(readFileSync(path, 'utf8')).toBe(printed)
  })

  const validate = new Ajv2020({ strict: false }).compile(jsonSchema(title, shape))
  const samples = readdirSync(join(PACKAGE, 'samples', name), { recursive: true, encoding: 'utf8' })
  it.each(samples.filter(file => file.endsWith(`.${name}.json`)))('agrees with the reader on %s', file => {
    const source = readFileSync(join(PACKAGE, 'samples', name, file), 'utf8')
    const report = new Report(source, file)
    const node = parseJson(report)
    if (!node) return expect(() => JSON.parse(source)).toThrow(SyntaxError)
    checkShape(node, shape, '', report)
    expect(validate(JSON.parse(source))).toBe(report.diagnostics.length === 0)
  })
})

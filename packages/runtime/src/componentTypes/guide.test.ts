import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDynamicComponent } from '../index.ts'

const file = join(import.meta.dirname, '../../../../docs/guide/forms-and-records.md')
const blocks = [...readFileSync(file, 'utf8').matchAll(/^## (.*)$|^```json( resources)?\n([^]*?)^```$/gm)]

describe('docs/guide/forms-and-records.md', () => {
  const resources = JSON.parse(blocks.find(block => block[2])?.[3] ?? '[]')
  let section = ''
  for (const [, heading, isResources, text = ''] of blocks) {
    if (heading) section = heading
    if (heading || isResources) continue
    it(`the example under "${section}" has no problem`, () => {
      const definition = { apiName: 'Guide', label: 'Guide', resources, components: JSON.parse(text) }
      expect(checkDynamicComponent(definition)).toEqual([])
    })
  }
})

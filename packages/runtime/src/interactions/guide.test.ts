import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DynamicComponent, Interaction, Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { checkDynamicComponent } from '../index.ts'

const file = join(import.meta.dirname, '../../../../docs/guide/interactions.md')
const blocks = [...readFileSync(file, 'utf8').matchAll(/```json( \w+)?\n(.*?)```/gs)]
const blocksOf = (kind: string): unknown[] =>
  blocks.filter(([, named = '']) => named.trim() === kind).map(([, , text = '']) => JSON.parse(text) as unknown)

describe('docs/guide/interactions.md', () => {
  const [resources] = blocksOf('resources') as [readonly Resource[]]
  const [sequences] = blocksOf('sequences') as [NonNullable<DynamicComponent['sequences']>]
  const examples = blocksOf('') as Interaction[][]

  it('has its examples', () => expect(examples.length).toBe(7))

  it.each(examples.map(interactions => [interactions]))('%o', interactions => {
    const problems = checkDynamicComponent({
      apiName: 'Guide',
      label: 'Guide',
      resources,
      sequences,
      components: [
        { type: 'DataTable', apiName: 'Contacts', attributes: { records: '{!AllContacts}', columns: [] } },
        { type: 'Button', apiName: 'Go', attributes: { label: 'Go' }, interactions: { click: interactions } },
      ],
    })
    expect(problems).toEqual([])
  })
})

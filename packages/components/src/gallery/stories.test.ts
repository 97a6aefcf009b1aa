import { checkDynamicComponent, componentTypes } from '@millrace/runtime'
import { describe, expect, it } from 'vitest'
import { componentViews } from '../components/index.ts'
import { greeting } from './paletteStories.ts'
import { stories } from './stories.ts'

describe('the stories', () => {
  // What is wrong in the story of that name is what it shows.
  const sound = stories.filter(({ name }) => name !== 'Problems').map(({ definition }) => definition)
  it.each([...sound, greeting].map(one => [one.label, one] as const))(
    '%s: the check finds nothing',
    (_, definition) => {
      expect(checkDynamicComponent(definition)).toEqual([])
    },
  )

  it('have names of their own', () => {
    const names = stories.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })
})

it('what is declared can be shown', () => {
  expect(Object.keys(componentViews).sort()).toEqual(componentTypes.map(({ type }) => type).sort())
})

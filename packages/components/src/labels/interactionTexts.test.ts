import { englishInteractionTexts, type InteractionTexts } from '@millrace/runtime'
import { describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

const GAPS = ['⟨a⟩', '⟨b⟩', '⟨c⟩']

const names = Object.keys(englishInteractionTexts) as (keyof InteractionTexts)[]

/// The text with its gaps filled, once with the last one false: of several, where a text asks whether it is one.
function textsOf(texts: InteractionTexts | undefined, name: keyof InteractionTexts): string[] {
  const text: unknown = texts?.[name]
  if (typeof text !== 'function') return [String(text ?? '')]
  const english = englishInteractionTexts[name]
  return [GAPS, GAPS.with(english.length - 1, '')].map(gaps => String(text(...gaps)))
}

const gapsIn = (text: string): string[] => GAPS.filter(gap => text.includes(gap))

describe.each(Object.entries({ de, en, es, fr, ja }))('what interactions say in "%s"', (_, { interactions }) => {
  it.each(names)('%s is there, with the gaps of the English text', name => {
    const texts = textsOf(interactions, name)
    for (const text of texts) expect(text.trim()).not.toBe('')
    expect(texts.map(gapsIn)).toEqual(textsOf(englishInteractionTexts, name).map(gapsIn))
  })

  it('has no other texts', () => {
    expect(Object.keys(interactions ?? {})).toEqual(names)
  })
})

import { describe, expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { directionOf, languageOf } from './Localized.tsx'

describe.each(Object.entries({ de, es, fr, ja }))('the texts in "%s"', (_, labels) => {
  // "label: value" is written so in most languages.
  const wanted = Object.keys(en).filter(name => name !== 'segment')

  it('are complete', () => {
    const there = new Set(Object.keys(labels))
    expect(wanted.filter(name => !there.has(name))).toEqual([])
    for (const [name, label] of Object.entries(en))
      if (typeof label === 'object')
        expect(Object.keys(labels[name as keyof typeof labels] ?? {})).toEqual(Object.keys(label))
  })

  it('say something, and name what they are about', () => {
    const single = Object.entries(labels).flatMap(([name, label]): [string, unknown][] =>
      typeof label === 'object' ? Object.entries(label) : [[name, label]],
    )
    for (const [name, label] of single) {
      const gaps = ['⟨a⟩', '⟨b⟩', false]
      const text = String(typeof label === 'function' ? label(...gaps) : label)
      expect(text.trim(), name).not.toBe('')
      if (typeof label === 'function') expect(text, name).toContain('⟨')
    }
  })
})

it.each([
  ['de_CH', 'de', 'ltr'],
  ['en', 'en', 'ltr'],
  ['AR-eg', 'ar', 'rtl'],
  ['he_IL', 'he', 'rtl'],
  ['ja', 'ja', 'ltr'],
])('%s is %s, read %s', (locale, language, direction) => {
  expect([languageOf(locale), directionOf(locale)]).toEqual([language, direction])
})

import { describe, expect, it } from 'vitest'
import { pageLabels } from './pageLabels.ts'

describe.each(['en', 'de_CH', 'es', 'fr_FR', 'ja'])('the texts of pages in %s', locale => {
  it('say something, and name what they are about', async () => {
    for (const [name, label] of Object.entries(await pageLabels(locale))) {
      const text = typeof label === 'string' ? label : label('⟨a⟩')
      expect(text.trim(), name).not.toBe('')
      if (typeof label === 'function') expect(text, name).toContain('⟨a⟩')
    }
  })
})

it('a language without texts of its own has English ones', async () => {
  expect((await pageLabels('nl_NL')).save).toBe('Save')
  expect((await pageLabels('de')).save).toBe('Speichern')
})

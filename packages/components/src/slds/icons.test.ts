import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { generatedFile, generateIcons } from '../../../../scripts/icons.ts'

it('icons.gen.ts holds the icons that the code names (npx tsx scripts/icons.ts writes it)', () => {
  expect(readFileSync(generatedFile, 'utf8')).toBe(generateIcons())
})

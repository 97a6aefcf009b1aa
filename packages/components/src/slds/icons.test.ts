import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { generatedIcons } from '../../../../scripts/icons.ts'

it.each([...generatedIcons()])(
  '%s holds the icons that the code names (npx tsx scripts/icons.ts writes it)',
  (file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content)
  },
)

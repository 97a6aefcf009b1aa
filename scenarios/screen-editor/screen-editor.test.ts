import { afterAll, beforeAll, describe, it } from 'vitest'
import { findChromium } from '../../scripts/chromium.ts'
import { openBrowser, type WalkTools } from '../../scripts/walk.ts'
import { begin, end, steps, type Walk } from './walk.ts'

describe.skipIf(!findChromium())('The screen editor in Chromium', () => {
  let tools: WalkTools
  let walk: Walk

  beforeAll(async () => {
    tools = await openBrowser('screen-editor')
    walk = await begin(tools)
  })

  afterAll(async () => {
    if (walk) await end(walk)
    await tools?.close()
  })

  for (const step of steps) it(step.title, () => step.run(walk))
})

import { describe, it } from 'vitest'
import { findChromium } from '../../scripts/chromium.ts'
import { openBrowser, type WalkTools } from '../../scripts/walk.ts'
import { begin, end, steps, type Walk } from './walk.ts'
import { afterAll, beforeAll } from 'vitest'

describe.skipIf(!findChromium())('Flow Builder', () => {
  let tools: WalkTools
  let walk: Walk
  beforeAll(async () => {
    tools = await openBrowser('flow-builder')
    walk = { ...(await begin(tools)), say: () => {} }
  })
  afterAll(async () => {
    if (walk) await end(walk)
    await tools?.close()
  })
  // Each step goes on where the one before it ended.
  it.each(steps)('$title', { timeout: 90_000 }, step => step.run(walk))
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/chromium.ts'
import { openBrowser, type WalkTools } from '../../scripts/walk.ts'
import { Guide } from './guide.ts'
import { guideInDocs } from './guideFiles.ts'
import { end, told, type Walk, walkTo } from './walk.ts'

const THREE_MEGABYTES = 3_000_000

describe.skipIf(!findChromium())('the guide to Execute Flow, walked in Chromium', () => {
  let tools: WalkTools
  let walk: Walk

  beforeAll(async () => {
    tools = await openBrowser('guide')
    walk = walkTo(tools, new Guide(tools.page, { takesPictures: false }))
  })

  afterAll(async () => {
    if (walk) await end(walk)
    await tools?.close()
  })

  for (const step of told) it(step.title, () => step.run(walk))

  it('says in docs/guide/execute-flow what was done (otherwise: npm run walk -- guide)', () => {
    expect(guideInDocs().text).toBe(walk.guide.text)
  })

  it('has its pictures there, and no others', () => {
    const { text, pictures } = guideInDocs()
    expect([...pictures.keys()].toSorted()).toEqual(
      [...text.matchAll(/!\[.*?\]\((.*?)\.webp\)/g)].map(([, name]) => name).toSorted(),
    )
    expect([...pictures.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(THREE_MEGABYTES)
  })
})

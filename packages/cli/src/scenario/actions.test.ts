import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScenarioRunner, type ScenarioRunner } from './runner.ts'

const SAMPLE = join(import.meta.dirname, '../../../server/samples/actions')
const TESTS = join(SAMPLE, 'tests')

describe('scenarios of a project with actions', () => {
  let runner: ScenarioRunner
  let folder: string
  beforeAll(async () => {
    runner = await openScenarioRunner(SAMPLE)
    folder = await mkdtemp(join(tmpdir(), 'millrace-scenario-'))
  })
  afterAll(async () => {
    await runner?.close()
    await rm(folder, { recursive: true })
  })

  it.each(readdirSync(TESTS))('%s', async name => {
    expect((await runner.run(join(TESTS, name))).failures).toEqual([])
  })

  it.each<[fact: string, outbox: object[], failure: string]>([
    ['another subject', [{ subject: 'Hi' }], 'outbox: expected {"subject":"Hi"}, found [{'],
    ['nothing', [], 'outbox: found besides [{'],
    ['one message more', [{ kind: 'email' }, { kind: 'email' }], 'outbox: expected {"kind":"email"}, found [{'],
  ])('fails when it expects %s in the outbox', async (_, outbox, failure) => {
    const scenario = JSON.parse(await readFile(join(TESTS, 'welcomes-by-email.scenario.json'), 'utf8')) as object
    const path = join(folder, 'wrong.scenario.json')
    await writeFile(path, JSON.stringify({ ...scenario, expect: { outbox } }))
    const { failures } = await runner.run(path)
    expect(failures).toEqual([expect.stringContaining(failure)])
  })
})

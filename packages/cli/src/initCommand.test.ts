import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { millraceIn, startMillrace } from '../../../scripts/millraceCommand.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-init-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('millrace init', () => {
  it('makes a project that starts', async () => {
    const { code, output } = await millraceIn(folder, 'init', 'people')
    expect([code, output]).toEqual([0, 'Made the project "people". Serve it with: npx millrace start people\n'])
    expect(readdirSync(join(folder, 'people'), { recursive: true }).toSorted()).toEqual([
      '.forceignore',
      '.gitignore',
      'force-app',
      'force-app/main',
      'force-app/main/default',
      'sfdx-project.json',
    ])
    const started = await startMillrace(join(folder, 'people'))
    expect(await started.stop()).toBe(0)
  })

  it('leaves a project alone', async () => {
    const { code, output } = await millraceIn(folder, 'init', 'people')
    expect([code, output]).toEqual([1, expect.stringContaining('is a project already')])
  })

  it('keeps what the folder has', async () => {
    writeFileSync(join(folder, '.gitignore'), 'mine\n')
    const { code, output } = await millraceIn(folder, 'init', '.')
    expect([code, output]).toEqual([0, expect.stringContaining(`npx millrace start ${folder}`)])
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('mine\n')
  })

  it('names a place where no folder can be made', async () => {
    writeFileSync(join(folder, 'file'), '')
    const { code, output } = await millraceIn(folder, 'init', 'file/below')
    expect([code, output]).toEqual([1, expect.stringContaining('could not be made')])
  })
})

import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readProjectFiles, watchProject } from './projectFolder.ts'

let folder: string
let stop: () => void
let changes: number
let onChange: () => void

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-'))
  await mkdir(join(folder, 'flows'))
  await writeFile(join(folder, 'flows/A.flow-meta.xml'), 'A')
  changes = 0
  onChange = () => {}
  stop = watchProject(folder, () => {
    changes++
    onChange()
  })
  await pause(50)
})
afterEach(async () => {
  stop()
  await rm(folder, { recursive: true })
})

/// Does [work] and waits until the watch has told of it.
async function toldAfter(work: () => Promise<unknown>): Promise<void> {
  const told = new Promise<void>(resolve => (onChange = resolve))
  await work()
  await told
}

const write = (path: string, text: string) => writeFile(join(folder, path), text)

it('tells of a file that is written, replaced again and again, and removed', async () => {
  await toldAfter(() => write('flows/A.flow-meta.xml', 'B'))
  for (const text of ['C', 'D', 'E'])
    await toldAfter(async () => {
      await write('flows/A.new', text)
      await rename(join(folder, 'flows/A.new'), join(folder, 'flows/A.flow-meta.xml'))
    })
  expect(await readProjectFiles(folder)).toEqual([{ path: 'flows/A.flow-meta.xml', text: 'E' }])
  await toldAfter(() => rm(join(folder, 'flows/A.flow-meta.xml')))
})

it('tells of files in new folders, at once and later', async () => {
  await toldAfter(async () => {
    await mkdir(join(folder, 'more/flows'), { recursive: true })
    await write('more/flows/B.flow-meta.xml', 'B')
  })
  await pause(50)
  await toldAfter(() => write('more/flows/B.flow-meta.xml', 'C'))
})

it('tells once of many changes, and nothing of other files', async () => {
  await mkdir(join(folder, '.millrace'))
  await write('.millrace/C.flow-meta.xml', '')
  await write('flows/notes.txt', '')
  await pause(300)
  expect(changes).toBe(0)
  await toldAfter(() => Promise.all(['B', 'C', 'D'].map(name => write(`flows/${name}.flow-meta.xml`, name))))
  await pause(300)
  expect(changes).toBe(1)
})

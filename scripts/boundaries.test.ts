import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundaries, brokenBoundaries, packageSources, type SourceFile } from './boundaries.ts'

const root = join(import.meta.dirname, '..')

describe('the packages', () => {
  it('keep every boundary of ARCHITECTURE.md', () => {
    expect(brokenBoundaries(packageSources(root))).toEqual([])
  })

  it('are those that the table names', () => {
    expect(readdirSync(join(root, 'packages')).sort()).toEqual(Object.keys(boundaries).sort())
  })

  it.each(Object.entries(boundaries))(
    '%s depends on nothing of ours beyond what it may import',
    (name, { millrace }) => {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
      const ours = Object.keys(dependencies)
        .filter(dependency => dependency.startsWith('@millrace/'))
        .map(dependency => dependency.slice('@millrace/'.length))
      expect(ours.filter(dependency => !millrace.includes(dependency))).toEqual([])
    },
  )
})

describe('the checker catches', () => {
  const file = (path: string, text: string): SourceFile => ({ path: `packages/${path}`, text })

  it.each<[fact: string, files: SourceFile[], sentence: RegExp]>([
    [
      'a package that may not be imported',
      [file('runtime/src/a.ts', `import { run } from '@millrace/flow'`)],
      /imports @millrace\/flow, which runtime may not/,
    ],
    [
      'the builder in components',
      [file('components/src/a.ts', `export * from '@millrace/builder'`)],
      /imports @millrace\/builder/,
    ],
    ['a dynamic import', [file('values/src/a.ts', `await import('@millrace/formula')`)], /imports @millrace\/formula/],
    [
      'values of database in flow',
      [file('flow/src/a.ts', `import { RecordStoreError, type Schema } from '@millrace/database'`)],
      /types alone/,
    ],
    [
      'a way around the index',
      [file('flow/src/a.ts', `import { x } from '@millrace/values/src/num.ts'`)],
      /a package is its index/,
    ],
    [
      'a relative way into another package',
      [file('flow/src/a.ts', `import { x } from '../../values/src/num.ts'`)],
      /reaches out of its package/,
    ],
    [
      'node: in a language package',
      [file('formula/src/a.ts', `import { readFileSync } from 'node:fs'`)],
      /imports node:fs/,
    ],
    [
      'React outside the screen',
      [file('runtime/src/a.ts', `import { useState } from 'react'`)],
      /only components and builder may/,
    ],
    [
      'an XML reader outside metadata',
      [file('flow/src/a.ts', `import { SaxesParser } from 'saxes'`)],
      /only metadata may/,
    ],
    ['a driver outside database', [file('server/src/a.ts', `import pg from 'pg'`)], /only database may/],
    [
      'SQL outside database',
      [file('server/src/a.ts', 'const text = `select id from contact where id = $1`')],
      /writes SQL/,
    ],
    ['SQL that changes data', [file('cli/src/a.ts', `const text = 'INSERT INTO "run" VALUES (1)'`)], /writes SQL/],
    ['XML outside metadata', [file('cli/src/a.ts', `const text = '<?xml version="1.0"?><Flow/>'`)], /writes XML/],
    ['the network', [file('runtime/src/a.ts', `export const get = (url: string) => fetch(url)`)], /uses fetch/],
    ['a way to the network', [file('runtime/src/a.ts', `export const get = globalThis.fetch`)], /uses globalThis/],
    ['the console', [file('flow/src/a.ts', `console.log(1)`)], /uses console/],
    ['the DOM', [file('runtime/src/a.ts', `document.title = 'x'`)], /uses document/],
    ['a timer', [file('runtime/src/a.ts', `setTimeout(() => {}, 1)`)], /uses setTimeout/],
    ['the clock', [file('flow/src/a.ts', `const t = Date.now()`)], /uses Date.now/],
    ['the clock, constructed', [file('flow/src/a.ts', `const t = new Date()`)], /uses new Date\(\)/],
    ['chance', [file('values/src/a.ts', `const n = Math.random()`)], /uses Math.random/],
    ['a drawer for leftovers', [file('server/src/utils.ts', '')], /drawer for leftovers \("utils.ts"\)/],
    ['a folder of leftovers', [file('server/src/common/a.ts', '')], /drawer for leftovers \("common"\)/],
    [
      'a cycle of files',
      [
        file('flow/src/a.ts', `import './b.ts'`),
        file('flow/src/b.ts', `import './c.ts'`),
        file('flow/src/c.ts', `import './a.ts'`),
      ],
      /Import cycle: packages\/flow\/src\/a.ts → .*b.ts → .*c.ts → .*a.ts/,
    ],
    [
      'a cycle of packages',
      [
        file('database/src/a.ts', `import type { X } from '@millrace/flow'`),
        file('flow/src/a.ts', `import type { Y } from '@millrace/database'`),
      ],
      /Import cycle: database → flow → database/,
    ],
    ['an unknown package', [file('extras/src/a.ts', '')], /does not know/],
  ])('%s', (_fact, files, sentence) => {
    expect(brokenBoundaries(files).join('\n')).toMatch(sentence)
  })

  it.each<[fact: string, file: SourceFile]>([
    [
      'types of database in flow',
      file(
        'flow/src/a.ts',
        `import type { Schema } from '@millrace/database'\nimport { type Shape } from '@millrace/values'`,
      ),
    ],
    [
      'a fetch that is handed in',
      file('runtime/src/a.ts', `export function get({ fetch }: Host) { return fetch('/x') }`),
    ],
    [
      'members named like a host',
      file('runtime/src/a.ts', `export const x = (host: Host) => host.fetch(host.document, { console: 1 })`),
    ],
    ['a date from its parts', file('values/src/a.ts', `export const day = new Date(0)`)],
    ['the clock where there is a host', file('server/src/a.ts', `export const t = Date.now()`)],
    ['SOQL', file('cli/src/a.ts', 'export const soql = `SELECT Id FROM Contact`')],
    [
      'sentences that begin like SQL',
      file('components/src/a.ts', `export const text = 'Select one or more contacts first.'`),
    ],
    ['a mention in a comment', file('flow/src/a.ts', `// import 'node:fs'; fetch(); Date.now()`)],
  ])('but not %s', (_fact, file) => {
    expect(brokenBoundaries([file])).toEqual([])
  })
})

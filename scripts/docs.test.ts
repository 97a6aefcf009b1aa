import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pagesOf } from './errorPages.ts'
import { generatedDocs, isCurrent } from './generatedDocs.ts'

const root = join(import.meta.dirname, '..')

describe('the documentation made from the source', () => {
  const { pages, leftOver, problems } = generatedDocs(root)

  it('has a page for every code that is raised, and no other', () => {
    expect(problems).toEqual([])
  })

  it('is current (otherwise: npm run errors)', () => {
    expect([...pages].filter(([path, text]) => !isCurrent(root, path, text)).map(([path]) => path)).toEqual([])
    expect(leftOver).toEqual([])
  })
})

describe('a code is found where it is raised', () => {
  const cases: [source: string, code: string][] = [
    [`compilation.report('a-code', message, at)`, 'a-code'],
    [`this.#report.error('a-code', message, span)`, 'a-code'],
    [`read.warning(isOld ? 'a-code' : 'b-code', message, span)`, 'b-code'],
    [`reportError(checking, about, 'a-code', message, 'formula')`, 'a-code'],
    [`diagnostic(text, 'a-code', message, span)`, 'a-code'],
    [`this.#fail(message, span, 'a-code')`, 'a-code'],
    [`function fail(code: Code = 'a-code') {}`, 'a-code'],
    [`const finding = { severity: 'info', code: 'a-code', message }`, 'a-code'],
    [`read.required(xml, 'flowName')`, 'missing-flow-name'],
    [`read.required(xml, 'fullName', 'missing-name')`, 'missing-name'],
  ]
  it.each(cases)('%s', (text, code) => {
    expect(pagesOf([{ path: 'packages/flow/src/a.ts', text }]).problems).toContain(
      `packages/flow/src/a.ts raises "${code}", but no comment has a line "/// # ${code}".`,
    )
  })

  it.each([
    `compilation.report(code, message, at, 'name')`,
    `throw new Fault({ code: 'REQUIRED_FIELD_MISSING' })`,
    `type Code = 'a-code'`,
  ])('and only there: %s', text => {
    expect(pagesOf([{ path: 'packages/flow/src/a.ts', text }]).problems).toEqual([])
  })
})

describe('a page', () => {
  const raise = `compilation.report('a-code', '')\ncompilation.report('b-code', '')\n`

  it('is the part of a comment behind its code', () => {
    const text = `/// Does it.\n///\n/// # a-code\n/// It is so.\n///\n/// Do that.\n///\n/// # b-code\n/// Other.\nfunction f() {}\n${raise}`
    const { pages, problems } = pagesOf([{ path: 'packages/flow/src/a.ts', text }])
    expect(problems).toEqual([])
    expect(pages.get('docs/errors/a-code.md')).toMatch(/^<!--.*-->\n\n# a-code\n\nIt is so\.\n\nDo that\.\n$/)
    expect(pages.get('docs/errors/README.md')).toContain('## Flows\n\n- [a-code](a-code.md): It is so.\n- [b-code]')
  })

  it('is shared by codes in one line, and put together from several packages', () => {
    const { pages } = pagesOf([
      { path: 'packages/flow/src/a.ts', text: `/// # a-code, b-code\n/// One.\nfunction f() {}\n${raise}` },
      { path: 'packages/runtime/src/a.ts', text: `/// # a-code\n/// Two.\nfunction f() {}\n` },
    ])
    expect(pages.get('docs/errors/b-code.md')).toMatch(/# b-code\n\nOne\.\n$/)
    expect(pages.get('docs/errors/a-code.md')).toMatch(
      /# a-code\n\n## Flows\n\nOne\.\n\n## Dynamic Components\n\nTwo\.\n$/,
    )
  })

  it('of a code that nothing raises is a problem', () => {
    const { problems } = pagesOf([
      { path: 'packages/flow/src/a.ts', text: `/// # a-code\n/// One.\nfunction f() {}\n` },
    ])
    expect(problems).toEqual(['packages/flow/src/a.ts explains "a-code", but nothing raises it.'])
  })
})

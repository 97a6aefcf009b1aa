import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyExample, millraceIn, root } from '../../../scripts/millraceCommand.ts'

/// A block of code in a guide: what follows the language says which file it is, or with which code the command exits.
interface Block {
  readonly language: string
  readonly about: string
  readonly text: string
}

const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language, about, text]) => ({
    language: language!,
    about: about!,
    text: text!,
  }))

/// Times and Ids are others at every run.
const timeless = (text: string): string =>
  text
    .replaceAll(/\d+ ms/g, '0 ms')
    .replaceAll(/003\d{12}\w{3}/g, '003…')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T…Z')

const commandsIn = (blocks: readonly Block[]) =>
  blocks.flatMap(({ language, about, text }, i) =>
    language === 'sh'
      ? text
          .trim()
          .split('\n')
          .map(command => ({ command, code: Number(/exit=(\d)/.exec(about)?.[1] ?? 0), printed: blocks[i + 1] }))
      : [],
  )

describe.each(['testing-flows', 'waiting-flows', 'testing-components'])('the guide %s', name => {
  const blocks = blocksOf(readFileSync(join(root, `docs/guide/${name}.md`), 'utf8'))
  let example: ReturnType<typeof copyExample>

  beforeAll(() => {
    example = copyExample('contact-status')
    for (const { about, text } of blocks.filter(({ language }) => language === 'json' || language === 'xml')) {
      mkdirSync(dirname(join(example.folder, about)), { recursive: true })
      writeFileSync(join(example.folder, about), text)
    }
  })
  afterAll(() => example.remove())

  it.each(commandsIn(blocks))('$command', async ({ command, code, printed }) => {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
    expect(words.slice(0, 2)).toEqual(['npx', 'millrace'])
    const end = await millraceIn(example.folder, ...words.slice(2))
    expect([end.code, end.output]).toEqual([code, expect.any(String)])
    if (printed?.language === 'text') expect(timeless(end.stdout)).toBe(timeless(printed.text))
  })
})

import { parseAst } from 'vite'
import { packageSources, type SourceFile } from './boundaries.ts'

/// A part of a page: what one package says about a code, in the `/// # code` lines of a comment beside the place that
/// raises it.
interface Section {
  readonly code: string
  readonly area: string
  readonly path: string
  readonly text: string
}

/// Packages whose codes have pages, in reading order, by what they are about.
const AREAS: Readonly<Record<string, string>> = {
  metadata: 'Files',
  flow: 'Flows',
  formula: 'Formulas',
  runtime: 'Dynamic Components',
  server: 'The server',
}

/// The pages under docs/errors by path below [root], and what is wrong with the comments they are made from: a code
/// that is raised and has no page, a page of a code that nothing raises.
export function errorPages(root: string): { readonly pages: ReadonlyMap<string, string>; readonly problems: string[] } {
  const sources = packageSources(root).filter(({ path }) => areaOf(path))
  return pagesOf(sources)
}

export function pagesOf(sources: readonly SourceFile[]): { pages: Map<string, string>; problems: string[] } {
  const sections = sources.flatMap(sectionsIn)
  const raised = new Map(sources.flatMap(source => raisedIn(source).map(code => [code, source.path] as const)))
  const codes = [...new Set(sections.map(section => section.code))].toSorted()
  const problems = [...raised]
    .filter(([code]) => !codes.includes(code))
    .map(([code, path]) => `${path} raises "${code}", but no comment has a line "/// # ${code}".`)
  for (const { code, path } of sections)
    if (!raised.has(code)) problems.push(`${path} explains "${code}", but nothing raises it.`)
  const pages = new Map<string, string>()
  for (const code of codes)
    pages.set(
      `docs/errors/${code}.md`,
      page(
        code,
        sections.filter(section => section.code === code),
      ),
    )
  pages.set('docs/errors/README.md', indexPage(sections))
  return { pages, problems }
}

/// The first line of a file that is made from the source.
export const MADE = '<!-- Made by `npm run errors` from the comments in the source. -->'

function page(code: string, sections: readonly Section[]): string {
  const areas = Object.values(AREAS).flatMap(area => {
    const texts = sections.filter(section => section.area === area).map(section => section.text)
    return texts.length > 0 ? [{ area, text: texts.join('\n\n') }] : []
  })
  const parts = areas.map(({ area, text }) => (areas.length > 1 ? `## ${area}\n\n${text}` : text))
  return `${MADE}\n\n# ${code}\n\n${parts.join('\n\n')}\n`
}

function indexPage(sections: readonly Section[]): string {
  const areas = Object.values(AREAS).flatMap(area => {
    const here = sections.filter(section => section.area === area)
    const first = new Map(here.toReversed().map(({ code, text }) => [code, summary(text)]))
    const rows = [...first].map(([code, text]) => `- [${code}](${code}.md): ${text}`).toSorted()
    return rows.length > 0 ? [`## ${area}\n\n${rows.join('\n')}`] : []
  })
  return `${MADE}\n\n# Problems and what to do about them\n\nEvery problem that a check reports has a code, and every code a page.\n\n${areas.join('\n\n')}\n`
}

const summary = (text: string): string => text.split('\n\n', 1)[0]!.replaceAll('\n', ' ')

const areaOf = (path: string): string | undefined => AREAS[path.split('/')[1] ?? '']

/// The `/// # code` parts of a file's comments. A part ends with the comment or where the next one begins;
/// several codes with a comma between them share it.
export function sectionsIn({ path, text }: SourceFile): Section[] {
  const sections: Section[] = []
  for (const [comment] of text.matchAll(/(?:^[ \t]*\/\/\/.*\n)+/gm)) {
    const lines = comment.split('\n').map(line => line.replace(/^\s*\/\/\/ ?/, ''))
    const parts = lines.join('\n').split(/^# (?=[a-z-]+(?:, [a-z-]+)*$)/m)
    for (const part of parts.slice(1)) {
      const [codes = '', ...body] = part.split('\n')
      for (const code of codes.split(', '))
        sections.push({ code, area: areaOf(path) ?? '', path, text: body.join('\n').trim() })
    }
  }
  return sections
}

/// Which argument of a reporting function is the code.
const CODE_ARGUMENT: Readonly<Record<string, number>> = {
  report: 0,
  error: 0,
  warning: 0,
  complain: 0,
  refuse: 0,
  misfit: 0,
  diagnostic: 1,
  fail: 2,
  reportError: 2,
}

/// The codes that a file raises: literals in the code's place of a reporting call, or members called `code`.
export function raisedIn({ path, text }: SourceFile): string[] {
  const codes: string[] = []
  const literals = (node: unknown): void => {
    if (!isNode(node)) return
    if (node['type'] === 'ConditionalExpression') [node['consequent'], node['alternate']].forEach(literals)
    else if (typeof node['value'] === 'string' && isCode(node['value'])) codes.push(node['value'])
  }
  walk(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }), node => {
    const { type } = node
    if (type === 'Property' && nameOf(node['key']) === 'code') literals(node['value'])
    if ((type === 'AssignmentPattern' || type === 'AssignmentExpression') && nameOf(node['left']) === 'code')
      literals(node['right'])
    if (type !== 'CallExpression' || !Array.isArray(node['arguments'])) return
    const callee = nameOf(node['callee'])
    if (callee === 'required') return literals(node['arguments'][2] ?? missing(node['arguments'][1]))
    if (Object.hasOwn(CODE_ARGUMENT, callee)) literals(node['arguments'][CODE_ARGUMENT[callee]!])
  })
  return codes
}

const isCode = (text: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(text)

/// What `XmlReader.required` calls a tag that is not there.
function missing(tag: unknown): unknown {
  if (!isNode(tag) || typeof tag['value'] !== 'string') return undefined
  return { type: 'Literal', value: `missing-${tag['value'].replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}` }
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/// `x`, and the last name of `a.x` and `this.#x`.
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  return node['type'] === 'MemberExpression' ? nameOf(node['property']) : String(node['name'] ?? '')
}

function walk(node: unknown, see: (node: Node) => void): void {
  if (!isNode(node)) return
  see(node)
  for (const child of Object.values(node)) for (const one of Array.isArray(child) ? child : [child]) walk(one, see)
}

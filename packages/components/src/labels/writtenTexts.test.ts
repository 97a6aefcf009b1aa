import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

// What people at work read comes from the labels, in their language. This finds what was written into the code.

const source = join(import.meta.dirname, '..')

/// The gallery is for those who develop. `slds` has nothing of its own to say beyond what it is given.
const OTHERS = /^gallery|\.test\.tsx?$/

const ATTRIBUTES = ['aria-label', 'title', 'label', 'placeholder', 'assistiveText', 'alt', 'heading', 'message']

/// For those who build pages and screens alone.
const OF_BUILDERS = ['registerScreenComponent(', "', …)", 'Millrace does not have this component.']

const isText = (text: string): boolean => /\p{L}{2}/u.test(text)

/// Each text that stands in the elements of [code]: between tags, or as an attribute that is read out or shown.
function writtenTexts(code: string): string[] {
  const found: string[] = []
  const attribute = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(attribute)
    if (!isNode(node) || node.type === 'CallExpression' || node.type === 'MemberExpression') return
    if (node.type === 'BinaryExpression') return
    const value = node['value']
    if (node.type === 'Literal' && typeof value === 'string' && isText(value)) found.push(value)
    if (node.type === 'TemplateElement' && isText(rawOf(node))) found.push(rawOf(node))
    Object.values(node).forEach(attribute)
  }
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (!isNode(node)) return
    const value = node['value']
    if (node.type === 'JSXText' && typeof value === 'string' && isText(value)) found.push(value.trim())
    if (node.type === 'JSXAttribute' && ATTRIBUTES.includes(nameOf(node))) return attribute(value)
    Object.values(node).forEach(visit)
  }
  visit(parseSync('component.tsx', code).program)
  return found
}

interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const nameOf = ({ name }: Node): string => (isNode(name) ? String(name['name']) : '')
const rawOf = ({ value }: Node): string => String((value as { raw?: unknown } | undefined)?.raw ?? '')

describe('a text in the code is found', () => {
  it.each([
    ['<p>Some text</p>', ['Some text']],
    ['<p aria-label="Columns" />', ['Columns']],
    ['<p title={`Edit ${name}`} />', ['Edit ']],
    ['<B label={isOpen ? "Hide" : "Show"} />', ['Hide', 'Show']],
    ['<B label={labels.hide} className="slds-hide" title={labels.editWhat(name)}>{labels.show} • {"*"}</B>', []],
    ['<B title={kind === "record" ? name : undefined} />', []],
  ])('%s', (code, texts) => expect(writtenTexts(`const a = ${code}`)).toEqual(texts))
})

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.tsx') && !OTHERS.test(file))
  .sort()

it('there are files to look at', () => expect(files.length).toBeGreaterThan(100))

it.each(files)('%s has its texts from the labels', file => {
  const texts = writtenTexts(readFileSync(join(source, file), 'utf8'))
  expect(texts.filter(text => !OF_BUILDERS.some(name => text.includes(name)))).toEqual([])
})

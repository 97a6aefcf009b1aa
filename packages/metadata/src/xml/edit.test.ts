import { describe, expect, it } from 'vitest'
import { type Edit, applyEdits, insertChild, removeElement, setChildText, setText } from './edit.ts'
import type { XmlElement } from './element.ts'
import { parseXml } from './parse.ts'
import { textOffset } from './textOffset.ts'

function edited(source: string, edit: (root: XmlElement) => Edit | Edit[]): string {
  const { root } = parseXml(source, 'f.xml')
  const result = applyEdits(source, [edit(root!)].flat())
  expect(parseXml(result, 'f.xml').diagnostics).toEqual([])
  return result
}

const flow = (status: string) =>
  `<?xml version="1.0"?>\r\n<Flow>\r\n    <label>It&#39;s</label>\r\n${status}</Flow>\r\n`

describe('setText', () => {
  it.each([
    ['<a>x</a>', 'y', '<a>y</a>'],
    ['<a></a>', 'y', '<a>y</a>'],
    ['<a/>', 'y', '<a>y</a>'],
    ['<a b="1" />', 'y', '<a b="1">y</a>'],
    ['<a>x</a>', '', '<a></a>'],
    ['<a>it&#39;s</a>', "it's", '<a>it&#39;s</a>'],
    ['<a><b/></a>', 'y', '<a>y</a>'],
    ['<a>x</a>', `<&>"'`, '<a>&lt;&amp;&gt;&quot;&apos;</a>'],
    ['<a>x</a>', 'a\u0000b\uD800c😀\r\n', '<a>a\uFFFDb\uFFFDc😀&#13;\n</a>'],
  ])('%j to %j', (source, text, expected) => {
    expect(edited(source, root => setText(source, root, text))).toBe(expected)
  })
})

describe('setChildText', () => {
  it('switches the status of a flow and touches nothing else', () => {
    const source = flow('    <status>Draft</status>\r\n')
    expect(edited(source, root => setChildText(source, root, 'status', 'Active'))).toBe(
      flow('    <status>Active</status>\r\n'),
    )
  })

  it('adds the status where the alphabet puts it', () => {
    const source = flow('    <variables/>\r\n')
    expect(edited(source, root => setChildText(source, root, 'status', 'Active'))).toBe(
      flow('    <status>Active</status>\r\n    <variables/>\r\n'),
    )
  })

  it('adds it last where nothing comes behind', () => {
    const source = flow('')
    expect(edited(source, root => setChildText(source, root, 'status', 'Active'))).toBe(
      flow('    <status>Active</status>\r\n'),
    )
  })
})

describe('insertChild', () => {
  const child = {
    name: 'c',
    children: [
      { name: 'd', text: '1\n2' },
      { name: 'e', children: [] },
    ],
  }
  it.each([
    ['<a/>', '<a>\n    <c>\n        <d>1\n2</d>\n        <e/>\n    </c>\n</a>'],
    ['<a>\n\t<b/>\n</a>', '<a>\n\t<b/>\n\t<c>\n\t    <d>1\n2</d>\n\t    <e/>\n\t</c>\n</a>'],
  ])('into %j', (source, expected) => {
    expect(edited(source, root => insertChild(source, root, child))).toBe(expected)
  })

  it('before another', () => {
    const source = '<a>\n  <b/>\n</a>'
    const result = edited(source, root => insertChild(source, root, { name: 'x', text: '' }, root.children[0]))
    expect(result).toBe('<a>\n  <x></x>\n  <b/>\n</a>')
  })
})

describe('removeElement', () => {
  it.each([
    ['<a>\n  <b/>\n  <c/>\n</a>', '<a>\n  <c/>\n</a>'],
    ['<a>\r\n  <b>\r\n  </b>  \r\n</a>', '<a>\r\n</a>'],
    ['<a><b/><c/></a>', '<a><c/></a>'],
    ['<a>\n  <b/> <c/>\n</a>', '<a>\n   <c/>\n</a>'],
  ])('%j', (source, expected) => {
    expect(edited(source, root => removeElement(source, root.children[0]!))).toBe(expected)
  })
})

describe('applyEdits', () => {
  it('makes several edits at once, in any order', () => {
    const source = '<a>\n  <b>1</b>\n  <c>2</c>\n</a>'
    const result = edited(source, ({ children: [b, c] }) => [
      insertChild(source, b!.parent!, { name: 'd', text: '4' }),
      setText(source, c!, '3'),
      removeElement(source, b!),
    ])
    expect(result).toBe('<a>\n  <c>3</c>\n  <d>4</d>\n</a>')
  })

  it('refuses edits that overlap', () => {
    const span = { start: 1, end: 3 }
    expect(() =>
      applyEdits('<a/>', [
        { span, text: 'x' },
        { span, text: 'y' },
      ]),
    ).toThrow('overlap')
  })
})

describe('textOffset', () => {
  it.each([
    ['<a>abc</a>', 'b'],
    ['<a>&lt;&#x1F600;&#66;c</a>', 'c'],
    ['<a>1\r\n2\rx</a>', 'x'],
    ['<a><!-- x --><![CDATA[<&x]]>y</a>', 'x'],
    ['<a><![CDATA[<&]]>y</a>', 'y'],
    ['<a>&quot;x</a>', 'x'],
  ])('%j: %s', (source, wanted) => {
    const { root } = parseXml(source, 'f.xml')
    const found = textOffset(source, root!, root!.text.indexOf(wanted))
    expect(source.slice(found, found + 1)).toBe(wanted)
    expect(found).toBe(source.lastIndexOf(wanted))
  })

  it('points at an entity and behind the end', () => {
    const source = '<a>a&lt;</a>'
    const { root } = parseXml(source, 'f.xml')
    expect([0, 1, 2].map(offset => textOffset(source, root!, offset))).toEqual([3, 4, 8])
  })
})

import { describe, expect, it } from 'vitest'
import type { XmlElement } from './element.ts'
import { parseXml } from './parse.ts'

/// The text that each span of an element covers: `whole | inside`.
function spans(source: string): string[] {
  const { root, diagnostics } = parseXml(source, 'f.xml')
  expect(diagnostics).toEqual([])
  const lines: string[] = []
  const visit = (element: XmlElement) => {
    const { span, inner } = element
    lines.push(`${source.slice(span.start, span.end)} | ${source.slice(inner.start, inner.end)}`)
    element.children.forEach(visit)
  }
  visit(root!)
  return lines
}

describe('places in the source', () => {
  it.each([
    ['<a>x</a>', ['<a>x</a> | x']],
    ['\uFEFF<?xml version="1.0"?>\n<a>x</a>\n', ['<a>x</a> | x']],
    ['<a/>', ['<a/> | ']],
    ['<a ></a >', ['<a ></a > | ']],
    ['<a\r\n  b="1"\r\n>x</a\r\n>', ['<a\r\n  b="1"\r\n>x</a\r\n> | x']],
    ['<a b="&lt;>"/>', ['<a b="&lt;>"/> | ']],
    [
      '<a>&amp;<b>&#128512;é</b>😀<c/></a>',
      [
        '<a>&amp;<b>&#128512;é</b>😀<c/></a> | &amp;<b>&#128512;é</b>😀<c/>',
        '<b>&#128512;é</b> | &#128512;é',
        '<c/> | ',
      ],
    ],
    [
      '<a><!-- <b> --><![CDATA[<c>]]><?p <d>?></a>',
      ['<a><!-- <b> --><![CDATA[<c>]]><?p <d>?></a> | <!-- <b> --><![CDATA[<c>]]><?p <d>?>'],
    ],
    ['<a>\r<b>1</b>\r\n</a>', ['<a>\r<b>1</b>\r\n</a> | \r<b>1</b>\r\n', '<b>1</b> | 1']],
  ])('%j', (source, expected) => {
    expect(spans(source)).toEqual(expected)
  })
})

describe('text', () => {
  it.each([
    ['<a> x </a>', ' x '],
    ['<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</a>', `<>&"'A😀`],
    ['<a>1<b>2</b>3<!-- 4 -->5</a>', '135'],
    ['<a><![CDATA[<&]]>&amp;</a>', '<&&'],
    ['<a>1\r\n2\r3</a>', '1\n2\n3'],
    ['<a></a>', ''],
  ])('%j', (source, text) => {
    expect(parseXml(source, 'f.xml').root!.text).toBe(text)
  })

  it('knows parents and attributes', () => {
    const { root } = parseXml('<a xmlns="u" __proto__="p"><b/></a>', 'f.xml')
    expect([...root!.attributes]).toEqual([
      ['xmlns', 'u'],
      ['__proto__', 'p'],
    ])
    expect(root!.children[0]!.parent).toBe(root)
    expect(root!.parent).toBeNull()
  })
})

describe('what is refused', () => {
  const cases: [string, string, string][] = [
    ['', '1:1', 'The file is empty.'],
    [' \n ', '1:1', 'The file is empty.'],
    ['<?xml version="1.0"?>\n<!-- only this -->', '1:1', 'The file has no XML element.'],
    ['hello', '1:1', 'There is text outside the root element.'],
    [
      '\n<?xml version="1.0"?><a/>',
      '2:1',
      '<?xml … ?> must be the very first thing in the file. Remove what stands before it, also blank lines.',
    ],
    ['<a>&nbsp;</a>', '1:4', '&nbsp; is an HTML name that XML does not know. Write &#160; in its place.'],
    [
      '<a>&foo;</a>',
      '1:4',
      '"&foo;" is no character of XML. It knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;; a plain & is written &amp;.',
    ],
    ['<a>x & y</a>', '1:6', 'A plain & is written &amp;.'],
    ['<a b="&nbsp;"/>', '1:7', '&nbsp; is an HTML name that XML does not know. Write &#160; in its place.'],
    [
      '<a>&#0;</a>',
      '1:4',
      '"&#0;" is no character of XML. It knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;; a plain & is written &amp;.',
    ],
    ['<a>\n<b>\n</a>', '3:1', '</a> stands where <b> from line 2 must be closed first.'],
    ['<a></b></a>', '1:4', '</b> stands where <a> from line 1 must be closed first.'],
    ['<a/></b>', '1:5', '</b> closes nothing.'],
    ['<a>\n<b>', '2:4', 'The file ends while <b> from line 2 is still open. Was it cut off?'],
    ['<a>\n<b', '2:3', 'The file ends while <a> from line 1 is still open. Was it cut off?'],
    ['<a', '1:3', 'The file ends in the middle of a tag. Was it cut off?'],
    ['<a/><b/>', '1:5', 'A second root element starts here; an XML file has one.'],
    ['<a/>x', '1:5', 'There is text outside the root element.'],
    ['<a>\u0001</a>', '1:4', 'The character U+0001 may not stand in XML. Remove it.'],
    ['<a>1 < 2</a>', '1:6', 'No tag starts here. A plain < in text is written &lt;.'],
    ['<a b=1/>', '1:6', 'This is not well-formed XML: unquoted attribute value.'],
    ['<a b="1" b="2"/>', '1:16', 'This is not well-formed XML: duplicate attribute: b.'],
    [
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      '1:1',
      'The file has a DOCTYPE. Metadata files need none and it can make a reader fetch or expand things. Remove it.',
    ],
  ]
  it.each(cases)('%j', (source, place, message) => {
    const { root, diagnostics } = parseXml(source, 'f.xml')
    expect(root).toBeNull()
    expect(diagnostics.map(({ line, column, message }) => [`${line}:${column}`, message])).toEqual([[place, message]])
  })

  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  it.each([
    ['50,000 levels', '<a>'.repeat(50_000), 'nested-too-deep'],
    ['201 levels', `${'<a>'.repeat(201)}${'</a>'.repeat(201)}`, 'nested-too-deep'],
    ['more than 10 MB', `<a>${'x'.repeat(10 * 1024 * 1024)}</a>`, 'file-too-large'],
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`, 'doctype'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'doctype'],
  ])('%s', (_, source, code) => {
    const { root, diagnostics } = parseXml(source, 'f.xml')
    expect(root).toBeNull()
    expect(diagnostics.map(diagnostic => diagnostic.code)).toEqual([code])
  })

  it('reads 200 levels', () => {
    expect(parseXml(`${'<a>'.repeat(200)}${'</a>'.repeat(200)}`, 'f.xml').diagnostics).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { Flow, FlowScreenField } from '../model.ts'
import { parseFlow } from '../parse.ts'
import { copyElements, pasteElements, removeItem } from './edits.ts'
import {
  addScreenField,
  copyScreenField,
  moveScreenField,
  renameScreenField,
  screenPath,
  setColumnWidth,
} from './screenEdits.ts'

const text = `<?xml version="1.0" encoding="UTF-8"?>
<Flow>
    <screens>
        <name>Ask</name>
        <label>Ask</label>
        <fields>
            <name>A</name>
            <fieldText>two
lines</fieldText>
            <fieldType>InputField</fieldType>
        </fields>
        <fields>
            <name>S</name>
            <fieldType>RegionContainer</fieldType>
            <fields>
                <name>S1</name>
                <fieldType>Region</fieldType>
                <fields>
                    <name>B</name>
                    <fieldText>{!A}</fieldText>
                    <fieldType>DisplayText</fieldType>
                    <madeUp/>
                </fields>
                <isRequired>false</isRequired>
            </fields>
            <fields>
                <name>S2</name>
                <fieldType>Region</fieldType>
                <isRequired>false</isRequired>
            </fields>
        </fields>
        <showFooter>true</showFooter>
    </screens>
    <screens>
        <name>Empty</name>
        <label>Empty</label>
        <showFooter>true</showFooter>
    </screens>
</Flow>
`
const read = (source: string): Flow => parseFlow(source, 'F.flow-meta.xml').flow!

function shape(source: string, screen = 'Ask'): string {
  const list = (fields: readonly FlowScreenField[]): string =>
    fields.map(({ name, fields }) => (fields.length > 0 ? `${name}(${list(fields)})` : name)).join(' ')
  const found = read(source).elements.find(({ name }) => name === screen)
  return found?.kind === 'screens' ? list(found.fields) : ''
}

const N = { name: 'N', fieldType: 'InputField' }

describe('components of screens', () => {
  it.each([
    [[0], 'N A S(S1(B) S2)'],
    [[1], 'A N S(S1(B) S2)'],
    [[2], 'A S(S1(B) S2) N'],
    [[1, 0, 1], 'A S(S1(B N) S2)'],
    [[1, 1, 0], 'A S(S1(B) S2(N))'],
  ])('one added at %j and taken out again leaves the same text', (place, expected) => {
    const added = addScreenField(read(text), 'Ask', place, N)
    expect(shape(added)).toBe(expected)
    expect(removeItem(read(added), 'Ask', screenPath(place))).toBe(text)
  })

  it('the first of a screen stands where an org writes it', () => {
    const added = addScreenField(read(text), 'Empty', [0], N)
    expect(shape(added, 'Empty')).toBe('N')
    expect(added.indexOf('<name>N</name>')).toBeLessThan(added.lastIndexOf('<showFooter>'))
  })

  it.each([
    [[0], [2], 'S(S1(B) S2) A', [1], [0]],
    [[0], [1, 0, 0], 'S(S1(A B) S2)', [0, 0, 0], [0]],
    [[0], [1, 1, 0], 'S(S1(B) S2(A))', [0, 1, 0], [0]],
    [[1, 0, 0], [0], 'B A S(S1 S2)', [0], [2, 0, 0]],
    [[1, 0, 0], [2], 'A S(S1 S2) B', [2], [1, 0, 0]],
    [[1], [0], 'S(S1(B) S2) A', [0], [2]],
  ])('one moved from %j to %j, and back, leaves the same text', (from, to, expected, now, back) => {
    const moved = moveScreenField(read(text), 'Ask', from, to)
    expect(shape(moved)).toBe(expected)
    expect(moveScreenField(read(moved), 'Ask', now, back)).toBe(text)
  })

  it.each([
    [[0], [0]],
    [[0], [1]],
    [[1], [1, 0, 0]],
    [[1], [1, 1, 0]],
  ])('%j does not move to %j', (from, to) => {
    expect(moveScreenField(read(text), 'Ask', from, to)).toBe(text)
  })

  it('a text of several lines keeps them when it is moved', () => {
    expect(moveScreenField(read(text), 'Ask', [0], [1, 0, 0])).toContain('<fieldText>two\nlines</fieldText>')
  })

  it('a copy has names of its own, and keeps what is not known', () => {
    const copied = copyScreenField(read(text), 'Ask', [1])
    expect(shape(copied)).toBe('A S(S1(B) S2) S_2(S1_2(B_2) S2_2)')
    expect(copied.match(/<madeUp\/>/g)).toHaveLength(2)
  })

  it.each([
    ['', '<inputParameters><name>width</name><value><stringValue>3</stringValue></value></inputParameters>'],
    [
      '<inputParameters><name>width</name><value><numberValue>6</numberValue></value></inputParameters>',
      '<inputParameters><name>width</name><value><stringValue>3</stringValue></value></inputParameters>',
    ],
    [
      '<styleProperties><width><stringValue>6</stringValue></width></styleProperties>',
      '<styleProperties><width><stringValue>3</stringValue></width></styleProperties>',
    ],
  ])('a column with %j is made narrower where it says its width', (before, after) => {
    const source = `<Flow><screens><name>Ask</name><fields><name>C</name>${before}</fields></screens></Flow>`
    const edited = setColumnWidth(read(source), 'Ask', [0], 3)
    expect(edited.replace(/\s+/g, '')).toBe(
      source.replace(before || '</name></fields>', before ? after : `</name>${after}</fields>`),
    )
  })

  it('another name is written wherever it is mentioned', () => {
    const renamed = renameScreenField(read(text), 'Ask', [0], 'Answer')
    expect(renamed).toContain('<fieldText>{!Answer}</fieldText>')
    expect(renameScreenField(read(renamed), 'Ask', [0], 'A')).toBe(text)
  })

  it('a copied screen that is pasted has components with names of their own', () => {
    const flow = read(
      text.replace('</Flow>', '<start><connector><targetReference>Ask</targetReference></connector></start></Flow>'),
    )
    const place = { owner: null, tag: 'connector', part: null }
    const pasted = pasteElements(flow, place, copyElements(flow, ['Ask']))
    expect([shape(pasted), shape(pasted, 'Ask_2')]).toEqual(['A S(S1(B) S2)', 'A_2 S_2(S1_2(B_2) S2_2)'])
    expect(pasted).toContain('<fieldText>{!A_2}</fieldText>')
  })
})

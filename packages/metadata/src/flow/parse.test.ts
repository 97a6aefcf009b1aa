import { describe, expect, it } from 'vitest'
import { flowApiName } from '../fileName.ts'
import { parseFlow } from './parse.ts'

describe('the API name in a file name', () => {
  it.each([
    ['force-app/main/default/flows/Set_Status.flow-meta.xml', 'Set_Status'],
    ['C:\\project\\flows\\Set_Status.flow', 'Set_Status'],
    ['flows/Set_Status-12.flow', 'Set_Status'],
    ['Set_Status', 'Set_Status'],
  ])('%s', (path, name) => {
    expect(flowApiName(path)).toBe(name)
  })
})

describe('numbers keep their text', () => {
  it.each(['2.0E8', '1.0', '-0.5', '12345678901234567890.123456789'])('%s', text => {
    const source = `<Flow><constants><name>N</name><dataType>Number</dataType><value><numberValue>${text}</numberValue></value></constants></Flow>`
    const { flow, diagnostics } = parseFlow(source, 'N.flow')
    expect(diagnostics).toEqual([])
    expect(flow!.constants[0]!.value).toMatchObject({ kind: 'number', text })
  })
})

describe('run modes are kept as written', () => {
  it.each([
    ['<runInMode>SystemModeWitSharing</runInMode>', 'SystemModeWitSharing'],
    ['<runInMode> UserMode </runInMode>', 'UserMode'],
    ['', 'DefaultMode'],
  ])('%s', (tag, mode) => {
    expect(parseFlow(`<Flow>${tag}</Flow>`, 'F.flow').flow!.runInMode).toBe(mode)
  })
})

it('lists 1,000 problems of a file and says that there are more', () => {
  const { diagnostics } = parseFlow(`<Flow>${'<variables/>'.repeat(2000)}</Flow>`, 'F.flow')
  expect(diagnostics.length).toBe(1001)
  expect(diagnostics.at(-1)!.code).toBe('too-many-problems')
})

import type { ConditionRule, Resource } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { component, load } from '../test/component.ts'
import { checkDynamicComponent, conditionOperators } from './index.ts'

const variable = (
  apiName: string,
  dataType: 'Text' | 'Number' | 'Date' | 'Boolean',
  defaultValue: unknown,
): Resource => ({
  type: 'variable',
  apiName,
  dataType,
  defaultValue,
})
const resources: Resource[] = [
  variable('word', 'Text', 'Mill Street'),
  variable('blank', 'Text', ''),
  variable('nothing', 'Text', null),
  variable('five', 'Number', 5),
  variable('day', 'Date', '2026-01-31'),
  variable('yes', 'Boolean', true),
  { type: 'variable', apiName: 'list', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b'] },
  { type: 'variable', apiName: 'none', dataType: 'Text', isCollection: true },
]
const rule = (left: unknown, operator: string, right?: unknown): ConditionRule =>
  right === undefined ? { left, operator } : { left, operator, right }

describe('Structured conditions', () => {
  const cases: [ConditionRule, boolean][] = [
    [rule('{!word}', 'eq', 'mill street'), true],
    [rule('{!word}', 'ne', 'mill street'), false],
    [rule('{!five}', 'eq', 5), true],
    [rule('{!day}', 'eq', '2026-01-31'), true],
    [rule('{!yes}', 'eq', true), true],
    [rule('{!nothing}', 'eq', null), true],
    [rule('{!word}', 'sw', 'MILL'), true],
    [rule('{!word}', 'ew', 'street'), true],
    [rule('{!word}', 'ctn', 'l s'), true],
    [rule('{!word}', 'ctn', 'x'), false],
    [rule('{!list}', 'ctn', 'b'), true],
    [rule('{!list}', 'ctn', 'c'), false],
    [rule('{!five}', 'lt', 5), false],
    [rule('{!five}', 'lte', 5), true],
    [rule('{!five}', 'gt', 4.9), true],
    [rule('{!five}', 'gte', 5.1), false],
    [rule('{!day}', 'gt', '2026-01-30'), true],
    [rule('{!nothing}', 'lt', 5), false],
    [rule('{!nothing}', 'gte', 0), false],
    [rule('{!nothing}', 'null'), true],
    [rule('{!word}', 'null'), false],
    [rule('{!word}', 'notNull'), true],
    [rule('{!blank}', 'empty'), true],
    [rule('{!none}', 'empty'), true],
    [rule('{!list}', 'empty'), false],
    [rule('{!word}', 'notEmpty'), true],
    [rule('{!word}', 'lengthEq', 11), true],
    [rule('{!list}', 'lengthEq', 2), true],
    [rule('{!nothing}', 'lengthEq', 0), true],
    [rule('{!list}', 'lengthNe', 2), false],
    [rule('{!list}', 'lengthLt', 3), true],
    [rule('{!list}', 'lengthLte', 2), true],
    [rule('{!list}', 'lengthGt', 1), true],
    [rule('{!list}', 'lengthGte', 3), false],
    [rule('{!$Component.FormFactor}', 'eq', '{!$GlobalConstant.FormFactor.Desktop}'), true],
    [rule('{!$Permission.Approve}', 'eq', true), true],
    [rule('{!word}', 'like', 'M%'), false],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [{ all: [rule('{!five}', 'gt', 4), { any: [rule('{!word}', 'eq', 'x'), rule('{!yes}', 'eq', true)] }] }, true],
    [{ all: [rule('{!five}', 'gt', 4), { any: [rule('{!word}', 'eq', 'x'), rule('{!yes}', 'eq', false)] }] }, false],
  ]
  for (const [visibility, expected] of cases)
    it(`${JSON.stringify(visibility)} is ${expected}`, async () => {
      const { state } = await load({
        resources,
        components: [{ type: 'Text', apiName: 'Line', attributes: { value: 'x' }, visibility }],
      })
      expect(state.isVisible('Line')).toBe(expected)
    })

  it('have the 19 operators of the reference product, all of which are tried here', () => {
    const tried = new Set(cases.flatMap(([one]) => ('operator' in one ? [one.operator] : [])))
    expect(conditionOperators).toHaveLength(19)
    expect(conditionOperators.filter(({ name }) => !tried.has(name))).toEqual([])
  })

  it('follow what they read', async () => {
    const visibility = rule('{!five}', 'gt', 5)
    const { state } = await load({
      resources,
      components: [{ type: 'Text', apiName: 'Line', attributes: { value: 'x' }, visibility }],
    })
    let told = 0
    state.isVisible('Line')
    state.subscribe('Line', () => told++)
    state.setVariable('five', 6)
    expect([state.isVisible('Line'), told]).toEqual([true, 1])
  })

  const wrong: [unknown, string][] = [
    [rule('{!word}', 'equals', 'x'), '"visibility": there is no operator "equals".'],
    [rule('{!word}', 'gt'), '"visibility": "gt" (Greater than) compares with a "right", which is not there.'],
    [rule('{!word}', 'null', 1), '"visibility": "null" (Is null) looks at the left side alone; take out "right".'],
    [{ all: [rule('{!wrod}', 'null')] }, 'There is no resource or component "wrod". Did you mean word?'],
    [{ any: 'x' }, '"visibility.any" is a list of conditions.'],
  ]
  for (const [visibility, message] of wrong)
    it(`${JSON.stringify(visibility)} is explained`, () => {
      const definition = component({
        resources,
        components: [
          { type: 'Text', apiName: 'Line', attributes: { value: 'x' }, visibility: visibility as ConditionRule },
        ],
      })
      expect(checkDynamicComponent(definition).map(problem => problem.message)).toEqual([
        expect.stringContaining(message),
      ])
    })
})

import { describe, expect, it } from 'vitest'
import { checkDynamicComponent } from '../checkDynamicComponent.ts'
import { styleDeclarations } from './style.ts'

describe('styleDeclarations', () => {
  it.each([
    [{ margin: 'small' }, { margin: 'var(--millrace-space-small)' }],
    [{ marginStart: 12 }, { marginInlineStart: '12px' }],
    [{ padding: 'none' }, { padding: '0' }],
    [
      { width: '50%', maxWidth: '20rem' },
      { width: '50%', maxWidth: '20rem' },
    ],
    [{ textAlign: 'end' }, { textAlign: 'end' }],
    [{ align: 'center' }, { width: 'fit-content', marginInlineStart: 'auto', marginInlineEnd: 'auto' }],
    [
      { width: '50%', align: 'end' },
      { width: '50%', marginInlineStart: 'auto', marginInlineEnd: '0' },
    ],
    [{ '--slds-c-card-color-background': '#fff' }, { '--slds-c-card-color-background': '#fff' }],
    [{ '--slds-g-spacing-4': 'calc(1rem + 2px)' }, { '--slds-g-spacing-4': 'calc(1rem + 2px)' }],
    [{ margin: null, padding: '' }, {}],
    [null, {}],
  ])('%o', (style, declarations) => {
    expect(styleDeclarations(style)).toEqual({ declarations, problems: [] })
  })

  it.each([
    [{ colour: 'red' }, 'unknown-setting'],
    [{ '--my-own': 'red' }, 'unknown-setting'],
    [{ '--slds-c-x": 1; color': 'red' }, 'unknown-setting'],
    [{ '--slds-c-x': 'red; position: fixed' }, 'setting-value'],
    [{ '--slds-c-x': 'url(https://example.com/a.png)' }, 'setting-value'],
    [{ '--slds-c-x': 'URL (x)' }, 'setting-value'],
    [{ '--slds-c-x': 'red} body{display:none' }, 'setting-value'],
    [{ '--slds-c-x': 'red /* and */' }, 'setting-value'],
    [{ '--slds-c-x': '\\75rl(x)' }, 'setting-value'],
    [{ '--slds-c-x': 'x'.repeat(201) }, 'setting-value'],
    [{ margin: 'huge' }, 'setting-value'],
    [{ width: '10px; color: red' }, 'setting-value'],
    [{ align: 'middle' }, 'setting-value'],
    [{ width: true }, 'setting-value'],
  ])('leaves out and tells %o', (style, code) => {
    const { declarations, problems } = styleDeclarations(style)
    expect(declarations).toEqual({})
    expect(problems.map(problem => problem.code)).toEqual([code])
  })
})

describe('the check of a style', () => {
  const problemsOf = (style: unknown) =>
    checkDynamicComponent({
      apiName: 'Styled',
      label: 'Styled',
      resources: [{ type: 'variable', apiName: 'color', dataType: 'Text' }],
      components: [{ type: 'Button', apiName: 'Send', attributes: { label: 'Send', style } }],
    }).map(({ code, message, path }) => `${code} ${path}: ${message}`)

  it.each([
    [{ margin: 'small', '--slds-c-button-color-background': '{!color}' }, []],
    [
      { magrin: 'small' },
      [
        'unknown-setting components[0].attributes.style.magrin: Button "Send": "style.magrin": there is no such setting. Did you mean margin?',
      ],
    ],
    [
      'small',
      ['setting-type components[0].attributes.style: Button "Send": "style" is an object, but it is "small" (Text).'],
    ],
  ])('%o', (style, problems) => {
    expect(problemsOf(style)).toEqual(problems)
  })
})

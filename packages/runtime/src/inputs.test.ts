import { DateTimeValue, DateValue, num, TimeValue, type Value } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { load } from '../test/component.ts'
import { checkDynamicComponent, inputModel } from './index.ts'

type Attributes = Readonly<Record<string, unknown>>

const input = async (type: string, attributes: Attributes, more = {}) =>
  (await load({ components: [{ type, apiName: 'Input', attributes: { label: 'It', ...attributes } }], ...more })).state

describe('the value of an input', () => {
  const values: [string, Attributes, Value][] = [
    ['TextInput', { value: 'Ada' }, 'Ada'],
    ['TextInput', { value: 12 }, '12'],
    ['TextInput', {}, null],
    ['NumberInput', { value: 12.5 }, num('12.5')],
    ['NumberInput', { value: '0.1' }, num('0.1')],
    ['NumberInput', { value: '1.005', scale: 2 }, num('1.01')],
    ['NumberInput', { value: 'many' }, null],
    ['Slider', { value: '7' }, 7],
    ['Checkbox', { value: true }, true],
    ['Checkbox', {}, false],
    ['Toggle', { value: 'true' }, true],
    ['DateInput', { value: '2026-01-31' }, DateValue.of(2026, 1, 31)!],
    ['DateInput', { value: '2026-02-30' }, null],
    ['TimeInput', { value: '08:30:00' }, TimeValue.parse('08:30:00')!],
    ['DateTimeInput', { value: '2026-01-31T10:00:00Z' }, DateTimeValue.parse('2026-01-31T10:00:00Z')!],
    ['CheckboxGroup', { value: 'Red;Green' }, ['Red', 'Green']],
    ['Combobox', { value: 'Red' }, 'Red'],
    ['Combobox', { value: 'Red;Green', allowMultiple: true }, ['Red', 'Green']],
    ['Lookup', { objectApiName: 'Account', value: '001000000000001AAA' }, '001000000000001AAA'],
  ]
  for (const [type, attributes, expected] of values)
    it(`${type} ${JSON.stringify(attributes)}`, async () => {
      expect((await input(type, attributes)).value('{!Input.value}')).toEqual(expected)
    })
})

describe('what is wrong with an input', () => {
  const required = 'Complete this field.'
  const problems: [string, Attributes, Value, string][] = [
    ['TextInput', {}, '', ''],
    ['TextInput', { required: true }, ' ', required],
    ['TextInput', { required: true, messageWhenValueMissing: 'Who is it?' }, null, 'Who is it?'],
    ['TextInput', { required: true, disabled: true }, null, ''],
    ['TextInput', { required: true, readOnly: true }, null, ''],
    ['TextInput', { minLength: 3 }, 'Bo', 'Enter at least 3 characters.'],
    ['TextInput', { minLength: 3 }, '', ''],
    ['TextInput', { maxLength: 1 }, 'Bo', 'Enter at most 1 character.'],
    ['TextInput', { maxLength: 1 }, '😀', ''],
    ['TextInput', { pattern: '[A-Z]{2}' }, 'AB', ''],
    ['TextInput', { pattern: '[A-Z]{2}' }, 'ABC', 'Enter it in the form asked for.'],
    ['TextInput', { pattern: '[' }, 'ABC', ''],
    ['EmailInput', {}, 'ada@example.com', ''],
    ['EmailInput', {}, 'ada@example', 'Enter an e-mail address such as ada@example.com.'],
    ['UrlInput', {}, 'example.com/a?b=c', ''],
    ['UrlInput', {}, 'https://example.com', ''],
    ['UrlInput', {}, 'javascript:alert(1)', 'Enter an address such as https://example.com.'],
    ['NumberInput', { required: true }, 0, ''],
    ['NumberInput', { min: 1000 }, 999, 'Enter 1,000 or more.'],
    ['NumberInput', { max: 10 }, num('10.01'), 'Enter 10 or less.'],
    ['NumberInput', { step: 0.1 }, num('0.3'), ''],
    ['NumberInput', { step: 0.1 }, num('0.35'), 'Enter a multiple of 0.1.'],
    ['NumberInput', { min: 1, step: 2 }, 3, ''],
    ['NumberInput', { max: 10, messageWhenRangeOverflow: 'Ten at most.' }, 11, 'Ten at most.'],
    ['Checkbox', { required: true }, false, required],
    ['Checkbox', { required: true }, true, ''],
    ['DateInput', { min: '2026-01-10' }, DateValue.of(2026, 1, 9)!, 'Enter January 10, 2026 or later.'],
    ['DateInput', { max: '2026-01-10' }, DateValue.of(2026, 1, 10)!, ''],
    ['TimeInput', { max: '18:00:00' }, TimeValue.parse('18:30:00')!, 'Enter 6:00 PM or earlier.'],
    ['CheckboxGroup', { required: true }, [], required],
    ['RichTextInput', { required: true }, '<p>&nbsp;</p>', required],
    ['RichTextInput', { maxLength: 5 }, '<p>Hello</p>', 'Enter less text.'],
  ]
  for (const [type, attributes, value, expected] of problems)
    it(`${type} ${JSON.stringify(attributes)} with ${String(value)}`, async () => {
      const state = await input(type, attributes)
      inputModel(state, 'Input').change(value)
      expect(state.value('{!Input.validationMessage}')).toBe(
        // A fixed input keeps its value.
        attributes['disabled'] || attributes['readOnly'] ? '' : expected,
      )
      expect(state.value('{!Input.isValid}')).toBe(expected === '')
    })

  it.each([
    ['de_CH', 'Füllen Sie dieses Feld aus.'],
    ['fr', 'Renseignez ce champ.'],
    ['ja_JP', 'この項目を入力してください。'],
    ['nl_NL', required],
  ])('is told in the language of %s', async (locale, expected) => {
    const { state } = await load(
      { components: [{ type: 'TextInput', apiName: 'Input', attributes: { label: 'It', required: true } }] },
      {},
      { locale },
    )
    expect(inputModel(state, 'Input').problem).toBe(expected)
  })

  it('is told when the field has been left, not before', async () => {
    const state = await input('TextInput', { required: true })
    expect(inputModel(state, 'Input')).toMatchObject({ problem: required, reported: '' })
    inputModel(state, 'Input').blur()
    expect(inputModel(state, 'Input').reported).toBe(required)
  })

  it('text that is no value makes it wrong until it is one again', async () => {
    const state = await input('NumberInput', {})
    inputModel(state, 'Input').holdUnreadable('12a')
    expect(state.value('{!Input.validationMessage}')).toBe('"12a" is not a number.')
    inputModel(state, 'Input').holdUnreadable(null)
    expect(state.value('{!Input.isValid}')).toBe(true)
  })
})

describe('editing an input', () => {
  const name = { type: 'variable', apiName: 'name', dataType: 'Text', defaultValue: 'Ada' } as const
  const counted = { type: 'variable', apiName: 'seen', dataType: 'Text', isCollection: true } as const
  const see = { type: 'assignment', variable: 'seen', operator: 'add', value: '{!$Event.value}' }

  it('starts with the mapped value, holds the edit, and takes a new mapped value', async () => {
    const state = await input('TextInput', { value: '{!name}' }, { resources: [name] })
    inputModel(state, 'Input').change('Bo')
    expect([state.value('{!Input.value}'), state.value('{!name}')]).toEqual(['Bo', 'Ada'])
    state.setVariable('name', 'Eun')
    expect(state.value('{!Input.value}')).toBe('Eun')
  })

  it('writes back to the variable that it is mapped from', async () => {
    const state = await input('TextInput', { value: '{!name}', writeBack: true }, { resources: [name] })
    inputModel(state, 'Input').change('Bo')
    expect([state.value('{!Input.value}'), state.value('{!name}')]).toEqual(['Bo', 'Bo'])
  })

  it('tells of changes and commits, with the value', async () => {
    const { state } = await load({
      resources: [counted],
      components: [{ type: 'TextInput', apiName: 'Input', attributes: {}, interactions: { commit: [see] } }],
    })
    inputModel(state, 'Input').change('A')
    inputModel(state, 'Input').change('Ab')
    inputModel(state, 'Input').commit()
    await new Promise(resolve => setTimeout(resolve))
    expect(state.value('{!seen}')).toEqual(['Ab'])
  })
})

it('Reset Inputs gives back what inputs began with, without complaints', async () => {
  const { state } = await load({
    resources: [{ type: 'variable', apiName: 'start', dataType: 'Number', defaultValue: 5 }],
    components: [
      { type: 'TextInput', apiName: 'Name', attributes: { label: 'Name', required: true } },
      { type: 'NumberInput', apiName: 'Count', attributes: { label: 'Count', value: '{!start}' } },
      { type: 'Toggle', apiName: 'Other', attributes: { label: 'Other' } },
      {
        type: 'Button',
        apiName: 'Reset',
        attributes: { label: 'Reset' },
        interactions: { click: [{ type: 'resetInputs', inputs: ['name', 'Count'] }] },
      },
    ],
  })
  inputModel(state, 'Name').change('Ada')
  inputModel(state, 'Name').blur()
  inputModel(state, 'Count').change(null)
  inputModel(state, 'Count').holdUnreadable('many')
  inputModel(state, 'Other').change(true)
  await state.trigger('Reset', 'click')
  expect(inputModel(state, 'Name')).toMatchObject({ value: null, reported: '' })
  expect(inputModel(state, 'Count')).toMatchObject({ value: 5, problem: '', unreadable: undefined })
  expect(state.value('{!Other.value}')).toBe(true)
})

describe('Check Inputs', () => {
  const form = (visibility: string, onError: readonly object[] = []) =>
    load({
      resources: [{ type: 'variable', apiName: 'saved', dataType: 'Text' }],
      components: [
        { type: 'TextInput', apiName: 'First', attributes: { label: 'First Name', required: true } },
        {
          type: 'Card',
          apiName: 'More',
          visibility,
          children: {
            body: [{ type: 'TextInput', apiName: 'Last', attributes: { label: 'Last Name', required: true } }],
          },
        },
        {
          type: 'Button',
          apiName: 'Save',
          attributes: { label: 'Save' },
          interactions: {
            click: [
              { type: 'checkInputs', ...(onError.length > 0 ? { onError } : {}) },
              { type: 'assignment', variable: 'saved', value: 'yes' },
            ],
          },
        },
      ],
    })

  it('ends the chain quietly and shows what is wrong, also in slots', async () => {
    const { state, host } = await form('TRUE')
    await state.trigger('Save', 'click')
    expect(state.value('{!saved}')).toBe(null)
    expect(inputModel(state, 'Last').reported).toBe('Complete this field.')
    expect(host.toasts).toEqual([])
  })

  it('leaves out inputs that are not shown, and goes on when the others are right', async () => {
    const { state } = await form('FALSE')
    inputModel(state, 'First').change('Ada')
    await state.trigger('Save', 'click')
    expect(state.value('{!saved}')).toBe('yes')
  })

  it('names inputs that are not there', () => {
    const click = [{ type: 'checkInputs', inputs: ['Frist', 'First'] }]
    const problems = checkDynamicComponent({
      apiName: 'Test',
      label: 'Test',
      resources: [],
      components: [
        { type: 'TextInput', apiName: 'First', attributes: { label: 'First' } },
        { type: 'Button', apiName: 'Save', attributes: { label: 'Save' }, interactions: { click } },
      ],
    })
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'no-such-input',
        message: 'Check Inputs "Save": there is no input "Frist". Did you mean First?',
        path: 'components[1].interactions.click[0].inputs[0]',
      }),
    ])
  })

  it('tells On Error which inputs they are', async () => {
    const { state, host } = await form('TRUE', [{ type: 'showToast', title: '{!$Error.code}: {!$Error.message}' }])
    await state.trigger('Save', 'click')
    expect(host.toasts[0]?.title).toContain(
      'inputs-not-complete: Check Inputs "Save": 2 inputs are to be corrected: "First Name", "Last Name".',
    )
  })
})

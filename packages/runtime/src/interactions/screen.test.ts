import type { Component, DynamicComponent, Interaction, Resource } from '@millrace/metadata'
import { toJson } from '@millrace/values'
import { describe, expect, it } from 'vitest'
import { component, load } from '../../test/component.ts'
import { contactId, settled } from '../../test/recordedHost.ts'
import { type Answers, recordedScreen } from '../../test/recordedScreen.ts'
import { type CheckEnvironment, checkDynamicComponent, englishInteractionTexts } from '../index.ts'

const resources: readonly Resource[] = [
  { type: 'variable', apiName: 'n', dataType: 'Number', defaultValue: 2 },
  { type: 'variable', apiName: 'text', dataType: 'Text', defaultValue: 'x' },
  { type: 'variable', apiName: 'result', dataType: 'Text' },
  { type: 'variable', apiName: 'letters', dataType: 'Text', isCollection: true, defaultValue: ['a', 'b'] },
]

const components: readonly Component[] = [
  { type: 'Button', apiName: 'Save', attributes: { label: 'Save' }, interactions: { click: [toast('saved')] } },
  { type: 'Button', apiName: 'Broken', attributes: { label: 'Broken' }, interactions: { click: [{ type: 'dance' }] } },
]

function toast(title: string, more: object = {}): Interaction {
  return { type: 'showToast', title, ...more }
}

async function run(go: Interaction[], answers: Answers = {}, page: Parameters<typeof load>[2] = {}) {
  const screen = recordedScreen(answers)
  const { state, host } = await load({ resources, components, go }, {}, { screen, ...page })
  const outcome = await state.trigger('Contacts', 'headerActionClick', { targetName: 'go' })
  return { state, host, screen, outcome, toasts: host.toasts.map(({ title }) => title) }
}

describe('A question', () => {
  const confirm = (more: object = {}): Interaction => ({
    type: 'confirm',
    title: 'Send {!n}?',
    message: 'Really?',
    theme: 'warning',
    confirmLabel: 'Send',
    isDestructive: true,
    onConfirm: [toast('yes')],
    onCancel: [toast('no')],
    ...more,
  })

  it('answered with yes goes on', async () => {
    const { toasts, outcome, screen } = await run([confirm(), toast('after')], { confirm: [true] })
    expect([toasts, outcome.status]).toEqual([['yes', 'after'], 'finished'])
    expect(screen.requests).toEqual([
      {
        title: 'Send 2?',
        message: 'Really?',
        theme: 'warning',
        confirmLabel: 'Send',
        cancelLabel: 'Cancel',
        isDestructive: true,
      },
    ])
  })

  it('has the buttons of the reader’s language where its author names none', async () => {
    const texts = (locale: string) =>
      locale === 'de_CH' ? { ...englishInteractionTexts, ok: 'Ja', cancel: 'Abbrechen' } : undefined
    const asked = async (locale: string) =>
      (await run([confirm({ confirmLabel: undefined })], { confirm: [true] }, { locale, texts })).screen.requests
    expect(await asked('de_CH')).toMatchObject([{ confirmLabel: 'Ja', cancelLabel: 'Abbrechen' }])
    expect(await asked('fr')).toMatchObject([{ confirmLabel: 'OK', cancelLabel: 'Cancel' }])
  })

  it('answered with no ends the chain without an error', async () => {
    const { toasts, outcome } = await run([confirm({ onFinish: [toast('finish')] }), toast('after')], {
      confirm: [false],
    })
    expect([toasts, outcome]).toEqual([['no'], { status: 'finished', ran: 1 }])
  })

  it('for a value stores it as its variable holds it', async () => {
    const prompt = { type: 'prompt', title: 'How many?', label: 'Number', variable: 'n', inputType: 'number' }
    const { state, screen } = await run([{ ...prompt, value: '{!n}' }, toast('n is {!n}')], { prompt: ['12.5'] })
    expect(toJson(state.value('n'))).toBe(12.5)
    expect(screen.requests).toMatchObject([{ value: '2', inputType: 'number', isRequired: false }])
    expect((await run([prompt], { prompt: [''] })).state.value('n')).toBe(null)
    expect((await run([prompt], { prompt: ['many'] })).outcome.error?.code).toBe('type-mismatch')
  })

  it('for a value that is left ends the chain', async () => {
    const prompt = { type: 'prompt', title: 'Why?', label: 'Reason', variable: 'text', onCancel: [toast('left')] }
    const { state, toasts, outcome } = await run([prompt, toast('after')], { prompt: [null] })
    expect([state.value('text'), toasts, outcome.status]).toEqual(['x', ['left'], 'finished'])
  })
})

describe('Showing and taking away', () => {
  it.each<[Interaction, string]>([
    [{ type: 'alert', title: 'Hi {!text}', theme: 'error' }, 'alert: Hi x'],
    [{ type: 'copyToClipboard', value: '{!text}' }, 'copy: x'],
    [{ type: 'copyToClipboard', value: '{!letters}' }, 'copy: a\nb'],
    [{ type: 'copyToClipboard', value: { a: [1] } }, 'copy: {\n  "a": [\n    1\n  ]\n}\n'],
    [{ type: 'print' }, 'print'],
    [{ type: 'downloadFile', fileName: 'a/b {!text}', value: 'hi' }, 'download: a-b x.txt'],
    [{ type: 'downloadFile', fileName: 'list.tsv', value: 'hi' }, 'download: list.tsv'],
    [{ type: 'closeDialog', result: 1 }, 'close: dialog'],
    [{ type: 'closePanel' }, 'close: panel'],
  ])('%o', async (interaction, shown) => {
    const { screen, outcome } = await run([interaction])
    expect([screen.shown, outcome.status]).toEqual([[shown], 'finished'])
  })

  it.each<[Interaction, string]>([
    [
      {
        type: 'downloadFile',
        fileName: 'x',
        format: 'csv',
        value: '{!AllContacts}',
        fields: ['Name', 'Account.Name', 'Score__c'],
      },
      'Name,Account.Name,Score__c\r\nContact 1,Account 1,5.5\r\nContact 2,Account 2,20\r\nContact 3,Account 3,\r\n',
    ],
    [
      { type: 'downloadFile', fileName: 'x', format: 'csv', value: [{ a: 'x, "y"', b: 1 }, { c: 'line\nline' }] },
      'a,b,c\r\n"x, ""y""",1,\r\n,,"line\nline"\r\n',
    ],
    [{ type: 'downloadFile', fileName: 'x', format: 'json', value: { a: true } }, '{\n  "a": true\n}\n'],
  ])('%o', async (interaction, text) => {
    const { screen } = await run([interaction])
    expect(screen.requests).toMatchObject([{ text }])
  })

  it.each<[Interaction, Answers, string]>([
    [{ type: 'copyToClipboard', value: 'x' }, { canCopy: false }, 'clipboard'],
    [{ type: 'closeDialog' }, { canClose: false }, 'nothing-to-close'],
    [{ type: 'focusComponent', component: 'Save' }, {}, 'nothing-to-focus'],
    [{ type: 'openDialog', componentApiName: 'Other' }, {}, 'component-not-opened'],
    [{ type: 'openPanel', componentApiName: '{!result}' }, {}, 'blank-setting'],
  ])('%o fails with a reason', async (interaction, answers, code) => {
    expect((await run([interaction], answers)).outcome.error?.code).toBe(code)
  })

  it('says so where there is no screen', async () => {
    const { outcome } = await run([{ type: 'alert', title: 'Hi' }], {}, { screen: undefined })
    expect(outcome.error).toEqual({
      code: 'no-screen',
      message: 'Open Alert "Go": there is no screen here: it needs a page in a browser.',
    })
  })
})

describe('Another Dynamic Component', () => {
  const open = (more: object = {}): Interaction => ({
    type: 'openPanel',
    componentApiName: 'Edit_Contact',
    side: 'left',
    size: 'large',
    recordId: contactId(1),
    inputVariables: [
      { name: 'name', value: '{!text}' },
      { name: 'ids', value: '{!letters}' },
    ],
    outputVariables: [{ name: 'total', resourceName: 'n' }],
    resultVariable: 'result',
    onClose: [toast('closed')],
    onFinish: [toast('finished {!result} {!n}')],
    ...more,
  })

  it('gets its inputs and gives its outputs and its result', async () => {
    const closed = { outputs: { Total: 7 }, result: 'ok', isCompleted: true }
    const { toasts, screen, state } = await run([open()], { closed })
    expect(screen.requests).toEqual([
      {
        place: 'panel',
        component: 'Edit_Contact',
        inputs: { name: 'x', ids: ['a', 'b'] },
        title: '',
        size: 'large',
        side: 'left',
        recordId: contactId(1),
      },
    ])
    expect([toasts, state.value('n')]).toEqual([['finished ok 7'], 7])
  })

  it('that the person closes gives its outputs too, and runs On Close', async () => {
    const closed = { outputs: { total: 3 }, result: null, isCompleted: false }
    const { toasts, state } = await run([open()], { closed })
    expect([toasts, state.value('n')]).toEqual([['closed', 'finished  3'], 3])
  })

  it('must give what its variable holds', async () => {
    const closed = { outputs: { total: 'seven' }, result: null, isCompleted: true }
    expect((await run([open()], { closed })).outcome.error?.code).toBe('type-mismatch')
  })
})

describe('The check of another Dynamic Component', () => {
  const opened: DynamicComponent = {
    apiName: 'Edit_Contact',
    label: 'Edit',
    resources: [
      { type: 'variable', apiName: 'contactId', dataType: 'Text', availability: ['input'] },
      { type: 'variable', apiName: 'day', dataType: 'Date', availability: ['input'] },
      { type: 'variable', apiName: 'total', dataType: 'Number', availability: ['output'] },
      { type: 'variable', apiName: 'own', dataType: 'Text' },
    ],
    components: [],
  }
  const environment: CheckEnvironment = {
    dynamicComponent: name => (name === opened.apiName ? opened : { missing: `there is no "${name}".` }),
  }
  const input = (name: string, value: unknown) => ({ inputVariables: [{ name, value }] })
  const output = (name: string, resourceName: string) => ({ outputVariables: [{ name, resourceName }] })

  it.each<[object, string[]]>([
    [{}, []],
    [{ componentApiName: 'Edit_Contract' }, ['unknown-dynamic-component componentApiName']],
    [{ componentApiName: '{!text}' }, []],
    [input('ContactId', '{!text}'), []],
    [input('day', '2026-01-31'), []],
    [input('own', 'x'), ['unknown-component-variable inputVariables[0].name']],
    [input('contactId', '{!letters}'), ['type-mismatch inputVariables[0].value']],
    [output('total', 'n'), []],
    [output('contactId', 'text'), ['unknown-component-variable outputVariables[0].name']],
    [output('total', 'text'), ['type-mismatch outputVariables[0].resourceName']],
  ])('%o', (settings, expected) => {
    const go = [{ type: 'openDialog', componentApiName: 'Edit_Contact', ...settings }]
    const problems = checkDynamicComponent(component({ resources, go }), environment)
    expect(problems.map(({ code, path }) => `${code} ${path.split('headerActionClick[0].')[1]}`)).toEqual(expected)
  })
})

describe('A toast', () => {
  it('may hold links and a button whose interactions are a chain of their own', async () => {
    const { host, state } = await run([
      toast('Done', {
        message: 'See {0}',
        duration: 20,
        links: [
          { label: '{!text}', recordId: contactId(1) },
          { label: 'Docs', url: 'https://example.com/' },
          { label: 'Nowhere' },
        ],
        actionLabel: 'Undo',
        onAction: [{ type: 'assignment', variable: 'text', value: 'undone' }, { type: 'dance' }],
      }),
    ])
    const [{ action, ...shown }] = host.toasts as [(typeof host.toasts)[number]]
    expect(shown).toEqual({
      title: 'Done',
      message: 'See {0}',
      variant: 'info',
      mode: 'dismissible',
      seconds: 20,
      links: [
        { label: 'x', target: { type: 'recordPage', recordId: contactId(1), actionName: 'view' } },
        { label: 'Docs', target: { type: 'webPage', url: 'https://example.com/' } },
      ],
    })
    expect(action?.label).toBe('Undo')
    action?.run()
    await settled()
    expect(state.value('text')).toBe('undone')
    expect(host.toasts.map(({ title }) => title)).toEqual(['Done', '"Go" did not finish'])
  })

  it('whose component is no longer open does nothing and says so', async () => {
    const { host, state } = await run([toast('Done', { actionLabel: 'Undo', onAction: [toast('undone')] })])
    state.dispose()
    host.toasts[0]?.action?.run()
    await settled()
    expect(host.toasts.map(({ title }) => title)).toEqual(['Done', 'Nothing was done'])
  })

  it('has no link that could run script', async () => {
    const { outcome } = await run([toast('x', { links: [{ label: 'x', url: 'javascript:alert(1)' }] })])
    expect(outcome.error?.code).toBe('unsafe-url')
  })
})

describe('Navigate', () => {
  it.each<[object, unknown]>([
    [
      { destination: 'recordPage', recordId: '{!text}', actionName: 'clone' },
      { type: 'recordPage', recordId: 'x', actionName: 'clone' },
    ],
    [
      { destination: 'objectPage', objectApiName: 'Contact', actionName: 'list', filterName: 'Recent' },
      { type: 'objectPage', objectApiName: 'Contact', actionName: 'list', filterName: 'Recent' },
    ],
    [
      {
        destination: 'objectPage',
        objectApiName: 'Contact',
        actionName: 'new',
        inNewTab: true,
        values: [
          { name: 'LastName', value: '{!text}' },
          { name: 'Birthdate', value: '{!$Component.CurrentDate}' },
        ],
      },
      {
        type: 'objectPage',
        objectApiName: 'Contact',
        actionName: 'new',
        inNewTab: true,
        defaultFieldValues: { LastName: 'x', Birthdate: '2026-01-15' },
      },
    ],
    [
      { destination: 'page', pageApiName: 'Home', values: [{ name: 'n', value: '{!n}' }] },
      { type: 'page', pageApiName: 'Home', parameters: { n: '2' } },
    ],
    [
      { destination: 'app', appApiName: 'Sales' },
      { type: 'app', appApiName: 'Sales' },
    ],
    [
      { destination: 'webPage', url: '/lightning/n/Home' },
      { type: 'webPage', url: '/lightning/n/Home' },
    ],
    [{ destination: 'back' }, { type: 'back' }],
    [{ destination: 'refresh' }, { type: 'refresh' }],
    [{ destination: 'recordPage', recordId: '{!result}' }, undefined],
    [{ destination: 'webPage', url: 'data:text/html,x' }, undefined],
  ])('%o', async (settings, expected) => {
    const { host } = await run([{ type: 'navigate', ...settings }])
    expect(host.navigations[0]).toEqual(expected)
  })
})

describe('Components of the same Dynamic Component', () => {
  it('are set, focused and triggered', async () => {
    const { state, screen, toasts, outcome } = await run(
      [
        {
          type: 'setComponentAttribute',
          component: 'Contacts',
          attribute: 'selectedRowsKeyValue',
          value: [contactId(2)],
        },
        { type: 'focusComponent', component: 'Save' },
        { type: 'triggerEvent', component: 'Save' },
      ],
      { focusable: ['Save'] },
    )
    expect(toJson(state.value('Contacts.SelectedRowsKeyValue'))).toEqual([contactId(2)])
    expect([screen.shown, toasts, outcome.status]).toEqual([['focus: Save'], ['saved'], 'finished'])
  })

  it('pass on what failed', async () => {
    const { outcome, toasts } = await run([{ type: 'triggerEvent', component: 'Broken' }])
    expect([outcome.error?.code, toasts]).toEqual(['unknown-interaction', ['"Broken" did not finish']])
  })

  it('cannot trigger themselves', async () => {
    const { outcome } = await run([
      { type: 'triggerEvent', component: 'Contacts', event: 'headerActionClick', target: 'go' },
    ])
    expect(outcome.error?.code).toBe('still-running')
  })

  it('that cannot be set are named', async () => {
    const { outcome } = await run([
      { type: 'setComponentAttribute', component: 'Save', attribute: 'label', value: 'x' },
    ])
    expect(outcome.error?.message).toBe(
      'Set Component Attribute "Go": label of "Save" cannot be set. Nothing of it can be set.',
    )
  })
})

describe('The check', () => {
  it.each<[object, string[]]>([
    [{ type: 'showToast', title: 'x', onAction: [] }, ['missing-setting actionLabel']],
    [{ type: 'setComponentAttribute', component: 'Save', attribute: 'labl' }, ['attribute-not-settable attribute']],
    [{ type: 'setComponentAttribute', component: 'Contacts', attribute: 'SelectedRowsKeyValue' }, []],
    [{ type: 'focusComponent', component: 'Sav' }, ['no-such-component component']],
    [{ type: 'triggerEvent', component: 'Save', event: 'clik' }, ['unknown-event event']],
    [{ type: 'refreshQuery', query: 'AllContact' }, ['unknown-query query']],
    [{ type: 'refreshQuery' }, ['missing-setting query']],
    [{ type: 'refreshQuery', query: 'AllContacts', queries: [{ query: 'AllContacts' }] }, []],
    [{ type: 'navigate', destination: 'app' }, ['missing-setting appApiName']],
    [{ type: 'deleteSelectedRecords', component: 'Save' }, ['component-without-attribute component']],
    [{ type: 'saveInlineEdits', component: 'Contacts' }, []],
    [{ type: 'confirm', title: 'x', onCancel: [{ type: 'dance' }] }, ['unknown-interaction onCancel[0].type']],
    [{ type: 'updateRecord', source: 'pageRecord', fields: [] }, ['no-page-record source']],
    [{ type: 'createRecord', source: 'record' }, ['missing-setting record']],
    [{ type: 'createRecord', objectApiName: 'Contact', fields: [{ value: 1 }] }, ['missing-setting fields[0].name']],
  ])('%o', (interaction, expected) => {
    const problems = checkDynamicComponent(component({ resources, components, go: [interaction as Interaction] }))
    expect(
      problems
        .filter(({ element }) => element === 'Contacts')
        .map(({ code, path }) => `${code} ${path.split('headerActionClick[0].')[1]}`),
    ).toEqual(expected)
  })
})

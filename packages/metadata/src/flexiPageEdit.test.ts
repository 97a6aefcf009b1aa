import { describe, expect, it } from 'vitest'
import { addApplicationTab, removeApplicationTab } from './customApplication.ts'
import { setActionOverride } from './actionOverride.ts'
import { pageDefinition, parseFlexiPage } from './flexiPage.ts'
import {
  addHolderPart,
  addPageComponent,
  addPageField,
  addPageHolder,
  movePageItem,
  newFlexiPage,
  removePageItem,
  renamePageReferences,
  setPageProperty,
  setPageTemplate,
  setPageTexts,
  setPageVisibility,
} from './flexiPageEdit.ts'

const item = (name: string, more = '') =>
  `        <itemInstances>\n            <componentInstance>${more}\n                <componentName>${name}</componentName>\n                <identifier>${name}</identifier>\n            </componentInstance>\n        </itemInstances>\n`

// What no builder knows: attributes, comments, tags of other products, odd spacing.
const PAGE = `<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<FlexiPage xmlns="http://soap.sforce.com/2006/04/metadata">
    <flexiPageRegions>
        <unheardOf   x="1"/>
${item('a:one')}${item('a:two')}        <name>main</name>
        <type>Region</type>
    </flexiPageRegions>
    <flexiPageRegions>
        <name>sidebar</name>
        <type>Region</type>
    </flexiPageRegions>
    <masterLabel>Old &amp; gold</masterLabel>
    <template>
        <name>flexipage:recordHomeTemplateDesktop</name>
    </template>
    <type>RecordPage</type>
</FlexiPage>
`

const parsed = (text: string) => {
  const { definition, diagnostics } = parseFlexiPage(text, 'P.flexipage-meta.xml')
  expect(diagnostics).toEqual([])
  return pageDefinition(definition!)
}
const names = (text: string) =>
  parsed(text).regions.map(({ name, items }) => `${name}: ${items.map(({ componentName }) => componentName).join(' ')}`)

describe('a page is changed where it changes', () => {
  it.each([
    ['removing', removePageItem(PAGE, { region: 'main', index: 0 }), PAGE.replace(item('a:one'), '')],
    [
      'moving to another region',
      movePageItem(PAGE, { region: 'main', index: 0 }, { region: 'sidebar', index: 0 }),
      PAGE.replace(item('a:one'), '').replace('        <name>sidebar', `${item('a:one')}        <name>sidebar`),
    ],
    [
      'moving down',
      movePageItem(PAGE, { region: 'main', index: 0 }, { region: 'main', index: 2 }),
      PAGE.replace(item('a:one') + item('a:two'), item('a:two') + item('a:one')),
    ],
    ['moving nowhere', movePageItem(PAGE, { region: 'main', index: 1 }, { region: 'main', index: 2 }), PAGE],
    ['another label', setPageTexts(PAGE, { masterLabel: 'New' }), PAGE.replace('Old &amp; gold', 'New')],
    ['the same label', setPageTexts(PAGE, { masterLabel: 'Old & gold' }), PAGE],
    [
      'a property',
      setPageProperty(PAGE, { region: 'main', index: 1 }, 'a', 'x < y'),
      PAGE.replace(
        item('a:two'),
        item(
          'a:two',
          '\n                <componentInstanceProperties>\n                    <name>a</name>\n                    <value>x &lt; y</value>\n                </componentInstanceProperties>',
        ),
      ),
    ],
    ['a place that is not there', removePageItem(PAGE, { region: 'main', index: 7 }), PAGE],
  ])('%s', (_, text, expected) => expect(text).toBe(expected))
})

it('a component comes to any place under an identifier of its own', () => {
  const component = { componentName: 'a:two', properties: { b: '1' } }
  const first = addPageComponent(PAGE, { region: 'sidebar', index: 0 }, component)
  const text = addPageComponent(first, { region: 'main', index: 1 }, component)
  expect(names(text)).toEqual(['main: a:one a:two a:two', 'sidebar: a:two'])
  expect([parsed(text).regions[0]!.items[1], parsed(text).regions[1]!.items[0]]).toMatchObject([
    { identifier: 'a_two2', properties: { b: '1' } },
    { identifier: 'a_two1' },
  ])
})

it('a property becomes a list, a text, and nothing', () => {
  const place = { region: 'main', index: 0 }
  const list = setPageProperty(PAGE, place, 'x', ['1', '2'])
  expect(parsed(list).regions[0]!.items[0]!.properties).toEqual({ x: ['1', '2'] })
  const text = setPageProperty(list, place, 'x', '3')
  expect(parsed(text).regions[0]!.items[0]!.properties).toEqual({ x: '3' })
  expect(setPageProperty(text, place, 'x', null)).toBe(PAGE)
})

it('a visibility rule comes and goes', () => {
  const place = { region: 'main', index: 0 }
  const rule = {
    booleanFilter: '1 OR 2',
    criteria: [
      { leftValue: '{!Record.Name}', operator: 'EQUAL', rightValue: 'Ada' },
      { leftValue: '{!$Client.FormFactor}', operator: 'NE', rightValue: 'Small' },
    ],
  }
  const text = setPageVisibility(PAGE, place, rule)
  expect(parsed(text).regions[0]!.items[0]!.visibilityRule).toEqual(rule)
  expect(setPageVisibility(text, place, null)).toBe(PAGE)
})

it('another template keeps every component', () => {
  const text = setPageTemplate(PAGE, 'flexipage:x', ['sidebar', 'header'])
  expect(names(text)).toEqual(['sidebar: a:one a:two', 'header: '])
  expect(parsed(text).template).toBe('flexipage:x')
})

it('files from before API version 49 stay as they were', () => {
  const old = PAGE.replace(
    item('a:one') + item('a:two'),
    '        <componentInstances>\n            <componentName>a:one</componentName>\n        </componentInstances>\n',
  )
  const text = addPageComponent(old, { region: 'main', index: 1 }, { componentName: 'b:new', properties: {} })
  expect(names(text)[0]).toBe('main: a:one b:new')
  expect(text).not.toContain('itemInstances')
})

it('a new page has the regions of its template', () => {
  const page = newFlexiPage({
    masterLabel: 'A & B',
    type: 'HomePage',
    sobjectType: null,
    template: 'home:desktopTemplate',
    regions: ['top', 'sidebar'],
  })
  expect(names(page)).toEqual(['top: ', 'sidebar: '])
  expect(parsed(page)).toMatchObject({ label: 'A & B', template: 'home:desktopTemplate', type: 'HomePage' })
  expect(names(addPageComponent(page, { region: 'top', index: 0 }, { componentName: 'x:y', properties: {} }))).toEqual([
    'top: x:y',
    'sidebar: ',
  ])
})

it('apps name the page that stands for something, per profile and form factor', () => {
  const APP =
    '<CustomApplication>\n    <label>Sales</label>\n    <tabs>standard-Contact</tabs>\n    <x/>\n</CustomApplication>\n'
  const place = {
    actionName: 'View',
    pageOrSobjectType: 'Contact',
    profile: 'Admin',
    formFactor: 'Large',
    recordType: null,
  }
  const text = setActionOverride(APP, place, 'P1')
  expect(text).toContain('<profile>Admin</profile>')
  expect(setActionOverride(text, place, 'P2')).toBe(text.replace('P1', 'P2'))
  expect(renamePageReferences(text, 'P1', 'P3')).toBe(text.replace('P1', 'P3'))
  expect(setActionOverride(text, { ...place, formFactor: 'Small' }, null)).toBe(text)
  expect(setActionOverride(text, place, null)).toBe(APP)
  expect(removeApplicationTab(addApplicationTab(APP, 'Home_2'), 'Home_2')).toBe(APP)
})

describe('components that hold others', () => {
  const at = (region: string, index = 0) => ({ region, index })
  const tabs = addPageHolder(PAGE, at('main', 1), { componentName: 'flexipage:tabset', properties: {} }, ['One', 'Two'])

  it('have facets of their parts', () => {
    expect(names(tabs)).toEqual([
      'main: a:one flexipage:tabset a:two',
      'sidebar: ',
      'Facet-1: flexipage:tab flexipage:tab',
      'Facet-2: ',
      'Facet-3: ',
    ])
    const { regions } = parsed(tabs)
    expect(regions.map(({ type }) => type)).toEqual(['Region', 'Region', 'Facet', 'Facet', 'Facet'])
    expect(regions[0]!.items[1]!.properties).toEqual({ tabs: 'Facet-1' })
    expect(regions[2]!.items.map(({ properties }) => properties)).toEqual([
      { body: 'Facet-2', title: 'One' },
      { body: 'Facet-3', title: 'Two' },
    ])
  })

  it('take components, parts and fields', () => {
    const filled = addPageComponent(tabs, at('Facet-3'), { componentName: 'b:three', properties: {} })
    const more = addHolderPart(filled, at('main', 1), 'Three')
    expect(names(more).slice(2)).toEqual([
      'Facet-1: flexipage:tab flexipage:tab flexipage:tab',
      'Facet-2: ',
      'Facet-3: b:three',
      'Facet-4: ',
    ])
    const section = { componentName: 'flexipage:fieldSection', properties: { label: 'About' } }
    const fields = addPageField(addPageHolder(more, at('Facet-2'), section, ['', '']), at('Facet-6'), 'Record.Name')
    expect(parsed(fields).regions.at(6)).toMatchObject({
      name: 'Facet-5',
      items: [{ properties: { body: 'Facet-6' } }, {}],
    })
    expect(parsed(fields).regions.at(7)!.items).toMatchObject([
      { fieldItem: 'Record.Name', identifier: 'RecordNameField1' },
    ])
    expect(fields).toContain('<name>uiBehavior</name>')
  })

  it('go with their facets, and everything else stays byte for byte', () => {
    const filled = addPageHolder(tabs, at('Facet-2'), { componentName: 'flexipage:accordion', properties: {} }, ['A'])
    expect(removePageItem(filled, at('main', 1))).toBe(PAGE)
    expect(names(removePageItem(filled, at('Facet-1'))).slice(2)).toEqual(['Facet-1: flexipage:tab', 'Facet-3: '])
  })

  it('are those of Salesforce only', () => {
    expect(addHolderPart(PAGE, at('main'), 'One')).toBe(PAGE)
  })
})

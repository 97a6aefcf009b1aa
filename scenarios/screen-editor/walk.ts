import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { copyExample, type RunningMillrace, startMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// A screen flow made from nothing in the screen editor, run as a draft, activated, and walked to its end; what it wrote is
/// looked up.
export interface Walk extends WalkTools {
  readonly folder: string
  readonly millrace: RunningMillrace
  removeFolder(): void
}

const NAME = 'Contact_Check_In'
const flowFile = (name: string) => `force-app/main/default/flows/${name}.flow-meta.xml`

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    writeFileSync(join(folder, flowFile('Known_Screens')), knownScreens)
    tools.page.setDefaultTimeout(15_000)
    tools.page.on('dialog', dialog => void dialog.accept())
    return { ...tools, folder, removeFolder: remove, millrace: await startMillrace(folder) }
  } catch (error) {
    remove()
    throw error
  }
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace.stop()
  walk.removeFolder()
}

export const steps: readonly Step<Walk>[] = [
  {
    title: 'A new screen flow begins with a screen, which opens in the editor',
    async run(walk) {
      const { page, millrace } = walk
      await page.goto(millrace.signInLink)
      await page.getByRole('banner').waitFor()
      await page.goto(new URL('/setup/flows', millrace.signInLink).href)
      await page.getByRole('button', { name: 'New Flow' }).click()
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      await fill(dialog.getByLabel('Flow Label'), 'Contact Check In')
      await dialog.getByLabel('Type').selectOption({ label: 'Screen Flow' })
      await dialog.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { level: 1, name: /Contact Check In/ }).waitFor()
      await addElement(page, 'Start', 'Screen')
      await editor(page).getByText('Drag a component here').waitFor()
      await fill(labelIn(properties(page)), 'Who Checks In')
      await page.getByRole('dialog', { name: 'Edit Screen: Who Checks In' }).waitFor()
      assert.equal(await properties(page).getByLabel('API Name').inputValue(), 'Who_Checks_In')
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('1-empty-screen')
    },
  },
  {
    title: 'A text is added: its name follows its label, it is required and validated',
    async run(walk) {
      const { page } = walk
      await editor(page).getByLabel('Search components').fill('text')
      await walk.picture('2-search')
      await add(page, 'Text')
      await editor(page).getByLabel('Search components').fill('')
      const panel = properties(page)
      await fill(labelIn(panel), 'Last Name')
      assert.equal(await panel.getByLabel('API Name').inputValue(), 'Last_Name')
      await panel.getByText('Require', { exact: true }).click()
      await fill(panel.getByLabel('Help Text'), 'As it is on the badge.')
      await panel.getByRole('textbox', { name: 'Formula' }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await type(panel.getByRole('textbox', { name: 'Formula' }), 'LEN({!Last_Name}) > 1')
      await fill(panel.getByLabel('Error Message', { exact: true }), 'A name has two letters at least.')
      await noProblems(page)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('3-validated-text')
    },
  },
  {
    title: 'A picklist offers the values of a field, by a choice set that is made on the way',
    async run(walk) {
      const { page } = walk
      await add(page, 'Picklist')
      const panel = properties(page)
      await fill(labelIn(panel), 'Status')
      await panel.getByRole('button', { name: 'New Picklist Choice Set' }).click()
      await fill(panel.getByLabel('API Name'), 'Statuses')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await choose(page, panel.getByRole('combobox', { name: 'Field' }), 'Status', /^Status\b/)
      await panel.getByRole('button', { name: 'Back to Properties' }).click()
      await panel.getByRole('button', { name: /^Statuses/ }).waitFor()
      await noProblems(page)
      await walk.picture('4-picklist')
    },
  },
  {
    title: 'A section has two columns; components go into them with the keyboard',
    async run(walk) {
      const { page } = walk
      await add(page, 'Section')
      const panel = properties(page)
      assert.equal(await panel.getByLabel('Columns').inputValue(), '2')
      await panel.getByText('Include Header', { exact: true }).click()
      await fill(labelIn(panel), 'Details')
      await panel.getByLabel('Width of Column 1').selectOption('8')
      await panel.getByLabel('Width of Column 2').selectOption('4')
      await add(page, 'Long Text Area')
      await fill(labelIn(panel), 'Note')
      await add(page, 'Checkbox')
      await fill(labelIn(panel), 'Call Back')
      await canvas(page).focus()
      await canvas(page).press('Alt+ArrowRight')
      await editor(page).getByText('Call_Back is number 1 in column 2 of its section now.').waitFor()
      await canvas(page).press('Control+d')
      await editor(page).getByText('Call_Back was copied.').waitFor()
      await canvas(page).press('Delete')
      await editor(page).getByText('Call_Back_2 was deleted.').waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('5-section')
    },
  },
  {
    title: 'A component that is shown when another has a value',
    async run(walk) {
      const { page } = walk
      await select(page, 'Call Back')
      await add(page, 'Phone')
      const panel = properties(page)
      await fill(panel.getByLabel('API Name'), 'Phone')
      await panel.getByLabel('Show Component').selectOption('rule')
      await choose(page, panel.getByRole('combobox', { name: 'Resource 1' }), 'Call_Back', /^Call_Back/)
      await choose(page, panel.getByRole('combobox', { name: 'Value 1' }), '', 'True')
      await noProblems(page)
      await walk.picture('6-visibility')
    },
  },
  {
    title: 'Undo and Redo are those of the flow; a component can be dragged',
    async run(walk) {
      const { page } = walk
      const order = () =>
        page.locator('[data-screen-place] label').evaluateAll(labels => labels.map(({ textContent }) => textContent))
      const before = await order()
      await page.locator('[data-screen-place="1"]').dragTo(page.locator('[data-screen-place="0"]'), {
        targetPosition: { x: 40, y: 4 },
      })
      await editor(page).getByText('Picklist').or(editor(page).getByText('Status is number 1')).first().waitFor()
      assert.notDeepEqual(await order(), before)
      await editor(page).getByRole('button', { name: /^Undo/ }).click()
      assert.deepEqual(await order(), before)
      await editor(page).getByRole('button', { name: 'Done' }).click()
    },
  },
  {
    title: 'Update Records and Get Records take what was typed',
    async run({ page, picture }) {
      await addElement(page, 'Who_Checks_In', 'Update Records')
      const panel = properties(page)
      await fill(labelIn(panel), 'Set Status')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await panel.getByRole('button', { name: 'Add Condition' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'LastName', /^Last Name/)
      await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'Last_Name', /^Last_Name/)
      await panel.getByRole('button', { name: 'Add Field' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field to Set 1' }), 'Status', /^Status\b/)
      await choose(page, panel.getByRole('combobox', { name: 'New Value 1' }), '{!Status', /^Status\b/)
      await addElement(page, 'Set_Status', 'Get Records')
      await fill(labelIn(panel), 'Get Contacts')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await panel.getByRole('button', { name: 'Add Condition' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'LastName', /^Last Name/)
      await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'Last_Name', /^Last_Name/)
      await panel.getByText('All records', { exact: true }).click()
      await page.getByRole('button', { name: /No Problems|0 Errors/ }).waitFor()
      await picture('7-records-between')
    },
  },
  {
    title: 'The second screen has a text with merge fields and a table of the records',
    async run(walk) {
      const { page } = walk
      await addElement(page, 'Get_Contacts', 'Screen')
      const panel = properties(page)
      await editor(page).waitFor()
      await fill(labelIn(panel), 'Checked In')
      await panel.getByText('Show Previous', { exact: true }).click()
      await fill(panel.getByLabel('Label of Next or Finish', { exact: true }), 'All Set')
      await add(page, 'Display Text')
      const text = panel.getByRole('textbox', { name: 'Display Text' })
      await text.click()
      await text.press('Control+a')
      await text.pressSequentially('Now of status ')
      await choose(page, panel.getByRole('combobox', { name: /^Insert a resource into/ }), 'Status', /^Status\b/)
      await canvas(page).getByText('Now of status {!Status}').waitFor()
      await canvas(page).click({ position: { x: 5, y: 5 } })
      await add(page, 'Data Table')
      await choose(
        page,
        panel.getByRole('combobox', { name: 'Source Collection' }),
        'Get_Contacts',
        /^Get Contacts \(Get Records\)/,
      )
      assert.equal(await panel.getByRole('combobox', { name: 'Object' }).inputValue(), 'Contact')
      for (const name of ['First Name', 'Last Name', 'Status'])
        await choose(page, panel.getByRole('combobox', { name: 'Add Column' }), name, new RegExp(`^${name}`))
      await canvas(page).getByRole('columnheader', { name: 'Status', includeHidden: true }).waitFor()
      await noProblems(page)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('8-second-screen')
      await editor(page).getByRole('button', { name: 'Done' }).click()
    },
  },
  {
    title: 'Saved, it runs in a new tab before it is active',
    async run(walk) {
      const { page, context } = walk
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('"Contact Check In" was saved.').last().waitFor()
      const opened = context.waitForEvent('page')
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      const tab = await opened
      await tab.getByRole('heading', { name: 'Who Checks In' }).waitFor()
      await tab.getByLabel('Last Name').fill('X')
      await tab.getByRole('button', { name: 'Next' }).click()
      await tab.getByText('A name has two letters at least.').waitFor()
      assert.equal(await tab.getByLabel('Phone').count(), 0)
      await tab.getByText('Call Back', { exact: true }).click()
      await tab.getByLabel('Phone').waitFor()
      await tab.close()
    },
  },
  {
    title: 'Activated, it is walked to its end, and the records have what was typed',
    async run(walk) {
      const { page, context } = walk
      await page.getByRole('button', { name: 'Activate' }).click()
      await page.getByText('Version 1 of "Contact Check In" is active.').last().waitFor()
      assert.deepEqual(await statuses(walk, 'Okoye'), ['New'])
      const opened = context.waitForEvent('page')
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      const tab = await opened
      await tab.getByLabel('Last Name').fill('Okoye')
      await tab.getByRole('combobox', { name: 'Status' }).click()
      await tab.getByRole('option', { name: 'Blocked' }).click()
      await tab.getByLabel('Note').fill('Came at noon.')
      await tab.getByRole('button', { name: 'Next' }).click()
      await tab.getByText('Now of status Blocked').waitFor()
      await tab.getByRole('cell', { name: 'Okoye' }).first().waitFor()
      await tab.getByRole('cell', { name: 'Blocked' }).first().waitFor()
      assert.deepEqual(await statuses(walk, 'Okoye'), ['Blocked'])
      await tab.getByRole('button', { name: 'All Set' }).click()
      await tab.getByText('The flow has finished.').waitFor()
      await tab.close()
      const text = readFileSync(join(walk.folder, flowFile(NAME)), 'utf8')
      for (const part of ['<processType>Flow</processType>', '<status>Active</status>', '<picklistField>Status__c'])
        assert(text.includes(part), part)
    },
  },
  {
    title: 'A screen with what is not known here is looked at and left as it was',
    async run(walk) {
      const { page } = walk
      const before = readFileSync(join(walk.folder, flowFile('Known_Screens')), 'utf8')
      await openScreen(walk, 'Known_Screens', 'Ask')
      await select(page, 'Your Name')
      await select(page, 'c:starRating')
      await walk.picture('9-unknown-parts')
      await editor(page).getByRole('button', { name: 'Done' }).click()
      await page.locator('.millrace-builder-status', { hasText: /^Saved/ }).waitFor()
      await page.getByRole('button', { name: 'Edit Screen' }).click()
      await select(page, 'Your Name')
      await fill(labelIn(properties(page)), 'Your Full Name')
      await editor(page).getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('"Known Screens" was saved.').last().waitFor()
      const after = readFileSync(join(walk.folder, flowFile('Known_Screens')), 'utf8')
      assert.equal(after, before.replace('>Your Name<', '>Your Full Name<'))
    },
  },
]

const editor = (page: Page): Locator => page.getByRole('dialog', { name: /^Edit Screen/ })
const properties = (page: Page): Locator => page.getByRole('complementary', { name: 'Properties' }).last()
const canvas = (page: Page): Locator => page.getByRole('application', { name: /^Screen\./ })

// A field that is required has a star before its name.
const labelIn = (panel: Locator): Locator => panel.getByRole('textbox', { name: /^(\* *)?Label$/ })

const add = (page: Page, component: string): Promise<void> =>
  editor(page).getByRole('button', { name: component, exact: true }).first().click()

/// Selects the component that shows [text].
const select = (page: Page, text: string): Promise<void> =>
  page.locator('[data-screen-place]:not(:has([data-screen-place]))', { hasText: text }).first().click()

const noProblems = (page: Page): Promise<void> => editor(page).getByText('No problems').waitFor()

async function addElement(page: Page, after: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: `Add element after ${after}`, exact: true }).click()
  const menu = page.getByRole('dialog', { name: 'Add Element' })
  await menu.getByRole('combobox').fill(kind)
  await menu
    .getByRole('option', { name: new RegExp(`^${kind}`) })
    .first()
    .click()
}

async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Tab')
}

async function type(field: Locator, text: string): Promise<void> {
  await field.click()
  await field.pressSequentially(text)
  await field.page().keyboard.press('Escape')
  await field.blur()
}

async function choose(page: Page, field: Locator, text: string, option: string | RegExp): Promise<void> {
  await field.click()
  await field.fill(text)
  await page.getByRole('listbox').getByRole('option', { name: option }).first().click()
}

async function openScreen({ page, millrace }: Walk, flow: string, screen: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(new URL(`/setup/flows/${flow}`, millrace.signInLink).href)
  await page.locator(`[data-node="${screen}"]`).click()
  await page.getByRole('button', { name: 'Edit Screen' }).click()
  await editor(page).waitFor()
}

async function statuses({ page }: Walk, lastName: string): Promise<string[]> {
  const soql = `SELECT Status__c FROM Contact WHERE LastName = '${lastName}'`
  const path = `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`
  const answer = await page.request.get(new URL(path, page.url()).href)
  const { records } = (await answer.json()) as { records: { Status__c: string }[] }
  return records.map(({ Status__c }) => Status__c)
}

const knownScreens = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>62.0</apiVersion>
    <label>Known Screens</label>
    <processType>Flow</processType>
    <screens>
        <name>Ask</name>
        <label>Ask</label>
        <locationX>176</locationX>
        <locationY>134</locationY>
        <allowBack>true</allowBack>
        <fields>
            <name>Your_Name</name>
            <dataType>String</dataType>
            <fieldText>Your Name</fieldText>
            <fieldType>InputField</fieldType>
            <!-- Kept. -->
            <isRequired>true</isRequired>
            <notYetInvented><deeply>yes</deeply></notYetInvented>
        </fields>
        <fields>
            <name>Unknown_Widget</name>
            <extensionName>c:starRating</extensionName>
            <fieldType>ComponentInstance</fieldType>
            <inputParameters>
                <name>stars</name>
                <value>
                    <numberValue>5.0</numberValue>
                </value>
            </inputParameters>
            <isRequired>true</isRequired>
            <storeOutputAutomatically>true</storeOutputAutomatically>
        </fields>
        <showFooter>true</showFooter>
        <showHeader>true</showHeader>
    </screens>
    <start>
        <locationX>50</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>Ask</targetReference>
        </connector>
    </start>
    <status>Draft</status>
</Flow>
`

import { strict as assert } from 'node:assert'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { copyExample, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'
import { type PublicFlow, publicFlows } from './publicFlows.ts'
import { add, check, choose, fill, node } from './flowBuilder.ts'

/// Flow Builder as a person meets it: the flow of the worked example made from nothing, run from the component, then a
/// second one with everything in it; versions, debugging, tests; and what a large flow takes.
export interface Walk extends WalkTools {
  readonly folder: string
  removeFolder(): void
  millrace: RunningMillrace
  /// Fetched flows to be opened and saved; none unless a folder of them is named.
  readonly shown: readonly PublicFlow[]
  say(figures: string): void
}

const NAME = 'Set_Contact_Status_Active'
const flowsFolder = 'force-app/main/default/flows'
const flowFile = (name: string) => `${flowsFolder}/${name}.flow-meta.xml`

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    rmSync(join(folder, flowFile(NAME)))
    rmSync(join(folder, 'tests'), { recursive: true, force: true })
    writeFileSync(join(folder, flowFile('Large_Flow')), largeFlow(500))
    writeFileSync(join(folder, flowFile('Ask_For_Name')), SCREEN_FLOW)
    const shown = publicFlows(process.argv[3])
    for (const { name, text } of shown) writeFileSync(join(folder, flowFile(name)), text)
    tools.page.setDefaultTimeout(15_000)
    // Leaving a page with changes asks first.
    tools.page.on('dialog', dialog => void dialog.accept())
    return { ...tools, folder, removeFolder: remove, millrace: await startMillrace(folder), shown, say: console.log }
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
    title: 'Setup, Flows lists the flows with what uses them',
    async run(walk) {
      const { page, millrace } = walk
      await page.goto(millrace.signInLink)
      await page.getByRole('button', { name: 'Setup', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Flows', exact: true }).click()
      await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor()
      await page
        .getByRole('row', { name: /Mark_Do_Not_Contact/ })
        .getByText('Contact Status')
        .waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('1-flows')
    },
  },
  {
    title: 'New Flow makes an autolaunched flow and opens it',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'New Flow' }).click()
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      await dialog.getByLabel('Flow Label').fill('Set Contact Status Active')
      await dialog.getByLabel('Flow Label').press('Enter')
      assert.equal(await dialog.getByLabel('Flow API Name').inputValue(), NAME)
      assert.deepEqual(await walk.seriousFindings(), [])
      await dialog.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { level: 1, name: /Set Contact Status Active/ }).waitFor()
      await walk.picture('2-new')
    },
  },
  {
    title: 'The input ContactIds is a text collection that is available for input',
    async run({ page, picture }) {
      await page.getByRole('button', { name: 'New Resource' }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByLabel('API Name').fill('ContactIds')
      await check(panel, 'Allow multiple values (collection)')
      await check(panel, 'Available for input')
      await picture('3-new-resource')
      await panel.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('status').getByText('ContactIds was made.').waitFor()
    },
  },
  {
    title: 'Update Records sets the status of the contacts whose Id is in it',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Add element after Start' }).click()
      const menu = page.getByRole('dialog', { name: 'Add Element' })
      await menu.getByRole('combobox').fill('update')
      await walk.picture('4-element-menu')
      await menu.getByRole('option', { name: /^Update Records/ }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await fill(panel.getByLabel('Label', { exact: false }).first(), 'Set Status')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await panel.getByRole('button', { name: 'Add Condition' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'Id', 'Contact ID')
      await panel.getByLabel('Operator 1').selectOption('In')
      await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'ContactIds', /ContactIds/)
      await panel.getByRole('button', { name: 'Add Field' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field to Set 1' }), 'Status', /^Status/)
      await choose(page, panel.getByRole('combobox', { name: 'New Value 1' }), 'Active', 'Active')
      await page.getByRole('button', { name: /No Problems|0 Errors/ }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('5-update-records')
    },
  },
  {
    title: 'The output updatedCount counts them',
    async run({ page }) {
      await page.getByRole('button', { name: 'Add element after Set_Status' }).click()
      await page
        .getByRole('dialog', { name: 'Add Element' })
        .getByRole('option', { name: /^Assignment/ })
        .click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await fill(panel.getByLabel('Label', { exact: false }).first(), 'Count Contacts')
      await panel.getByRole('button', { name: 'Add Assignment' }).click()
      await panel.getByRole('combobox', { name: 'Variable 1' }).click()
      await page.getByRole('option', { name: 'New Resource' }).click()
      await panel.getByLabel('API Name').fill('updatedCount')
      await panel.getByLabel('Data Type').selectOption('Number')
      await check(panel, 'Available for output')
      await panel.getByRole('button', { name: 'Done' }).click()
      await panel.getByLabel('Operator 1').selectOption('AssignCount')
      await choose(page, panel.getByRole('combobox', { name: 'Value 1' }), 'ContactIds', /ContactIds/)
    },
  },
  {
    title: 'Saved and activated, it is the file that the worked example describes',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(page, '"Set Contact Status Active" was saved.')
      await page.getByRole('button', { name: 'Activate' }).click()
      await toast(page, 'Version 1 of "Set Contact Status Active" is active.')
      const text = file(walk, NAME)
      for (const part of [
        '<status>Active</status>',
        '<operator>In</operator>',
        '<field>Status__c</field>',
        '<isInput>true</isInput>',
      ])
        assert(text.includes(part), part)
      await page.getByRole('button', { name: 'Deactivate' }).waitFor()
      await walk.picture('6-active')
    },
  },
  {
    title: 'The component runs it',
    async run({ page, picture, millrace }) {
      await page.goto(new URL('/', millrace.signInLink).href)
      await page.locator('tr[data-index="0"] label').click()
      await page.locator('tr[data-index="1"] label').click()
      await page.getByRole('button', { name: 'Set as Active' }).click()
      await page.getByText('2 contacts are now Active.').waitFor()
      await picture('7-run-from-the-component')
    },
  },
  {
    title: 'Its run opens in the debugger',
    async run({ page, picture }) {
      await page.getByRole('button', { name: 'Setup', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Flow Runs', exact: true }).click()
      await page
        .getByRole('row', { name: /Set_Contact_Status_Active/ })
        .first()
        .getByRole('link')
        .first()
        .click()
      await page.getByRole('button', { name: 'Open in Debugger' }).click()
      await page.getByRole('heading', { name: /^Steps/ }).waitFor()
      await page.getByRole('button', { name: 'Step Forward' }).click()
      await page.locator('[data-node="Set_Status"][data-mark="current"]').waitFor()
      await picture('7b-run-in-the-debugger')
    },
  },
  {
    title: 'Debug runs it with picked records, rolls back, and lights up the path',
    async run(walk) {
      const { page } = walk
      await openFlow(walk, NAME)
      await page.getByRole('button', { name: 'Debug' }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      const picker = panel.getByRole('combobox', { name: /ContactIds/ })
      await picker.click()
      await page.getByRole('option').nth(2).click()
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      await panel.getByText('Nothing was changed.').waitFor()
      await panel.getByRole('heading', { name: /^Steps/ }).waitFor()
      assert.equal(await page.locator('[data-mark="visited"]').count(), 2)
      await panel.getByRole('button', { name: 'Step Back' }).click()
      await panel.getByRole('button', { name: 'Step Back' }).click()
      await panel.getByText(/update Contact: 1 record/).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('8-debug')
      await panel.getByRole('button', { name: 'Breakpoint', exact: true }).click()
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      await panel.getByRole('heading', { name: 'Steps (2 of 4)' }).waitFor()
      await page.locator('[data-node="Set_Status"][data-mark="current"] .millrace-flow-breakpoint').waitFor()
      await panel.getByRole('button', { name: 'Save as Scenario Test' }).click()
      await toast(page, 'The run was saved as a test.')
    },
  },
  {
    title: 'The saved test passes and its coverage is painted',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Tests', exact: true }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByRole('button', { name: 'Run All' }).click()
      await panel.getByText('passed').waitFor({ timeout: 60_000 })
      await panel.getByText('2 of 2 elements were reached.').waitFor()
      await walk.picture('9-tests')
    },
  },
  {
    title: 'A new version is a draft; it is compared, activated and rolled back',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Close Panel' }).click()
      await node(page, 'Set_Status').click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByLabel('Description').fill('Sets the status of all at once.')
      await panel.getByLabel('Description').blur()
      await page.getByRole('button', { name: 'Save As New Version' }).click()
      await toast(page, 'was saved as version 2.')
      assert(!file(walk, NAME).includes('all at once'))
      await page.getByRole('heading', { level: 1, name: /V2/ }).waitFor()
      await page.getByRole('button', { name: 'Versions' }).click()
      await page.getByRole('menuitem', { name: 'Compare with Version 1' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/description: "Sets the status of all at once." was added/).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('10-compare')
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await page.getByRole('button', { name: 'Activate' }).click()
      await toast(page, 'Version 2 of "Set Contact Status Active" is active.')
      assert(file(walk, NAME).includes('all at once'))
      await page.getByRole('button', { name: 'Versions' }).click()
      await page.getByRole('menuitem', { name: /^Open Version 1/ }).click()
      await page.getByRole('heading', { level: 1, name: /V1/ }).waitFor()
      await page.getByRole('button', { name: 'Activate' }).click()
      await toast(page, 'Version 1 of "Set Contact Status Active" is active.')
      assert(!file(walk, NAME).includes('all at once'))
    },
  },
  {
    title: 'Who saves second sees what the first saved',
    async run(walk) {
      const { page, context } = walk
      await page.getByRole('button', { name: 'Versions' }).click()
      await page.getByRole('menuitem', { name: /^Open Version 2/ }).click()
      await page.getByRole('heading', { level: 1, name: /V2/ }).waitFor()
      const other = await context.newPage()
      await other.goto(page.url())
      await relabel(other, 'Set_Status', 'Theirs')
      await other.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(other, 'was saved.')
      await other.close()
      await relabel(page, 'Set_Status', 'Mine')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: /Somebody else/ })
      await dialog.getByText(/"Mine" → "Theirs"/).waitFor()
      await walk.picture('11-meanwhile')
      await dialog.getByRole('button', { name: 'Save Mine As New Version' }).click()
      await toast(page, 'was saved as version 3.')
    },
  },
  {
    title: 'A second flow: get, loop, decision, subflow, fault path and formula, by mouse and keyboard',
    async run(walk) {
      const { page } = walk
      await goToFlows(walk)
      await page.getByRole('button', { name: 'New Flow' }).click()
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      await dialog.getByLabel('Flow Label').fill('Review Contacts')
      await dialog.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { level: 1, name: /Review Contacts/ }).waitFor()
      const panel = page.getByRole('complementary', { name: 'Properties' })

      await add(page, 'Add element after Start', 'Get Records')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await panel.getByText('All records', { exact: true }).click()
      await page.getByRole('button', { name: 'Add Fault Path' }).click()
      await page
        .getByRole('dialog', { name: 'Add Element' })
        .getByRole('option', { name: /^Assignment/ })
        .click()
      await fill(panel.getByLabel('Label', { exact: false }).first(), 'Remember Fault')
      await panel.getByRole('button', { name: 'Add Assignment' }).click()
      await panel.getByRole('combobox', { name: 'Variable 1' }).click()
      await page.getByRole('option', { name: 'New Resource' }).click()
      await panel.getByLabel('API Name').fill('fault')
      await check(panel, 'Available for output')
      await panel.getByRole('button', { name: 'Done' }).click()
      await fill(panel.getByRole('combobox', { name: 'Value 1' }), '{!$Flow.FaultMessage}')

      // By keyboard: the element behind Get Records, from the canvas.
      await node(page, 'Get_Records').focus()
      await page.keyboard.press('+')
      await page.keyboard.type('loop')
      await page.keyboard.press('Enter')
      await choose(page, panel.getByRole('combobox', { name: 'Collection Variable' }), 'Get', /^Get Records/)

      await add(page, 'Add element after Loop (For Each)', 'Decision')
      await panel.getByRole('button', { name: 'Add Condition' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Resource 1' }), 'Loop', /Current Item of Loop.*>/)
      await choose(page, panel.getByRole('combobox', { name: 'Resource 1' }), '', 'Email', 'Loop.')
      await panel.getByLabel('Operator 1').selectOption('IsNull')

      await page.getByRole('button', { name: 'New Resource' }).first().click()
      await panel.getByLabel('Resource Type').selectOption('formulas')
      await panel.getByLabel('API Name').fill('isMany')
      await panel.getByLabel('Data Type').selectOption('Boolean')
      await panel.getByRole('button', { name: 'Done' }).click()
      await panel.locator('.cm-content').click()
      await page.keyboard.type('LEN({!fault}) + 1')
      await page.getByRole('heading', { name: 'Formula', exact: true }).click()
      await panel.getByText(/incompatible with expected data type/).waitFor()
      await walk.picture('12-formula-error')
      await panel.locator('.cm-content').click()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('LEN({!fault}) > 1')
      await page.getByRole('heading', { name: 'Formula', exact: true }).click()

      await add(page, 'Add element after Decision (Outcome 1)', 'Subflow')
      await choose(page, panel.getByRole('combobox', { name: 'Flow' }), 'Mark', /Mark/)
      await add(page, 'Add element after Loop (After Last)', 'Assignment')
      await page.getByRole('button', { name: 'Zoom to Fit' }).click()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('13-second-flow')
      await page
        .getByRole('button', { name: /Error|Warning|Problems/ })
        .first()
        .click()
      await page.getByRole('region', { name: 'Problems' }).waitFor()
      await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: 'Explain' }).first().click()
      await walk.picture('14-problems')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(page, 'was saved.')
    },
  },
  {
    title: 'Delete, undo, copy and paste by keyboard',
    async run({ page }) {
      await node(page, 'Subflow').focus()
      await page.keyboard.press('Control+c')
      await node(page, 'Get_Records').focus()
      await page.keyboard.press('Control+v')
      await node(page, 'Subflow_2').waitFor()
      await node(page, 'Subflow_2').focus()
      await page.keyboard.press('Delete')
      await node(page, 'Subflow_2').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /^Undo Delete/ }).click()
      await node(page, 'Subflow_2').waitFor()
      await page.getByRole('button', { name: /^Undo Paste/ }).click()
      await node(page, 'Subflow_2').waitFor({ state: 'detached' })
    },
  },
  {
    title: 'What was not saved when the page is left is offered again',
    async run(walk) {
      const { page } = walk
      await relabel(page, 'Get_Records', 'Find All Contacts')
      await page.waitForResponse(response => response.url().endsWith('/draft') && response.request().method() === 'PUT')
      await goToFlows(walk)
      await page.getByRole('link', { name: 'Review Contacts' }).click()
      await page.getByText('There are changes of yours that were not saved.').waitFor()
      await page.getByRole('button', { name: 'Restore Them' }).click()
      await page.locator('.millrace-flow-node-label', { hasText: 'Find All Contacts' }).waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(page, 'was saved.')
    },
  },
  {
    title: 'A flow is cloned, exported, deleted and brought back, and imported',
    async run(walk) {
      const { page } = walk
      const menuOf = async (label: string, item: string) => {
        await page.getByRole('button', { name: `Actions of ${label}` }).click()
        await page.getByRole('menuitem', { name: item }).click()
      }
      await goToFlows(walk)
      await menuOf('Review Contacts', 'Clone')
      await page.getByRole('dialog', { name: 'Clone Flow' }).getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { level: 1, name: /Copy of Review Contacts/ }).waitFor()
      await goToFlows(walk)
      const download = page.waitForEvent('download')
      await menuOf('Copy of Review Contacts', 'Export')
      const outside = mkdtempSync(join(tmpdir(), 'millrace-export-'))
      const exported = join(outside, (await download).suggestedFilename())
      await (await download).saveAs(exported)
      assert.equal(readFileSync(exported, 'utf8'), file(walk, 'Copy_of_Review_Contacts'))
      await menuOf('Copy of Review Contacts', 'Delete')
      await page.getByText('"Copy of Review Contacts" was deleted.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('link', { name: 'Copy of Review Contacts' }).waitFor()
      const copy = exported.replace('Copy_of', 'Import_of')
      writeFileSync(copy, readFileSync(exported))
      await page.locator('input[type=file]').setInputFiles(copy)
      await page.getByRole('cell', { name: /^Import_of_Review_Contacts/ }).waitFor()
      assert.equal(file(walk, 'Import_of_Review_Contacts'), file(walk, 'Copy_of_Review_Contacts'))
      rmSync(outside, { recursive: true })
      await page.getByRole('link', { name: 'Review Contacts', exact: true }).click()
      await node(page, 'Get_Records').waitFor()
    },
  },
  {
    title: 'A record-triggered flow says at its start what starts it',
    async run(walk) {
      const { page } = walk
      await goToFlows(walk)
      await page.getByRole('button', { name: 'New Flow' }).click()
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      await dialog.getByLabel('Flow Label').fill('On Contact')
      await dialog.getByLabel('Type').selectOption('Record-Triggered Flow')
      await choose(page, dialog.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await walk.picture('14-new-record-triggered')
      await dialog.getByRole('button', { name: 'Create' }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByLabel('Trigger the Flow When').selectOption('A record is created or updated')
      await panel.getByRole('button', { name: 'Add Condition' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'Status', /^Status/)
      await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'Active', 'Active')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(page, '"On Contact" was saved.')
      assert(file(walk, 'On_Contact').includes('<recordTriggerType>CreateAndUpdate</recordTriggerType>'))
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('14a-start')
    },
  },
  {
    title: 'It has paths that run later, an entry formula, and an error of its own',
    async run(walk) {
      const { page } = walk
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByText('Include a Run Asynchronously path', { exact: false }).click()
      await panel.getByRole('button', { name: 'Add Scheduled Path' }).click()
      await fill(panel.getByLabel('Path Label 1'), 'A Week Later')
      await panel.getByLabel('Offset Options 1').selectOption('Weeks After')
      await page.locator('.millrace-flow-outcome', { hasText: 'A Week Later' }).waitFor()
      await page.locator('.millrace-flow-outcome', { hasText: 'Run Asynchronously' }).waitFor()
      await page.getByRole('button', { name: 'Zoom to Fit' }).click()
      await walk.picture('14c-scheduled-paths')
      for (let undone = 0; undone < 4; undone++) await page.getByRole('button', { name: /^Undo/ }).click()
      await page.locator('.millrace-flow-outcome').first().waitFor({ state: 'detached' })

      await add(page, 'Add element after Start', 'Custom Error')
      await panel.getByLabel('Where to Show It 1').selectOption('As an inline error on a field')
      await choose(page, panel.getByRole('combobox', { name: 'Field 1' }), 'Status', /^Status/)
      await fill(panel.getByRole('textbox', { name: 'Error Message 1' }), 'Not this one.')
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('14d-custom-error')
    },
  },
  {
    title: 'It is debugged with a record, and not started by one that does not meet the conditions',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Debug' }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByLabel('The Record Is').selectOption('Updated')
      const record = panel.getByRole('combobox', { name: 'Contact', exact: true })
      await record.click()
      await page.getByRole('listbox').getByRole('option').nth(1).click()
      await panel.getByRole('button', { name: 'Add Value', exact: true }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Field of value 1' }), 'Status', /^Status/)
      await panel.getByLabel('Value 1', { exact: true }).selectOption('Active')
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      await panel.getByText('Not this one.').first().waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('14e-debug-record')
      await panel.getByLabel('Value 1', { exact: true }).selectOption('Inactive')
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      await panel.getByText('does not meet the entry conditions').waitFor()
    },
  },
  {
    title: 'A debug run goes past a Wait, now and at its time',
    async run(walk) {
      const { page } = walk
      await newFlow(walk, 'Wait A Day')
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await add(page, 'Add element after Start', 'Wait')
      await panel.getByLabel('Wait For 1').selectOption('An amount of time')
      await walk.picture('16-wait')
      await page.getByRole('button', { name: 'Debug' }).click()
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      await panel.getByRole('heading', { name: 'Waits at Wait' }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('16a-debug-wait')
      await panel.getByRole('button', { name: 'Resume at Its Time' }).click()
      await panel.getByText('Finished in').waitFor()
      await panel.getByRole('columnheader', { name: 'Transaction 2' }).scrollIntoViewIfNeeded()
      await walk.picture('16b-limits')
    },
  },
  {
    title: 'A screen flow is debugged in the player, with its outputs',
    async run(walk) {
      const { page } = walk
      await openFlow(walk, 'Ask_For_Name')
      await page.getByRole('button', { name: 'Debug' }).click()
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await panel.getByRole('button', { name: 'Run', exact: true }).click()
      const screen = panel.getByRole('form', { name: 'Ask' })
      await screen.getByRole('button', { name: 'Next' }).click()
      await screen.getByRole('alert').or(screen.locator('.slds-has-error')).first().waitFor()
      await screen.getByLabel('Your Name').fill('Ada Ng')
      await walk.picture('17-debug-screen')
      await screen.getByRole('button', { name: 'Next' }).click()
      await panel.getByText('Finished in').waitFor()
      await panel.getByLabel('Outputs').getByText('"name": "Ada Ng"').waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
    },
  },
  {
    title: 'Transform, matching records, a filter formula, chosen fields and choices are edited',
    async run(walk) {
      const { page } = walk
      await newFlow(walk, 'Every Panel')
      const panel = page.getByRole('complementary', { name: 'Properties' })
      await add(page, 'Add element after Start', 'Get Records')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await panel.getByText('All records', { exact: true }).click()
      await panel.getByText('Choose fields and let the flow do the rest').click()
      await choose(page, panel.getByRole('combobox', { name: 'Add a Field' }), 'LastName', /^Last Name/)
      await panel.getByRole('combobox', { name: 'Stored Field 2' }).waitFor()

      await add(page, 'Add element after Get_Records', 'Collection Filter')
      await choose(page, panel.getByRole('combobox', { name: 'Collection Variable' }), 'Get', /^Get Records/)
      await panel.getByLabel('How to Filter').selectOption('Formula Evaluates to True')
      await panel.locator('.cm-content').click()
      await page.keyboard.type('ISBLANK({!currentItem_Collection_Filter.Title})')
      await panel.getByRole('heading', { name: 'Filter Conditions' }).click()

      await add(page, 'Add element after Collection_Filter', 'Transform')
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await check(panel, 'Collection')
      await choose(page, panel.getByRole('combobox', { name: 'Source Collection' }), 'Collection', /^Collection Filter/)
      await panel.getByRole('button', { name: 'Map Data' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Target Field 1' }), 'LastName', /^Last Name/)
      await choose(page, panel.getByRole('combobox', { name: 'Source 1' }), 'Each', /^Each Item.*>/)
      await choose(page, panel.getByRole('combobox', { name: 'Source 1' }), '', /^Last Name/, 'typed')
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('18-transform')

      await add(page, 'Add element after Transform', 'Create Records')
      await panel.getByText('From a record variable').click()
      await choose(page, panel.getByRole('combobox', { name: 'Record or Record Collection' }), 'Trans', /^Transform/)
      await panel.getByText('Check for matching records', { exact: false }).last().click()
      await panel.getByText('By conditions').click()
      await walk.picture('18a-matching-records')
      await panel.getByText('By the record Id').click()

      await page.getByRole('button', { name: 'New Resource' }).first().click()
      await panel.getByLabel('Resource Type').selectOption('Picklist Choice Set')
      await panel.getByLabel('API Name').fill('Statuses')
      await panel.getByRole('button', { name: 'Done' }).click()
      await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      await choose(page, panel.getByRole('combobox', { name: 'Field' }), 'Status', /^Status/)
      await walk.picture('18b-choice-set')
      await page.getByRole('button', { name: /No Problems|0 Errors/ }).waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toast(page, '"Every Panel" was saved.')
      const text = file(walk, 'Every_Panel')
      for (const part of [
        '<elementReference>Collection_Filter[$EachItem].LastName</elementReference>',
        '<conditionLogic>formula_evaluates_to_true</conditionLogic>',
        '<queriedFields>LastName</queriedFields>',
        '<upsertStandardIdField>Id</upsertStandardIdField>',
        '<picklistField>Status__c</picklistField>',
      ])
        assert(text.includes(part), part)
    },
  },
  {
    title: 'Branches and loops collapse; a go-to connector leads to its element',
    async run(walk) {
      const { page } = walk
      await openFlow(walk, 'Review_Contacts')
      await page.getByRole('button', { name: 'Collapse Loop' }).click()
      await node(page, 'Decision').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /^Expand Loop: / }).click()
      await node(page, 'Decision').waitFor()
      await page.getByRole('button', { name: 'Add element after Decision (Default Outcome)' }).click()
      const menu = page.getByRole('dialog', { name: 'Add Element' })
      await menu.getByRole('combobox').fill('Connect to Get')
      await menu.getByRole('option').first().click()
      await page.getByRole('button', { name: 'Go to Find All Contacts' }).click()
      await page.locator('[data-node="Get_Records"]:focus').waitFor()
      await page.getByRole('button', { name: 'Zoom to Fit' }).click()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('19-go-to')
      await page.getByRole('button', { name: /^Undo/ }).click()
    },
  },
  {
    title: 'Runs have figures by flow and element, and run again',
    async run(walk) {
      const { page, millrace } = walk
      await page.goto(new URL(`/setup/runs?flow=${NAME}`, millrace.signInLink).href)
      await page.getByRole('table', { name: 'Elements of Set Contact Status Active' }).waitFor()
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('20-runs')
      await page
        .getByRole('row', { name: /Set_Contact_Status_Active/ })
        .first()
        .getByRole('link')
        .first()
        .click()
      await page.getByRole('button', { name: 'Run Again' }).click()
      await page.waitForURL(url => url.pathname !== '/setup/runs' && !page.isClosed())
      await page.getByRole('heading', { level: 1, name: `Run of ${NAME}` }).waitFor()
      await walk.picture('20a-run')
    },
  },
  {
    title: 'Fetched flows of every kind open and are saved byte for byte equal',
    async run(walk) {
      const { page, shown } = walk
      for (const { name, text, kind } of shown) {
        await openFlow(walk, name)
        await node(page, '$start').waitFor()
        await page.locator('.millrace-flow-node').first().waitFor()
        // An active version is not saved over; the same text is saved as a new one, a draft.
        const isActive = text.includes('<status>Active</status>')
        if (isActive) await page.getByRole('button', { name: 'Save As New Version' }).click()
        else await page.keyboard.press('Control+s')
        await toast(page, isActive ? 'was saved as version 2.' : 'was saved.')
        if (!isActive) assert.equal(file(walk, name), text, kind)
        const answer = await page.request.get(new URL(`/millrace/v1/flows/${name}`, page.url()).href)
        const opened = (await answer.json()) as { current: { text: string } }
        assert.equal(opened.current.text, text, kind)
      }
      const kinds = new Set(shown.map(({ kind }) => kind))
      walk.say(
        shown.length === 0
          ? '  No folder of fetched flows was named: npm run walk -- flow-builder FOLDER'
          : `  ${shown.length} fetched flows of ${kinds.size} kinds (${[...kinds].join(', ')}) were opened and saved`,
      )
    },
  },
  {
    title: 'Back to the second flow',
    async run(walk) {
      await goToFlows(walk)
      await walk.page.getByRole('link', { name: 'Review Contacts', exact: true }).click()
      await node(walk.page, 'Get_Records').waitFor()
    },
  },
  {
    title: 'On a narrow screen the flow is there to read',
    async run({ page, picture, seriousFindings }) {
      await page
        .getByRole('button', { name: 'Close Panel' })
        .click()
        .catch(() => {})
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'Zoom to Fit' }).click()
      assert.equal(await page.getByRole('button', { name: /^Add element/ }).count(), 0)
      assert.deepEqual(await seriousFindings(), [])
      await picture('14b-narrow')
    },
  },
  {
    title: 'A flow of 500 elements opens and edits fluidly',
    async run(walk) {
      const { page } = walk
      await goToFlows(walk)
      const begun = performance.now()
      await page.getByRole('link', { name: 'Large Flow' }).click()
      await node(page, 'Step_1').waitFor()
      const opened = performance.now() - begun
      await node(page, 'Step_1').click()
      const label = page
        .getByRole('complementary', { name: 'Properties' })
        .getByLabel('Label', { exact: false })
        .first()
      const times: number[] = []
      for (let i = 0; i < 5; i++) {
        await label.fill(`Another ${i}`)
        const start = performance.now()
        await label.press('Enter')
        await page.locator('.millrace-flow-node-label', { hasText: `Another ${i}` }).waitFor()
        times.push(performance.now() - start)
      }
      const middle = times.toSorted((a, b) => a - b)[2]!
      walk.say(
        `  500 elements: open ${Math.round(opened)} ms, an edit ${Math.round(middle)} ms (median of 5, until it is drawn)`,
      )
      await page.getByRole('button', { name: 'Zoom to Fit' }).click()
      await walk.picture('15-large')
    },
  },
]

const file = (walk: Walk, name: string): string => readFileSync(join(walk.folder, flowFile(name)), 'utf8')

async function openFlow(walk: Walk, name: string): Promise<void> {
  await walk.page.setViewportSize({ width: 1280, height: 800 })
  await walk.page.goto(new URL(`/setup/flows/${name}`, walk.millrace.signInLink).href)
  await walk.page.getByRole('toolbar', { name: 'Flow' }).waitFor()
}

async function goToFlows({ page, millrace }: Walk): Promise<void> {
  await page.goto(new URL('/setup/flows', millrace.signInLink).href)
  await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor()
}

async function newFlow(walk: Walk, label: string): Promise<void> {
  const { page } = walk
  await goToFlows(walk)
  await page.getByRole('button', { name: 'New Flow' }).click()
  const dialog = page.getByRole('dialog', { name: 'New Flow' })
  await dialog.getByLabel('Flow Label').fill(label)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { level: 1, name: new RegExp(label) }).waitFor()
}

async function toast(page: Page, text: string): Promise<void> {
  await page.getByText(text).last().waitFor()
}

async function relabel(page: Page, name: string, label: string): Promise<void> {
  await node(page, name).click()
  await fill(
    page.getByRole('complementary', { name: 'Properties' }).getByLabel('Label', { exact: false }).first(),
    label,
  )
}

const SCREEN_FLOW = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>62.0</apiVersion>
    <label>Ask For Name</label>
    <processType>Flow</processType>
    <screens>
        <name>Ask</name>
        <label>Ask</label>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <allowBack>true</allowBack>
        <allowFinish>true</allowFinish>
        <allowPause>false</allowPause>
        <connector>
            <targetReference>Keep</targetReference>
        </connector>
        <fields>
            <name>Your_Name</name>
            <dataType>String</dataType>
            <fieldText>Your Name</fieldText>
            <fieldType>InputField</fieldType>
            <isRequired>true</isRequired>
        </fields>
        <showFooter>true</showFooter>
        <showHeader>true</showHeader>
    </screens>
    <assignments>
        <name>Keep</name>
        <label>Keep</label>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <assignmentItems>
            <assignToReference>name</assignToReference>
            <operator>Assign</operator>
            <value>
                <elementReference>Your_Name</elementReference>
            </value>
        </assignmentItems>
    </assignments>
    <start>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>Ask</targetReference>
        </connector>
    </start>
    <status>Draft</status>
    <variables>
        <name>name</name>
        <dataType>String</dataType>
        <isCollection>false</isCollection>
        <isInput>false</isInput>
        <isOutput>true</isOutput>
    </variables>
</Flow>
`

/// A flow of [count] elements: assignments with a decision every ten.
function largeFlow(count: number): string {
  const target = (to: number) => (to > count ? '' : `<targetReference>Step_${to}</targetReference>`)
  const connector = (tag: string, to: number) =>
    to > count ? '' : `        <${tag}>\n            ${target(to)}\n        </${tag}>\n`
  const assignments: string[] = []
  const decisions: string[] = []
  for (let i = 1; i <= count; i++) {
    const head = `        <name>Step_${i}</name>\n        <label>Step ${i}</label>\n        <locationX>0</locationX>\n        <locationY>0</locationY>\n`
    if (i % 10 === 0)
      decisions.push(
        `    <decisions>\n${head}${connector('defaultConnector', i + 2)}        <defaultConnectorLabel>Default Outcome</defaultConnectorLabel>\n        <rules>\n            <name>Rule_${i}</name>\n            <conditionLogic>and</conditionLogic>\n            <conditions>\n                <leftValueReference>total</leftValueReference>\n                <operator>GreaterThan</operator>\n                <rightValue>\n                    <numberValue>${i}.0</numberValue>\n                </rightValue>\n            </conditions>\n${connector('connector', i + 1)}            <label>More than ${i}</label>\n        </rules>\n    </decisions>\n`,
      )
    else
      assignments.push(
        `    <assignments>\n${head}        <assignmentItems>\n            <assignToReference>total</assignToReference>\n            <operator>Add</operator>\n            <value>\n                <numberValue>1.0</numberValue>\n            </value>\n        </assignmentItems>\n${connector('connector', i + 1)}    </assignments>\n`,
      )
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>62.0</apiVersion>
${assignments.join('')}${decisions.join('')}    <label>Large Flow</label>
    <processType>AutoLaunchedFlow</processType>
    <start>
        <connector>
            ${target(1)}
        </connector>
    </start>
    <status>Draft</status>
    <variables>
        <name>total</name>
        <dataType>Number</dataType>
        <isCollection>false</isCollection>
        <isInput>false</isInput>
        <isOutput>true</isOutput>
        <scale>0</scale>
        <value>
            <numberValue>0.0</numberValue>
        </value>
    </variables>
</Flow>
`
}

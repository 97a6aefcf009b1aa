import { strict as assert } from 'node:assert'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyExample, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// The worked example's component made from nothing in the Component Builder, as the guide says, and used; then what
/// else people do there, by mouse and by key.
export interface Walk extends WalkTools {
  readonly folder: string
  removeFolder(): void
  millrace: RunningMillrace
}

const COMPONENT = 'force-app/main/default/dynamicComponents/Contact_Status.dynamicComponent.json'

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    rmSync(join(folder, COMPONENT))
    await tools.context.grantPermissions(['clipboard-read', 'clipboard-write'])
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
    title: 'Setup has no components yet; New asks for a label and makes the API name of it',
    async run(walk) {
      const { page } = walk
      await page.goto(walk.millrace.signInLink)
      await page.getByRole('button', { name: 'Setup' }).click()
      await page.getByRole('menuitem', { name: 'Dynamic Components' }).click()
      await page.getByText('no Dynamic Components yet').waitFor()
      await walk.picture('1-home-empty')
      await page.getByRole('button', { name: 'New' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'New Dynamic Component' })
      await dialog.getByLabel('Label').fill('Contact Status')
      assert.equal(await dialog.getByLabel('API Name').inputValue(), 'Contact_Status')
      await isAccessible(walk)
      await walk.picture('2-new')
      await dialog.getByRole('button', { name: 'Create' }).click()
      await page.getByText('Drag a component here.').waitFor()
      await walk.picture('3-empty-canvas')
      await isAccessible(walk)
    },
  },
  {
    title: 'A query resource reads the contacts',
    async run(walk) {
      const { page } = walk
      await leftTab(walk, 'Resources')
      await page.getByRole('button', { name: 'New Resource' }).click()
      const dialog = page.getByRole('dialog', { name: 'New Resource' })
      await dialog.getByLabel('Resource Type').selectOption('query')
      await dialog.getByLabel('API Name').fill('AllContacts')
      await dialog.getByLabel('Object').fill('Contact')
      for (const field of ['Name', 'Status__c', 'Email']) {
        await dialog.getByPlaceholder('Add a field').fill(field)
        const add = dialog.getByRole('button', { name: 'Add', exact: true })
        if (await add.isEnabled()) await add.click()
        await dialog.getByRole('button', { name: `Remove ${field}` }).waitFor()
      }
      await dialog.getByRole('button', { name: 'Preview Rows' }).click()
      await dialog.getByText('SELECT Id, Name, Status__c, Email FROM Contact').waitFor()
      await dialog.getByRole('table', { name: 'First rows' }).waitFor()
      await isAccessible(walk)
      await walk.picture('4-query')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: /^AllContacts/ }).waitFor()
    },
  },
  {
    title: 'A Data Table is dragged onto the canvas and shows the rows of the query at once',
    async run(walk) {
      const { page } = walk
      await leftTab(walk, 'Components')
      await page.getByRole('button', { name: 'Data Table' }).dragTo(page.locator('.builder-top-drop'))
      await page.locator('[data-frame="DataTable"]').waitFor()
      const name = page.getByLabel('API Name')
      await name.fill('Contacts')
      await name.press('Enter')
      await page.locator('[data-frame="Contacts"]').waitFor()
      await page.getByLabel('Title').fill('Contacts')
      await page.getByRole('grid', { name: 'Contacts' }).getByRole('row').nth(3).waitFor()
      assert.equal(await page.getByLabel('Max Row Selection').inputValue(), '')
      await walk.picture('5-table')
      await isAccessible(walk)
    },
  },
  {
    title: 'A header action "Set as Active" gets its Target Name from its label',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Add Header Action' }).click()
      const item = page.getByRole('group', { name: 'Header Actions' })
      await item.getByLabel('Label').fill('Set as Active')
      await item.getByLabel('Name', { exact: false }).first().waitFor()
      await page.locator('[data-frame="Contacts"]').getByText('Set as Active').waitFor()
    },
  },
  {
    title: 'Execute Flow on Header Action Click: the flow is picked, its input mapped, On Finish refreshes',
    async run(walk) {
      const { page } = walk
      await page.getByRole('tab', { name: 'Interactions' }).click()
      await page.getByRole('button', { name: 'Add Interaction' }).click()
      const event = page.getByLabel('Interaction Type')
      await event.selectOption({ label: 'Header Action Click' })
      const section = page.getByRole('region', { name: 'Header Action Click' })
      await section.getByRole('button', { name: 'Add Interaction' }).click()
      await section.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Execute Flow' })
      await section.getByRole('button', { name: 'Pick a flow' }).click()
      await walk.picture('6-flow-picker')
      await page.getByRole('list', { name: 'Flows' }).getByText('Set_Contact_Status_Active').click()
      await page.getByRole('group', { name: 'Input Variables' }).getByText('Text collection', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Map ContactIds' }).click()
      await page.getByRole('option', { name: /Component attributes/ }).click()
      await page.getByRole('option', { name: /Contacts/ }).click()
      await walk.picture('7-mapping')
      await page.getByRole('option', { name: /SelectedRowsKeyValue/ }).click()
      await page
        .getByRole('group', { name: 'Output Variables' })
        .getByRole('button', { name: 'Create variable' })
        .click()
      const onFinish = page.getByRole('group', { name: 'On Finish' })
      await onFinish.getByRole('button', { name: 'Add Item' }).click()
      await onFinish.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Refresh All Queries' })
      await walk.picture('8-execute-flow')
      await isAccessible(walk)
    },
  },
  {
    title: 'Save writes the file that a developer would write',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toastSays(walk, 'Version 1 was saved.')
      const text = readFileSync(join(walk.folder, COMPONENT), 'utf8')
      assert.deepEqual(JSON.parse(text), expectedComponent('Draft'))
    },
  },
  {
    title: 'A component with errors can be saved and not be activated; the problem leads to its place',
    async run(walk) {
      const { page } = walk
      await page.getByRole('tab', { name: 'Properties' }).click()
      await page.getByRole('button', { name: 'Use a static value for Data Source' }).click()
      await page.getByRole('button', { name: /1 error/ }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Activate' }).isDisabled(), true)
      await page.getByRole('button', { name: /1 error/ }).click()
      await page
        .getByRole('tabpanel', { name: /Problems/ })
        .getByText('Data Source')
        .first()
        .waitFor()
      await walk.picture('9-problem')
      await isAccessible(walk)
      await page.getByRole('button', { name: /^Undo/ }).first().click()
      await page.getByRole('button', { name: /1 error/ }).waitFor({ state: 'detached' })
    },
  },
  {
    title: 'Activate: the page shows the component, and the button runs the flow for the selected rows',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Activate' }).click()
      await toastSays(walk, 'Version 1 is active.')
      assert.deepEqual(JSON.parse(readFileSync(join(walk.folder, COMPONENT), 'utf8')), expectedComponent())
      await page.goto(new URL('/', page.url()).href)
      const grid = page.getByRole('grid', { name: 'Contacts' })
      const row = grid.getByRole('row').filter({ hasText: 'Inactive' }).first()
      await row.waitFor()
      const email = await row.getByText('@example.com').innerText()
      await row.getByRole('checkbox').setChecked(true, { force: true })
      await page.getByRole('button', { name: 'Set as Active' }).click()
      await grid.getByRole('row').filter({ hasText: email }).filter({ hasNotText: 'Inactive' }).waitFor()
      await walk.picture('10-at-work')
    },
  },
  {
    title: 'The list of components says what is active and where it is used',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/setup/components', page.url()).href)
      const row = page.getByRole('row').filter({ hasText: 'Contact_Status' })
      await row.getByText('Active').waitFor()
      await row.getByRole('link', { name: 'Contacts' }).waitFor()
      await isAccessible(walk)
      await walk.picture('11-home')
      await row.getByRole('link', { name: 'Contact Status' }).click()
      await page.locator('[data-frame="Contacts"]').waitFor()
    },
  },
  {
    title: 'By key alone: a card from the palette, a text into it, moves, duplicate, delete, undo',
    async run(walk) {
      const { page } = walk
      await leftTab(walk, 'Components')
      const palette = page.getByLabel('Search components')
      await palette.fill('Card')
      await page.getByRole('button', { name: 'Card', exact: true }).focus()
      await page.keyboard.press('Enter')
      await announced(walk, 'Card added')
      await palette.fill('Text')
      await page.getByRole('button', { name: 'Text', exact: true }).focus()
      await page.keyboard.press('Enter')
      await announced(walk, 'Text added into Card')
      await leftTab(walk, 'Structure')
      const tree = page.getByRole('tree', { name: 'Structure' })
      await tree.getByRole('treeitem', { name: /Text/ }).focus()
      await page.keyboard.press('Control+d')
      await page.locator('[data-frame="Text2"]').waitFor()
      await tree.getByRole('treeitem', { name: /Text2/ }).focus()
      await page.keyboard.press('Alt+ArrowUp')
      await outlineIs(walk, ['Contacts', 'Card', 'Text2', 'Text'])
      await page.keyboard.press('Alt+ArrowLeft')
      await outlineIs(walk, ['Contacts', 'Card', 'Text', 'Text2'])
      await walk.picture('12-structure')
      await isAccessible(walk)
      await page.keyboard.press('Delete')
      await outlineIs(walk, ['Contacts', 'Card', 'Text'])
      await page.keyboard.press('Control+z')
      await outlineIs(walk, ['Contacts', 'Card', 'Text', 'Text2'])
      await page.keyboard.press('Control+Shift+z')
      await outlineIs(walk, ['Contacts', 'Card', 'Text'])
    },
  },
  {
    title: 'Copy and paste bring components with their names made free',
    async run(walk) {
      const { page } = walk
      await page.getByRole('treeitem', { name: /Card/ }).click()
      await page.keyboard.press('Control+c')
      await announced(walk, 'copied')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+v')
      await outlineIs(walk, ['Contacts', 'Card', 'Text', 'Card2', 'Text2'])
    },
  },
  {
    title: 'What is typed and not saved is there again after the tab was closed',
    async run(walk) {
      const { page } = walk
      const kept = page.waitForResponse(
        response => response.url().endsWith('/draft') && response.request().postData()?.includes('Typed and') === true,
      )
      await page.getByRole('treeitem', { name: /Text2/ }).click()
      await page.getByRole('textbox', { name: 'Text', exact: false }).last().fill('Typed and not saved')
      await kept
      const url = page.url()
      await page.goto('about:blank')
      await page.goto(url)
      await page.getByText('were not saved; here they are again').waitFor()
      await page.locator('[data-frame="Text2"]').getByText('Typed and not saved').waitFor()
      await walk.picture('13-draft')
      await isAccessible(walk)
      await page.getByRole('button', { name: 'Keep' }).click()
    },
  },
  {
    title: 'Save As New Version leaves the active one alone; versions are compared in words',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Save As New Version' }).click()
      await toastSays(walk, 'Saved as version 2')
      assert.deepEqual(JSON.parse(readFileSync(join(walk.folder, COMPONENT), 'utf8')), expectedComponent())
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Versions' }).click()
      const dialog = page.getByRole('dialog', { name: /Versions of/ })
      await dialog.getByText('Added Card Card', { exact: true }).waitFor()
      await walk.picture('14-versions')
      await isAccessible(walk)
      await dialog.getByRole('button', { name: 'Close' }).last().click()
    },
  },
  {
    title: 'Somebody else saves meanwhile: the second save shows the difference and merges',
    async run(walk) {
      const { page } = walk
      const other = await walk.context.newPage()
      await other.goto(page.url())
      await other.locator('[data-frame="Contacts"]').waitFor()
      await page.keyboard.press('Escape')
      await page.getByLabel('Label', { exact: false }).first().fill('Mine')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await toastSays(walk, 'Version 2 was saved.')
      await other.getByLabel('Description').fill('Theirs')
      await other.getByRole('button', { name: 'Save', exact: true }).click()
      const dialog = other.getByRole('dialog', { name: /Somebody else/ })
      await dialog.getByText('Label: "Contact Status" → "Mine"').waitFor()
      await other.screenshot({ path: join(walk.folder, 'conflict.png') })
      await dialog.getByRole('button', { name: 'Merge' }).click()
      await other.getByRole('button', { name: 'Save', exact: true }).click()
      await other.getByText('Version 2 was saved.').waitFor()
      assert.equal(await other.getByLabel('Label', { exact: false }).first().inputValue(), 'Mine')
      await other.close()
      await page.reload()
      await page.locator('[data-frame="Contacts"]').waitFor()
      assert.equal(await page.getByLabel('Description').inputValue(), 'Theirs')
    },
  },
  {
    title: 'Preview runs what is on the screen and rolls it back; the drawer tells what happened',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Preview', exact: true }).click()
      const grid = page.getByRole('grid', { name: 'Contacts' })
      const row = grid.getByRole('row').filter({ hasText: 'Inactive' }).first()
      await row.waitFor()
      const email = await row.getByText('@example.com').innerText()
      await row.getByRole('checkbox').setChecked(true, { force: true })
      await page.getByRole('button', { name: 'Set as Active' }).click()
      await page.getByRole('button', { name: /Debug:/ }).click()
      const line = page
        .getByRole('region', { name: 'Debug' })
        .getByRole('listitem')
        .filter({ hasText: 'Set_Contact_Status_Active' })
      await line.getByText('"updatedCount":1').waitFor()
      await walk.picture('15-preview')
      await isAccessible(walk)
      await grid.getByRole('row').filter({ hasText: email }).filter({ hasText: 'Inactive' }).waitFor()
      await page.getByRole('button', { name: 'Back to Building' }).click()
    },
  },
  {
    title: 'A component of 300 parts opens, is typed in and dragged in fluidly',
    async run(walk) {
      const { page } = walk
      writeFileSync(join(walk.folder, COMPONENT.replace('Contact_Status', 'Large')), largeComponent())
      await page.goto(new URL('/setup/components', page.url()).href)
      await page.getByRole('link', { name: 'Large' }).waitFor({ timeout: 15_000 })
      const opened = await timed(async () => {
        await page.getByRole('link', { name: 'Large' }).click()
        await page.locator('[data-frame]').nth(299).waitFor({ state: 'attached' })
      })
      await page.locator('[data-frame="T150"]').click({ force: true })
      const field = page.getByRole('textbox', { name: 'Text', exact: false }).last()
      await field.focus()
      const typed = await timed(() => page.keyboard.type('twenty more letters.'))
      await leftTab(walk, 'Structure')
      const dropped = await timed(async () => {
        await page.getByRole('treeitem', { name: /T150/ }).focus()
        for (let i = 0; i < 10; i++) await page.keyboard.press('Alt+ArrowUp')
        await page.getByRole('treeitem', { name: /T150/ }).waitFor()
      })
      console.log(
        `300 parts: open ${opened.toFixed(0)} ms, per key ${(typed / 20).toFixed(1)} ms, per move ${(dropped / 10).toFixed(1)} ms`,
      )
      assert(existsSync(join(walk.folder, COMPONENT)))
    },
  },
]

/// No serious finding of axe, with nothing under the pointer and no colour on its way to another.
async function isAccessible({ page, seriousFindings }: Walk): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(200)
  assert.deepEqual(await seriousFindings(), [])
}

async function leftTab({ page }: Walk, name: string): Promise<void> {
  await page.getByRole('complementary', { name: 'Toolbox' }).getByRole('tab', { name }).click()
}

const toastSays = ({ page }: Walk, text: string): Promise<void> =>
  page.locator('.slds-notify_toast', { hasText: text }).first().waitFor()

const announced = ({ page }: Walk, text: string): Promise<void> =>
  page.locator('.builder [role=status]', { hasText: text }).waitFor({ state: 'attached' })

/// The API names of the structure tree, top to bottom, are these in a moment.
async function outlineIs({ page }: Walk, expected: readonly string[]): Promise<void> {
  const names = async () =>
    page.getByRole('treeitem').evaluateAll(rows => rows.map(row => row.getAttribute('data-name')).join(' '))
  for (let i = 0; i < 50 && (await names()) !== expected.join(' '); i++) await page.waitForTimeout(100)
  assert.equal(await names(), expected.join(' '))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function expectedComponent(status?: 'Draft'): object {
  return {
    apiName: 'Contact_Status',
    label: 'Contact Status',
    ...(status && { status }),
    resources: [
      { type: 'query', apiName: 'AllContacts', objectApiName: 'Contact', fields: ['Name', 'Status__c', 'Email'] },
      {
        type: 'variable',
        apiName: 'updatedCount',
        description: 'Output updatedCount of the flow.',
        dataType: 'Number',
      },
    ],
    components: [
      {
        type: 'DataTable',
        apiName: 'Contacts',
        attributes: {
          records: '{!AllContacts}',
          columns: [{ fieldName: 'Name' }, { fieldName: 'Status__c' }, { fieldName: 'Email' }],
          title: 'Contacts',
          headerActions: [{ name: 'set_as_active', label: 'Set as Active' }],
        },
        interactions: {
          headerActionClick: [
            {
              type: 'executeFlow',
              targetName: 'set_as_active',
              flowApiName: 'Set_Contact_Status_Active',
              inputVariables: [{ name: 'ContactIds', value: '{!Contacts.SelectedRowsKeyValue}', isCollection: true }],
              outputVariables: [{ name: 'updatedCount', resourceName: 'updatedCount' }],
              onFinish: [{ type: 'refreshAllQueries' }],
            },
          ],
        },
      },
    ],
  }
}

function largeComponent(): string {
  const cards = Array.from({ length: 30 }, (_, card) => ({
    type: 'Card',
    apiName: `C${card}`,
    attributes: { title: `Card ${card}` },
    children: {
      body: Array.from({ length: 9 }, (_, text) => ({
        type: 'Text',
        apiName: `T${card * 9 + text}`,
        attributes: { value: `Text ${card * 9 + text}` },
      })),
    },
  }))
  return JSON.stringify(
    { apiName: 'Large', label: 'Large', status: 'Draft', resources: [], components: cards },
    null,
    2,
  )
}

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { millrace, type RunningMillrace, startMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'
import { add, check, choose, fill, properties } from '../flow-builder/flowBuilder.ts'
import { frame, leftTab } from '../component-builder/componentBuilder.ts'
import { Guide } from './guide.ts'
import { writeGuide } from './guideFiles.ts'

/// The interaction Execute Flow from an empty project to its last check mark, in the browser alone. What it does and
/// sees becomes docs/guide/execute-flow.
export interface Walk extends WalkTools {
  readonly folder: string
  readonly guide: Guide
  millrace?: RunningMillrace
}

const NAME = 'contact-status'

export async function begin(tools: WalkTools): Promise<Walk> {
  return walkTo(tools, new Guide(tools.page, { takesPictures: true }))
}

/// The walk with another [guide].
export function walkTo(tools: WalkTools, guide: Guide): Walk {
  tools.page.setDefaultTimeout(15_000)
  guide.say(OPENING)
  return { ...tools, folder: join(mkdtempSync(join(tmpdir(), 'millrace-')), NAME), guide }
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace?.stop()
  rmSync(dirname(walk.folder), { recursive: true, force: true })
}

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })

const at = (walk: Walk, path: string): string => new URL(path, walk.millrace!.signInLink).href

const OPENING = `<!-- Made by scenarios/guide/walk.ts; change that, then: npm run walk -- guide -->

# Execute Flow, from an empty project

*Execute Flow* is the interaction that runs an autolaunched flow from a Dynamic Component. Somebody clicks a button; the
component hands the flow what it needs to know, such as the Ids of selected rows; the flow works on the server, with no
screens, while the page stays in use; and when it has ended, the component gets its answer and acts on it: a toast, a
refreshed table, another page.

| | happens | you set it in |
|---|---|---|
| click | the flow starts, with values in its input variables | Interactions: Flow API Name, Input Variables |
| background | its elements run, in one transaction | Flow Builder |
| afterwards | its output variables are in variables of the component, and what follows runs | Output Variables, On Finish, On Error |

In this guide you build the worked example from nothing: a table of contacts whose button **Set as Active** runs a flow
for the selected ones. Every step was done in a browser while this text was written, and is done again by every run of
the tests.`

/// The contacts that the guide makes.
const CONTACTS = [
  { last: 'Ng', first: 'Ada' },
  { last: 'Okafor', first: 'Ben' },
  { last: 'Silva', first: 'Cleo' },
  { last: 'Yilmaz', first: 'Deniz' },
]

const beforeYouBegin: readonly Step<Walk>[] = [
  {
    title: 'Make an empty project',
    async run(walk) {
      const { guide, page, folder } = walk
      guide.chapter('A project to work in')
      guide.step('Make an empty project')
      guide.say(`\`\`\`sh\nnpx millrace init ${NAME}\nnpx millrace start ${NAME}\n\`\`\``)
      assert.equal((await millrace('init', folder)).code, 0)
      walk.millrace = await startMillrace(folder)
      await guide.see(
        'The last line is a link that signs you in as the administrator. There is nothing to see yet: **This project has no pages yet**.',
        async () => {
          await page.goto(walk.millrace!.signInLink)
          await page.getByText('This project has no pages yet').waitFor()
        },
      )
      await guide.picture('empty-project', 'The home page of an empty project')
    },
  },
  {
    title: 'Give contacts a status',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Field of Contact' })
      guide.step('Give contacts a status')
      await guide.do(
        'Open the **Setup** menu, the gear at the top right, and choose **Objects and Fields**.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Objects and Fields' }).click(),
      )
      await guide.do(
        'Search for `Contact`, open **Contact**, and click **New Field**.',
        () => page.getByLabel('Search').fill('Contact'),
        () => page.getByRole('link', { name: 'Contact', exact: true }).click(),
        () => button(page, 'New Field').click(),
      )
      await guide.do(
        'The **Field Label** is `Status`, so the **Field Name** is **Status__c**; the **Data Type** is **Picklist**.',
        async () => {
          await dialog.getByLabel('Field Label').fill('Status')
          await dialog.getByLabel('Data Type').selectOption({ label: 'Picklist' })
        },
      )
      await guide.do('As **Values** type `New`, `Active` and `Inactive`, one in each line.', () =>
        dialog.getByLabel('Values').fill('New\nActive\nInactive'),
      )
      await guide.picture('new-field', 'The field Status of contacts')
      await guide.do('Click **Save**.', async () => {
        await button(dialog, 'Save').click()
        await toast(page, 'The field "Status" was made.')
      })
      guide.say(
        'It is a file of the project now, `force-app/main/default/objects/Contact/fields/Status__c.field-meta.xml`, as Salesforce has it. Everything that you build in this guide is such a file: look at them, keep them in git, deploy them.',
      )
    },
  },
  {
    title: 'Make some contacts',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Make some contacts')
      await guide.do('Open the **App Launcher**, the nine dots at the top left, and choose **Contacts**.', async () => {
        await button(page, 'App Launcher').click()
        await page.locator('a[href="/lightning/o/Contact/list"]').click()
        await button(page, 'New').waitFor()
      })
      await guide.do('**New** asks for a contact: fill in a name and an **Email**, leave **Status** as it is.', () =>
        newContact(walk, CONTACTS[0]!),
      )
      await guide.picture('new-contact', 'A new contact')
      await guide.do('**Save** it, and make a few more.', async () => {
        await saveContact(walk)
        for (const contact of CONTACTS.slice(1)) {
          await page.goto(at(walk, '/lightning/o/Contact/list'))
          await newContact(walk, contact)
          await saveContact(walk)
        }
      })
      await page.goto(at(walk, '/lightning/o/Contact/list'))
      await guide.see('Every one of them has the status **New**.', () =>
        page.getByRole('row').filter({ hasText: 'Yilmaz' }).getByText('New').waitFor(),
      )
      await guide.picture('contacts', 'The list of contacts')
    },
  },
]

const flow: readonly Step<Walk>[] = [
  {
    title: 'Make an autolaunched flow',
    async run(walk) {
      const { guide, page } = walk
      guide.chapter('The autolaunched flow')
      guide.say(
        'The flow gets the Ids of contacts and sets the status of all of them at once. It runs in the background: it has no screens and no trigger.',
      )
      guide.step('Make an autolaunched flow')
      await guide.do('Open the **Setup** menu, the gear, and choose **Flows**.', async () => {
        await button(page, 'Setup').click()
        await page.getByRole('menuitem', { name: 'Flows', exact: true }).click()
        await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor()
      })
      await guide.do('Click **New Flow**.', () => button(page, 'New Flow').click())
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      await guide.do(
        'As **Flow Label** type `Set Contact Status Active`. The **Flow API Name** comes by itself: **Set_Contact_Status_Active**. It is what the component will call.',
        async () => {
          await dialog.getByLabel('Flow Label').fill('Set Contact Status Active')
          await dialog.getByLabel('Flow Label').press('Tab')
          await dialog.getByText('Runs in the background').waitFor()
        },
      )
      await guide.do('Leave **Type** at **Autolaunched Flow (No Trigger)**.', async () =>
        assert.equal(await dialog.getByLabel('Type').inputValue(), 'AutoLaunchedFlow'),
      )
      await guide.picture('new-flow', 'New Flow')
      await guide.do('Click **Create**.', async () => {
        await button(dialog, 'Create').click()
        await page.getByRole('heading', { level: 1, name: /Set Contact Status Active/ }).waitFor()
      })
    },
  },
  {
    title: 'Give it an input for many Ids',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Give it an input for many Ids')
      await guide.do('Click **New Resource** and call it `ContactIds`.', async () => {
        await button(page, 'New Resource').click()
        await properties(page).getByLabel('API Name').fill('ContactIds')
      })
      await guide.do('Its **Data Type** is **Text**. Check **Allow multiple values (collection)**.', () =>
        check(properties(page), 'Allow multiple values (collection)'),
      )
      await guide.do('Check **Available for input**.', () => check(properties(page), 'Available for input'))
      await guide.picture('flow-input', 'The input variable ContactIds')
      guide.say(
        '> The collection is what makes this a change of many records. A variable for one value would be given one Id, whatever is selected.',
      )
      await guide.do('Click **Done**.', async () => {
        await button(properties(page), 'Done').click()
        await page.getByRole('status').getByText('ContactIds was made.').waitFor()
      })
    },
  },
  {
    title: 'Update the contacts',
    async run(walk) {
      const { guide, page } = walk
      const panel = properties(page)
      guide.step('Update the contacts')
      await guide.do('Click the plus under **Start** and choose **Update Records**.', () =>
        add(page, 'Add element after Start', 'Update Records'),
      )
      await guide.do('As **Label** type `Set Status`, and as **Object** choose **Contact**.', async () => {
        await fill(panel.getByLabel('Label', { exact: false }).first(), 'Set Status')
        await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
      })
      await guide.do(
        'Click **Add Condition**: the field **Id**, the operator **In**, the value **ContactIds**. So it finds the contacts whose Id is in the collection.',
        async () => {
          await button(panel, 'Add Condition').click()
          await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'Id', 'Contact ID')
          await panel.getByLabel('Operator 1').selectOption('In')
          await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'ContactIds', /ContactIds/)
        },
      )
      await guide.do('Click **Add Field**: **Status** becomes **Active**.', async () => {
        await button(panel, 'Add Field').click()
        await choose(page, panel.getByRole('combobox', { name: 'Field to Set 1' }), 'Status', /^Status/)
        await choose(page, panel.getByRole('combobox', { name: 'New Value 1' }), 'Active', 'Active')
      })
      await guide.picture('update-records', 'Update Records sets the status')
    },
  },
  {
    title: 'Let it answer how many there were',
    async run(walk) {
      const { guide, page } = walk
      const panel = properties(page)
      guide.step('Let it answer how many there were')
      guide.say(
        'A flow gives results back by way of variables that are available for output: new Ids, calculated numbers, a message.',
      )
      await guide.do(
        'Click the plus under **Set Status** and choose **Assignment**. Call it `Count Contacts`.',
        async () => {
          await add(page, 'Add element after Set_Status', 'Assignment')
          await fill(panel.getByLabel('Label', { exact: false }).first(), 'Count Contacts')
        },
      )
      await guide.do('Click **Add Assignment**. In **Variable**, choose **New Resource**.', async () => {
        await button(panel, 'Add Assignment').click()
        await panel.getByRole('combobox', { name: 'Variable 1' }).click()
        await page.getByRole('option', { name: 'New Resource' }).click()
      })
      await guide.do(
        'Call it `updatedCount`. Its **Data Type** is **Number**, and it is **Available for output**. Click **Done**.',
        async () => {
          await panel.getByLabel('API Name').fill('updatedCount')
          await panel.getByLabel('Data Type').selectOption('Number')
          await check(panel, 'Available for output')
          await button(panel, 'Done').click()
        },
      )
      await guide.do('Choose the operator **Equals Count** and the value **ContactIds**.', async () => {
        await panel.getByLabel('Operator 1').selectOption('AssignCount')
        await choose(page, panel.getByRole('combobox', { name: 'Value 1' }), 'ContactIds', /ContactIds/)
      })
      await page.getByRole('button', { name: /No Problems|0 Errors/ }).waitFor()
      await guide.picture('count', 'The flow counts the contacts')
    },
  },
  {
    title: 'Save and activate the flow',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Save and activate the flow')
      await guide.do('Click **Save**.', async () => {
        await button(page, 'Save').click()
        await page.getByText('"Set Contact Status Active" was saved.').last().waitFor()
      })
      await guide.do(
        'The **Flow Properties** have the **Flow API Name**, should you need it: **Set_Contact_Status_Active**.',
        async () => {
          await button(page, 'Flow Properties').click()
          await properties(page).getByLabel('Flow API Name').waitFor()
        },
      )
      await guide.do('Click **Activate**. A flow that is a draft is run by no component.', async () => {
        await button(page, 'Activate').click()
        await page.getByText('Version 1 of "Set Contact Status Active" is active.').last().waitFor()
      })
      await guide.picture('flow-active', 'The flow is active')
    },
  },
]

const table: readonly Step<Walk>[] = [
  {
    title: 'Make a Dynamic Component',
    async run(walk) {
      const { guide, page } = walk
      guide.chapter('The Data Table')
      guide.step('Make a Dynamic Component')
      await guide.do(
        'Leave Flow Builder by the arrow at the top left, open the **Setup** menu and choose **Dynamic Components**.',
        () => button(page, 'All Flows').click(),
        () => page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor(),
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Dynamic Components' }).click(),
      )
      await guide.do('Click **New**, type the **Label** `Contact Status`, and click **Create**.', async () => {
        await button(page, 'New').first().click()
        const dialog = page.getByRole('dialog', { name: 'New Dynamic Component' })
        await dialog.getByLabel('Label').fill('Contact Status')
        await button(dialog, 'Create').waitFor()
      })
      await button(page.getByRole('dialog'), 'Create').click()
      await guide.see('The **Component Builder** opens, with nothing on its canvas.', () =>
        page.getByText('Drag a component here.').waitFor(),
      )
      await guide.picture('component-builder', 'The Component Builder with an empty canvas')
    },
  },
  {
    title: 'Read the contacts with a query',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Resource' })
      guide.step('Read the contacts with a query')
      await guide.do('On the left, open **Resources** and click **New Resource**.', async () => {
        await leftTab(page, 'Resources')
        await button(page, 'New Resource').click()
      })
      await guide.do('Choose the **Resource Type** **Query** and the **API Name** `AllContacts`.', async () => {
        await dialog.getByLabel('Resource Type').selectOption('query')
        await dialog.getByLabel('API Name').fill('AllContacts')
      })
      await guide.do(
        'As **Object** type `Contact`, and add the fields **Name**, **Status__c** and **Email**.',
        async () => {
          await dialog.getByLabel('Object').fill('Contact')
          for (const field of ['Name', 'Status__c', 'Email']) {
            await dialog.getByPlaceholder('Add a field').fill(field)
            const adding = button(dialog, 'Add')
            if (await adding.isEnabled()) await adding.click()
            await button(dialog, `Remove ${field}`).waitFor()
          }
        },
      )
      await guide.do('**Preview Rows** shows what it finds.', async () => {
        await button(dialog, 'Preview Rows').click()
        await dialog.getByRole('table', { name: 'First rows' }).waitFor()
      })
      await guide.picture('query', 'The query and its first rows')
      await guide.do('Click **Done**.', async () => {
        await button(dialog, 'Done').click()
        await button(page, /^AllContacts/).waitFor()
      })
    },
  },
  {
    title: 'Make a variable for the flow’s answer',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Resource' })
      guide.step('Make a variable for the flow’s answer')
      guide.say(
        'An output of a flow is stored in a variable of the component, of the same type. Make it before the interaction, and it is there to choose.',
      )
      await guide.do(
        'Click **New Resource** again: a **Variable** `updatedCount` with the **Data Type** **Number**.',
        async () => {
          await button(page, 'New Resource').click()
          await dialog.getByLabel('API Name').fill('updatedCount')
          await dialog.getByLabel('Data Type').selectOption('Number')
        },
      )
      await guide.picture('variable', 'A Number variable for the output')
      await guide.do('Click **Done**.', () => button(dialog, 'Done').click())
    },
  },
  {
    title: 'Show them in a Data Table',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Show them in a Data Table')
      await guide.do('On the left, open **Components** and drag a **Data Table** onto the canvas.', async () => {
        await leftTab(page, 'Components')
        await button(page, 'Data Table').dragTo(page.locator('.builder-top-drop'))
        await frame(page, 'DataTable').waitFor()
      })
      await guide.do(
        'On the right, change its **API Name** to `Contacts`, and give it the **Title** `Contacts`.',
        async () => {
          await page.getByLabel('API Name').fill('Contacts')
          await page.getByLabel('API Name').press('Enter')
          await frame(page, 'Contacts').waitFor()
          await page.getByLabel('Title').fill('Contacts')
        },
      )
      await guide.see(
        'Its **Data Source** is the query, since there is no other, and it has a column for each field: **Name**, **Status**, **Email**.',
        () => page.getByRole('grid', { name: 'Contacts' }).getByText('Yilmaz').first().waitFor(),
      )
      await guide.picture('data-table', 'The Data Table on the canvas, with the contacts')
      await guide.do(
        'Leave **Max Row Selection** empty. With 1 there, people could select one contact at a time.',
        async () => assert.equal(await page.getByLabel('Max Row Selection').inputValue(), ''),
      )
    },
  },
  {
    title: 'Add the header action "Set as Active"',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Add the header action "Set as Active"')
      await guide.do('Click **Add Header Action** and type the **Label** `Set as Active`.', async () => {
        await button(page, 'Add Header Action').click()
        await page.getByRole('group', { name: 'Header Actions' }).getByLabel('Label').fill('Set as Active')
      })
      await guide.see('The button is on the table at once: **Set as Active**.', () =>
        frame(page, 'Contacts').getByText('Set as Active').waitFor(),
      )
      await guide.picture('header-action', 'The header action')
    },
  },
]

const SOURCES = `| to pass | map to |
|---|---|
| what is selected in a table | **Component attributes**, the table: Ids, rows, or their count |
| what somebody typed | **Component attributes**, the input: its value |
| a variable, a query's records, a formula's result | **Resources** |
| what the page hands to the component | **Resources**: a variable that is available for input |
| a field of the record that the page is about | *The page's record*, once the component has a Target Page Object |
| the row whose action was clicked | *The row that was clicked*, in interactions on Row Action |
| the user, the organization, the page | **Global variables** |
| the same every time | nothing: type it, such as \`Active\`, \`100\` or \`true\` |`

const interaction: readonly Step<Walk>[] = [
  {
    title: 'Say what a click does: Execute Flow',
    async run(walk) {
      const { guide, page } = walk
      const section = headerActionClick(page)
      guide.chapter('The interaction Execute Flow')
      guide.step('Say what a click does: Execute Flow')
      await guide.do(
        'With the table selected, open **Interactions** on the right and click **Add Interaction**.',
        () => page.getByRole('tab', { name: 'Interactions' }).click(),
        () => button(page, 'Add Interaction').click(),
      )
      await guide.do('As **Interaction Type** choose **Header Action Click**.', () =>
        page.getByLabel('Interaction Type').selectOption({ label: 'Header Action Click' }),
      )
      await guide.do('Click **Add Interaction** there, and choose **Execute Flow**.', async () => {
        await button(section, 'Add Interaction').click()
        await section.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Execute Flow' })
      })
      await guide.do('Its **Target Name** is the button: **Set as Active (set_as_active)**.', async () =>
        assert.equal(await section.getByLabel('Target Name').inputValue(), 'set_as_active'),
      )
      await guide.picture('execute-flow', 'Execute Flow on Header Action Click')
    },
  },
  {
    title: 'Choose the flow',
    async run(walk) {
      const { guide, page } = walk
      const section = headerActionClick(page)
      guide.step('Choose the flow')
      await guide.do('Beside **Flow API Name**, click **Pick a flow**.', () => button(section, 'Pick a flow').click())
      await guide.picture('pick-a-flow', 'The flows that can be picked')
      await guide.do('Choose **Set Contact Status Active**.', () =>
        page.getByRole('list', { name: 'Flows' }).getByText('Set_Contact_Status_Active').click(),
      )
      await guide.see(
        'Its inputs and outputs are here now, with their types: **ContactIds** and **updatedCount**. Nobody has to type their names, which would have to be the same to the letter, capitals included.',
        () =>
          page.getByRole('group', { name: 'Input Variables' }).getByText('Text collection', { exact: true }).waitFor(),
      )
    },
  },
  {
    title: 'Pass the selected Ids',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Pass the selected Ids')
      guide.say(
        'A value is either the same every time, or mapped to something that is known when the button is clicked. What is the same every time is typed into the field. The icon beside the field maps:',
      )
      await guide.do('Click the icon **Map ContactIds**.', () => button(page, 'Map ContactIds').click())
      await guide.see(
        'What a value can be mapped to: **Resources** of the component (variables, queries, formulas), **Component attributes** (such as selected rows), and **Global variables** (the user, the organization, the page).',
        () => value(page, /Component attributes/).waitFor(),
      )
      await guide.picture('sources', 'What a value can be mapped to')
      guide.say(SOURCES)
      await guide.do('Open **Component attributes**, then **Contacts**.', async () => {
        await value(page, /Component attributes/).click()
        await value(page, /Contacts/).click()
      })
      await guide.picture('table-attributes', 'What the table gives')
      await guide.do('Choose **SelectedRowsKeyValue**: the Ids of the selected rows.', () =>
        value(page, /SelectedRowsKeyValue/).click(),
      )
      await guide.see(
        '**Allow multiple values (collection)** is on already, because the flow’s variable is a collection. Without it, one Id would be passed.',
        () => page.getByText('Contacts.SelectedRowsKeyValue').first().waitFor(),
      )
    },
  },
  {
    title: 'Keep the answer',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Keep the answer')
      await guide.do(
        'Under **Output Variables**, choose the variable for **updatedCount**: your own, of the same name.',
        () => page.getByRole('group', { name: 'Output Variables' }).getByRole('combobox').selectOption('updatedCount'),
      )
      guide.say('Only variables are offered that have the type of the output. **Create variable** would have made one.')
      await guide.picture('inputs-and-outputs', 'The input and the output')
    },
  },
  {
    title: 'Afterwards, refresh the table and tell',
    async run(walk) {
      const { guide, page } = walk
      const onFinish = page.getByRole('group', { name: 'On Finish' })
      guide.step('Afterwards, refresh the table and tell')
      await guide.do('Under **On Finish**, click **Add Item** and choose **Refresh All Queries**.', async () => {
        await button(onFinish, 'Add Item').click()
        await onFinish.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Refresh All Queries' })
      })
      await guide.do('Click **Add Item** again and choose **Show Toast**.', async () => {
        await button(onFinish, 'Add Item').last().click()
        await onFinish.getByRole('combobox', { name: 'Type' }).last().selectOption({ label: 'Show Toast' })
      })
      await guide.do(
        'Its **Title** is `Done`, its **Message** `Contacts set as active: {!updatedCount}`, its **Variant** **Success**.',
        async () => {
          await onFinish.getByLabel('Title').fill('Done')
          await onFinish.getByLabel('Message').fill('Contacts set as active: {!updatedCount}')
          await onFinish.getByLabel('Variant').selectOption({ label: 'Success' })
        },
      )
      await guide.picture('on-finish', 'On Finish')
      guide.say(
        'Whatever a component can do can follow: another page or the record that the flow made, a variable that is set, a second flow. Each item is awaited before the next.',
      )
    },
  },
  {
    title: 'If it goes wrong, say why',
    async run(walk) {
      const { guide, page } = walk
      const onError = page.getByRole('group', { name: 'On Error' })
      guide.step('If it goes wrong, say why')
      await guide.do('Under **On Error**, click **Add Item** and choose **Show Toast**.', async () => {
        await button(onError, 'Add Item').last().click()
        await onError.getByRole('combobox', { name: 'Type' }).last().selectOption({ label: 'Show Toast' })
      })
      await guide.do(
        '**Title**: `No contact was changed`. **Message**: `{!$Error.message}`. **Variant**: **Error**.',
        async () => {
          await onError.getByLabel('Title').fill('No contact was changed')
          await onError.getByLabel('Message').fill('{!$Error.message}')
          await onError.getByLabel('Variant').selectOption({ label: 'Error' })
        },
      )
      await guide.picture('on-error', 'On Error')
      guide.say('The run is one transaction: when the flow fails at one contact, none of the others is changed either.')
    },
  },
]

const atWork: readonly Step<Walk>[] = [
  {
    title: 'Save and activate the component',
    async run(walk) {
      const { guide, page } = walk
      guide.chapter('Activate and test')
      guide.step('Save and activate the component')
      await guide.do('Click **Save**, then **Activate**.', async () => {
        await button(page, 'Save').click()
        await toast(page, 'Version 1 was saved.')
        await closeToasts(page)
        await button(page, 'Activate').click()
        await toast(page, 'Version 1 is active.')
      })
      await guide.picture('component-active', 'The component is active')
    },
  },
  {
    title: 'Place it on a Lightning page',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Lightning Page' })
      guide.step('Place it on a Lightning page')
      await guide.do(
        'Click **Back**, open the **Setup** menu and choose **Lightning Pages**.',
        () => button(page, 'Back').click(),
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Lightning Pages' }).click(),
      )
      await guide.do('Click **New**, choose **Home Page**, and type the **Label** `Contact Work`.', async () => {
        await button(page, 'New').first().click()
        await dialog.getByRole('radio', { name: 'Home Page' }).check()
        await dialog.getByLabel(/^[* ]*Label$/).fill('Contact Work')
      })
      await guide.picture('new-page', 'A new Lightning page')
      await guide.do('Click **Create**.', async () => {
        await button(dialog, 'Create').click()
        await page.getByRole('toolbar', { name: 'Page' }).waitFor()
      })
      await guide.do('Drag **Contact Status** from the left onto the page.', async () => {
        const part = page.getByRole('listitem').filter({ hasText: 'Contact Status' })
        await part.dragTo(page.locator('[data-drop-region="top"]'))
        await frame(page, 'top#0').getByText('Set as Active').waitFor()
      })
      await guide.picture('page-builder', 'The component on the page')
    },
  },
  {
    title: 'Save and activate the page',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: /^Activation/ })
      guide.step('Save and activate the page')
      await guide.do('Click **Save**.', async () => {
        await button(page, 'Save').click()
        await page.getByText('The page was saved.').waitFor()
        await closeToasts(page)
      })
      await guide.do('Click **Activation** and check **Home page of everybody**.', async () => {
        await button(page, 'Activation').click()
        await dialog.getByText('Home page of everybody').click()
      })
      await guide.picture('activation', 'Where the page is active')
      await guide.do('Click **Save** there.', async () => {
        await button(dialog, 'Save').click()
        await page.getByText('The page is active.').waitFor()
      })
    },
  },
  {
    title: 'Set one contact as active',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Set one contact as active')
      await guide.do('Open the home page.', async () => {
        await page.goto(at(walk, '/lightning/page/home'))
        await row(page, 'Yilmaz').waitFor()
      })
      await guide.do('Check the row of one contact, and click **Set as Active**.', async () => {
        await select(page, 'Ada Ng')
        await button(page, 'Set as Active').click()
      })
      await guide.see('The toast tells the count that the flow gave back: **Contacts set as active: 1**', () =>
        toast(page, 'Contacts set as active: 1'),
      )
      await guide.see('And the row has its new status without anybody reloading the page: **Active**.', () =>
        row(page, 'Ada Ng').getByText('Active', { exact: true }).waitFor(),
      )
      await guide.picture('one-contact', 'One contact is active')
    },
  },
  {
    title: 'Set several as active at once',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Set several as active at once')
      await guide.do(
        'Check the other rows too, or all with the box in the header, and click **Set as Active**.',
        async () => {
          await page
            .getByRole('grid', { name: 'Contacts' })
            .getByRole('columnheader')
            .getByRole('checkbox')
            .setChecked(true, { force: true })
          await button(page, 'Set as Active').click()
        },
      )
      await guide.see(
        '**Contacts set as active: 4**. It was one run of the flow, and one change of four records.',
        () => toast(page, 'Contacts set as active: 4'),
      )
      await row(page, 'Yilmaz').getByText('Active', { exact: true }).waitFor()
      await guide.picture('several-contacts', 'All four are active')
      await guide.do(
        '**Flow Runs** in the **Setup** menu has each run: who, when, what it was given, and what it did, element by element.',
        () => button(page, 'Setup').click(),
        async () => {
          await page.getByRole('menuitem', { name: 'Flow Runs' }).click()
          await page
            .getByRole('row', { name: /Set_Contact_Status_Active/ })
            .first()
            .getByRole('link')
            .first()
            .click()
          await button(page, 'Open in Debugger').waitFor()
        },
      )
      await guide.picture('flow-run', 'One run of the flow')
    },
  },
]

const screens: readonly Step<Walk>[] = [
  {
    title: 'Make a screen flow',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Flow' })
      guide.chapter('A flow with screens')
      guide.say(
        'Execute Flow runs what needs nobody. A flow that asks people something has screens, and two interactions of its own: *Open Flow Dialog* and *Open Flow Panel*.',
      )
      guide.step('Make a screen flow')
      await guide.do(
        'In **Setup**, **Flows**, click **New Flow**: the **Flow Label** is `Choose Status`, the **Type** **Screen Flow**. Click **Create**.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Flows', exact: true }).click(),
        () => button(page, 'New Flow').click(),
        async () => {
          await dialog.getByLabel('Flow Label').fill('Choose Status')
          await dialog.getByLabel('Type').selectOption({ label: 'Screen Flow' })
        },
        () => button(dialog, 'Create').click(),
      )
      await guide.do(
        'Make the input `ContactIds` as before: a **Text** collection that is **Available for input**.',
        () => button(page, 'New Resource').click(),
        () => contactIds(page),
      )
    },
  },
  {
    title: 'Draw its screen',
    async run(walk) {
      const { guide, page } = walk
      const editor = page.getByRole('dialog', { name: /^Edit Screen/ })
      const panel = editor.getByRole('complementary', { name: 'Properties' })
      guide.step('Draw its screen')
      await guide.do(
        'Click the plus under **Start** and choose **Screen**. The screen opens: give it the **Label** `New Status`.',
        () => add(page, 'Add element after Start', 'Screen'),
        () => fill(panel.getByLabel('Label').first(), 'New Status'),
      )
      await guide.do(
        'Put a **Picklist** on it, by mouse or with Enter, with the **Label** `Status`, and check **Require**.',
        () => button(editor, 'Picklist').press('Enter'),
        () => panel.getByText('Require', { exact: true }).click(),
        () => fill(panel.getByLabel('Label').first(), 'Status'),
      )
      await guide.do(
        'Click **New Picklist Choice Set**: the values of the **Object** **Contact** and the **Field** **Status**.',
        () => button(panel, 'New Picklist Choice Set').click(),
        async () => {
          await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
          await choose(page, panel.getByRole('combobox', { name: 'Field' }), 'Status', /^Status/)
        },
      )
      await guide.picture('screen-editor', 'The screen with a picklist')
      await guide.do('Click **Done**.', () => button(editor, 'Done').click())
    },
  },
  {
    title: 'Let it update the contacts',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Let it update the contacts')
      await guide.do(
        'Below the screen add **Update Records**, as before, with one difference: **Status** becomes what was chosen on the screen, **{!Status}**.',
        () => add(page, 'Add element after New_Status', 'Update Records'),
        () => updateRecords(page, 'Status', /^Status/),
      )
      await guide.picture('screen-flow', 'The screen flow')
      await guide.do('Click **Save**, then **Activate**.', async () => {
        await button(page, 'Save').click()
        await page.getByText('"Choose Status" was saved.').last().waitFor()
        await closeToasts(page)
        await button(page, 'Activate').click()
        await page.getByText('Version 1 of "Choose Status" is active.').last().waitFor()
      })
    },
  },
  {
    title: 'Open it in a dialog',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Open it in a dialog')
      await guide.do(
        'In **Setup**, **Dynamic Components**, open **Contact Status** and click the table.',
        () => button(page, 'All Flows').click(),
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Dynamic Components' }).click(),
        () => page.getByRole('link', { name: 'Contact Status' }).click(),
        () => frame(page, 'Contacts').click({ position: { x: 200, y: 20 } }),
      )
      await guide.do('Add a second header action, `Choose Status`.', () => headerAction(page, 'Choose Status'))
      await guide.do(
        'Under **Interactions**, **Header Action Click**, click **Add Interaction** and choose **Open Flow Dialog**. Its **Target Name** is **Choose Status (choose_status)**.',
        () => page.getByRole('tab', { name: 'Interactions' }).click(),
        () => opening(page, 'Open Flow Dialog', 'choose_status'),
      )
      await guide.do(
        '**Pick a flow**: here only screen flows can be picked. Choose **Choose Status**.',
        () => button(headerActionClick(page), 'Pick a flow').click(),
        () => guide.picture('pick-a-screen-flow', 'Screen flows can be picked, others say why not'),
        () => page.getByRole('list', { name: 'Flows' }).getByText('Choose_Status').click(),
      )
      await guide.do(
        'Map **ContactIds** to **SelectedRowsKeyValue**, and add **Refresh All Queries** to **On Finish**.',
        () => mapSelection(page),
      )
      await guide.picture('open-flow-dialog', 'Open Flow Dialog')
    },
  },
  {
    title: 'Or beside the page',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Or beside the page')
      await guide.do(
        'Once more with a third header action, `Choose Beside`, and **Open Flow Panel**.',
        () => page.getByRole('tab', { name: 'Properties' }).click(),
        () => headerAction(page, 'Choose Beside'),
        () => page.getByRole('tab', { name: 'Interactions' }).click(),
        () => opening(page, 'Open Flow Panel', 'choose_beside'),
        () => button(headerActionClick(page), 'Pick a flow').click(),
        () => page.getByRole('list', { name: 'Flows' }).getByText('Choose_Status').click(),
        () => mapSelection(page),
      )
      await guide.do('Click **Save**. The component is active, so people have it at once.', async () => {
        await button(page, 'Save').click()
        await toast(page, 'Version 1 was saved.')
      })
    },
  },
  {
    title: 'Use both',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Use both')
      await guide.do(
        'On the home page, check two contacts and click **Choose Status**.',
        async () => {
          await page.goto(at(walk, '/lightning/page/home'))
          await row(page, 'Yilmaz').waitFor()
          await select(page, 'Ada Ng')
          await select(page, 'Ben Okafor')
        },
        () => button(page, 'Choose Status').click(),
        () => page.getByRole('dialog').getByRole('heading', { name: 'New Status' }).waitFor(),
      )
      await guide.do(
        'Choose **Inactive** and click **Next**.',
        () => page.getByRole('dialog').getByLabel('Status').first().click(),
        () => guide.picture('dialog', 'The screen flow in a dialog'),
        () => page.getByRole('option', { name: 'Inactive' }).click(),
        () => button(page.getByRole('dialog'), 'Next').click(),
      )
      await guide.see('Both are **Inactive** in the table.', () =>
        row(page, 'Ben Okafor').getByText('Inactive').waitFor(),
      )
      await guide.do(
        'Click **Choose Beside**: the page makes room for the panel, and both can be used.',
        () => button(page, 'Choose Beside').click(),
        () =>
          page.getByRole('region', { name: 'Choose Status' }).getByRole('heading', { name: 'New Status' }).waitFor(),
      )
      await guide.picture('panel', 'The screen flow in a panel')
      await button(page, /^Close: Choose Status/).click()
      guide.say('People who close it before its end start On Close instead of On Finish, and nothing is changed.')
    },
  },
]

const onARecord: readonly Step<Walk>[] = [
  {
    title: 'Pass the record of the page',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Dynamic Component' })
      guide.chapter('On the page of a record')
      guide.say(
        'The same flow can be run for the record that a page is about. Its input is a collection; one Id is a collection of one.',
      )
      guide.step('Pass the record of the page')
      await guide.do(
        'In **Setup**, **Dynamic Components**, make a **New** one with the **Label** `Activate This Contact`.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Dynamic Components' }).click(),
        () => button(page, 'New').first().click(),
        () => dialog.getByLabel('Label').fill('Activate This Contact'),
        () => button(dialog, 'Create').click(),
      )
      await guide.do(
        'On the right, type the **Target Page Object** `Contact`: the component is for pages of contacts.',
        async () => {
          await page.getByText('Drag a component here.').waitFor()
          await page.getByLabel('Target Page Object').fill('Contact')
          await page.getByLabel('Target Page Object').press('Enter')
        },
      )
      await guide.do(
        'Put a **Button** on the canvas, with the **Label** `Set as Active`.',
        () => button(page, 'Button').dragTo(page.locator('.builder-top-drop')),
        () => page.getByLabel('Label').first().fill('Set as Active'),
      )
      await guide.do(
        'Under **Interactions**, click **Add Interaction**, and again; choose **Execute Flow** and pick **Set Contact Status Active**.',
        () => page.getByRole('tab', { name: 'Interactions' }).click(),
        () => button(page, 'Add Interaction').click(),
        () => addExecuteFlow(page),
      )
      await guide.do(
        "Map **ContactIds** to **The page's record**, **Contact ID**.",
        () => button(page, 'Map ContactIds').click(),
        () => value(page, /^The page's record/).click(),
        () => value(page, /^Contact ID/).waitFor(),
        () => value(page, /^Contact ID/).click(),
      )
      await guide.picture('page-record', 'The Id of the page’s record goes into the flow')
      await guide.do('Click **Save**, then **Activate**.', async () => {
        await button(page, 'Save').click()
        await toast(page, 'Version 1 was saved.')
        await closeToasts(page)
        await button(page, 'Activate').click()
        await toast(page, 'Version 1 is active.')
      })
    },
  },
  {
    title: 'Place it on the page of contacts',
    async run(walk) {
      const { guide, page } = walk
      const dialog = page.getByRole('dialog', { name: 'New Lightning Page' })
      guide.step('Place it on the page of contacts')
      await guide.do(
        'In **Setup**, **Lightning Pages**, make a **New** **Record Page** for **Contact**, with the **Label** `One Contact`.',
        () => button(page, 'Back').click(),
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Lightning Pages' }).click(),
        () => button(page, 'New').first().click(),
        async () => {
          await dialog.getByRole('radio', { name: 'Record Page' }).check()
          await dialog.getByLabel(/^[* ]*Label$/).fill('One Contact')
          await choose(page, dialog.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
        },
        () => button(dialog, 'Create').click(),
      )
      await guide.do('Drag **Activate This Contact** and **Record Detail** onto it.', async () => {
        await page.getByRole('toolbar', { name: 'Page' }).waitFor()
        // Record Detail last: while it grows, places move.
        await part(page, 'Activate This Contact').dragTo(page.locator('[data-drop-region="sidebar"]'))
        await frame(page, 'sidebar#0').getByText('Set as Active').waitFor()
        await part(page, 'Record Detail').dragTo(page.locator('[data-drop-region="main"]'))
        await frame(page, 'main#0').getByText('Last Modified By').waitFor()
      })
      await guide.picture('record-page', 'The component on a record page')
      await guide.do(
        'Click **Save**, then **Activation**, and check **For every Contact**. Click **Save** there.',
        () => button(page, 'Save').click(),
        () => page.getByText('The page was saved.').waitFor(),
        () => button(page, 'Activation').click(),
        async () => {
          const activation = page.getByRole('dialog', { name: /^Activation/ })
          await activation.getByText(/^For every Contact/).click()
          await button(activation, 'Save').click()
          await page.getByText('The page is active.').waitFor()
        },
      )
    },
  },
  {
    title: 'Set the contact as active on its page',
    async run(walk) {
      const { guide, page } = walk
      guide.step('Set the contact as active on its page')
      await guide.do(
        'Open **Ada Ng** in the list of contacts and click **Set as Active**.',
        () => page.goto(at(walk, '/lightning/o/Contact/list')),
        () => page.getByRole('link', { name: 'Ada Ng' }).click(),
        () => page.getByText('Inactive', { exact: true }).first().waitFor(),
        () => button(page, 'Set as Active').click(),
      )
      await guide.see('Her status is **Active** on the page, which is told of every change of its record.', () =>
        page.getByText('Active', { exact: true }).first().waitFor(),
      )
      await page.getByText('Active', { exact: true }).first().scrollIntoViewIfNeeded()
      await guide.picture('on-the-record', 'The flow ran for one record')
    },
  },
]

/// What can be dragged onto a page.
const part = (page: Page, label: string): Locator => page.getByRole('listitem').filter({ hasText: label })

async function addExecuteFlow(page: Page): Promise<void> {
  const section = page.getByRole('region', { name: 'Click' })
  await button(section, 'Add Interaction').click()
  await section.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Execute Flow' })
  await button(section, 'Pick a flow').click()
  await page.getByRole('list', { name: 'Flows' }).getByText('Set_Contact_Status_Active').click()
}

const troubles: readonly Step<Walk>[] = [
  {
    title: 'A flow that is not active',
    async run(walk) {
      const { guide, page } = walk
      const flowRow = page.getByRole('row', { name: /Set_Contact_Status_Active/ })
      guide.chapter('When it does not work')
      guide.step('A flow that is not active')
      await guide.do(
        'In **Setup**, **Flows**, click **Deactivate** beside **Set Contact Status Active**.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Flows', exact: true }).click(),
        () => button(flowRow, 'Deactivate').click(),
        () => button(flowRow, 'Activate').waitFor(),
      )
      await guide.do('On the home page, check a contact and click **Set as Active**.', async () => {
        await page.goto(at(walk, '/lightning/page/home'))
        await row(page, 'Yilmaz').waitFor()
        await select(page, 'Ada Ng')
        await button(page, 'Set as Active').click()
      })
      await guide.see('On Error runs: the toast **No contact was changed** has the reason.', () =>
        toast(page, 'No contact was changed'),
      )
      await guide.picture('not-active', 'On Error tells that the flow is not active')
      await guide.do(
        'Go back to **Flows** and click **Activate**.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Flows', exact: true }).click(),
        () => button(flowRow, 'Activate').click(),
        () => button(flowRow, 'Deactivate').waitFor(),
      )
    },
  },
  {
    title: 'A screen flow in Execute Flow',
    async run(walk) {
      const { guide, page } = walk
      guide.step('A screen flow in Execute Flow')
      await guide.do(
        'In **Setup**, **Dynamic Components**, open **Contact Status**, click the table, and open **Execute Flow** under **Interactions**.',
        () => button(page, 'Setup').click(),
        () => page.getByRole('menuitem', { name: 'Dynamic Components' }).click(),
        () => page.getByRole('link', { name: 'Contact Status' }).click(),
        () => frame(page, 'Contacts').click({ position: { x: 200, y: 20 } }),
        () => page.getByRole('tab', { name: 'Interactions' }).click(),
        () => button(headerActionClick(page), /^Execute Flow/).click(),
      )
      await guide.do('Click **Pick a flow**.', () => button(headerActionClick(page), 'Pick a flow').click())
      await guide.see(
        '**Choose Status** is there and cannot be picked; it says why. So do flows that records or a schedule start.',
        () => page.getByRole('list', { name: 'Flows' }).getByText('is a screen flow').waitFor(),
      )
      await guide.picture('no-screen-flows', 'Execute Flow takes no screen flow')
      await page.keyboard.press('Escape')
    },
  },
  {
    title: 'A name with other capitals',
    async run(walk) {
      const { guide, page } = walk
      const name = headerActionClick(page).getByLabel('Flow API Name')
      guide.step('A name with other capitals')
      await guide.do('Change the **Flow API Name** to `set_contact_status_active`.', () =>
        name.fill('set_contact_status_active'),
      )
      await guide.see(
        'The builder says that there is no such flow, and which one was meant: **Did you mean Set_Contact_Status_Active?** While there is an error, the component cannot be activated: **1 error**.',
        () => button(page, '1 error').waitFor(),
      )
      await guide.picture('other-capitals', 'The name of the flow has other capitals')
      await guide.do('Take it back with **Undo**.', () => undo(page, name, 'Set_Contact_Status_Active'))
    },
  },
  {
    title: 'A value of another type',
    async run(walk) {
      const { guide, page } = walk
      guide.step('A value of another type')
      await guide.do(
        'Map **ContactIds** to the resource **updatedCount**.',
        () => button(page, 'Map ContactIds to something else').click(),
        async () => {
          await value(page, /^Resources/).click()
          await value(page, /updatedCount/).click()
        },
      )
      await guide.see(
        'A number is no collection of texts, and the field says so: **This is a Number; the flow takes a Text collection.**',
        () => page.getByText('This is a Number; the flow takes a Text collection.').first().waitFor(),
      )
      await guide.picture('another-type', 'The value has another type')
      await guide.do('Take it back with **Undo**.', () => undo(page, page.getByTitle('Contacts.SelectedRowsKeyValue')))
    },
  },
]

/// One of what a value can be mapped to.
const value = (page: Page, name: RegExp): Locator =>
  page.getByRole('listbox', { name: 'Values' }).getByRole('option', { name })

/// Undoes until [field] is as it was, with [text] in it where it is an input.
async function undo(page: Page, field: Locator, text?: string): Promise<void> {
  await button(page, /^Undo/).first().click()
  await field.waitFor()
  if (text !== undefined) assert.equal(await field.inputValue(), text)
}

const checklist: Step<Walk> = {
  title: 'The checklist names the steps',
  async run({ guide }) {
    const steps = (...titles: readonly string[]) => titles.map(title => guide.numberOf(title)).join(', ')
    const rows = [
      [
        'The flow is autolaunched, without a trigger, and active',
        'Make an autolaunched flow',
        'Save and activate the flow',
      ],
      ['Its input for several records is a collection, available for input', 'Give it an input for many Ids'],
      ['Inputs and outputs have the flow’s names, to the letter', 'Choose the flow', 'A name with other capitals'],
      [
        'Values have the types of the variables that they go to and come from',
        'Keep the answer',
        'A value of another type',
      ],
      ['The table lets people select more than one row', 'Show them in a Data Table'],
      ['On Finish refreshes what the flow changed, and tells that it did', 'Afterwards, refresh the table and tell'],
      ['On Error tells why it did not', 'If it goes wrong, say why', 'A flow that is not active'],
      ['The component and the page are active', 'Save and activate the component', 'Save and activate the page'],
      ['It was tried with one record, and with several', 'Set one contact as active', 'Set several as active at once'],
      [
        'What asks people something is a screen flow, in a dialog or a panel',
        'Open it in a dialog',
        'Or beside the page',
      ],
    ]
    guide.chapter('Checklist')
    guide.say(
      ['| | step |', '|---|---|', ...rows.map(([fact, ...titles]) => `| ☑ ${fact} | ${steps(...titles)} |`)].join('\n'),
    )
    guide.say(
      'Go on with [interactions](../interactions.md) for what else can follow a click, [testing flows](../testing-flows.md) for tests that keep it working, and [pages](../pages.md) for who sees what.',
    )
  },
}

/// What the walk does and tells, in the order of the guide.
export const told: readonly Step<Walk>[] = [
  ...beforeYouBegin,
  ...flow,
  ...table,
  ...interaction,
  ...atWork,
  ...screens,
  ...onARecord,
  ...troubles,
  checklist,
].map(step => ({
  ...step,
  async run(walk) {
    await closeToasts(walk.page)
    await step.run(walk)
  },
}))

/// What the walk does, and at its end the guide.
export const steps: readonly Step<Walk>[] = [
  ...told,
  { title: 'The guide is in docs/guide/execute-flow', run: ({ guide, browser }) => writeGuide(guide, browser) },
]

/// Fills in the resource that is new: the collection ContactIds, available for input.
async function contactIds(page: Page): Promise<void> {
  const panel = properties(page)
  await panel.getByLabel('API Name').fill('ContactIds')
  await check(panel, 'Allow multiple values (collection)')
  await check(panel, 'Available for input')
  await button(panel, 'Done').click()
}

/// Fills in Update Records: contacts whose Id is in ContactIds get the status that is found by [text].
async function updateRecords(page: Page, text: string, option: string | RegExp): Promise<void> {
  const panel = properties(page)
  await choose(page, panel.getByRole('combobox', { name: 'Object' }), 'Contact', /^Contact\b/)
  await button(panel, 'Add Condition').click()
  await choose(page, panel.getByRole('combobox', { name: 'Field 1', exact: true }), 'Id', 'Contact ID')
  await panel.getByLabel('Operator 1').selectOption('In')
  await choose(page, panel.getByRole('combobox', { name: 'Value 1', exact: true }), 'ContactIds', /ContactIds/)
  await button(panel, 'Add Field').click()
  await choose(page, panel.getByRole('combobox', { name: 'Field to Set 1' }), 'Status', /^Status/)
  await choose(page, panel.getByRole('combobox', { name: 'New Value 1' }), text, option)
}

async function headerAction(page: Page, label: string): Promise<void> {
  await button(page, 'Add Header Action').click()
  await page.getByRole('group', { name: 'Header Actions' }).getByLabel('Label').last().fill(label)
}

/// Adds an interaction of the type [label] for the header action [target].
async function opening(page: Page, label: string, target: string): Promise<void> {
  const section = headerActionClick(page)
  await button(section, 'Add Interaction').click()
  await section.getByRole('combobox', { name: 'Type' }).last().selectOption({ label })
  await section.getByLabel('Target Name').selectOption(target)
}

/// Passes the selected Ids, and refreshes the table afterwards.
async function mapSelection(page: Page): Promise<void> {
  await button(page, 'Map ContactIds').click()
  for (const name of [/Component attributes/, /Contacts/, /SelectedRowsKeyValue/]) await value(page, name).click()
  const onFinish = page.getByRole('group', { name: 'On Finish' })
  await button(onFinish, 'Add Item').click()
  await onFinish.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Refresh All Queries' })
}

const row = (page: Page, text: string): Locator =>
  page.getByRole('grid', { name: 'Contacts' }).getByRole('row').filter({ hasText: text })

const select = (page: Page, text: string): Promise<void> =>
  row(page, text).getByRole('checkbox').setChecked(true, { force: true })

const toast = (page: Page, text: string): Promise<void> =>
  page.locator('.slds-notify_toast', { hasText: text }).first().waitFor()

async function closeToasts(page: Page): Promise<void> {
  const close = page.locator('.slds-notify_toast').getByRole('button', { name: 'Close' })
  while ((await close.count()) > 0) await close.first().click()
}

async function newContact({ page }: Walk, { last, first }: { last: string; first: string }): Promise<void> {
  await button(page, 'New').click()
  const dialog = page.getByRole('dialog', { name: 'New Contact' })
  await dialog.getByLabel('First Name').fill(first)
  await dialog.getByLabel('Last Name').fill(last)
  await dialog.getByLabel('Email', { exact: true }).fill(`${first.toLowerCase()}@example.com`)
}

async function saveContact({ page }: Walk): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'New Contact' })
  await button(dialog, 'Save').click()
  await dialog.waitFor({ state: 'detached' })
}

const headerActionClick = (page: Page): Locator => page.getByRole('region', { name: 'Header Action Click' })

import type { ComponentState } from '@millrace/runtime'
import type { GalleryServer } from './galleryServer.ts'
import type { Story } from './stories.ts'

type Definition = ComponentState['definition']
type Component = Definition['components'][number]
type Resource = Definition['resources'][number]

const contacts: Resource = {
  type: 'query',
  apiName: 'AllContacts',
  objectApiName: 'Contact',
  fields: ['Name', 'Status__c', 'Email', 'Revenue__c', 'Score__c', 'Account.Name'],
  limit: 2000,
}
const clicked: Resource = {
  type: 'variable',
  apiName: 'clicked',
  dataType: 'Text',
  defaultValue: 'nothing yet',
}

function story(
  name: string,
  components: readonly Component[],
  {
    server = { contacts: 12 },
    resources = [contacts, clicked],
  }: { server?: GalleryServer; resources?: readonly Resource[] } = {},
): Story {
  const apiName = `Palette_${name.replaceAll(/\W+/g, '_')}`
  return { name, server, definition: { apiName, label: name, resources, components } }
}

const counts = new Map<string, number>()

/// A component of a story with a name of its own.
function part(
  type: string,
  attributes: Record<string, unknown>,
  more: Partial<Omit<Component, 'type' | 'attributes'>> = {},
): Component {
  const count = (counts.get(type) ?? 0) + 1
  counts.set(type, count)
  return { type, apiName: `${type}${count}`, attributes, ...more }
}

const text = (value: string): Component => part('Text', { value })
const toast = (title: string, more: Record<string, unknown> = {}) => ({ type: 'showToast', title, ...more })

const container = (attributes: Record<string, unknown>, content: readonly Component[]): Component =>
  part('Container', attributes, { children: { content } })

const PICTURE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"%3E%3Crect width="160" height="90" fill="%23aacbff"/%3E%3Ccircle cx="120" cy="28" r="14" fill="%23fcc003"/%3E%3Cpath d="M0 90 50 35l35 35 25-25 50 45z" fill="%230b5cab"/%3E%3C/svg%3E'

/// The components that a Dynamic Component is laid out and shown with, each in the states it has.
export const paletteStories: readonly Story[] = [
  story('Button', [
    container({ direction: 'row' }, [
      part(
        'Button',
        { label: 'Send', iconName: 'utility:email', variant: 'brand' },
        { interactions: { click: [toast('Sent')] } },
      ),
      part('Button', { label: 'Next', iconName: 'utility:chevronright', iconPosition: 'right' }),
      part('Button', { label: 'Small', size: 'small', tooltip: 'A small one' }),
      part('Button', { label: 'Large', size: 'large', variant: 'outline-brand' }),
      part('Button', { label: 'Delete', variant: 'text-destructive' }),
      part('Button', { label: 'Disabled', disabled: true }),
    ]),
  ]),
  story('Button Group', [
    part(
      'ButtonGroup',
      {
        label: 'What to do with the case',
        buttons: [
          { name: 'accept', label: 'Accept', iconName: 'utility:check' },
          { name: 'reject', label: 'Reject' },
          { name: 'later', label: 'Later', disabled: true },
        ],
      },
      {
        interactions: {
          click: [toast('Accepted', { targetName: 'accept' }), toast('Rejected', { targetName: 'reject' })],
        },
      },
    ),
  ]),
  story('Button Icon', [
    container({ direction: 'row', alignItems: 'center' }, [
      part(
        'ButtonIcon',
        { iconName: 'utility:edit', label: 'Edit the contact' },
        { interactions: { click: [toast('Edit')] } },
      ),
      part('ButtonIcon', { iconName: 'utility:add', label: 'Add', variant: 'brand' }),
      part('ButtonIcon', { iconName: 'utility:settings', label: 'Settings', variant: 'bare' }),
      part('ButtonIcon', { iconName: 'utility:delete', label: 'Delete', variant: 'border-filled', size: 'small' }),
      part('ButtonIcon', { iconName: 'utility:close', label: 'Close', size: 'x-small', disabled: true }),
    ]),
  ]),
  story('Button Menu', [
    container({ direction: 'row' }, [
      part(
        'ButtonMenu',
        {
          label: 'More',
          items: [
            { name: 'copy', label: 'Copy', iconName: 'utility:copy' },
            { name: 'archive', label: 'Archive', iconName: 'utility:archive' },
            { name: 'delete', label: 'Delete', disabled: true },
          ],
        },
        { interactions: { select: [toast('Copied', { targetName: 'copy' })] } },
      ),
      part('ButtonMenu', {
        label: 'Settings',
        iconName: 'utility:settings',
        hideLabel: true,
        items: [{ name: 'columns', label: 'Columns' }],
      }),
    ]),
  ]),
  story('Card', [
    part(
      'Card',
      { title: 'Account', caption: 'Customer since 2019', iconName: 'standard:account' },
      {
        children: {
          actions: [part('Button', { label: 'Edit' })],
          body: [text('What stands in the card.')],
          footer: [part('Button', { label: 'View All', variant: 'base' })],
        },
      },
    ),
  ]),
  story('Container', [
    container({ direction: 'row', justify: 'between', alignItems: 'center', border: true }, [
      text('At the start'),
      part('Button', { label: 'At the end' }),
    ]),
  ]),
  story('Columns', [
    part(
      'Columns',
      {
        columns: [
          { name: 'main', large: 8, medium: 12 },
          { name: 'side', large: 4, medium: 12 },
        ],
      },
      {
        children: {
          main: [part('Card', { title: 'Main' }, { children: { body: [text('Eight twelfths of a wide page.')] } })],
          side: [part('Card', { title: 'Side' }, { children: { body: [text('Four twelfths.')] } })],
        },
      },
    ),
  ]),
  story('Tabs', [
    part(
      'Tabs',
      {
        label: 'About the account',
        tabs: [
          { name: 'details', label: 'Details' },
          { name: 'related', label: 'Related', badge: '3', iconName: 'utility:link' },
          { name: 'secret', label: 'Not for You', disabled: true },
        ],
      },
      { children: { details: [text('The details.')], related: [text('What is related.')] } },
    ),
    part(
      'Tabs',
      {
        variant: 'scoped',
        tabs: [
          { name: 'one', label: 'One' },
          { name: 'two', label: 'Two' },
        ],
        activeTab: 'two',
      },
      { children: { one: [text('The first.')], two: [text('The second.')] } },
    ),
    part(
      'Tabs',
      {
        variant: 'vertical',
        tabs: [
          { name: 'general', label: 'General' },
          { name: 'mail', label: 'E-mail' },
        ],
      },
      { children: { general: [text('General settings.')], mail: [text('E-mail settings.')] } },
    ),
  ]),
  story('Accordion', [
    part(
      'Accordion',
      {
        sections: [
          { name: 'shipping', label: 'Shipping', iconName: 'utility:travel_and_places' },
          { name: 'billing', label: 'Billing' },
        ],
        openSections: ['shipping'],
        allowMultiple: true,
      },
      { children: { shipping: [text('Where it goes.')], billing: [text('Who pays.')] } },
    ),
  ]),
  story('Page Header', [
    part(
      'PageHeader',
      {
        label: 'Account',
        title: 'Northwind Traders',
        info: 'Updated a minute ago',
        iconName: 'standard:account',
        details: [
          { label: 'Owner', value: 'Ada Ng' },
          { label: 'Contacts', value: '{!AllContacts.nbItems}' },
          { label: 'Website', value: '' },
        ],
      },
      { children: { actions: [part('Button', { label: 'Follow' }), part('Button', { label: 'Edit' })] } },
    ),
  ]),
  story('Text', [
    part('Text', { value: 'A heading', variant: 'heading' }),
    part('Text', { value: 'There are {!AllContacts.nbItems} contacts.' }),
    part('Text', { value: 'Weak and at the end', color: 'weak', align: 'end' }),
    part('Text', { value: 'All is well', color: 'success', variant: 'title' }),
    part('Text', { value: 'Something is not', color: 'error' }),
    part('Text', { value: 'SELECT Id FROM Contact', variant: 'code' }),
    part('Text', { value: `${'A text that is longer than its line. '.repeat(12)}`, maxLines: 1 }),
  ]),
  story('Rich Text', [
    part('RichText', {
      value:
        '<p>Words that are <span style="color: rgb(186, 5, 23); position: fixed; top: 0" data-style="position: fixed">red</span>, <b>bold</b>, <i>slanted</i> and <a href="https://example.com" target="_blank">linked</a>.</p><ul><li>One</li><li>Two</li></ul><script>document.title = "hacked"</script><img src="x" onerror="document.title = \'hacked\'" alt="">',
    }),
  ]),
  story('Image', [
    container({ direction: 'row', alignItems: 'end' }, [
      part('Image', {
        source: PICTURE,
        alternativeText: 'Mountains',
        width: 160,
        caption: 'Mountains',
        shape: 'rounded',
      }),
      part(
        'Image',
        { source: PICTURE, alternativeText: 'Mountains in a circle', width: 90, height: 90, shape: 'circle' },
        { interactions: { click: [toast('A picture')] } },
      ),
      part('Image', { source: 'javascript:alert(1)', alternativeText: 'Never shown' }),
    ]),
  ]),
  story('Icon', [
    container({ direction: 'row', alignItems: 'center' }, [
      part('Icon', { iconName: 'standard:opportunity', alternativeText: 'Opportunity', size: 'large' }),
      part('Icon', { iconName: 'utility:success', variant: 'success', alternativeText: 'Done' }),
      part('Icon', { iconName: 'utility:warning', variant: 'warning', size: 'small' }),
      part('Icon', { iconName: 'action:call', size: 'small' }),
    ]),
  ]),
  story('Badge', [
    container({ direction: 'row' }, [
      ...['default', 'lightest', 'inverse', 'success', 'warning', 'error'].map(variant =>
        part('Badge', { label: variant, variant }),
      ),
      part('Badge', { label: 'Paid', iconName: 'utility:check', variant: 'success' }),
    ]),
  ]),
  story('Alert', [
    part(
      'Alert',
      { title: 'Trial', message: 'It ends in three days.', variant: 'warning', dismissible: true },
      { children: { actions: [part('Button', { label: 'Extend' })] }, interactions: { close: [toast('Closed')] } },
    ),
    part('Alert', { message: 'Everything was saved.', variant: 'success' }),
  ]),
  story('Metric', [
    part(
      'Columns',
      { columns: ['one', 'two', 'three', 'four'].map(name => ({ name, small: 6, medium: 3 })) },
      {
        children: {
          one: [
            part('Metric', {
              label: 'Revenue',
              records: '{!AllContacts}',
              aggregate: 'sum',
              field: 'Revenue__c',
              format: 'currency',
              decimals: 0,
              compareTo: 70000,
              compareLabel: 'since May',
              iconName: 'standard:opportunity',
            }),
          ],
          two: [
            part('Metric', { label: 'Open cases', value: 12, compareTo: 16, lessIsBetter: true, trend: 'difference' }),
          ],
          three: [
            part(
              'Metric',
              { label: 'Page views', value: 1_234_567, format: 'compact', description: 'Click for more' },
              { interactions: { click: [toast('More')] } },
            ),
          ],
          four: [part('Metric', { label: 'Not known', value: '{!$GlobalConstant.Null}' })],
        },
      },
    ),
  ]),
  story('Progress', [
    part('Progress', { label: 'Storage used', value: 42 }),
    part('Progress', { label: 'Almost full', value: 19, max: 20, theme: 'error', size: 'small' }),
    part('Progress', { variant: 'ring', label: 'Onboarding', value: 75, theme: 'success' }),
    part(
      'Progress',
      {
        variant: 'steps',
        label: 'Order',
        steps: [
          { name: 'cart', label: 'Cart' },
          { name: 'address', label: 'Address' },
          { name: 'payment', label: 'Payment' },
          { name: 'done', label: 'Done' },
        ],
        currentStep: 'address',
      },
      { interactions: { stepClick: [toast('Payment', { targetName: 'payment' })] } },
    ),
    part('Progress', {
      variant: 'steps',
      vertical: true,
      label: 'Import',
      steps: [
        { name: 'upload', label: 'Upload' },
        { name: 'check', label: 'Check', hasError: true },
        { name: 'save', label: 'Save' },
      ],
      currentStep: 'check',
    }),
  ]),
  story(
    'Chart',
    [
      part(
        'Columns',
        {
          columns: [
            { name: 'left', medium: 6 },
            { name: 'right', medium: 6 },
          ],
        },
        {
          children: {
            left: [
              part(
                'Chart',
                {
                  title: 'Contacts by Status',
                  chartType: 'doughnut',
                  records: '{!AllContacts}',
                  labelField: 'Status__c',
                },
                { interactions: { segmentClick: [toast('{!$Event.label}: {!$Event.value}')] } },
              ),
              part('Chart', {
                title: 'Score',
                chartType: 'area',
                records: '{!AllContacts}',
                labelField: 'Status__c',
                aggregate: 'avg',
                valueField: 'Score__c',
                sort: 'label',
              }),
            ],
            right: [
              part('Chart', {
                title: 'Revenue by Account',
                chartType: 'bar',
                records: '{!AllContacts}',
                labelField: 'Account.Name',
                seriesField: 'Status__c',
                aggregate: 'sum',
                valueField: 'Revenue__c',
                format: 'currency',
                stacked: true,
                sort: 'valueDescending',
              }),
              part('Chart', {
                title: 'Best Accounts',
                chartType: 'horizontalBar',
                records: '{!AllContacts}',
                labelField: 'Account.Name',
                aggregate: 'max',
                valueField: 'Revenue__c',
                maxGroups: 3,
              }),
            ],
          },
        },
      ),
    ],
    { server: { contacts: 60 } },
  ),
  story(
    'Chart without data',
    [part('Chart', { title: 'Contacts', records: '{!AllContacts}', labelField: 'Status__c' })],
    {
      server: { contacts: 0 },
    },
  ),
  story(
    'Chart that fails',
    [part('Chart', { title: 'Contacts', records: '{!AllContacts}', labelField: 'Status__c' })],
    {
      server: { contacts: 3, onQuery: () => ({ failure: 'The database is being moved.' }) },
    },
  ),
  story(
    'List',
    [
      part(
        'List',
        {
          title: 'Contacts',
          iconName: 'standard:contact',
          records: '{!AllContacts}',
          itemLabel: '{{Record.Name}}',
          itemDescription: '{{Record.Email}}',
          itemDetails: 'Works at {{Record.Account.Name}}',
          itemBadge: '{{Record.Status__c}}',
          itemIconName: 'standard:contact',
          clickable: true,
          checkable: true,
          actions: [
            { name: 'call', label: 'Call', iconName: 'utility:call' },
            { name: 'delete', label: 'Delete', disabled: true },
          ],
        },
        {
          interactions: {
            itemClick: [toast('Clicked {!$Row.Name}')],
            actionClick: [toast('Call {!$Row.Name}', { targetName: 'call' })],
          },
        },
      ),
    ],
    { server: { contacts: 3 } },
  ),
  story(
    'List of cards',
    [
      part('List', {
        title: 'Contacts',
        variant: 'cards',
        records: '{!AllContacts}',
        itemLabel: '{{Record.Name}}',
        itemDescription: '{{Record.Email}}',
        itemBadge: '{{Record.Status__c}}',
        itemImage: PICTURE,
      }),
    ],
    { server: { contacts: 5 } },
  ),
  story(
    'List without items',
    [part('List', { title: 'Contacts', records: '{!AllContacts}', itemLabel: '{{Record.Name}}' })],
    {
      server: { contacts: 0 },
    },
  ),
  story(
    'List that loads',
    [part('List', { title: 'Contacts', records: '{!AllContacts}', itemLabel: '{{Record.Name}}' })],
    {
      server: { contacts: 0, onQuery: () => 'silence' },
    },
  ),
  story(
    'Repeater',
    [
      {
        type: 'Repeater',
        apiName: 'People',
        attributes: { records: '{!AllContacts}', layout: 'grid', maxItems: 3 },
        children: {
          item: [
            {
              type: 'Card',
              apiName: 'Person',
              attributes: { title: '{!People.CurrentRecord.Name}', iconName: 'standard:contact' },
              children: {
                body: [
                  {
                    type: 'Text',
                    apiName: 'PersonStatus',
                    attributes: { value: 'Is {!People.CurrentRecord.Status__c}.' },
                  },
                  {
                    type: 'Button',
                    apiName: 'Greet',
                    attributes: { label: 'Greet' },
                    interactions: { click: [toast('Hello {!People.CurrentRecord.Name}')] },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    { server: { contacts: 5 } },
  ),
  story('Dynamic Component', [
    {
      type: 'DynamicComponent',
      apiName: 'Greeting1',
      attributes: {
        componentApiName: 'Greeting',
        inputs: [{ name: 'who', value: '{!clicked}' }],
        outputs: [{ name: 'answer', resourceName: 'clicked' }],
      },
    },
    { type: 'Text', apiName: 'Answered', attributes: { value: 'It answered: {!clicked}' } },
  ]),
  story('Dynamic Component that is not there', [
    { type: 'DynamicComponent', apiName: 'Missing1', attributes: { componentApiName: 'Missing' } },
  ]),
  story('Avatar', [
    container({ direction: 'row', alignItems: 'center' }, [
      part('Avatar', { name: 'Ada Ng', showName: true, details: 'Engineer' }),
      part('Avatar', { name: 'Mountains', source: PICTURE, size: 'large' }),
      part('Avatar', { name: 'Northwind Traders', iconName: 'standard:account', variant: 'square' }),
      part('Avatar', { name: 'Bo Okafor', size: 'x-small' }),
    ]),
  ]),
  story('Breadcrumbs', [
    part(
      'Breadcrumbs',
      {
        items: [
          { name: 'home', label: 'Home', address: '/' },
          { name: 'accounts', label: 'Accounts' },
          { name: 'here', label: 'Northwind Traders' },
        ],
      },
      { interactions: { click: [toast('Accounts', { targetName: 'accounts' })] } },
    ),
  ]),
  story('Divider', [text('Above'), part('Divider', { label: 'or' }), text('Below'), part('Divider', {})]),
  story('Spacer', [text('Above'), part('Spacer', { size: 'large' }), text('Below')]),
  story('Style', [
    part('Button', {
      label: 'With hooks',
      variant: 'brand',
      style: {
        '--slds-c-button-brand-color-background': '#2e844a',
        '--slds-c-button-brand-color-border': '#2e844a',
        '--slds-c-button-brand-text-color': '#fff',
        align: 'center',
        marginTop: 'large',
      },
    }),
    part(
      'Card',
      {
        title: 'Half as wide',
        style: { width: '50%', minWidth: 160, align: 'end', '--slds-c-card-color-background': '#eef4ff' },
      },
      { children: { body: [part('Text', { value: 'In the middle', style: { textAlign: 'center' } })] } },
    ),
  ]),
  story('Visibility', [
    {
      type: 'Button',
      apiName: 'Vanish',
      attributes: { label: 'Vanish' },
      visibility: '{!clicked} != "gone"',
      interactions: { click: [{ type: 'assignment', variable: 'clicked', value: 'gone' }] },
    },
    { type: 'Text', apiName: 'Gone', attributes: { value: 'It is gone.' }, visibility: '{!clicked} = "gone"' },
  ]),
]

/// The Dynamic Component that the story of that name shows inside another.
export const greeting: Definition = {
  apiName: 'Greeting',
  label: 'Greeting',
  resources: [
    { type: 'variable', apiName: 'who', dataType: 'Text', availability: ['input'] },
    { type: 'variable', apiName: 'answer', dataType: 'Text', availability: ['output'] },
  ],
  components: [
    {
      type: 'Card',
      apiName: 'GreetingCard',
      attributes: { title: 'Hello {!who}' },
      children: {
        body: [
          {
            type: 'Button',
            apiName: 'Answer',
            attributes: { label: 'Answer' },
            interactions: {
              click: [{ type: 'assignment', variable: 'answer', value: 'well met' }],
            },
          },
        ],
      },
    },
  ],
}

import {
  type ChildRelationship,
  type ComponentHost,
  type ComponentState,
  describedObject,
  type FieldDescription,
  type ObjectDescription,
} from '@millrace/runtime'

export type Definition = ComponentState['definition']
type Component = Definition['components'][number]
type Resource = Definition['resources'][number]

/// The Dynamic Components that stand for Salesforce's standard ones: the same building blocks as everywhere.
/// A text says why there is none.
export type Outcome = Definition | string

export async function highlights(host: ComponentHost): Promise<Outcome> {
  const object = await pageObject(host)
  if (typeof object === 'string') return object
  const name = nameField(object)
  const isChangeable = object.isUpdateable !== false
  const actions = isChangeable ? [button('edit', 'Edit', EDIT), button('delete', 'Delete', deleting(object))] : []
  return {
    ...empty('Highlights', object.label),
    targetObject: object.name,
    components: [
      {
        type: 'PageHeader',
        apiName: 'Highlights',
        attributes: {
          label: object.label,
          title: `{!$Component.Record.${name}}`,
          iconName: iconOf(object.name),
          details: shortFields(object).map(field => ({
            label: field.relationshipName ? field.label.replace(/ ID$/, '') : field.label,
            value: `{!$Component.Record.${displayPath(field)}}`,
          })),
        },
        children: { actions },
      },
    ],
  }
}

export async function details(host: ComponentHost): Promise<Outcome> {
  const object = await pageObject(host)
  if (typeof object === 'string') return object
  return {
    ...empty('Details', 'Details'),
    components: [
      { type: 'RecordDetail', apiName: 'Details', attributes: { title: 'Details', sections: detailSections(object) } },
    ],
  }
}

/// [names] are relationships: Contacts. All that matter most, when there are none.
export async function relatedLists(host: ComponentHost, names: readonly string[]): Promise<Outcome> {
  const object = await pageObject(host)
  if (typeof object === 'string') return object
  const all = object.childRelationships ?? []
  const wanted =
    names.length > 0
      ? all.filter(({ name }) => names.some(one => one.toLowerCase() === name.toLowerCase()))
      : all.filter(isShownByDefault).slice(0, 6)
  if (wanted.length === 0)
    return names.length > 0
      ? `${object.label} has no related list "${names.join(', ')}".`
      : `${object.label} has no related lists.`
  const lists = await Promise.all(wanted.map(one => relatedList(host, one)))
  const shown = lists.flatMap(list => list ?? [])
  return {
    ...empty(`Related_${object.name}`, 'Related'),
    resources: shown.map(({ query }) => query),
    components: shown.map(({ table }) => table),
  }
}

async function relatedList(
  host: ComponentHost,
  { name, childObject, field }: ChildRelationship,
): Promise<{ query: Resource; table: Component } | undefined> {
  const object = await describedObject(host, childObject)
  if (!object || !field) return undefined
  const columns = [nameField(object), ...shortFields(object).map(displayPath)]
    .filter(path => !path.startsWith(`${relationshipOf(object, field)}.`))
    .slice(0, 3)
  return {
    query: {
      type: 'query',
      apiName: `${name}Query`,
      objectApiName: object.name,
      fields: columns,
      filter: { field, operator: 'eq', value: '{!$Component.RecordId}' },
      orderBy: [{ field: 'CreatedDate', direction: 'desc' }],
      limit: 10,
    },
    table: {
      type: 'DataTable',
      apiName: name,
      attributes: {
        title: object.labelPlural ?? object.label,
        iconName: iconOf(object.name),
        records: `{!${name}Query}`,
        columns: tableColumns(object, columns),
        hideCheckboxColumn: true,
        customizable: false,
        headerActions: object.isCreateable === false ? [] : [{ name: 'new', label: 'New' }],
      },
      interactions: {
        headerActionClick: [
          {
            type: 'navigate',
            targetName: 'new',
            destination: 'objectPage',
            objectApiName: object.name,
            actionName: 'new',
            values: [{ name: field, value: '{!$Component.RecordId}' }],
          },
        ],
      },
    },
  }
}

/// The records of an object: a list view with search, filters and columns to choose. [pageSize] records at once.
export async function listView(
  host: ComponentHost,
  objectApiName: string,
  { pageSize, isPage }: { readonly pageSize: number; readonly isPage: boolean },
): Promise<Outcome> {
  const object = await describedObject(host, objectApiName)
  if (!object) return `There is no object "${objectApiName}", or none that you may see.`
  const name = nameField(object)
  const shown = [name, ...shortFields(object).map(displayPath)]
  const others = isPage
    ? object.fields
        .filter(isListable)
        .map(displayPath)
        .filter(path => !shown.includes(path) && !path.includes('.'))
    : []
  return {
    ...empty(`List_${object.name}`, object.labelPlural ?? object.label),
    resources: [
      {
        type: 'query',
        apiName: 'Records',
        objectApiName: object.name,
        fields: [...shown, ...others],
        orderBy: [{ field: name, direction: 'asc' }],
      },
    ],
    components: [
      {
        type: 'DataTable',
        apiName: 'List',
        attributes: {
          title: object.labelPlural ?? object.label,
          iconName: iconOf(object.name),
          records: '{!Records}',
          columns: [
            ...tableColumns(object, shown),
            ...tableColumns(object, others).map(column => ({ ...column, hidden: true })),
          ],
          paging: 'pages',
          pageSize,
          showSearch: true,
          filterMode: isPage ? 'menu' : 'none',
          allowExport: isPage,
          urlState: isPage,
          customizable: isPage,
          hideCheckboxColumn: !isPage,
          defaultSort: [{ fieldName: name, direction: 'asc' }],
          headerActions: object.isCreateable === false ? [] : [{ name: 'new', label: 'New', variant: 'brand' }],
          rowActions: isPage && object.isUpdateable !== false ? [EDIT_ROW, DELETE_ROW] : [],
        },
        interactions: {
          headerActionClick: [
            {
              type: 'navigate',
              targetName: 'new',
              destination: 'objectPage',
              objectApiName: object.name,
              actionName: 'new',
            },
          ],
          rowActionClick: [
            {
              type: 'navigate',
              targetName: 'edit',
              destination: 'recordPage',
              recordId: '{!$Row.Id}',
              actionName: 'edit',
            },
            {
              type: 'confirm',
              targetName: 'delete',
              ...question(object),
              onConfirm: [
                { type: 'deleteRecord', source: 'fields', objectApiName: object.name, recordId: '{!$Row.Id}' },
                { type: 'refreshAllQueries' },
                { type: 'showToast', variant: 'success', title: `The ${object.label.toLowerCase()} was deleted.` },
              ],
            },
          ],
        },
      },
    ],
  }
}

const EDIT_ROW = { name: 'edit', label: 'Edit' }
const DELETE_ROW = { name: 'delete', label: 'Delete' }

export function richText(value: string, isCard: boolean): Outcome {
  const text: Component = { type: 'RichText', apiName: 'Text', attributes: { value } }
  const card: Component = { type: 'Card', apiName: 'Card', attributes: {}, children: { body: [text] } }
  return { ...empty('Rich_Text', 'Rich Text'), components: [isCard ? card : text] }
}

/// A record to fill in: [recordId] where it is given, else a new one that begins with [defaults]. Saving leads to the
/// record, Cancel to where [back] says.
export function recordForm(
  object: ObjectDescription,
  recordId: string | undefined,
  defaults: object,
  back: object,
): Definition {
  const attributes = recordId ? { recordId, mode: 'edit' } : { mode: 'create', defaultValues: defaults }
  const title = recordId ? 'The changes were saved.' : 'The record was created.'
  return {
    ...empty('Record_Form', 'Record'),
    components: [
      {
        type: 'RecordDetail',
        apiName: 'Form',
        attributes: { objectApiName: object.name, sections: formSections(object, recordId), ...attributes },
        interactions: {
          saved: [
            { type: 'showToast', variant: 'success', title },
            { type: 'navigate', destination: 'recordPage', recordId: '{!$Event.recordId}', actionName: 'view' },
          ],
          cancelled: [{ type: 'navigate', ...back }],
        },
      },
    ],
  }
}

interface DetailFields {
  readonly label: string
  readonly fields: readonly string[]
}

/// What a person may fill in, in the sections of the details.
function formSections(object: ObjectDescription, recordId: string | undefined): readonly object[] {
  const mayBeSet = (name: string) => {
    const field = object.fields.find(one => one.name === name)
    return field?.isNameField === true || (recordId ? field?.isUpdateable : field?.isCreateable) === true
  }
  return detailSections(object).flatMap(section => {
    const fields = section.fields.filter(mayBeSet)
    return section.label === 'System Information' || fields.length === 0 ? [] : [{ ...section, fields }]
  })
}

/// The fields of a record by what they are about: those of people first, then addresses, then what the system keeps.
function detailSections(object: ObjectDescription): readonly DetailFields[] {
  const isOfAddress = ({ name }: FieldDescription) => ADDRESS_PART.test(name)
  const people = object.fields.filter(isForPeople)
  const name = nameField(object)
  const names = (fields: readonly FieldDescription[]) => fields.map(field => field.name)
  const system = SYSTEM_FIELDS.filter(name => object.fields.some(field => field.name === name))
  const sections = [
    { label: '', fields: [name, ...names(people.filter(field => !isOfAddress(field)))] },
    { label: 'Address Information', fields: names(people.filter(isOfAddress)) },
    { label: 'System Information', fields: system },
  ]
  return sections.filter(({ fields }) => fields.length > 0)
}

const ADDRESS_PART = /(?<=[a-z])(Street|City|State|PostalCode|Country|StateCode|CountryCode)$/

const SYSTEM_FIELDS = ['OwnerId', 'CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate']

const isForPeople = (field: FieldDescription): boolean =>
  (field.isCreateable === true || field.isUpdateable === true || /__c$/i.test(field.name)) &&
  field.isNameField !== true &&
  field.compoundFieldName !== 'Name' &&
  !['address', 'location', 'base64', 'id', 'complexvalue', 'anytype'].includes(field.restType ?? '') &&
  !/(Latitude|Longitude|GeocodeAccuracy)$/.test(field.name) &&
  !['OwnerId', 'RecordTypeId'].includes(field.name)

const empty = (apiName: string, label: string): Definition => ({ apiName, label, resources: [], components: [] })

async function pageObject(host: ComponentHost): Promise<ObjectDescription | string> {
  const { recordId, objectApiName } = host
  if (!recordId || !objectApiName) return 'This component shows a record and needs a record page.'
  const object = await describedObject(host, objectApiName)
  return object ?? `There is no object "${objectApiName}", or none that you may see.`
}

const EDIT = [{ type: 'navigate', destination: 'recordPage', recordId: '{!$Component.RecordId}', actionName: 'edit' }]

const deleting = (object: ObjectDescription) => [
  {
    type: 'confirm',
    ...question(object),
    onConfirm: [
      { type: 'deleteRecord', source: 'pageRecord' },
      { type: 'navigate', destination: 'objectPage', objectApiName: object.name, actionName: 'list' },
    ],
  },
]

const question = ({ label }: ObjectDescription) => ({
  title: `Delete ${label}`,
  message: `Are you sure you want to delete this ${label.toLowerCase()}?`,
  confirmLabel: 'Delete',
  isDestructive: true,
})

const button = (apiName: string, label: string, click: readonly object[]): Component => ({
  type: 'Button',
  apiName: `${apiName}Record`,
  attributes: { label },
  interactions: { click: click as NonNullable<Component['interactions']>[string] },
})

/// The icon of an object; those of custom objects are one.
export const iconOf = (objectApiName: string): string =>
  `standard:${/__c$/i.test(objectApiName) ? 'record' : objectApiName.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()}`

export const nameField = ({ fields }: ObjectDescription): string =>
  fields.find(field => field.isNameField)?.name ?? 'Id'

const relationshipOf = ({ fields }: ObjectDescription, field: string): string =>
  fields.find(({ name }) => name === field)?.relationshipName ?? field

/// What is shown of a field: of a lookup, the name of the other record.
const displayPath = ({ name, relationshipName, referenceTo }: FieldDescription): string =>
  relationshipName && referenceTo?.length === 1 ? `${relationshipName}.Name` : name

/// Up to four fields that say most of a record: those that its people look for first, then the project's own.
function shortFields(object: ObjectDescription): FieldDescription[] {
  const known = FIRST_FIELDS.flatMap(name => object.fields.find(field => field.name === name) ?? [])
  const own = object.fields.filter(({ name }) => /__c$/i.test(name))
  const chosen = [...own.slice(0, 2), ...known, ...own.slice(2)].filter(
    field => isListable(field) && field.restType !== 'boolean',
  )
  const unique = [...new Set(chosen)].slice(0, 4)
  return unique.length > 0 ? unique : object.fields.filter(({ name }) => name === 'CreatedDate')
}

const FIRST_FIELDS = [
  'AccountId',
  'Title',
  'Type',
  'StageName',
  'Amount',
  'Status',
  'Subject',
  'Company',
  'Phone',
  'Email',
  'Website',
  'Industry',
  'CloseDate',
]

const isListable = ({ restType = '', isNameField, referenceTo = [], name, isRichText }: FieldDescription): boolean =>
  isNameField !== true &&
  isRichText !== true &&
  name !== 'Id' &&
  !['address', 'location', 'base64', 'id', 'complexvalue', 'anytype', 'textarea'].includes(restType) &&
  (restType !== 'reference' || referenceTo.length === 1)

const tableColumns = (object: ObjectDescription, paths: readonly string[]): Readonly<Record<string, unknown>>[] =>
  paths.map(path => {
    const parent = object.fields.find(({ relationshipName }) => path === `${relationshipName}.Name`)
    if (parent)
      return { fieldName: path, label: parent.label.replace(/ ID$/, ''), type: 'lookup', idField: parent.name }
    return path === nameField(object) ? { fieldName: path, type: 'lookup', idField: 'Id' } : { fieldName: path }
  })

const isShownByDefault = ({ name, childObject }: ChildRelationship): boolean =>
  (/__c$/i.test(childObject) && !/(__Share|__History|__Feed)$/i.test(childObject)) ||
  (name === childObject.replace(/y$/, 'ie') + 's' && ['Contact', 'Opportunity', 'Case'].includes(childObject))

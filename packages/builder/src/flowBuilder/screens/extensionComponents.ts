import type { FlowScreenField } from '@millrace/metadata'
import { typeOf, type ValueType } from '../../pickers/valueTypes.ts'

/// An attribute that a screen gives to a Lightning component.
export interface ExtensionInput {
  readonly name: string
  readonly label: string
  readonly type: ValueType
  readonly required?: boolean
  readonly help?: string
  /// The texts it may be.
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /// What it is edited with, where that is not a value: an object, a field of `objectApiName`, columns of records.
  readonly editor?: 'object' | 'field' | 'columns'
}

export interface ExtensionOutput {
  readonly name: string
  readonly type: ValueType
}

/// A Lightning component that screens offer, with what goes in and what comes out.
export interface ExtensionComponent {
  readonly extensionName: string
  readonly label: string
  readonly iconName: string
  readonly category: 'Input' | 'Choice' | 'Display' | 'Data'
  readonly help: string
  readonly inputs: readonly ExtensionInput[]
  readonly outputs: readonly ExtensionOutput[]
  /// Works with records of any object, which the screen names: `T`.
  readonly isGeneric?: true
}

const TEXT = typeOf('Text')
const NUMBER = typeOf('Number')
const BOOLEAN = typeOf('Boolean')
const TEXTS = typeOf('Text', true)
const RECORDS = typeOf('Record', true)

const input = (name: string, label: string, type: ValueType = TEXT, more: Partial<ExtensionInput> = {}) => ({
  name,
  label,
  type,
  ...more,
})
const output = (name: string, type: ValueType = TEXT): ExtensionOutput => ({ name, type })

const LABEL = input('label', 'Label', TEXT, { required: true })
const REQUIRED = input('required', 'Required', BOOLEAN)
const DISABLED = input('disabled', 'Disabled', BOOLEAN)
const READ_ONLY = input('readonly', 'Read Only', BOOLEAN)
const VALUE = input('value', 'Default Value')
const PLACEHOLDER = input('placeholder', 'Placeholder Text')

/// Salesforce's own components that flow files have most.
///
/// Source: Salesforce Help, "Standard Flow Screen Components"; parameters as flow files have them.
export const extensionComponents: readonly ExtensionComponent[] = [
  {
    extensionName: 'flowruntime:address',
    label: 'Address',
    iconName: 'utility:location',
    category: 'Input',
    help: 'Street, city, state, postal code and country.',
    inputs: [
      input('addressLabel', 'Label'),
      input('street', 'Street Value'),
      input('city', 'City Value'),
      input('province', 'State/Province Value'),
      input('postalCode', 'Postal Code Value'),
      input('country', 'Country Value'),
      REQUIRED,
      READ_ONLY,
      DISABLED,
    ],
    outputs: ['street', 'city', 'province', 'postalCode', 'country'].map(name => output(name)),
  },
  {
    extensionName: 'flowruntime:email',
    label: 'Email',
    iconName: 'utility:email',
    category: 'Input',
    help: 'An e-mail address.',
    inputs: [LABEL, VALUE, PLACEHOLDER, REQUIRED, READ_ONLY, DISABLED],
    outputs: [output('value')],
  },
  {
    extensionName: 'forceContent:fileUpload',
    label: 'File Upload',
    iconName: 'utility:upload',
    category: 'Input',
    help: 'Files to be kept with a record.',
    inputs: [
      LABEL,
      input('recordId', 'Related Record ID'),
      input('accept', 'Accepted Formats', TEXT, { help: 'Such as .pdf,.png; empty for all.' }),
      input('multiple', 'Allow Multiple Files', BOOLEAN),
      DISABLED,
    ],
    outputs: ['contentDocIds', 'contentVersionIds', 'uploadedFileNames'].map(name => output(name, TEXTS)),
  },
  {
    extensionName: 'flowruntime:lookup',
    label: 'Lookup',
    iconName: 'utility:search',
    category: 'Input',
    help: 'Finds records that a lookup field may refer to.',
    inputs: [
      LABEL,
      input('objectApiName', 'Object API Name', TEXT, {
        required: true,
        editor: 'object',
        help: 'The object that has the lookup field.',
      }),
      input('fieldApiName', 'Field API Name', TEXT, { required: true, editor: 'field' }),
      input('recordId', 'Record ID'),
      input('recordIds', 'Record ID Collection', TEXTS),
      input('maxValues', 'Maximum Selections', NUMBER),
      REQUIRED,
      DISABLED,
    ],
    outputs: [output('recordId'), output('recordIds', TEXTS), output('recordName')],
  },
  {
    extensionName: 'flowruntime:name',
    label: 'Name',
    iconName: 'utility:user',
    category: 'Input',
    help: 'A person’s name in its parts.',
    inputs: [
      input('label', 'Label'),
      input('fieldsToDisplayList', 'Fields to Display', TEXT, { help: 'Such as firstName,lastName; empty for all.' }),
      input('salutation', 'Salutation'),
      input('firstName', 'First Name'),
      input('middleName', 'Middle Name'),
      input('lastName', 'Last Name'),
      input('suffix', 'Suffix'),
      input('informalName', 'Informal Name'),
      READ_ONLY,
      DISABLED,
    ],
    outputs: ['salutation', 'firstName', 'middleName', 'lastName', 'suffix', 'informalName'].map(name => output(name)),
  },
  {
    extensionName: 'flowruntime:phone',
    label: 'Phone',
    iconName: 'utility:phone_portrait',
    category: 'Input',
    help: 'A phone number.',
    inputs: [LABEL, VALUE, PLACEHOLDER, input('pattern', 'Pattern'), REQUIRED, READ_ONLY, DISABLED],
    outputs: [output('value')],
  },
  {
    extensionName: 'flowruntime:slider',
    label: 'Slider',
    iconName: 'utility:slider',
    category: 'Input',
    help: 'A number within a range.',
    inputs: [
      LABEL,
      input('min', 'Range Minimum', NUMBER),
      input('max', 'Range Maximum', NUMBER),
      input('step', 'Step Size', NUMBER),
      input('size', 'Slider Size', TEXT, {
        options: ['x-small', 'small', 'medium', 'large'].map(value => ({ value, label: value })),
      }),
      input('value', 'Default Value', NUMBER),
    ],
    outputs: [output('value', NUMBER)],
  },
  {
    extensionName: 'flowruntime:toggle',
    label: 'Toggle',
    iconName: 'utility:toggle',
    category: 'Input',
    help: 'On or off.',
    inputs: [
      LABEL,
      input('value', 'Default Value', BOOLEAN),
      input('messageToggleActive', 'Active Label'),
      input('messageToggleInactive', 'Inactive Label'),
      DISABLED,
    ],
    outputs: [output('value', BOOLEAN)],
  },
  {
    extensionName: 'flowruntime:url',
    label: 'URL',
    iconName: 'utility:link',
    category: 'Input',
    help: 'A web address.',
    inputs: [LABEL, VALUE, PLACEHOLDER, REQUIRED, READ_ONLY, DISABLED],
    outputs: [output('value')],
  },
  {
    extensionName: 'flowruntime:dependentPicklists',
    label: 'Dependent Picklists',
    iconName: 'utility:hierarchy',
    category: 'Choice',
    help: 'Picklist fields of which one decides what the next offers.',
    inputs: [
      input('dependencyWrapperApiName', 'Object API Name', TEXT, { required: true, editor: 'object' }),
      ...['top', 'middle', 'bottom'].flatMap((level, i) => {
        const place = `Picklist ${i + 1}`
        return [
          input(`${level}PicklistApiName`, `${place} API Name`, TEXT, i < 2 ? { required: true } : {}),
          input(`${level}Label`, `${place} Label`),
          input(`${level}Required`, `${place} Required`, BOOLEAN),
          input(`${level}Value`, `${place} Value`),
        ]
      }),
    ],
    outputs: ['topValue', 'middleValue', 'bottomValue'].map(name => output(name)),
  },
  {
    extensionName: 'flowruntime:datatable',
    label: 'Data Table',
    iconName: 'utility:table',
    category: 'Data',
    help: 'Records in rows, of which some may be selected.',
    inputs: [
      input('label', 'Label'),
      input('shouldDisplayLabel', 'Show Label', BOOLEAN),
      input('tableData', 'Source Collection', RECORDS, { required: true }),
      input('selectionMode', 'Row Selection Mode', TEXT, {
        options: [
          { value: 'MULTI_SELECT', label: 'Multiple' },
          { value: 'SINGLE_SELECT', label: 'Single' },
          { value: 'NO_SELECTION', label: 'View only' },
        ],
      }),
      input('isRequired', 'Require Selection', BOOLEAN),
      input('minRowSelection', 'Minimum Rows', NUMBER),
      input('maxRowSelection', 'Maximum Rows', NUMBER),
      input('selectedRows', 'Default Selection', RECORDS),
      input('isShowSearchBar', 'Show Search Bar', BOOLEAN),
      input('columns', 'Columns', TEXT, { required: true, editor: 'columns' }),
    ],
    outputs: [
      output('selectedRows', RECORDS),
      output('firstSelectedRow', typeOf('Record')),
      output('numberOfRowsSelected', NUMBER),
    ],
    isGeneric: true,
  },
  {
    extensionName: 'flowruntime:image',
    label: 'Display Image',
    iconName: 'utility:image',
    category: 'Display',
    help: 'A picture at an address.',
    inputs: [
      input('imageName', 'Image Name or Address', TEXT, { required: true }),
      input('imageWidth', 'Image Width'),
      input('imageHeight', 'Image Height'),
      input('horizontalAlignment', 'Horizontal Alignment', TEXT, {
        options: ['left', 'center', 'right'].map(value => ({ value, label: value })),
      }),
      input('imageCSS', 'Image CSS'),
    ],
    outputs: [],
  },
]

const byName = new Map(extensionComponents.map(component => [component.extensionName, component]))

export const extensionNamed = (extensionName: string | null): ExtensionComponent | undefined =>
  extensionName === null ? undefined : byName.get(extensionName)

/// The object that a generic component of a screen is for; null when it says none.
export const genericObject = ({ dataTypeMappings }: FlowScreenField): string | null =>
  dataTypeMappings.find(({ typeName }) => typeName === 'T')?.typeValue ?? null

/// What {!Component.output} can name. Of a component that is not known, what the screen gives it.
export function extensionOutputs(field: FlowScreenField): readonly ExtensionOutput[] {
  const known = extensionNamed(field.extensionName)
  const object = genericObject(field)
  const own = (known?.outputs ?? []).map(({ name, type }) => ({
    name,
    type: type.kind === 'Record' ? { ...type, object } : type,
  }))
  const names = new Set(own.map(({ name }) => name))
  const given = known ? [] : field.inputParameters.filter(({ name }) => !names.has(name))
  return [...own, ...given.map(({ name }) => output(name, typeOf('Any')))]
}

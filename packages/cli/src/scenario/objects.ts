import {
  parseScenarioField,
  type FieldDefinition,
  type ObjectDefinition,
  type Scenario,
  type ScenarioField,
} from '@millrace/metadata'

/// The objects and fields that a scenario adds to the schema of its project.
export function scenarioObjects(objects: NonNullable<Scenario['objects']>, file: string): ObjectDefinition[] {
  const defined = { file, span: { start: 0, end: 0 }, xml: null }
  return Object.entries(objects).map(([apiName, fields]) => ({
    ...defined,
    apiName,
    label: null,
    pluralLabel: null,
    description: null,
    nameField: null,
    sharingModel: null,
    deploymentStatus: null,
    customSettingsType: null,
    fields: Object.entries(fields).flatMap(([name, text]) => {
      const field = parseScenarioField(text)
      return typeof field === 'string' ? [] : [{ ...defined, ...fieldDefinition(name, field) }]
    }),
    validationRules: [],
    recordTypes: [],
    actionOverrides: [],
    listViews: [],
    compactLayouts: [],
    compactLayoutAssignment: null,
  }))
}

/// A formula or auto-number field of a scenario holds what its records state, so it becomes a plain field.
function fieldDefinition(apiName: string, field: ScenarioField): Omit<FieldDefinition, 'file' | 'span' | 'xml'> {
  const { type, required, length, precision, scale, referenceTo } = field
  const isNumber = ['Number', 'Currency', 'Percent'].includes(type)
  return {
    apiName,
    type: type === 'AutoNumber' ? 'Text' : type === 'Address' ? 'LongTextArea' : type,
    label: apiName,
    description: null,
    inlineHelpText: null,
    length,
    precision: isNumber ? (precision ?? 18) : null,
    // A number without stated digits keeps those that the scenario's records have.
    scale: isNumber ? (scale ?? 6) : null,
    visibleLines: null,
    required,
    unique: false,
    externalId: false,
    caseSensitive: false,
    defaultValue: type === 'Checkbox' ? 'false' : null,
    formula: null,
    formulaTreatBlanksAs: null,
    valueSet: type.endsWith('icklist')
      ? { valueSetName: null, restricted: false, controllingField: null, values: [], valueSettings: [] }
      : null,
    referenceTo: referenceTo ? [referenceTo] : [],
    relationshipName: null,
    relationshipLabel: null,
    deleteConstraint: null,
    reparentableMasterDetail: true,
    writeRequiresMasterRead: false,
    displayFormat: null,
    startingNumber: null,
    summary: null,
  }
}

import type { Flow, FlowVariable } from '@millrace/metadata'
import type { Json } from '@millrace/values'

const REST_TYPES: Readonly<Record<string, string>> = {
  String: 'STRING',
  Number: 'DOUBLE',
  Currency: 'CURRENCY',
  Boolean: 'BOOLEAN',
  Date: 'DATE',
  DateTime: 'DATETIME',
  Time: 'TIME',
  Picklist: 'PICKLIST',
  Multipicklist: 'MULTIPICKLIST',
  SObject: 'SOBJECT',
  Apex: 'APEX',
}

const STATUSES = ['Created', 'Started', 'Finished', 'Error', 'Waiting']

/// The body of `GET /actions/custom/flow/NAME`: a flow's inputs and outputs as Salesforce describes an action.
///
/// Source: REST API Developer Guide, "Invocable Actions Custom"; Actions Developer Guide, describe results.
export function describeFlow(flow: Flow): { [key: string]: Json } {
  return {
    actionVersion: null,
    category: null,
    description: flow.description,
    inputs: flow.variables
      .filter(variable => variable.isInput)
      .map(variable => ({
        ...describeVariable(variable),
        required: false,
      })),
    label: flow.label,
    name: flow.apiName,
    outputs: [
      ...flow.variables.filter(variable => variable.isOutput).map(describeVariable),
      {
        ...parameter('Flow__InterviewGuid', 'Flow Interview GUID', 'STRING', 1),
      },
      {
        ...parameter('Flow__InterviewStatus', 'Flow Interview Status', 'PICKLIST', 1),
        picklistValues: STATUSES.map(value => ({
          active: true,
          defaultValue: false,
          label: value,
          validFor: null,
          value,
        })),
      },
    ],
    standard: false,
    targetEntityName: null,
    type: 'FLOW',
  }
}

function describeVariable(variable: FlowVariable): { [key: string]: Json } {
  return {
    ...parameter(
      variable.name,
      variable.name,
      REST_TYPES[variable.dataType] ?? 'STRING',
      variable.isCollection ? 2000 : 1,
    ),
    apexClass: variable.apexClass,
    description: variable.description,
    sobjectType: variable.objectType,
  }
}

function parameter(name: string, label: string, type: string, maxOccurs: number): { [key: string]: Json } {
  return {
    apexClass: null,
    byteLength: 0,
    description: null,
    label,
    maxOccurs,
    name,
    picklistValues: null,
    sobjectType: null,
    type,
  }
}

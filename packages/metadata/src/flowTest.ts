import { apiNameOf } from './fileName.ts'
import { readConditions } from './flow/parts.ts'
import type { FlowCondition, FlowValue, Located } from './flow/model.ts'
import { readFlowValue } from './flow/value.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlElement } from './xml/element.ts'
import type { XmlReader } from './xml/reader.ts'

/// A test of a flow as an org keeps it: what the flow is given, and what must hold.
export interface FlowTest extends Located {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly flowApiName: string
  readonly testPoints: readonly FlowTestPoint[]
}

/// Where in the run: at `Start`, at `Finish`, or at an element.
export interface FlowTestPoint extends Located {
  readonly elementApiName: string
  readonly parameters: readonly FlowTestParameter[]
  readonly assertions: readonly FlowTestAssertion[]
}

export interface FlowTestParameter extends Located {
  readonly leftValueReference: string
  /// InputVariable, InputTriggeringRecordInitial, InputTriggeringRecordUpdated, ScheduledPath, MockElementOutput; as
  /// written.
  readonly type: string
  readonly value: FlowValue
}

export interface FlowTestAssertion extends Located {
  readonly conditions: readonly FlowCondition[]
  readonly conditionLogic: string | null
  readonly errorMessage: string | null
}

/// Reads `X.flowtest-meta.xml`.
///
/// Source: Metadata API Developer Guide, "FlowTest".
export const parseFlowTest = (source: string, file: string): Parsed<FlowTest> =>
  parseDefinition(source, file, 'FlowTest', (xml, read) => ({
    xml,
    file,
    apiName: apiNameOf(file),
    label: read.text(xml, 'label') ?? apiNameOf(file),
    flowApiName: read.required(xml, 'flowApiName', 'missing-flow-name'),
    testPoints: read.list(xml, 'testPoints', point => ({
      xml: point,
      elementApiName: read.word(point, 'elementApiName') ?? 'Finish',
      parameters: read.list(point, 'parameters', parameter => ({
        xml: parameter,
        leftValueReference: read.required(parameter, 'leftValueReference', 'missing-reference'),
        type: read.word(parameter, 'type') ?? 'InputVariable',
        value: valueOf(parameter, read),
      })),
      assertions: read.list(point, 'assertions', assertion => ({
        xml: assertion,
        conditions: readConditions(assertion, read),
        conditionLogic: read.word(assertion, 'conditionLogic'),
        errorMessage: read.text(assertion, 'errorMessage'),
      })),
    })),
  }))

function valueOf(parameter: XmlElement, read: XmlReader): FlowValue {
  const xml = parameter.children.find(({ name }) => name === 'value')
  return xml ? readFlowValue(xml, read) : { xml: parameter, kind: 'null' }
}

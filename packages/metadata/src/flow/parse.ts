import type { Diagnostic } from '../diagnostic.ts'
import { flowApiName } from '../fileName.ts'
import { Report } from '../report.ts'
import type { XmlElement } from '../xml/element.ts'
import { readRoot } from '../xml/root.ts'
import { XmlReader } from '../xml/reader.ts'
import { ELEMENTS } from './elements.ts'
import type { Flow, FlowElement, FlowScheduledPath, FlowStart } from './model.ts'
import { connector, recordFilters, value } from './parts.ts'
import {
  areVariablesOpenByDefault,
  readChoice,
  readConstant,
  readDynamicChoiceSet,
  readFormula,
  readStage,
  readTextTemplate,
  readVariable,
} from './resources.ts'

/// Reads a flow file. Unknown tags are no problem; a flow is null only when the file is not well-formed XML or its
/// root is not <Flow>. A flow whose diagnostics hold errors was understood in part and must not run.
export function parseFlow(source: string, file: string): { flow: Flow | null; diagnostics: readonly Diagnostic[] } {
  const report = new Report(source, file)
  const xml = readRoot(report, 'Flow')
  return { flow: xml && readFlow(xml, new XmlReader(report)), diagnostics: report.diagnostics }
}

function readFlow(xml: XmlElement, read: XmlReader): Flow {
  const apiName = flowApiName(read.report.file)
  const apiVersion = read.number(xml, 'apiVersion') ?? 0
  const header = {
    xml,
    source: read.report.source,
    file: read.report.file,
    apiName,
    label: read.text(xml, 'label') || apiName,
    description: read.text(xml, 'description'),
    apiVersion,
    processType: read.word(xml, 'processType') ?? processTypeOf(xml),
    status: read.choice(xml, 'status', ['Active', 'Draft', 'Obsolete', 'InvalidDraft', 'UnderReview'], 'Draft'),
    runInMode: read.word(xml, 'runInMode') ?? 'DefaultMode',
    interviewLabel: read.text(xml, 'interviewLabel'),
    isAdditionalPermissionRequiredToRun: read.flag(xml, 'isAdditionalPermissionRequiredToRun', false),
  }
  const start = read.one(xml, 'start', element => readStart(element, read))
  const isOpenByDefault = areVariablesOpenByDefault(apiVersion)
  const each = <T>(tag: string, readOne: (xml: XmlElement, read: XmlReader) => T): readonly T[] =>
    read.list(xml, tag, element => readNamed(element, read, readOne))

  return {
    ...header,
    start,
    startElementReference: read.word(xml, 'startElementReference'),
    variables: each('variables', element => readVariable(element, read, isOpenByDefault)),
    constants: each('constants', readConstant),
    formulas: each('formulas', readFormula),
    textTemplates: each('textTemplates', readTextTemplate),
    choices: each('choices', readChoice),
    dynamicChoiceSets: each('dynamicChoiceSets', readDynamicChoiceSet),
    stages: each('stages', readStage),
    customProperties: read.list(xml, 'customProperties', one => customProperty(one, read)),
    elements: readElements(xml, read),
  }
}

function customProperty(xml: XmlElement, read: XmlReader): Flow['customProperties'][number] {
  const given = value(xml, read)
  return { name: read.word(xml, 'name') ?? '', text: given?.kind === 'string' ? given.text : '' }
}

function readElements(xml: XmlElement, read: XmlReader): readonly FlowElement[] {
  const elements: FlowElement[] = []
  for (const child of xml.children) {
    if (isElementKind(child.name)) elements.push(readNamed<FlowElement>(child, read, ELEMENTS[child.name]))
  }
  return elements
}

const isElementKind = (tag: string): tag is FlowElement['kind'] => Object.hasOwn(ELEMENTS, tag)

/// Reads one element or resource; diagnostics inside carry its name.
function readNamed<T>(xml: XmlElement, read: XmlReader, readOne: (xml: XmlElement, read: XmlReader) => T): T {
  read.report.element = undefined
  const named = readOne(xml, read)
  read.report.element = undefined
  return named
}

/// Old files have no process type: a flow with screens is a screen flow.
const processTypeOf = (xml: XmlElement): string =>
  xml.children.some(child => child.name === 'screens') ? 'Flow' : 'AutoLaunchedFlow'

function readStart(xml: XmlElement, read: XmlReader): FlowStart {
  return {
    xml,
    connector: connector(xml, read),
    triggerType: read.word(xml, 'triggerType'),
    object: read.word(xml, 'object'),
    recordTriggerType: read.word(xml, 'recordTriggerType'),
    filters: recordFilters(xml, read),
    filterLogic: read.word(xml, 'filterLogic'),
    filterFormula: read.text(xml, 'filterFormula'),
    doesRequireRecordChangedToMeetCriteria: read.flag(xml, 'doesRequireRecordChangedToMeetCriteria', false),
    hasSchedule: read.one(xml, 'schedule', () => true) ?? false,
    schedule: read.one(xml, 'schedule', schedule => ({
      xml: schedule,
      startDate: read.word(schedule, 'startDate'),
      startTime: read.word(schedule, 'startTime'),
      frequency: read.word(schedule, 'frequency'),
    })),
    scheduledPaths: read.list(xml, 'scheduledPaths', path => readScheduledPath(path, read)),
    flowRunAsUser: read.word(xml, 'flowRunAsUser'),
  }
}

const readScheduledPath = (xml: XmlElement, read: XmlReader): FlowScheduledPath => ({
  xml,
  name: read.word(xml, 'name') ?? '',
  label: read.text(xml, 'label') ?? read.word(xml, 'name') ?? '',
  offsetNumber: read.number(xml, 'offsetNumber'),
  offsetUnit: read.word(xml, 'offsetUnit'),
  timeSource: read.word(xml, 'timeSource'),
  recordField: read.word(xml, 'recordField'),
  pathType: read.word(xml, 'pathType'),
  maxBatchSize: read.number(xml, 'maxBatchSize'),
  connector: connector(xml, read),
})

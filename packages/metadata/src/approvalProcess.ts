import { apiNameOf, fileName } from './fileName.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// Who approves records of an object, and which.
///
/// Source: Metadata API Developer Guide, "ApprovalProcess".
export interface ApprovalProcess {
  readonly file: string
  readonly object: string
  readonly developerName: string
  readonly label: string
  readonly active: boolean
  readonly entryCriteria: ApprovalCriteria | null
  readonly steps: readonly ApprovalStep[]
}

/// Which records: a formula, or comparisons joined by a logic such as `1 AND (2 OR 3)`, all of them without one.
export interface ApprovalCriteria {
  readonly formula: string | null
  readonly items: readonly { readonly field: string; readonly operation: string; readonly value: string | null }[]
  readonly booleanFilter: string | null
}

export interface ApprovalStep {
  readonly name: string
  readonly label: string
  readonly entryCriteria: ApprovalCriteria | null
  /// ApproveRecord, RejectRecord or GotoNextStep: what happens to a record that does not meet the criteria.
  readonly ifCriteriaNotMet: string
  readonly approvers: readonly {
    /// user, queue, userHierarchyField, relatedUserField or adhoc.
    readonly type: string
    readonly name: string | null
  }[]
}

/// Reads `Contact.Review.approvalProcess-meta.xml`: object and process are in the file's name.
export const parseApprovalProcess = (source: string, file: string): Parsed<ApprovalProcess> =>
  parseDefinition(source, file, 'ApprovalProcess', (xml, read) => {
    const developerName = fileName(file).split('.')[1] ?? ''
    return {
      file,
      object: apiNameOf(file),
      developerName,
      label: read.text(xml, 'label') ?? developerName,
      active: read.flag(xml, 'active', false),
      entryCriteria: read.one(xml, 'entryCriteria', item => readCriteria(item, read)),
      steps: read.list(xml, 'approvalStep', item => readStep(item, read)),
    }
  })

const readStep = (xml: XmlElement, read: XmlReader): ApprovalStep => ({
  name: read.required(xml, 'name'),
  label: read.text(xml, 'label') ?? '',
  entryCriteria: read.one(xml, 'entryCriteria', item => readCriteria(item, read)),
  ifCriteriaNotMet: read.word(xml, 'ifCriteriaNotMet') ?? 'ApproveRecord',
  approvers:
    read.one(xml, 'assignedApprover', assigned =>
      read.list(assigned, 'approver', item => ({
        type: read.word(item, 'type') ?? 'adhoc',
        name: read.word(item, 'name'),
      })),
    ) ?? [],
})

const readCriteria = (xml: XmlElement, read: XmlReader): ApprovalCriteria => ({
  formula: read.text(xml, 'formula'),
  items: read.list(xml, 'criteriaItems', item => ({
    field: read.required(item, 'field'),
    operation: read.word(item, 'operation') ?? 'equals',
    value: read.text(item, 'value'),
  })),
  booleanFilter: read.word(xml, 'booleanFilter'),
})

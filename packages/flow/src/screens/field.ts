import type { MaybePromise } from '@millrace/database'
import type { FlowScreenField, FlowValue } from '@millrace/metadata'
import { BOOLEAN, mergeText } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { compileConditions, type Predicate } from '../conditions.ts'
import type { Interview } from '../interview.ts'
import { compileTemplate } from '../template.ts'
import type { ScreenError, ScreenFieldDescription, ScreenInput } from './description.ts'
import { plainText } from './plainText.ts'

/// A component of a screen, compiled.
export interface ScreenField {
  readonly isVisible: Predicate
  /// Whether what it shows depends on values that the person may change on the same screen.
  readonly isReactive: boolean
  /// Gives it the value it begins with.
  readonly reset: (interview: Interview) => void
  /// Reads what it shows from the database, when the screen is come to.
  readonly load?: (interview: Interview) => MaybePromise<void>
  readonly describe: (interview: Interview) => ScreenFieldDescription
  /// Takes what the person has typed. What it cannot take is told, and its value stays.
  readonly accept: (interview: Interview, values: ScreenInput['values']) => ScreenError[]
  /// What is wrong with the value it has.
  readonly problems: (interview: Interview) => ScreenError[]
  /// Its value is not asked for: it is hidden.
  readonly clear: (interview: Interview) => void
  /// Keeps what follows from its value: choices that were selected, outputs in variables.
  readonly leave: (interview: Interview) => void
  /// Components inside it.
  readonly fields: readonly ScreenField[]
  /// Keeps its value when the screen is shown again.
  readonly keepsValue: boolean
}

const nothing = (): void => {}

/// What all components have in common; [rest] is what one has of its own.
export function screenField(
  field: FlowScreenField,
  compilation: Compilation,
  rest: Partial<ScreenField> & Pick<ScreenField, 'describe'>,
): ScreenField {
  return {
    isVisible: compileVisibility(field, compilation),
    isReactive: field.visibilityRule !== null,
    reset: nothing,
    accept: () => [],
    problems: () => [],
    clear: nothing,
    leave: nothing,
    fields: [],
    keepsValue: field.inputsOnNextNavToAssocScrn !== 'ResetValues',
    ...rest,
  }
}

/// Source: Salesforce Help, "Set Conditional Visibility": null and an empty text are the same there.
function compileVisibility({ visibilityRule }: FlowScreenField, compilation: Compilation): Predicate {
  if (!visibilityRule) return () => true
  const before = compilation.takesNullAsEmpty
  compilation.takesNullAsEmpty = true
  const isMet = compileConditions(visibilityRule.conditions, visibilityRule.conditionLogic, visibilityRule, compilation)
  compilation.takesNullAsEmpty = before
  return isMet
}

/// The texts and states that a component shows.
export function compileShown(
  field: FlowScreenField,
  compilation: Compilation,
): (interview: Interview) => Pick<ScreenFieldDescription, 'label' | 'helpText' | 'required' | 'readOnly' | 'disabled'> {
  const label = compileTemplate(field.fieldText ?? '', compilation, field, 'fieldText')
  const helpText = compileTemplate(field.helpText ?? '', compilation, field, 'helpText')
  const [isReadOnly, isDisabled] = [flag(field.isReadOnly, compilation), flag(field.isDisabled, compilation)]
  const shown = field.fieldType === 'DisplayText' ? (html: string) => html : plainText
  return interview => ({
    label: shown(mergeText(label.read(interview), interview)),
    helpText: plainText(mergeText(helpText.read(interview), interview)),
    required: field.isRequired,
    readOnly: isReadOnly(interview),
    disabled: isDisabled(interview),
  })
}

function flag(value: FlowValue | null, compilation: Compilation): Predicate {
  if (value === null) return () => false
  // Older files have the bare word.
  if (value.kind === 'null') return () => value.xml.text.trim() === 'true'
  const { read } = compilation.fitting(compilation.value(value), BOOLEAN, value.xml.name, value)
  return interview => read(interview) === true
}

/// The validation formula of a component: what is wrong when it is false. An input that is blank is not looked at.
///
/// Source: Salesforce Help, "Validate User Input".
export function compileRule(
  { validationRule: rule }: FlowScreenField,
  compilation: Compilation,
): (interview: Interview) => string | null {
  if (!rule?.formulaExpression) return () => null
  const formula = compilation.formula(rule.formulaExpression, rule, BOOLEAN, 'formulaExpression')
  const message = compileTemplate(rule.errorMessage, compilation, rule, 'errorMessage')
  return interview => {
    if (formula.read(interview) !== false) return null
    return plainText(mergeText(message.read(interview), interview)) || 'What you entered is not accepted.'
  }
}

import type { Component, DynamicComponent } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { type Checking, reportError } from './checks/checking.ts'
import { checkBackground, checkComponentInteractions, checkSequences } from './checks/interactions.ts'
import { checkResources } from './checks/resources.ts'
import { checkCondition, checkSettings } from './checks/settings.ts'
import type { ComponentProblem } from './componentState.ts'
import { componentType, componentTypes } from './componentTypes/index.ts'
import type { CheckEnvironment } from './interaction.ts'
import { ReferenceScope, slotsOf } from './references.ts'

/// Finds what is wrong with a Dynamic Component without running it: unknown types, settings and references, Target
/// Names without an action, values of the wrong type, circles. With an [environment] that knows the objects and
/// flows, also unknown fields and everything between Execute Flow and its flow. All problems, not only the first.
///
/// The structure of the file, with names that occur twice, is `parseDynamicComponent`'s part.
export function checkDynamicComponent(
  definition: DynamicComponent,
  environment: CheckEnvironment = {},
): ComponentProblem[] {
  const problems: ComponentProblem[] = []
  const scope = new ReferenceScope(definition, environment.object ?? (() => undefined), () => environment)
  const checking: Checking = { scope, environment, report: problem => problems.push(problem) }
  checkResources(checking)
  checkComponents(checking, definition.components, 'components')
  checkBackground(checking)
  checkSequences(checking)
  return problems
}

function checkComponents(checking: Checking, components: readonly Component[], path: string): void {
  for (const [i, component] of components.entries()) checkComponent(checking, component, `${path}[${i}]`)
}

/// # unknown-component
/// A component has a type that does not exist.
///
/// Nothing is shown in its place. The message names a type that is spelled almost the same.
///
/// # unknown-slot
/// A component has children in a slot that its type does not have.
///
/// They would not be shown. The message names a slot that is spelled almost the same.
function checkComponent(checking: Checking, component: Component, path: string): void {
  const declaration = componentType(component.type)
  const subject = `${declaration?.label ?? component.type} "${component.apiName}"`
  const about = { subject, path, element: component.apiName }
  const place = checking.scope.placeOf(component)
  if (declaration) {
    const within = { ...about, path: `${path}.attributes` }
    const recordType = checking.scope.recordType(component)
    const items = checking.scope.placeOfItems(component)
    checkSettings(checking, within, component.attributes ?? {}, declaration.attributes, place, recordType, items)
    checkComponentInteractions(checking, about, component, declaration)
  } else {
    const types = componentTypes.map(({ type }) => type)
    const message = `there is no component type "${component.type}".${didYouMean(component.type, types)}`
    reportError(checking, about, 'unknown-component', message, 'type')
  }
  if (component.visibility) checkCondition(checking, about, 'visibility', component.visibility, place)
  for (const [slot, children] of Object.entries(component.children ?? {})) {
    const names = slotsOf(component).map(({ name }) => name)
    if (declaration && !names.includes(slot)) {
      reportError(
        checking,
        about,
        'unknown-slot',
        `it has no slot "${slot}".${didYouMean(slot, names)}`,
        `children.${slot}`,
      )
    }
    checkComponents(checking, children, `${path}.children.${slot}`)
  }
}

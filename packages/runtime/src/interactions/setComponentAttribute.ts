import { didYouMean } from '@millrace/values'
import { componentType } from '../componentTypes/index.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { attributeNamed, type ReferenceScope, stateAttributeNamed } from '../references.ts'
import { nameSetting } from './settings.ts'

/// Set Component Attribute: what the user decides otherwise, such as the active tab, the value of an input, the selected
/// rows.
export const setComponentAttribute: InteractionDeclaration = {
  type: 'setComponentAttribute',
  label: 'Set Component Attribute',
  help: 'Sets what a component holds: the active tab, the value of an input, the selected rows.',
  properties: [
    { name: 'component', label: 'Component', type: 'component', required: true },
    { name: 'attribute', label: 'Attribute', type: 'text', required: true },
    { name: 'value', label: 'Value', type: 'value', help: 'Empty: clears it.' },
  ],
  run(context) {
    const [component, attribute] = [nameSetting(context, 'component'), nameSetting(context, 'attribute')]
    const why = whyNotSettable(component, attribute, context.scope)
    if (why) return context.fail({ code: 'attribute-not-settable', message: why })
    context.setAttribute(component, attribute, context.setting('value'))
  },
  /// # attribute-not-settable
  /// An interaction sets an attribute of a component that the component does not have, or that nobody can set.
  ///
  /// Only what the user decides on the screen can be set: values, selections, what is open. The message lists those.
  check({ interaction, scope, report }) {
    const { component, attribute } = interaction
    if (typeof component !== 'string' || typeof attribute !== 'string' || attribute === '') return
    const why = whyNotSettable(component, attribute, scope)
    if (why) report({ code: 'attribute-not-settable', message: why, setting: 'attribute' })
  },
}

function whyNotSettable(componentName: string, name: string, scope: ReferenceScope): string | undefined {
  const component = scope.component(componentName)
  const declaration = component && componentType(component.type)
  if (!component || !declaration) return undefined
  const isSettable = (state: ReturnType<typeof stateAttributeNamed>): boolean =>
    state !== undefined &&
    (state.initial !== undefined ||
      declaration.attributes.some(one => one.name.toLowerCase() === state.name.toLowerCase()))
  if (isSettable(stateAttributeNamed(declaration, name))) return undefined
  const settable = declaration.stateAttributes.filter(isSettable).map(state => state.name)
  const there = settable.length > 0 ? ` There is ${settable.join(', ')}.` : ' Nothing of it can be set.'
  return attributeNamed(declaration, name)
    ? `${name} of "${component.apiName}" cannot be set.${there}`
    : `"${component.apiName}" has no attribute "${name}".${didYouMean(name, settable) || there}`
}

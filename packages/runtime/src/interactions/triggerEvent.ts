import { didYouMean } from '@millrace/values'
import { componentType } from '../componentTypes/index.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { InteractionFailure } from '../restApi.ts'
import { nameSetting } from './settings.ts'

/// Trigger Event: runs what is set for an event of another component, as if it had happened there, and waits for it.
export const triggerEvent: InteractionDeclaration = {
  type: 'triggerEvent',
  label: 'Trigger Event',
  help: 'Runs the interactions of another component, as if it had been clicked.',
  properties: [
    { name: 'component', label: 'Component', type: 'component', required: true },
    { name: 'event', label: 'Event', type: 'text', default: 'click' },
    { name: 'target', label: 'Target Name', type: 'text', help: 'Of a header action or menu item.' },
  ],
  /// # still-running
  /// Trigger Event names an event whose interactions are under way already.
  ///
  /// This is `{!$Error.code}` in On Error. An event cannot trigger itself; for another, "While it runs, another click"
  /// says what happens to a second one.
  async run(context) {
    const [component, target] = [nameSetting(context, 'component'), nameSetting(context, 'target')]
    const event = nameSetting(context, 'event') || 'click'
    const { status, error } = await context.trigger(component, event, target ? { targetName: target } : {})
    if (status === 'refused')
      context.fail({ code: 'still-running', message: `what "${component}" does on "${event}" is still under way.` })
    if (error) throw new InteractionFailure(error)
  },
  check({ interaction, scope, report }) {
    const component = scope.component(String(interaction['component'] ?? ''))
    const events = component && componentType(component.type)?.events.map(({ name }) => name)
    const event = String(interaction['event'] ?? 'click')
    if (!events || events.includes(event)) return
    report({
      code: 'unknown-event',
      message: `"${component.apiName}" has no event "${event}".${didYouMean(event, events)}`,
      setting: 'event',
    })
  },
}

import { didYouMean } from '@millrace/values'
import { ChainStop } from '../chainStop.ts'
import { isInput, reportInputs } from '../inputModel.ts'
import type { PropertyDeclaration } from '../declaration.ts'
import type { InteractionCheck, InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { asValue } from '../resolved.ts'

/// The inputs that an interaction is about.
export const INPUTS: PropertyDeclaration = {
  name: 'inputs',
  label: 'Inputs',
  type: 'json',
  default: [],
  help: 'API names of inputs: ["FirstName", "Email"]. Empty: all that are shown.',
}

/// Check Inputs: shows what is wrong with the inputs of a form, moves the focus to the first such input and ends the chain;
/// goes on when all is right. The first interaction of a Save button. It is a failure, as a fault is, only where it has an
/// On Error: the inputs say themselves what is wrong.
export const checkInputs: InteractionDeclaration = {
  type: 'checkInputs',
  label: 'Check Inputs',
  help: 'Shows what is wrong with inputs and ends the chain; goes on when all is right.',
  properties: [INPUTS],
  /// # inputs-not-complete
  /// Check Inputs found inputs that are empty or hold something else than they should.
  ///
  /// This is `{!$Error.code}` in On Error. The inputs themselves say what to correct; hidden, disabled and read-only ones
  /// are left out.
  run(context) {
    const { definition } = context.scope
    const problems = reportInputs(
      {
        components: definition.components,
        isShown: ({ visibility }) => visibility === undefined || context.isTrue(visibility),
        attribute: context.attribute,
        setAttribute: context.setAttribute,
      },
      inputNames(context),
    )
    const [first] = problems
    if (!first) return
    context.host.screen?.focus(definition.apiName, first.apiName)
    // The inputs themselves tell what is wrong. Only an On Error of its own is told besides.
    const { onError } = context.interaction
    if (!Array.isArray(onError) || onError.length === 0) throw new ChainStop()
    const labels = problems.map(({ label }) => `"${label}"`).join(', ')
    context.fail({
      code: 'inputs-not-complete',
      message:
        problems.length === 1
          ? `${labels}: ${first.message}`
          : textsOf(context.host).inputsToCorrect(String(problems.length), labels),
    })
  },
  check: checkInputNames,
}

/// The inputs that an interaction is about, in small letters; none stands for all.
export function inputNames(context: InteractionContext): ReadonlySet<string> {
  const asked = asValue(context.setting('inputs'))
  return new Set(
    Array.isArray(asked) ? asked.flatMap(name => (typeof name === 'string' ? name.toLowerCase() : [])) : [],
  )
}

/// # no-such-input
/// Check Inputs or Reset Inputs names a component that is not there or is no input.
///
/// Inputs are named as in {!Email.value}, without the part behind the point.
export function checkInputNames({ interaction, scope, report }: InteractionCheck): void {
  const { inputs } = interaction
  if (!Array.isArray(inputs)) return
  const known = scope.components.filter(({ type }) => isInput(type)).map(({ apiName }) => apiName)
  for (const [i, name] of inputs.entries()) {
    if (typeof name !== 'string' || known.some(one => one.toLowerCase() === name.toLowerCase())) continue
    const message = `there is no input "${name}".${didYouMean(name, known)}`
    report({ code: 'no-such-input', message, setting: `inputs[${i}]` })
  }
}

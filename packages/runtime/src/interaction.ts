import type { DynamicComponent, Interaction, VariableResource } from '@millrace/metadata'
import type { DataType, Value } from '@millrace/values'
import type { ChainOutcome, EventDetails, InteractionError, Resolved } from './componentState.ts'
import type { PropertyDeclaration } from './declaration.ts'
import type { FlowDescription, FlowDescriptions } from './flowActions.ts'
import type { FlowRunState } from './flowRunState.ts'
import type { Cancellation, ComponentHost } from './host.ts'
import type { Place, ReferenceScope } from './references.ts'

/// A kind of interaction. A new one is one file under interactions and one line in its index.
///
/// Every kind has On Start, On Finish, On Error and On Always, `when`, `continueOnError` and `concurrency` besides its
/// own properties: the chain sees to those.
export interface InteractionDeclaration {
  /// As in files: "executeFlow".
  readonly type: string
  /// As on the screen: "Execute Flow".
  readonly label: string
  readonly help: string
  readonly properties: readonly PropertyDeclaration[]
  /// Does it, and resolves when it is done. Throws `InteractionFailure` when it cannot be.
  run(context: InteractionContext): void | Promise<void>
  /// Whether it runs a flow, which `{!$Flow.…}` tells of to the interactions that follow it.
  readonly runsFlow?: boolean
  /// What the interactions in its own properties see beside what it sees itself; On Finish and the like see the same
  /// as it does.
  inside?(context: Pick<InteractionCheck, 'interaction' | 'scope' | 'place'>): Place
  /// What its settings that are `perItem` see, where it runs once for each of some items.
  items?(context: Pick<InteractionCheck, 'interaction' | 'scope' | 'place'>): Place
  /// What its properties' declarations do not say by themselves.
  check?(context: InteractionCheck): void
}

/// What an interaction sees while it runs.
export interface InteractionContext {
  readonly interaction: Interaction
  /// `Execute Flow "Set as Active"`: the start of its messages.
  readonly subject: string
  readonly host: ComponentHost
  readonly scope: ReferenceScope
  readonly place: Place
  readonly flows: FlowDescriptions
  readonly cancellation: Cancellation
  /// A property with its references resolved, or its declared default.
  setting(name: string): Resolved
  /// The same of something that stands inside a property.
  resolve(raw: unknown): Resolved
  /// Several changes of variables are one change to whoever watches them.
  setVariables(values: readonly { readonly variable: VariableResource; readonly value: Value }[]): void
  readVariable(variable: VariableResource): Value
  refreshAllQueries(): Promise<void>
  /// Runs these queries again and waits for the answers; fails as `refreshAllQueries` does.
  refreshQueries(apiNames: readonly string[]): Promise<void>
  /// Settles when the server has been asked what these objects are; what is then known is in `scope.objects`.
  describe(objectApiNames: readonly string[]): Promise<void>
  /// What a component of this Dynamic Component holds, and setting it.
  attribute(componentApiName: string, name: string): Resolved
  setAttribute(componentApiName: string, name: string, value: Resolved): void
  /// Makes an event happen on a component, and waits for its chain.
  trigger(componentApiName: string, event: string, details?: EventDetails): Promise<ChainOutcome>
  /// Runs interactions that stand inside this one, in order, and fails as they fail: On Error of this one then runs, as
  /// `catch` does. A failure is told once, by the innermost On Error there is.
  run(interactions: unknown, seeing?: Seeing): Promise<void>
  /// Runs interactions later, when this one may be over: the button of a toast.
  runLater(interactions: unknown): void
  /// Whether a condition, a formula or a structured rule, is true.
  isTrue(condition: unknown): boolean
  /// Names of the sequences that this stands in, outermost first.
  readonly sequences: readonly string[]
  /// The same interaction as it sees one item.
  seeing(seeing: Seeing): InteractionContext
  /// Tells what the flow of an interaction that `runsFlow` does.
  noteFlowRun(run: FlowRunState): void
  /// Keeps numbered outputs, `variable1` to `variable10`.
  setOutputSlots(values: Readonly<Record<string, Value>>): void
  /// API name of the component whose event started it; absent in On Load and the like.
  readonly component?: string
  /// Ends the interaction with a reason. The message follows the subject and a colon.
  fail(error: InteractionError): never
}

/// What interactions inside another one see beside what it sees.
export interface Seeing {
  readonly item?: { readonly value: Value; readonly type: DataType }
  /// The sequence they are.
  readonly sequence?: string
}

/// What an interaction sees while it is checked.
export interface InteractionCheck {
  readonly interaction: Interaction
  readonly scope: ReferenceScope
  readonly place: Place
  readonly environment: CheckEnvironment
  /// [setting] is the path inside the interaction: `inputVariables[0].name`. The message follows the subject and a colon.
  report(finding: Finding): void
}

export interface Finding {
  readonly code: string
  readonly message: string
  readonly setting: string
  readonly severity?: 'error' | 'warning'
}

/// What a check may ask about the place that the component will run in. Without a lookup its checks are left out.
export interface CheckEnvironment {
  readonly object?: ReferenceScope['objects']
  /// The active autolaunched flow of that exact name, or why there is none (a sentence behind a colon).
  flow?(apiName: string): FlowDescription | { readonly missing: string }
  /// The active screen flow of that exact name, or why there is none.
  screenFlow?(apiName: string): FlowDescription | { readonly missing: string }
  /// The Dynamic Component of that name, or why there is none.
  dynamicComponent?(apiName: string): DynamicComponent | { readonly missing: string }
}

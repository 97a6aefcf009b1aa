import type { MaybePromise } from '@millrace/database'
import type { FlowScreen, FlowScreenField } from '@millrace/metadata'
import { mergeText } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { inTurn, mapMaybe } from '../dataStep.ts'
import { Fault } from '../fault.ts'
import { stageValue } from '../globals.ts'
import type { Interview, Node } from '../interview.ts'
import { compileChoiceField } from '../screens/choiceField.ts'
import { compileComponent } from '../screens/componentField.ts'
import type { ScreenDescription, ScreenError, ScreenProgress } from '../screens/description.ts'
import { compileShown, type ScreenField, screenField } from '../screens/field.ts'
import { acceptAll, clearHidden, describeAll, problemsOf, visible, within } from '../screens/fieldList.ts'
import { compileInput } from '../screens/inputField.ts'
import { compileRecordField } from '../screens/recordField.ts'
import { compileRepeater } from '../screens/repeater.ts'
import { compileScreenActions } from '../screens/screenActions.ts'
import { hasScreenBefore, pathOf } from '../screens/screenPath.ts'
import { standAt } from '../screens/standing.ts'
import { compileTemplate } from '../template.ts'
import type { ElementKind } from './kind.ts'
import { notRun } from './notRun.ts'

const notInAutolaunched = notRun<FlowScreen>('Screen', () => 'is a screen, and this flow is no screen flow')

/// Screen: pauses the interview until a person has filled it in. What the flow did before is committed there. Next checks
/// what was typed, and where something is wrong stays; Previous goes to the screen before and undoes nothing.
///
/// Source: Metadata API Developer Guide, FlowScreen; Salesforce Help, "Flow Element: Screen".
export const screens: ElementKind<FlowScreen> = {
  label: 'Screen',

  compile(element, node, compilation) {
    if (compilation.flow.processType !== 'Flow') return notInAutolaunched.compile(element, node, compilation)
    const screen = compileScreen(element, node, compilation)
    const next = compilation.next(element.connector)
    node.data = interviews =>
      mapMaybe(
        inTurn(interviews, one => screen.arrive(one)),
        () => undefined,
      )
    node.resume = (interview, { screen: input }) => {
      if (!input) throw new Fault('UNKNOWN_EXCEPTION', `"${element.name}" waits for a person.`)
      const wrong = screen.fields.flatMap(field => acceptAll(field, interview, input.values))
      clearHidden(screen.fields, interview)
      if (input.action === 'back') return screen.before(interview)
      if (input.action === 'run') return screen.run(interview, input.source ?? '')
      const errors = input.action === 'refresh' ? [] : [...wrong, ...problemsOf(screen.fields, interview, wrong)]
      if (input.action === 'refresh' || errors.length > 0) {
        screen.show(interview, errors)
        return node
      }
      for (const field of visible(screen.fields, interview)) field.leave(interview)
      if (node.succeededSlot >= 0) interview.slots[node.succeededSlot] = true
      return next
    }
  },
}

interface Screen {
  readonly fields: readonly ScreenField[]
  /// Reads what it needs, gives its components their values and waits.
  readonly arrive: (interview: Interview) => MaybePromise<void>
  /// Waits, with what it shows at the moment.
  readonly show: (interview: Interview, errors: readonly ScreenError[]) => void
  /// Runs the screen actions of an event, then waits again.
  readonly run: (interview: Interview, source: string) => Node
  /// The screen that was shown before it; itself when there is none.
  readonly before: (interview: Interview) => Node | null
}

function compileScreen(element: FlowScreen, node: Node, compilation: Compilation): Screen {
  const actions = compileScreenActions(element, compilation)
  const fields = element.fields.map(field => compileField(field, compilation))
  const pathSlot = compilation.screenPath
  const seenSlot = compilation.newSlot(`${element.name}#seen`)
  const describe = compileDescription(element, fields, actions.triggers, compilation)

  const show: Screen['show'] = (interview, errors) => {
    standAt(interview, element, { ...describe(interview, hasScreenBefore(interview, pathSlot)), errors })
  }
  const loads = [...within(fields)].flatMap(field => field.load ?? [])
  const load = (interview: Interview): MaybePromise<void> =>
    mapMaybe(
      inTurn(loads, one => one(interview)),
      () => undefined,
    )
  const arrive = (interview: Interview): MaybePromise<void> => {
    const path = pathOf(interview, pathSlot)
    if (path.at(-1) !== element.name) interview.slots[pathSlot] = [...path, element.name]
    const wasSeen = interview.slots[seenSlot] === true
    if (!wasSeen) actions.reset(interview)
    const ready = mapMaybe(load(interview), () => {
      for (const field of within(fields)) if (!wasSeen || !field.keepsValue) field.reset(interview)
      interview.slots[seenSlot] = true
      return actions.load(interview, wasSeen)
    })
    return mapMaybe(ready, () => {
      show(interview, [])
      interview.trace.note('wait', { phase: 'pause', events: [], screen: element.label }, interview.run.elapsed())
    })
  }
  // What an event runs is done where the run does what takes time.
  const sourceSlot = compilation.newSlot(`${element.name}#source`)
  const acting: Node = {
    ...node,
    data: interviews =>
      mapMaybe(
        inTurn(interviews, interview =>
          mapMaybe(actions.run(interview, String(interview.slots[sourceSlot])), () =>
            mapMaybe(load(interview), () => {
              clearHidden(fields, interview)
              show(interview, [])
            }),
          ),
        ),
        () => undefined,
      ),
  }
  const run: Screen['run'] = (interview, source) => {
    interview.slots[sourceSlot] = source
    return acting
  }
  const before = (interview: Interview): Node | null => {
    const path = pathOf(interview, pathSlot)
    const name = path.at(-2)
    if (name === undefined) {
      if (hasScreenBefore(interview, pathSlot)) {
        interview.wentBack = true
        return null
      }
      show(interview, [])
      return node
    }
    interview.slots[pathSlot] = path.slice(0, -1)
    return compilation.node(String(name)) ?? node
  }
  return { fields, arrive, show, run, before }
}

function compileField(field: FlowScreenField, compilation: Compilation): ScreenField {
  switch (field.fieldType) {
    case 'DisplayText':
      return compileDisplayText(field, compilation)
    case 'InputField':
    case 'LargeTextArea':
    case 'PasswordField':
      return compileInput(field, compilation)
    case 'DropdownBox':
    case 'RadioButtons':
    case 'RadioButtonGroup':
    case 'MultiSelectCheckboxes':
    case 'MultiSelectPicklist':
    case 'ComponentChoice':
    case 'ComponentMultiChoice':
      return compileChoiceField(field, compilation)
    case 'ObjectProvided':
      return compileRecordField(field, compilation)
    case 'ComponentInstance':
    case 'ComponentInput':
      return compileComponent(field, compilation)
    case 'Repeater':
      return compileRepeater(
        field,
        field.fields.map(inner => compileField(inner, compilation)),
        compilation,
      )
    case 'RegionContainer':
    case 'Region':
      return compileSection(field, compilation)
    default:
      return unavailable(field, compilation)
  }
}

function compileDisplayText(field: FlowScreenField, compilation: Compilation): ScreenField {
  const shown = compileShown(field, compilation)
  return screenField(field, compilation, {
    isReactive: field.visibilityRule !== null || (field.fieldText ?? '').includes('{!'),
    describe: interview => ({ name: field.name, kind: 'displayText', ...shown(interview), value: null }),
  })
}

/// A section with columns, and a column.
function compileSection(field: FlowScreenField, compilation: Compilation): ScreenField {
  const shown = compileShown(field, compilation)
  const fields = field.fields.map(inner => compileField(inner, compilation))
  const isColumn = field.fieldType === 'Region'
  const hasHeader = field.regionContainerType === 'SectionWithHeader'
  return screenField(field, compilation, {
    isReactive: field.visibilityRule !== null || fields.some(inner => inner.isReactive),
    fields,
    describe: interview => {
      const words = shown(interview)
      return {
        name: field.name,
        kind: isColumn ? 'column' : 'section',
        ...words,
        label: isColumn || !hasHeader ? '' : words.label,
        value: null,
        ...(isColumn ? { width: field.width } : {}),
        fields: describeAll(fields, interview),
      }
    },
  })
}

/// # element-not-supported
/// A screen has a kind of component that Millrace does not know.
///
/// Its place says so, and the rest of the screen works.
function unavailable(field: FlowScreenField, compilation: Compilation): ScreenField {
  const message = `${compilation.here} has a ${field.fieldType || 'component without a type'}, "${field.name}", which Millrace does not show yet.`
  compilation.report('element-not-supported', message, field, 'fieldType', 'warning')
  const shown = compileShown(field, compilation)
  const { fieldType, name } = field
  return screenField(field, compilation, {
    describe: interview => ({ name, kind: 'unavailable', ...shown(interview), value: null, component: fieldType }),
  })
}

type Shown = Omit<ScreenDescription, 'errors'>

function compileDescription(
  element: FlowScreen,
  fields: readonly ScreenField[],
  triggers: ScreenDescription['triggers'],
  compilation: Compilation,
): (interview: Interview, hasBefore: boolean) => Shown {
  const { flow } = compilation
  const text = (source: string | null, tag: string) => {
    const template = source === null ? null : compileTemplate(source, compilation, element, tag)
    return (interview: Interview): string | null => template && mergeText(template.read(interview), interview)
  }
  const label = text(element.label, 'label')
  const helpText = text(element.helpText, 'helpText')
  const pausedText = text(element.pausedText, 'pausedText')
  const back = text(element.backButtonLabel, 'backButtonLabel')
  const next = text(element.nextOrFinishButtonLabel, 'nextOrFinishButtonLabel')
  const pause = text(element.pauseButtonLabel, 'pauseButtonLabel')
  const progress = compileProgress(element, compilation)
  const isReactive = fields.some(field => field.isReactive)
  return (interview, hasBefore) => {
    const isLast = element.connector === null && interview.parent === null
    return {
      flow: flow.apiName,
      name: element.name,
      label: label(interview) ?? '',
      flowLabel: flow.label,
      helpText: helpText(interview),
      showHeader: element.showHeader,
      showFooter: element.showFooter,
      back: element.allowBack && hasBefore ? (back(interview) ?? '') : null,
      next: element.allowFinish || !isLast ? (next(interview) ?? '') : null,
      pause: element.allowPause ? (pause(interview) ?? '') : null,
      isLast,
      pausedText: pausedText(interview),
      progress: progress(interview),
      isReactive,
      triggers,
      localAction: null,
      fields: describeAll(fields, interview),
    }
  }
}

/// The stages of a flow whose author wants them shown.
///
/// Source: Metadata API Developer Guide, Flow, customProperties (ScreenProgressIndicator) and stages.
function compileProgress(
  element: FlowScreen,
  compilation: Compilation,
): (interview: Interview) => ScreenProgress | null {
  const { flow } = compilation
  const wanted = flow.customProperties.find(({ name }) => name === 'ScreenProgressIndicator')?.text
  if (wanted === undefined || flow.stages.length === 0) return () => null
  const { location, type } = indicatorOf(wanted)
  const active = compilation.reference('$Flow.ActiveStages', flow)
  const current = compilation.reference('$Flow.CurrentStage', flow)
  const own = flow.stages.find(({ name }) => name === element.stageReference)
  const known = new Map(flow.stages.map(stage => [stageValue(flow, stage), stage.label]))
  return interview => {
    const now = own ? stageValue(flow, own) : current.read(interview)
    const values = active.read(interview)
    const stages = (Array.isArray(values) ? values : []).map(value => ({
      label: known.get(String(value)) ?? String(value),
      isCurrent: value === now,
    }))
    return stages.length === 0 ? null : { location, type, stages }
  }
}

function indicatorOf(json: string): Pick<ScreenProgress, 'location' | 'type'> {
  const location = /"location"\s*:\s*"(?:footer|bottom)"/i.test(json) ? 'footer' : 'top'
  return { location, type: /"type"\s*:\s*"path"/i.test(json) ? 'path' : 'simple' }
}

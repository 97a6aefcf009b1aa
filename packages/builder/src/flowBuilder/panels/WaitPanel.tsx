import { Button, Select } from '@millrace/components'
import {
  apiNameFromLabel,
  type FlowWait,
  type FlowWaitEvent,
  freeName,
  namesIn,
  renamePart,
  type XmlPatch,
} from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { useSchema } from '../../pickers/schema.tsx'
import { ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType, typeOf } from '../../pickers/valueTypes.ts'
import { hasTag, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { Conditions, FlowResourceField, InputParameters, type Parameter, RowButtons } from './rows.tsx'
import { OFFSET_UNITS, withOwn } from './start/startChoices.ts'

/// What an event of a Wait waits for.
type Form = 'duration' | 'date' | 'AlarmEvent' | 'DateRefAlarmEvent' | 'platformEvent' | 'other'

const FORMS: readonly { readonly value: Form; readonly label: string }[] = [
  { value: 'duration', label: 'An amount of time' },
  { value: 'date', label: 'A date' },
  { value: 'AlarmEvent', label: 'A time of the flow, with an offset' },
  { value: 'DateRefAlarmEvent', label: 'A date field of a record, with an offset' },
  { value: 'platformEvent', label: 'A platform event' },
]

function formOf({ eventType, offset, xml }: FlowWaitEvent): Form {
  if (hasTag(xml, 'resumeDate') || hasTag(xml, 'resumeDateReference')) return 'date'
  if (offset !== null) return 'duration'
  if (eventType === 'AlarmEvent' || eventType === 'DateRefAlarmEvent') return eventType
  return hasTag(xml, 'eventType') ? 'platformEvent' : 'other'
}

/// What every form has of its own; another one has none of it.
const NOTHING: XmlPatch = {
  eventType: null,
  inputParameters: null,
  outputParameters: null,
  offset: null,
  offsetUnit: null,
  resumeDate: null,
  resumeDateReference: null,
  resumeTime: null,
}

const BEGINNINGS: Readonly<Record<Form, XmlPatch>> = {
  duration: { offset: '1', offsetUnit: 'Days' },
  date: { resumeDate: '' },
  AlarmEvent: { eventType: 'AlarmEvent' },
  DateRefAlarmEvent: { eventType: 'DateRefAlarmEvent' },
  platformEvent: { eventType: '' },
  other: {},
}

/// Wait: the events that end it, each with what it waits for and when it counts.
///
/// Source: Metadata API Developer Guide, FlowWait; Salesforce Help, "Flow Element: Wait".
export function WaitPanel({ element }: { element: FlowWait }) {
  const edit = useNamedEdit(element.name)
  const { flow } = useFlowEdit()
  const count = element.waitEvents.length + 1
  const onward = element.defaultConnector?.targetReference
  return (
    <>
      {element.waitEvents.map((event, i) => (
        <Event key={i} element={element} event={event} position={i} />
      ))}
      <Button
        label="Add Event"
        iconName="utility:add"
        onClick={() =>
          edit.add([], 'waitEvents', {
            name: freeName(`${element.name}_Event_${count}`, namesIn(flow)),
            conditionLogic: 'and',
            eventType: 'AlarmEvent',
            label: `Event ${count}`,
            ...(onward && { connector: { targetReference: onward } }),
          })
        }
      />
      <FieldGroup title="Time Zone and Default Path">
        <TextField
          label="Time Zone"
          value={element.timeZoneId ?? ''}
          placeholder="America/Los_Angeles"
          help="Empty: that of the running user."
          onCommit={timeZoneId => edit.patch({ timeZoneId: timeZoneId || null })}
        />
        <TextField
          label="Default Path Label"
          value={defaultLabel(element)}
          help="Taken at once when no event's conditions are met."
          onCommit={defaultConnectorLabel => edit.patch({ defaultConnectorLabel })}
        />
      </FieldGroup>
    </>
  )
}

const defaultLabel = ({ xml }: FlowWait): string =>
  xml.children.find(({ name }) => name === 'defaultConnectorLabel')?.text.trim() ?? ''

interface EventProps {
  readonly element: FlowWait
  readonly event: FlowWaitEvent
  readonly position: number
}

function Event({ element, event, position }: EventProps) {
  const edit = useNamedEdit(element.name)
  const { editing, flow } = useFlowEdit()
  const at = ['waitEvents', position]
  const number = position + 1
  const form = formOf(event)
  const rename = (name: string) =>
    editing.apply(`Rename ${event.name}`, flow => renamePart(flow, element.name, at, name))
  const relabel = (label: string) => {
    const others = namesIn(flow).filter(name => name !== event.name)
    const isDerived = /_Event_\d+$/.test(event.name) || event.name === apiNameFromLabel(event.label)
    edit.patch({ label }, at)
    if (isDerived) rename(freeName(apiNameFromLabel(label), others))
  }
  return (
    <FieldGroup title={`Event ${number}: ${event.label}`}>
      <TextField label={`Event Label ${number}`} required value={event.label} onCommit={relabel} />
      {event.name !== '' && (
        <TextField
          label={`Event API Name ${number}`}
          required
          value={event.name}
          onCommit={name => rename(apiNameFromLabel(name))}
        />
      )}
      <Select
        label={`Wait For ${number}`}
        value={form}
        options={form === 'other' ? [{ value: 'other', label: 'As in the file' }, ...FORMS] : FORMS}
        onChange={value => edit.patch({ ...NOTHING, ...BEGINNINGS[value as Form] }, at)}
      />
      <FormFields form={form} element={element} event={event} position={position} />
      <Conditions edit={edit} path={at} conditions={event.conditions} logic={event.conditionLogic} />
      <RowButtons what={`event ${event.label}`} onRemove={() => edit.remove(at)} />
    </FieldGroup>
  )
}

function FormFields({ form, ...props }: EventProps & { readonly form: Form }) {
  switch (form) {
    case 'duration':
      return <Duration {...props} />
    case 'date':
      return <OnDate {...props} />
    case 'AlarmEvent':
      return <Alarm {...props} declared={ALARM_INPUTS} />
    case 'DateRefAlarmEvent':
      return <Alarm {...props} declared={DATE_FIELD_INPUTS} />
    case 'platformEvent':
      return <PlatformEvent {...props} />
    default:
      return (
        <p className="slds-text-color_weak">
          It waits for something that is kept as it is in the file. A run that comes to wait for it fails there.
        </p>
      )
  }
}

function Duration({ element, event, position }: EventProps) {
  const edit = useNamedEdit(element.name)
  const at = ['waitEvents', position]
  return (
    <>
      <TextField
        label={`Amount of Time ${position + 1}`}
        type="number"
        required
        value={String(event.offset ?? '')}
        onCommit={offset => edit.patch({ offset: offset || '0' }, at)}
      />
      <Select
        label={`Unit of Time ${position + 1}`}
        value={event.offsetUnit ?? 'Days'}
        options={withOwn(OFFSET_UNITS, event.offsetUnit ?? '')}
        onChange={offsetUnit => edit.patch({ offsetUnit }, at)}
      />
      <TimeOfDay element={element} event={event} position={position} />
    </>
  )
}

function OnDate({ element, event, position }: EventProps) {
  const edit = useNamedEdit(element.name)
  const at = ['waitEvents', position]
  const isReference = hasTag(event.xml, 'resumeDateReference')
  return (
    <>
      <Select
        label={`Date From ${position + 1}`}
        value={isReference ? 'resource' : 'date'}
        options={[
          { value: 'date', label: 'A date that I choose' },
          { value: 'resource', label: 'A resource of the flow' },
        ]}
        onChange={value =>
          edit.patch(
            value === 'resource'
              ? { resumeDateReference: '', resumeDate: null }
              : { resumeDate: '', resumeDateReference: null },
            at,
          )
        }
      />
      {isReference ? (
        <FlowResourceField
          label={`Resume Date ${position + 1}`}
          required
          value={event.resumeDateReference ?? ''}
          wanted={typeOf('DateTime')}
          onChange={resumeDateReference => edit.patch({ resumeDateReference }, at)}
        />
      ) : (
        <TextField
          label={`Resume Date ${position + 1}`}
          type="date"
          required
          value={(event.resumeDate ?? '').slice(0, 10)}
          onCommit={resumeDate => edit.patch({ resumeDate }, at)}
        />
      )}
      <TimeOfDay element={element} event={event} position={position} />
    </>
  )
}

function TimeOfDay({ element, event, position }: EventProps) {
  const edit = useNamedEdit(element.name)
  return (
    <TextField
      label={`Time of Day ${position + 1}`}
      type="time"
      value={(event.resumeTime ?? '').slice(0, 5)}
      onCommit={time => edit.patch({ resumeTime: time ? `${time}:00.000Z` : null }, ['waitEvents', position])}
    />
  )
}

function Alarm({ element, event, position, declared }: EventProps & { readonly declared: readonly Parameter[] }) {
  const edit = useNamedEdit(element.name)
  const path = ['waitEvents', position]
  return (
    <>
      <InputParameters
        edit={edit}
        path={path}
        tag="inputParameters"
        given={event.inputParameters}
        declared={declared}
      />
      <EventOutput name="ResumeTime" label="Resume Time" element={element} event={event} position={position} />
    </>
  )
}

function PlatformEvent({ element, event, position }: EventProps) {
  const edit = useNamedEdit(element.name)
  const description = useSchema().object(event.eventType)
  const path = ['waitEvents', position]
  const fields = (description?.fields ?? []).filter(({ name }) => name.endsWith('__c'))
  return (
    <>
      <ObjectPicker
        label={`Platform Event ${position + 1}`}
        required
        value={event.eventType}
        accepts={({ name }) => name.endsWith('__e')}
        onChange={eventType => edit.patch({ eventType, inputParameters: null, outputParameters: null }, path)}
      />
      <p className="slds-text-color_weak">Only an event whose fields have these values counts:</p>
      <InputParameters
        edit={edit}
        path={path}
        tag="inputParameters"
        given={event.inputParameters}
        declared={fields.map(field => ({ name: field.name, type: fieldValueType(field) }))}
      />
      <EventOutput
        name={event.eventType}
        label="Event Into a Record Variable"
        element={element}
        event={event}
        position={position}
      />
    </>
  )
}

/// Where what an event brings is stored.
function EventOutput({ name, label, element, event, position }: EventProps & { name: string; label: string }) {
  const edit = useNamedEdit(element.name)
  const path = ['waitEvents', position]
  const at = event.outputParameters.findIndex(one => one.name === name)
  const isRecord = name.endsWith('__e')
  return (
    <FlowResourceField
      label={`${label} ${position + 1}`}
      value={event.outputParameters[at]?.assignToReference ?? ''}
      wanted={isRecord ? typeOf('Record', false, name) : typeOf('DateTime')}
      isTarget
      onChange={assignToReference => {
        if (at < 0) edit.add(path, 'outputParameters', { assignToReference, name })
        else if (assignToReference) edit.patch({ assignToReference }, [...path, 'outputParameters', at])
        else edit.remove([...path, 'outputParameters', at])
      }}
    />
  )
}

const ALARM_INPUTS: readonly Parameter[] = [
  { name: 'AlarmTime', type: typeOf('DateTime'), required: true },
  { name: 'TimeOffset', type: typeOf('Number') },
  { name: 'TimeOffsetUnit', type: typeOf('Text') },
]

const DATE_FIELD_INPUTS: readonly Parameter[] = [
  { name: 'TimeTableColumnEnumOrId', type: typeOf('Text'), required: true },
  { name: 'TimeFieldColumnEnumOrId', type: typeOf('Text'), required: true },
  { name: 'EntityObjectId', type: typeOf('Text'), required: true },
  { name: 'TimeOffset', type: typeOf('Number') },
  { name: 'TimeOffsetUnit', type: typeOf('Text') },
]

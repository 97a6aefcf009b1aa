import { componentScenarioShape } from './componentShape.ts'
import { described, list, map, object, type Shape } from '../json/shape.ts'

const text: Shape = { is: 'text' }
const anything: Shape = { is: 'anything' }
const record = map(anything)
const records = map(list(record))

const expectations: Shape = object(
  {},
  {
    status: { is: 'choice', of: ['Finished', 'Waiting', 'Error'] },
    outputs: record,
    asserts: list(
      object(
        {
          op: {
            is: 'choice',
            of: [
              'notNull',
              'isNull',
              'contains',
              'startsWith',
              'size',
              'sizeGreaterThan',
              'recordIds',
              'record',
              'noFault',
            ],
          },
        },
        { var: described(text, 'Name of an output variable.'), value: anything },
      ),
    ),
    records: described(records, 'Only stated fields are compared; "$new": true is a row that was not there.'),
    counts: described(map({ is: 'wholeNumber' }), 'How many records there are, by object.'),
    absent: described(list(anything), 'Records that must be gone, by "$id".'),
    outbox: described(list(record), 'E-mails, posts and notifications, all of them; only stated members are compared.'),
    fault: {
      is: 'either',
      of: [{ is: 'null' }, object({}, { element: text, handled: { is: 'boolean' }, contains: text })],
      description: 'null: none that is not handled.',
    },
  },
)

const flowScenarioShape = object(
  { flow: described(text, 'API name of a flow in the project, or the path of a flow file.') },
  {
    $schema: text,
    description: text,
    flows: described(list(text), 'Further flow files or folders, for subflows of a flow given by path.'),
    context: object(
      {},
      {
        now: described(text, 'The time of the run: 2026-01-15T10:00:00Z.'),
        timeZone: text,
        locale: text,
        user: described(record, 'Fields of the running user.'),
      },
    ),
    objects: described(map(map(text)), 'Fields to add, by object and name: "Text required", "Lookup(Account)".'),
    records: described(records, 'Records before the run, by object; "$id" names one.'),
    inputs: described(
      record,
      'Input variables; {"$ref": "id"} is the Id of a record, {"$ref": "id.Field"} a field of it.',
    ),
    actions: described(map(record), 'Stand-ins for Apex and other actions, by name.'),
    expect: expectations,
    steps: described(
      list(
        object(
          {},
          {
            advanceTo: described(text, 'Moves the clock: the flow goes on as often as something is due by then.'),
            resume: {
              is: 'either',
              of: [text, { is: 'boolean' }],
              description: 'The event of the Wait that comes now; true for the first.',
            },
            publish: described(map(record), 'A platform event that is published now: its fields, by its object.'),
            expect: expectations,
          },
        ),
      ),
      'What happens while the flow waits, one after the other.',
    ),
  },
)

/// The shape of a `*.scenario.json` file: of a flow or of a Dynamic Component.
export const scenarioShape: Shape = {
  is: 'oneWith',
  of: { flow: flowScenarioShape, component: componentScenarioShape },
}

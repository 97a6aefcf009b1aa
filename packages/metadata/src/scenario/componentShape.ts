import { described, list, map, object, type Shape } from '../json/shape.ts'

const text: Shape = { is: 'text' }
const anything: Shape = { is: 'anything' }
const record = map(anything)
const records = map(list(record))

const expectations: Shape = object(
  {},
  {
    outcome: { is: 'choice', of: ['finished', 'failed', 'refused', 'cancelled'] },
    error: object({}, { code: text, contains: text }),
    values: described(record, 'By reference: updatedCount, Contacts.SelectedRowsCount.'),
    visible: described(map({ is: 'boolean' }), 'By component.'),
    toasts: described(list(record), 'All of them, in order; only stated members are compared.'),
    navigations: list(record),
    dialogs: described(list(record), 'Alerts, questions and dialogs.'),
    requests: described(list(text), 'Requests that change something: "POST /actions/custom/flow/NAME".'),
    records: described(records, 'Only stated fields are compared; "$new": true is a row that was not there.'),
    counts: described(map({ is: 'wholeNumber' }), 'How many records there are, by object.'),
    absent: described(list(anything), 'Records that must be gone, by "$id".'),
  },
)

const step: Shape = object(
  {},
  {
    click: described(text, 'A component; with "target" its action, with "row" the record.'),
    event: described(text, 'The event, where it is not the click that is meant.'),
    target: described(text, 'The name of the header action, row action or menu item.'),
    row: anything,
    detail: described(record, 'What the event carries.'),
    select: described(text, 'A Data Table; "rows" are selected then.'),
    rows: list(anything),
    set: described(text, 'An input; "to" is what is typed or picked.'),
    attribute: described(text, 'What the input holds it as; "value" when absent.'),
    setVariable: text,
    to: anything,
    wait: described({ is: 'wholeNumber' }, 'Seconds that pass.'),
    items: described(record, 'The items of repeating components it happens in, the outermost first.'),
    answers: described(list(anything), 'What is answered to questions, in order.'),
    expect: expectations,
  },
)

/// The shape of a `*.scenario.json` file that names a `component`.
export const componentScenarioShape = object(
  { component: described(text, 'API name of a Dynamic Component in the project.') },
  {
    $schema: text,
    description: text,
    context: object(
      {},
      {
        now: described(text, 'The time when it is opened: 2026-01-15T10:00:00Z.'),
        timeZone: text,
        locale: text,
        user: described(record, 'Fields of the user.'),
        recordId: described(anything, 'The record of the page.'),
        formFactor: { is: 'choice', of: ['Small', 'Medium', 'Large'] },
        urlParameters: map(text),
        permissions: described(list(text), 'Custom permissions that the user has.'),
      },
    ),
    objects: described(map(map(text)), 'Fields to add, by object and name: "Text required", "Lookup(Account)".'),
    records: described(records, 'Records before the component is opened, by object; "$id" names one.'),
    inputs: described(record, 'Variables that are available for input.'),
    actions: described(map(record), 'Stand-ins for Apex and other actions that flows call, by name.'),
    steps: list(step),
    expect: expectations,
  },
)

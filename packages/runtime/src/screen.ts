import type { Json, Value } from '@millrace/values'
import type { Cancellation, NavigationTarget } from './host.ts'

/// What a person sees and answers: dialogs, panels, the clipboard, files. A host without a screen (a command, a test
/// without people) has none; interactions that need one then fail and say so.
///
/// What has been opened for a chain of interactions closes without an answer when [cancellation] is cancelled: a later
/// click took the chain's place.
export interface Screen {
  /// Resolves when it has been closed.
  alert(alert: AlertRequest, cancellation?: Cancellation): Promise<void>
  /// True for the button that confirms; false for the other one, Escape and the close button.
  confirm(confirm: ConfirmRequest, cancellation?: Cancellation): Promise<boolean>
  /// What was typed or picked; null when the dialog was left without an answer.
  prompt(prompt: PromptRequest, cancellation?: Cancellation): Promise<string | null>
  /// Shows another Dynamic Component in a dialog or a panel and resolves when that has been closed. Rejects with an
  /// `Error` whose message says why there is no such component.
  openComponent(request: OpenComponentRequest, cancellation?: Cancellation): Promise<ClosedComponent>
  /// Opens a screen flow in a dialog or a panel and resolves when it has ended or was closed. Absent where screen flows
  /// cannot be shown.
  openFlow?(request: OpenFlowRequest, cancellation?: Cancellation): Promise<ClosedFlow>
  /// Closes the dialog or panel that the component stands in, or else the one opened last. False when there is none. The
  /// component in it goes on with its chain, which ends nothing any more.
  close(closing: Closing): boolean
  /// Rejects with an `Error` when the browser does not allow it.
  copy(text: string): Promise<void>
  download(file: FileDownload): void
  print(): void
  /// Moves the focus into a component; false when it is not on the screen.
  focus(dynamicComponent: string, componentApiName: string): boolean
}

/// How a message looks: the colour of its dialog's header.
export type Theme = 'default' | 'info' | 'success' | 'warning' | 'error'

export interface AlertRequest {
  readonly title: string
  readonly message: string
  readonly theme: Theme
  readonly closeLabel: string
}

export interface ConfirmRequest {
  readonly title: string
  readonly message: string
  readonly theme: Theme
  readonly confirmLabel: string
  readonly cancelLabel: string
  /// The confirming button is red: what follows cannot be taken back.
  readonly isDestructive: boolean
}

export interface PromptRequest {
  readonly title: string
  readonly message: string
  readonly label: string
  readonly inputType: 'text' | 'longText' | 'number' | 'date'
  readonly value: string
  readonly placeholder: string
  readonly isRequired: boolean
  readonly confirmLabel: string
  readonly cancelLabel: string
}

export interface OpenComponentRequest {
  readonly place: 'dialog' | 'panel'
  /// API name of the Dynamic Component.
  readonly component: string
  /// Its variables that are available for input, by API name.
  readonly inputs: Readonly<Record<string, Value>>
  /// The component's own label when blank.
  readonly title: string
  readonly size: 'small' | 'medium' | 'large' | 'full'
  /// Of a panel.
  readonly side: 'left' | 'right'
  /// The record it is about, for its `{!$Component.Record.…}`; absent where it is about none.
  readonly recordId?: string
  /// The record's object, where that is known.
  readonly objectApiName?: string
}

/// A screen flow to be opened.
export interface OpenFlowRequest extends Pick<OpenComponentRequest, 'place' | 'title' | 'size' | 'side'> {
  /// API name of the flow.
  readonly flow: string
  /// Its input variables as JSON.
  readonly inputs: Readonly<Record<string, Json>>
  /// Called when its first screen is shown, with the GUID of the interview.
  started?(guid: string): void
  /// Nobody handles its failing: the person is told in its place before it is closed.
  readonly showsError: boolean
}

/// How a screen flow was left. A person may close it before its end; what it did before its last screen stays.
export interface ClosedFlow {
  readonly status: 'finished' | 'closed' | 'paused' | 'error'
  /// Its output variables as JSON, as they are at the moment where it was paused; empty when it was closed or failed.
  readonly outputs: Readonly<Record<string, Json>>
  /// Why it failed.
  readonly message?: string
  readonly code?: string
  readonly runId?: string
}

/// How an opened component was left.
export interface ClosedComponent {
  /// Its variables that are available for output, by API name.
  readonly outputs: Readonly<Record<string, Value>>
  /// What Close was given; null when the person closed it.
  readonly result: Value
  /// False when the person closed it without an interaction that says so.
  readonly isCompleted: boolean
}

export interface Closing {
  readonly place: OpenComponentRequest['place']
  readonly result: Value
}

export interface FileDownload {
  readonly name: string
  /// `text/csv`
  readonly mediaType: string
  readonly text: string
}

/// A part of a toast's message that leads somewhere; `{0}` in the message is the first.
export interface ToastLink {
  readonly label: string
  readonly target: NavigationTarget
}

/// A button in a toast, such as Undo. The toast goes when it is pressed.
export interface ToastAction {
  readonly label: string
  run(): void
}

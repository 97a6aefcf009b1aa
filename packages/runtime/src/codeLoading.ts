import { InteractionFailure } from './restApi.ts'

/// What [load] imports. Throws `InteractionFailure` with the code `network` when the server does not send it.
export async function imported<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new InteractionFailure({
      code: 'network',
      message: 'A part of this page could not be loaded. Check that you are online, then try again.',
    })
  }
}

/// What servers listen to, to hear at once that there is something to resume.
export const WAITING_CHANNEL = 'millrace_waiting'

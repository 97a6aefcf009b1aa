/// The words of Lightning's inputs.
export const REQUIRED = 'Complete this field.'
export const INVALID_FORMAT = 'You have entered an invalid format.'
export const NOT_OFFERED = 'Choose one of those that are offered.'

/** A screen that has room for one stage at a time. What it needs is asked for by the page itself, before any script runs. */
export const narrow = '(width < 900px)';

/** A screen that has room for one matrix, with the arithmetic in a sheet. */
export const phone = '(width < 600px)';

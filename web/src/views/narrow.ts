/**
 * A screen that has room for one stage at a time. What it needs is asked for by the page itself, before any
 * script runs. Paper is no screen: what is printed is what was there. */
export const narrow = 'screen and (width < 900px)';

/** A screen that has room for one matrix, with the arithmetic in a sheet. */
export const phone = 'screen and (width < 600px)';

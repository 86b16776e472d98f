/** How far a misspelt word may be from the right one. */
export const MOST_TYPOS = 2;

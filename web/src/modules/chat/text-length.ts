/** How many characters a message may have. */
export const longest = 20_000;

/** Characters of a text, counted only where it comes near the longest; 0: far from it. */
export const lengthNear = (text: string) => (text.length > longest - 500 ? [...text].length : 0);

export const tooLong = (text: string) => lengthNear(text) > longest;

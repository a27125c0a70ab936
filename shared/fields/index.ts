/**
 * Every kind of field. Each makes the schema of a required field from its description:
 * `money({ title: 'Amount', … }).optional()`.
 */
export { birthYear } from './birthYear';
export { boolean } from './boolean';
export { cardBin } from './cardBin';
export { categoryCode } from './categoryCode';
export { choice, numericChoice } from './choice';
export { choices, oneOrMany } from './choices';
export { currency } from './currency';
export { date } from './date';
export { email } from './email';
export { hashedEmail } from './hashedEmail';
export { identifier } from './identifier';
export { lastFour } from './lastFour';
export { lastFours } from './lastFours';
export { money } from './money';
export { phone } from './phone';
export { reference } from './reference';
export { text } from './text';
export { webAddress } from './webAddress';
export { wholeNumber } from './wholeNumber';
export { zip } from './zip';

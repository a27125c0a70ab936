/** The group of digits beside those that may be a card number. */
export interface NeighborGroup {
	readonly separator: string;
	readonly size: number;
}

/** Digits in several groups that may be a card number, and what is around them. */
interface DigitGroups {
	/** How many digits each group has. */
	readonly sizes: readonly number[];
	/** What is between the groups: ` ` for white space, `-` for a dash, other signs as they are. */
	readonly separators: readonly string[];
	readonly before: NeighborGroup | undefined;
	readonly after: NeighborGroup | undefined;
	/** Whether the text holds nothing but these digits and spaces or dashes between them. */
	readonly isWholeText: boolean;
}

/** The groups that are printed on cards and typed from them, beside fours: those of 14, 15 and 19 digits. */
const PRINTED: ReadonlySet<string> = new Set(['4-6-4', '4-6-5', '6-13']);

/**
 * Whether digits are grouped as those of a card are, rather than as a store number beside a phone number or an
 * invoice beside a date. Between the groups of a card stand spaces and dashes, or else one sign throughout.
 */
export function isCardGrouping(groups: DigitGroups): boolean {
	const { sizes, separators, isWholeText } = groups;
	const isUniform = separators.every((separator) => separator === separators[0]);
	const isUsual = separators.every((separator) => separator === ' ' || separator === '-');
	if (!isUniform && !isUsual) return false;
	if (isWholeText) return true;
	if (isInFours(sizes) || PRINTED.has(sizes.join('-'))) return isUsual || !continuesInFours(groups);
	return isUniform && isInSmallGroups(sizes) && !continues(groups);
}

function isInFours(sizes: readonly number[]): boolean {
	return isEven(sizes, 4);
}

/** Groups of one size, of which only the last may be smaller. */
function isEven(sizes: readonly number[], size: number): boolean {
	return sizes.every((one, place) => one === size || (place === sizes.length - 1 && one < size));
}

/** Digits one by one, in twos or threes, or as a spreadsheet groups the thousands of a number. */
function isInSmallGroups(sizes: readonly number[]): boolean {
	const [first = 0, ...others] = sizes;
	return (first <= 3 && isEven(sizes, first)) || (first <= 3 && others.every((size) => size === 3));
}

/** Fours beyond these with the same sign between them are a list, such as of the last four digits of five cards. */
function continuesInFours({ before, after, separators: [sign] }: DigitGroups): boolean {
	return [before, after].some((group) => group?.separator === sign && group?.size === 4);
}

function continues({ before, after, separators: [sign] }: DigitGroups): boolean {
	return [before, after].some((group) => group?.separator === sign);
}

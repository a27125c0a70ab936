import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { exactDigits } from './cell';
import { described, type CellSettings, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

type MoneyUnit = CellSettings['amounts'];
type MoneyForm = Pick<CellSettings, 'amounts' | 'numberFormat'>;

const EXAMPLES: Readonly<Record<MoneyUnit, string>> = {
	cents: 'an amount in whole cents such as 1999',
	dollars: 'an amount in dollars such as 19.99',
};

/** How each format is called where it is chosen, and what is a sign of the other one. */
const FORMATS = {
	point: { example: '1234.50', grouped: '1,234.50', sign: 'point', other: 'comma', name: '1,234.56' },
	comma: { example: '1234,50', grouped: '1.234,50', sign: 'comma', other: 'point', name: '1.234,56' },
} as const;

/** An amount in digits; thousands may be grouped by commas, in threes, throughout. */
const AMOUNT = /^(?<whole>\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.(?<decimals>\d+))?$/;
/** Dollars are marked once, or with a sign in front and the code behind: `$5`, `5 USD`, `$5 USD`. */
const MARKED = /^(?<before>US ?\$|USD|\$)?\s*(?<bare>.*?)\s*(?<after>USD|\$)?$/i;
/** Exact in floating point, also as cents when they are dollars. */
const WHOLE = /^\d{1,12}$/;
const PLAIN_DOLLARS = /^\$?(\d{1,12}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?$/;
/**
 * What floating point adds to an amount or takes from it, behind its last place: less than a billionth of a dollar. That
 * is how 0.1 + 0.2 comes to 0.30000000000000004.
 */
const NOISE = /^(?:0{7}\d*[1-9]|(?<less>9{7})\d*)$/;
const LONGEST_AMOUNT = 64;
const LONGEST_NUMBER = String(Number.MAX_SAFE_INTEGER).length;

/** An amount of US dollars, in whole cents and without a sign. */
export function money(words: FieldWords) {
	return described(z.int().min(0), words, {
		input: 'amount',
		dependsOn: ['amounts', 'numberFormat'],
		read: readMoney,
		quick: ({ amounts, numberFormat }) => {
			if (amounts === 'cents') return wholeCents;
			return numberFormat === 'point'
				? plainDollars
				: (cell) => plainDollars(typeof cell === 'string' ? swapped(cell) : cell);
		},
	});
}

/** Cents in digits. */
function wholeCents(cell: unknown): number | undefined {
	if (typeof cell === 'string') return WHOLE.test(cell) ? Number(cell) : undefined;
	return Number.isSafeInteger(cell) && Number(cell) > 0 ? Number(cell) : undefined;
}

/** Points as commas, and commas as points. */
function swapped(text: string): string {
	return text.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','));
}

/** Dollars in digits, with a dollar sign or none, and with no decimals or up to two. */
function plainDollars(cell: unknown): number | undefined {
	if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
	const match = PLAIN_DOLLARS.exec(String(cell));
	if (match === null) return undefined;
	const [, whole = '', decimals = ''] = match;
	return Number(whole.replaceAll(',', '')) * 100 + Number(decimals.padEnd(2, '0'));
}

/**
 * Reads an amount of US dollars as integer cents, from 0 to Number.MAX_SAFE_INTEGER.
 *
 * The digits are taken as they are written and never pass through floating point: nothing is rounded but what floating
 * point itself has added (see `NOISE`), and what would need rounding is refused. A number from a spreadsheet is read
 * through its shortest decimal form. Exactly three decimals are always refused, for where points group the thousands
 * `1.230` is more than a thousand; of more than three, those beyond the second must be zeros (`12.3400`). In cents, a
 * decimal point or a dollar sign is refused, since such a cell most likely holds dollars.
 *
 * Kard takes amounts without a sign, so negative ones (`-3`, `(12.00)`) and explicit plus signs are refused.
 */
function readMoney(raw: unknown, { amounts: unit, numberFormat }: MoneyForm): Reading<number> {
	const text = typeof raw === 'number' ? exactDigits(raw) : raw;
	// A number has no format any more; from here on, a text has the usual one.
	const format = typeof raw === 'number' ? 'point' : numberFormat;
	if (text === undefined && typeof raw === 'number') {
		return err('the number is too large or too small to be read exactly; write the amount in plain digits');
	}
	if (typeof text !== 'string') return err(`expected ${EXAMPLES[unit]}, but found ${quote(raw)}`);
	const tidy = text.replace(/[\s\u200B\u2060]+/gu, ' ').trim();
	const written = format === 'comma' ? swapped(tidy) : tidy;
	if (written.length > LONGEST_AMOUNT) return err(`expected ${EXAMPLES[unit]}, but found a long text`);
	const { before = '', bare = '', after = '' } = MARKED.exec(written)?.groups ?? {};
	const signed = signProblem(written);
	if (signed !== undefined) return err(signed);
	const match = AMOUNT.exec(bare);
	if (before !== '' && after !== '' && (!before.endsWith('$') || after === '$')) {
		return err(`${quote(raw)} is marked as dollars twice; mark it once, as in $5 or 5 USD`);
	}
	if (bare === '' || match === null) return err(shapeProblem(bare, raw, unit, format));
	if (unit === 'cents' && bare !== written) {
		return err(
			`${quote(raw)} is marked as dollars, but Amounts is set to cents; set it to dollars or take the currency away`,
		);
	}
	const { whole = '', decimals = '' } = match.groups ?? {};
	const places = unit === 'dollars' ? 2 : 0;
	const noise = NOISE.exec(decimals.slice(places));
	const kept = noise ? decimals.slice(0, places) : decimals;
	const problem = decimalProblem(kept, unit, format);
	if (problem !== undefined) return err(problem);
	const digits = whole.replaceAll(',', '') + kept.slice(0, places).padEnd(places, '0');
	const significant = digits.replace(/^0+/, '');
	const cents = significant.length > LONGEST_NUMBER ? Infinity : Number(significant);
	const total = noise?.groups?.less === undefined ? cents : cents + 1;
	return Number.isSafeInteger(total) ? ok(total) : err('the amount is too large');
}

/** Why an amount with these decimals is refused, or undefined where they are as they should be. */
function decimalProblem(
	decimals: string,
	unit: MoneyUnit,
	format: CellSettings['numberFormat'],
): string | undefined {
	const { example, sign, other } = FORMATS[format];
	if (unit === 'cents' && decimals !== '') {
		return 'expected whole cents, but the amount has decimals; if the column is in dollars, set Amounts to dollars';
	}
	if (decimals.length === 3) {
		return (
			`the amount has 3 decimals, or a ${sign} between its thousands; write it as in ${example}, since Kard counts ` +
			`in whole cents, or set Number Format to ${FORMATS[other].name}`
		);
	}
	const { length } = decimals.replace(/(?<!0)0+$/, '');
	return length > 2
		? `the amount has ${length} decimals; write at most two, since Kard counts in whole cents`
		: undefined;
}

/** Why an amount with a sign is refused, or undefined where there is none. */
function signProblem(written: string): string | undefined {
	const unsigned = written.replace(/[$\s]|USD?/gi, '');
	if (/^\([\d.,]+\)$/.test(unsigned) || /^[-−–]\d/.test(unsigned) || /\d[-−]$/.test(unsigned)) {
		return (
			'the amount is negative; Kard takes amounts without a sign and shows a refund by direction CREDIT or ' +
			'status RETURNED'
		);
	}
	if (/^\+\d/.test(unsigned)) return 'the amount has a plus sign; Kard takes amounts without a sign';
	return undefined;
}

/** Why something that is no amount is refused. */
function shapeProblem(
	bare: string,
	raw: unknown,
	unit: MoneyUnit,
	format: CellSettings['numberFormat'],
): string {
	const { example, grouped, other } = FORMATS[format];
	if (/^\d*\.?\d+e[+-]?\d+$/i.test(bare)) {
		return `${quote(raw)} is in scientific notation; write the amount in plain digits`;
	}
	if (/^[\d.]*,\d{1,2}$/.test(bare) || (bare !== '' && AMOUNT.test(swapped(bare)))) {
		return `the amount is written like ${FORMATS[other].name}; set Number Format to that, or write it as in ${example}`;
	}
	if (/^[\d,.]+$/.test(bare)) {
		return `the commas or points are not where an amount has them; write it as in ${grouped} or ${example}`;
	}
	if (/\p{Sc}|\b(?!USD)[A-Z]{3}\b/u.test(bare)) {
		return `expected US dollars, but found ${quote(raw)}; write the amount alone`;
	}
	if (/(?![0-9])\p{Nd}/u.test(bare)) return 'write the amount with the digits 0 to 9';
	return `expected ${EXAMPLES[unit]}, but found ${quote(raw)}`;
}

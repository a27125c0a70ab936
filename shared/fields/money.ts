import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { exactDigits } from './cell';
import { described, type CellSettings, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

type MoneyUnit = CellSettings['amounts'];

const EXAMPLES: Readonly<Record<MoneyUnit, string>> = {
	cents: 'an amount in whole cents such as 1999',
	dollars: 'an amount in dollars such as 19.99',
};

/** An amount in digits; thousands may be grouped by commas, in threes, throughout. */
const AMOUNT = /^(?<whole>\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.(?<decimals>\d+))?$/;
/** Dollars are marked once, or with a sign in front and the code behind: `$5`, `5 USD`, `$5 USD`. */
const MARKED = /^(?<before>US ?\$|USD|\$)?\s*(?<bare>.*?)\s*(?<after>USD|\$)?$/i;
/** Exact in floating point, also as cents when they are dollars. */
const WHOLE = /^\d{1,12}$/;
const PLAIN_DOLLARS = /^\$?(\d{1,12}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?$/;
const LONGEST_AMOUNT = 64;
const LONGEST_NUMBER = String(Number.MAX_SAFE_INTEGER).length;

/** An amount of US dollars, in whole cents and without a sign. */
export function money(words: FieldWords) {
	return described(z.int().min(0), words, {
		input: 'amount',
		dependsOn: ['amounts'],
		read: (cell, { amounts }) => readMoney(cell, amounts),
		quick: ({ amounts }) => (amounts === 'cents' ? wholeCents : plainDollars),
	});
}

/** Cents in digits. */
function wholeCents(cell: unknown): number | undefined {
	if (typeof cell === 'string') return WHOLE.test(cell) ? Number(cell) : undefined;
	return Number.isSafeInteger(cell) && Number(cell) > 0 ? Number(cell) : undefined;
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
 * The digits are taken as they are written and never pass through floating point: nothing is rounded, and what
 * would need rounding is refused. A number from a spreadsheet is read through its shortest decimal form. Exactly
 * three decimals are always refused, for where points group the thousands `1.230` is more than a thousand; of more
 * than three, those beyond the second must be zeros (`12.3400`). In cents, a decimal point or a dollar sign is
 * refused, since such a cell most likely holds dollars.
 *
 * Kard takes amounts without a sign, so negative ones (`-3`, `(12.00)`) and explicit plus signs are refused.
 */
function readMoney(raw: unknown, unit: MoneyUnit): Reading<number> {
	const text = typeof raw === 'number' ? exactDigits(raw) : raw;
	if (text === undefined && typeof raw === 'number') {
		return err('the number is too large or too small to be read exactly; write the amount in plain digits');
	}
	if (typeof text !== 'string') return err(`expected ${EXAMPLES[unit]}, but found ${quote(raw)}`);
	const written = text.replace(/[\s\u200B\u2060]+/gu, ' ').trim();
	if (written.length > LONGEST_AMOUNT) return err(`expected ${EXAMPLES[unit]}, but found a long text`);
	const { before = '', bare = '', after = '' } = MARKED.exec(written)?.groups ?? {};
	const signed = signProblem(written);
	if (signed !== undefined) return err(signed);
	const match = AMOUNT.exec(bare);
	if (before !== '' && after !== '' && (!before.endsWith('$') || after === '$')) {
		return err(`${quote(raw)} is marked as dollars twice; mark it once, as in $5 or 5 USD`);
	}
	if (bare === '' || match === null) return err(shapeProblem(bare, raw, unit));
	if (unit === 'cents' && bare !== written) {
		return err(
			`${quote(raw)} is marked as dollars, but the option for amounts is set to cents; set it to dollars or ` +
				'take the currency away',
		);
	}
	return inCents(match.groups?.whole ?? '', match.groups?.decimals, unit);
}

function inCents(whole: string, decimals: string | undefined, unit: MoneyUnit): Reading<number> {
	if (unit === 'cents' && decimals !== undefined) {
		return err(
			'expected whole cents, but the amount has decimals; if the column is in dollars, set the option for ' +
				'amounts to dollars',
		);
	}
	const fraction = (decimals ?? '').replace(/(?<!0)0+$/, '');
	if (decimals?.length === 3) {
		return err(
			'the amount has 3 decimals, or a point between its thousands; write it as in 1234.50, since Kard counts ' +
				'in whole cents',
		);
	}
	if (fraction.length > 2) {
		return err(
			`the amount has ${fraction.length} decimals; write at most two, since Kard counts in whole cents`,
		);
	}
	const digits = whole.replaceAll(',', '') + (unit === 'dollars' ? fraction.padEnd(2, '0') : '');
	const significant = digits.replace(/^0+/, '');
	const cents = significant.length > LONGEST_NUMBER ? Infinity : Number(significant);
	return Number.isSafeInteger(cents) ? ok(cents) : err('the amount is too large');
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
function shapeProblem(bare: string, raw: unknown, unit: MoneyUnit): string {
	if (/^\d*\.?\d+e[+-]?\d+$/i.test(bare)) {
		return `${quote(raw)} is in scientific notation; write the amount in plain digits`;
	}
	if (/^[\d.]*,\d{1,2}$/.test(bare)) {
		return 'the amount has a decimal comma; write a decimal point, as in 12.34';
	}
	if (/^[\d,.]+$/.test(bare)) {
		return 'the commas or points are not where an amount has them; write it as in 1,234.50 or 1234.50';
	}
	if (/\p{Sc}|\b(?!USD)[A-Z]{3}\b/u.test(bare)) {
		return `expected US dollars, but found ${quote(raw)}; write the amount alone`;
	}
	if (/(?![0-9])\p{Nd}/u.test(bare)) return 'write the amount with the digits 0 to 9';
	return `expected ${EXAMPLES[unit]}, but found ${quote(raw)}`;
}

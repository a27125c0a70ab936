import fc from 'fast-check';
import { z } from 'zod/v4';
import * as kinds from '../../../shared/fields';
import { ALL_TEST_CARDS, groupings } from '../redaction/testCards';
import { fieldOf } from '../../../shared/fields/kind';
import { expectSound, readCell, WORDS } from './cells';

const STATUSES = { ...WORDS, choices: { SETTLED: 'Settled', RETURNED: 'Returned' }, open: 'code' } as const;

/** A field of each kind, with a cell that it reads. It does not compile without a kind, or with one too many. */
const FIELDS: Readonly<Record<keyof typeof kinds, readonly [field: z.ZodType, cell: string]>> = {
	identifier: [kinds.identifier(WORDS), 'user-10293'],
	reference: [kinds.reference(WORDS), '174030075123456'],
	webAddress: [kinds.webAddress(WORDS), 'https://example.com/hook-1'],
	text: [kinds.text(WORDS), 'POS 0042'],
	money: [kinds.money(WORDS), '1999'],
	currency: [kinds.currency(WORDS), '840'],
	categoryCode: [kinds.categoryCode(WORDS), '5814'],
	wholeNumber: [kinds.wholeNumber(WORDS), '50'],
	date: [kinds.date(WORDS), '2026-03-04T10:15:00-05:00'],
	cardBin: [kinds.cardBin(WORDS), '411111'],
	lastFour: [kinds.lastFour(WORDS), '4242'],
	lastFours: [kinds.lastFours(WORDS), '4242, 1881'],
	choice: [kinds.choice(STATUSES), 'settled'],
	numericChoice: [kinds.numericChoice({ ...WORDS, choices: { '3005': 'Wrong' } }), '3005'],
	choices: [kinds.choices(STATUSES), 'settled, NEW_1'],
	oneOrMany: [kinds.oneOrMany(STATUSES), 'returned'],
	boolean: [kinds.boolean(WORDS), '1'],
	email: [kinds.email(WORDS), 'jordan@example.com'],
	hashedEmail: [kinds.hashedEmail(WORDS), '0f'.repeat(32)],
	phone: [kinds.phone(WORDS), '+15555550123'],
	zip: [kinds.zip(WORDS), '30301-1234'],
	birthYear: [kinds.birthYear(WORDS), '1990'],
};

/** Where a sign of any kind is a sign of the text itself. */
const TEXTS = ['text', 'identifier', 'reference', 'webAddress', 'email'];
/** What is a long number by nature, or a list of codes, and so is never searched for a card number. */
const UNSEARCHED = ['identifier', 'reference', 'choices', 'oneOrMany'];

const DIGITS = ['0', '1', '4', '9', '٤', '۴', '４', '①', '²', '₃', '½', 'Ⅳ', '\u{1D7D2}'];
const SIGNS = Array.from('-\u2212 .,/:+$(%@["\u200b\t').concat('\ud83d');
const EXAMPLES = [
	...['x', 'USD', 'Jul', 'T', 'Z', 'true', 'null', 'SETTLED', 'none', '2026', '03', '12:30', 'GA'],
];
const signs = fc.constantFrom(...DIGITS, ...SIGNS, ...EXAMPLES);
const cells = fc.oneof(
	{ weight: 6, arbitrary: fc.array(signs, { maxLength: 24 }).map((parts) => parts.join('')) },
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
	{ weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.bigInt(), fc.boolean()) },
	{ weight: 2, arbitrary: fc.date({ noInvalidDate: false }) },
	{
		weight: 3,
		arbitrary: fc.anything({ withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
	},
);

describe.each(Object.entries(FIELDS))('%s', (kind, [field, good]) => {
	it('never throws; what it reads passes its schema, and is read again as the same', () => {
		const padded = fc.constantFrom('', ' ', '\u00a0').map((space) => space + good);
		const mostly = fc.oneof({ weight: 8, arbitrary: cells }, { weight: 2, arbitrary: padded });
		fc.assert(
			fc.property(
				mostly,
				fc.constantFrom('dollars', 'cents'),
				fc.constantFrom('point', 'comma'),
				(...[cell, amounts, numberFormat]) => {
					const reading = readCell(field, cell, { amounts, numberFormat, timeZone: 'America/New_York' });
					if (reading.ok) expectSound(field, reading.value);
					else expect(reading.problem).toMatch(/\S/);
				},
			),
			{ numRuns: 300 },
		);
		expect(readCell(field, good).ok).toBe(true);
	});

	it.each(['①', '²', '₂', '⓿', '½', '፩', '㊀', '🄂'])('is not read from %s as from a digit', (odd) => {
		for (const { index } of good.matchAll(/\d/g)) {
			const cell = good.slice(0, index) + odd + good.slice(index + 1);
			const reading = readCell(field, cell);
			expect(reading.ok ? reading.value : undefined).toBe(TEXTS.includes(kind) ? cell : undefined);
		}
	});

	it('takes no full card number where one could be meant, whatever separates its groups, and repeats none', () => {
		if (UNSEARCHED.includes(kind)) return;
		const between = fc.constantFrom('', ' ', '  ', ' - ', '.', '/', ',', '_', '|', '%20', '&nbsp;');
		fc.assert(
			fc.property(fc.constantFrom(...ALL_TEST_CARDS), between, (card, separator) => {
				const cell = (groupings(card)[0] ?? []).join(separator);
				// An amount in cents and a number may have as many digits, and are checked by Kard.
				const reading = readCell(field, cell);
				if (['money', 'wholeNumber', 'phone'].includes(kind) && reading.ok) return;
				expect(reading.ok).toBe(false);
				expect(JSON.stringify(reading).replace(/\D/g, '')).not.toContain(card.slice(0, 8));
			}),
			{ numRuns: 60 },
		);
	});
});

it('each kind says how it is filled in, and which settings it depends on', () => {
	const shown = Object.entries(FIELDS).map(([kind, [field]]) => {
		const { input, dependsOn = [], isOpen = false } = fieldOf(field) ?? {};
		return [kind, [input, ...dependsOn, ...(isOpen ? ['open'] : [])].join(' ')];
	});

	expect(shown.filter(([, how]) => how !== 'text')).toEqual([
		['money', 'amount amounts numberFormat'],
		['wholeNumber', 'number'],
		['date', 'date dateOrder'],
		['choice', 'choice open'],
		['numericChoice', 'choice'],
		['choices', 'choices open'],
		['oneOrMany', 'choices open'],
		['boolean', 'boolean'],
		['email', 'email email'],
	]);
	expect(fieldOf(kinds.choice({ ...WORDS, choices: { A: 'a' } }))?.isOpen).toBe(false);
	expect(z.toJSONSchema(FIELDS.choice[0], { unrepresentable: 'any' })).toMatchObject({
		title: 'Field',
		choices: STATUSES.choices,
	});
});

import fc from 'fast-check';
import { z } from 'zod/v4';
import { usualRowSettings, type RowSettings } from '../../../shared/rows/rowSettings';
import { auditAttributes } from '../../../shared/catalogue/transactions/audits';
import { columnsOf, type Column } from '../../../shared/fields/columns';
import { coreTransactionRow, networkTransactionRow } from '../../../shared/catalogue/transactions/rows';
import { userRow } from '../../../shared/catalogue/users/fields';
import { ALL_TEST_CARDS, groupings } from './testCards';

const SCHEMAS = [networkTransactionRow, coreTransactionRow, userRow, auditAttributes];
const SETTINGS: RowSettings = { ...usualRowSettings, timeZone: 'America/New_York' };
const FIELDS = SCHEMAS.flatMap((schema) =>
	columnsOf(schema).map((column): [string, Column, z.ZodType] => [
		`${column.key} of ${String(schema.meta()?.title)}`,
		column,
		schemaAt(schema, column.path),
	]),
);
/** Where a sign of any kind is a sign of the text itself. */
function isText({ read }: Column): boolean {
	return read('½ x', SETTINGS).ok || read('½@example.com', SETTINGS).ok;
}
/** Long numbers by nature, which are never searched. */
function mayLookLikeACard({ read }: Column): boolean {
	return read('4111111111111111', SETTINGS).ok;
}

/** The schema of one field, wherever it is nested. */
function schemaAt(schema: z.ZodType, [name, ...rest]: readonly string[]): z.ZodType {
	if (name === undefined) return schema;
	const node: unknown = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
	const inner: unknown = node instanceof z.ZodObject ? node.shape[name] : undefined;
	if (!(inner instanceof z.ZodType)) throw new Error(`There is no field ${name}.`);
	return schemaAt(inner, rest);
}

const DIGITS = ['0', '1', '4', '9', '٤', '۴', '４', '①', '²', '₃', '½', 'Ⅳ', '\u{1D7D2}'];
const SIGNS = [
	'-',
	'\u2212',
	' ',
	'.',
	',',
	'/',
	':',
	'+',
	'$',
	'(',
	'%',
	'@',
	'[',
	'"',
	'\u200b',
	'\t',
	'\ud83d',
];
const WORDS = [
	'x',
	'USD',
	'Jul',
	'T',
	'Z',
	'true',
	'null',
	'VISA',
	'SETTLED',
	'none',
	'2026',
	'03',
	'12:30',
	'GA',
];

const cells = fc.oneof(
	{
		weight: 6,
		arbitrary: fc
			.array(fc.constantFrom(...DIGITS, ...SIGNS, ...WORDS), { maxLength: 24 })
			.map((a) => a.join('')),
	},
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
	{ weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.bigInt(), fc.boolean()) },
	{ weight: 2, arbitrary: fc.date({ noInvalidDate: false }) },
	{
		weight: 3,
		arbitrary: fc.anything({ withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
	},
);

/** Cells that the field itself takes, so that not only refusals are tried. */
function cellsOf(column: Column): fc.Arbitrary<unknown> {
	const good = fc.constantFrom<unknown>(...column.examples, ...Object.keys(column.choices));
	const padded = fc
		.tuple(fc.constantFrom('', ' ', '\u00a0'), good)
		.map(([space, cell]) => space + String(cell));
	return fc.oneof(
		{ weight: 8, arbitrary: cells },
		{ weight: 1, arbitrary: good },
		{ weight: 1, arbitrary: padded },
	);
}

describe.each(FIELDS)('%s', (_name, column, schema) => {
	it('is never a reason to throw; what is read is what Kard’s schema takes, and is read again as the same', () => {
		fc.assert(
			fc.property(cellsOf(column), fc.constantFrom('dollars', 'cents'), (cell, amounts) => {
				const reading = column.read(cell, { ...SETTINGS, amounts });
				if (!reading.ok) {
					expect(reading.problem).toMatch(/\S/);
					return;
				}
				const parsed = schema.safeParse(reading.value);
				expect(parsed.error?.issues ?? []).toEqual([]);
				if (Array.isArray(reading.value) && reading.value.length === 0) return;
				expect(column.read(reading.value, { ...SETTINGS, amounts: 'cents' })).toEqual(reading);
			}),
			{ numRuns: 300 },
		);
	});

	it.each(['①', '²', '₂', '⓿', '½', '፩', '㊀', '🄂'])('is not read from %s as from a digit', (odd) => {
		for (const example of column.examples.map(String).filter((text) => /\d/.test(text))) {
			for (let place = 0; place < example.length; place += 1) {
				if (!/\d/.test(example.charAt(place))) continue;
				const cell = example.slice(0, place) + odd + example.slice(place + 1);
				const reading = column.read(cell, { ...SETTINGS, amounts: 'cents' });
				expect(reading.ok ? reading.value : undefined).toBe(isText(column) ? cell : undefined);
			}
		}
	});

	it('takes no full card number into a field of cards, codes or plain text, whatever separates its groups', () => {
		if (mayLookLikeACard(column) || column.input !== 'text' || column.key === 'phoneNumber') return;
		const between = fc.constantFrom('', ' ', '  ', ' - ', '.', '/', ',', '_', '|', '+', '%20', '&nbsp;');
		fc.assert(
			fc.property(fc.constantFrom(...ALL_TEST_CARDS), between, (card, separator) => {
				const cell = (groupings(card)[0] ?? []).join(separator);
				const reading = column.read(cell, SETTINGS);
				expect(reading.ok).toBe(false);
				expect(JSON.stringify(reading)).not.toContain(card.slice(0, 4));
			}),
			{ numRuns: 60 },
		);
	});
});

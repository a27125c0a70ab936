import type { z } from 'zod/v4';
import { fieldOf, type CellSettings } from '../../../shared/fields/kind';
import type { Reading } from '../../../shared/fields/reading';
import { quote } from '../../../shared/redaction/quote';

/** A description of a field that is about nothing in particular. */
export const WORDS = { title: 'Field', description: 'A field.', examples: ['example'] } as const;

const USUAL: CellSettings = {
	amounts: 'cents',
	dateOrder: 'MDY',
	timeZone: 'UTC',
	email: 'hash',
	numberFormat: 'point',
};

/** Reads a cell as its field does. What has a quick way to be read gives the same there, or nothing. */
export function readCell(
	schema: z.ZodType,
	cell: unknown,
	settings?: Partial<CellSettings>,
): Reading<unknown> {
	const field = fieldOf(schema);
	if (field === undefined) throw new TypeError('This is no field.');
	const all = { ...USUAL, ...settings };
	const reading = field.read(cell, all);
	const quick = field.quick?.(all)(cell);
	if (quick !== undefined) expect({ ok: true, value: quick }).toEqual(reading);
	return reading;
}

/** What is read passes the schema, and is read as the same when it comes back. */
export function expectSound(schema: z.ZodType, value: unknown): void {
	expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
	if (Array.isArray(value) && value.length === 0) return;
	expect(readCell(schema, value)).toEqual({ ok: true, value });
}

function shown(cell: unknown): string {
	const text = typeof cell === 'string' ? JSON.stringify(cell) : String(cell);
	return text.length > 60 ? `${text.slice(0, 30)}… of ${String(text.length)} characters` : text;
}

/** In each row a value, and the cells that are read to it. */
export function reads(
	schema: z.ZodType,
	table: readonly (readonly unknown[])[],
	settings?: Partial<CellSettings>,
): void {
	const rows = table.flatMap(([value, ...cells]) => cells.map((cell) => [shown(cell), value, cell] as const));
	it.each(rows)('%s is read as %j', (_, value, cell) => {
		expect(readCell(schema, cell, settings)).toEqual({ ok: true, value });
		expectSound(schema, value);
	});
}

/** What is said of cells, word for word, and the cells. `{cell}` stands for the cell as messages quote it. */
export function refuses(
	schema: z.ZodType,
	table: Readonly<Record<string, readonly unknown[]>>,
	settings?: Partial<CellSettings>,
): void {
	const rows = Object.entries(table).flatMap(([words, cells]) =>
		cells.map((cell) => [shown(cell), words.replace('{cell}', () => quote(cell)), cell] as const),
	);
	it.each(rows)('%s is refused: %s', (_, problem, cell) => {
		expect(readCell(schema, cell, settings)).toEqual({ ok: false, problem });
		// It completes the sentence "Row 3, Amount: …".
		expect(problem).toMatch(/^\S(?!.*\.$).*\S$/su);
	});
}

import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { rowRule } from '../../../shared/catalogue/description/rowRules';
import { date, text } from '../../../shared/fields';
import { isoMilliseconds } from '../../../shared/fields/isoTime';
import { fieldOf } from '../../../shared/fields/kind';
import { quickRowReader } from '../../../shared/rows/quickRow';
import { settingsOf } from '../../../shared/rows/rowSettings';
import { compile, inFreshProcess } from '../../bench/process/freshProcess';
import { comparison, type RowType } from './comparison';
import { two, writtenDate } from './randomRow';

const found = fieldOf(date({ title: 'Date', description: 'A date.', examples: ['2026-03-04'] }));
if (found === undefined) throw new TypeError('A date is a field.');
const field = found;

/** How many rows of each type, 200,000 together: more of those that the thorough way reads sooner. */
const ROWS: Readonly<Record<RowType, number>> = {
	user: 90_000,
	transaction: 35_000,
	matchedTransaction: 25_000,
	coreTransaction: 50_000,
};

describe('rows that are read the quick way', () => {
	// In a process of its own, where nothing counts the lines that are executed: that would take minutes.
	it.each(Object.entries(ROWS))(
		'%s: are what the thorough way makes of them, to the last byte',
		async (type, rows) => {
			const script = await compile('test/unit/rows/compareReaders.process.ts');
			const { quickly, different } = await inFreshProcess(script, { type, rows }, comparison);
			expect(different).toEqual([]);
			// A test in which hardly any row goes the quick way would say nothing.
			expect(quickly).toBeGreaterThan(rows / 4);
		},
		120_000,
	);
});

describe('rows of a schema', () => {
	const name = text({ title: 'Name', description: 'A name.', examples: ['Jordan'] });

	it.each<[string, z.ZodObject]>([
		['a value is sent as something else', z.object({ name: name.transform((value) => [value]) })],
		['there is a rule that only the schema can check', z.object({ name }).refine(() => true)],
		['a value has no description', z.object({ name, other: z.string() })],
		['a value without description has a default', z.object({ name, other: z.string().default('usual') })],
		['an object has a default inside', z.object({ person: z.object({ name: name.default('Jordan') }) })],
		[
			'an object has a rule of its own',
			z.object({ person: z.object({ name }).refine((person) => person.name !== 'Jordan') }),
		],
	])('in which %s are left to the thorough way', (_, schema) => {
		expect(quickRowReader(schema, settingsOf({}))).toBeUndefined();
	});

	it('in which there is nothing of that kind are read the quick way', () => {
		const person = z.object({ name, nick: name.optional() }).optional();
		const schema = z.object({ name: name.default('Sam'), version: z.literal(1).default(1), person }).check(
			rowRule(({ value, issues }) => {
				if (value.name === 'Jordan') issues.push({ code: 'custom', input: value });
			}),
		);
		const read = quickRowReader(schema, settingsOf({}));

		expect(read?.({ personNick: '' })).toEqual({ id: undefined, attributes: { name: 'Sam', version: 1 } });
		expect(read?.({ person: { name: 'A', nick: 'B' } })?.attributes).toMatchObject({
			person: { name: 'A', nick: 'B' },
		});
		// Each for a reason that is the thorough way's to tell.
		for (const odd of [{ name: 'Jordan' }, { personNick: 'B' }, { nobody: 'C' }, { name: ['D'] }]) {
			expect(read?.(odd)).toBeUndefined();
		}
	});
});

describe('dates that are read the quick way', () => {
	const zones = [
		...Intl.supportedValuesOf('timeZone').filter((_, place) => place % 3 === 0),
		'UTC',
		'UTC+5',
		'Etc/GMT-14',
	];

	it('are what the thorough way makes of them, in every time zone, also where clocks change', () => {
		let quickly = 0;
		for (const timeZone of zones) {
			const settings = settingsOf({ timeZone });
			const read = field.quick?.(settings);
			for (let times = 0; times < 60; times += 1) {
				const cell = writtenDate('MDY', times % 6 === 0);
				const quick = read?.(cell);
				if (quick === undefined) continue;
				quickly += 1;
				expect([timeZone, cell, { ok: true, value: quick }]).toEqual([
					timeZone,
					cell,
					field.read(cell, settings),
				]);
			}
		}
		expect(quickly).toBeGreaterThan(zones.length * 30);
	});

	it('are right in each hour of the days on which clocks change', () => {
		const settings = settingsOf({ timeZone: 'Australia/Lord_Howe' });
		const read = field.quick?.(settings);
		for (const day of ['2026-04-05', '2026-10-04']) {
			for (let half = 0; half < 48; half += 1) {
				const cell = `${day} ${two(Math.floor(half / 2))}:${half % 2 === 0 ? '00' : '30'}`;
				const quick = read?.(cell);
				if (quick !== undefined) expect({ ok: true, value: quick }).toEqual(field.read(cell, settings));
			}
		}
	});

	it('are right on each day of four years', () => {
		const settings = settingsOf({ timeZone: 'America/New_York' });
		const read = field.quick?.(settings);
		for (let day = DateTime.utc(2025); day.year < 2029; day = day.plus({ days: 1 })) {
			const cell = day.toISODate();
			const quick = read?.(cell);
			if (quick !== undefined) expect({ ok: true, value: quick }).toEqual(field.read(cell, settings));
		}
	});

	it('are the instants that luxon finds', () => {
		for (let times = 0; times < 4_000; times += 1) {
			const text = writtenDate('MDY', times % 2 === 0);
			const found = isoMilliseconds(text);
			if (found !== undefined) expect([text, found]).toEqual([text, DateTime.fromISO(text).toMillis()]);
		}
	});
});

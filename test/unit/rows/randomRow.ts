import memoize from 'lodash/memoize';
import set from 'lodash/set';
import type { Column } from '../../../shared/fields/columns';
import type { DateOrder } from '../../../shared/fields/dateText';
import { settingsOf, type RowChoices, type RowSettings } from '../../../shared/rows/rowSettings';
import { FULL_CARD } from '../../support/purchase';

/** The same numbers at every run (a linear congruential generator: its low bits are worth little, and are not used). */
let state = 20_261_121;

function below(count: number): number {
	state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
	return Math.floor(((state >>> 0) / 4_294_967_296) * count);
}

function oneOf<T>(values: readonly [T, ...T[]]): T {
	return values[below(values.length)] ?? values[0];
}

function digits(count: number): string {
	return String(below(10 ** Math.min(count, 9))).padStart(count, '4');
}

/** Two digits. */
export function two(number: number): string {
	return String(number).padStart(2, '0');
}

/** A date in one of the forms that sheets have; an odd one may be of a day, an hour or a zone that does not exist. */
export function writtenDate(order: DateOrder, isOdd: boolean, isQuick = false): string {
	const most = isOdd
		? { month: 14, day: 33, hour: 26, minute: 62 }
		: { month: 12, day: 28, hour: 24, minute: 60 };
	const first = isOdd ? 0 : 1;
	const [year, month, day] = [1_995 + below(40), first + below(most.month), first + below(most.day)];
	const [hour, minute, second] = [two(below(most.hour)), two(below(most.minute)), two(below(most.minute))];
	const iso = `${String(year)}-${two(month)}-${two(day)}`;
	const offset = oneOf(
		isOdd ? ['-11:30', '+14:30', '+05', '', 'z', '+23:59'] : ['Z', 'Z', '+02:00', '-05:30', '-00:30'],
	);
	const fraction = isOdd ? `.${digits(1 + below(11))}` : oneOf(['', '', `.${digits(1 + below(9))}`]);
	const half = `${String(1 + below(12))}:${minute}`;
	const american = (order === 'DMY' ? [day, month, year] : [month, day, year]).join('/');
	// Forms without a zone take the thorough way long, and have a test of their own below.
	switch (isQuick ? 4 * below(2) : below(isOdd ? 12 : order === 'YMD' ? 5 : 8)) {
		case 0:
			return `${iso}T${hour}:${minute}:${second}${fraction}${offset}`;
		case 1:
			return iso;
		case 2:
			return `${iso} ${hour}:${minute}`;
		case 3:
			return `${iso} ${hour}:${minute}:${second}`;
		case 4:
			return `${iso}T${hour}:${minute}${offset}`;
		case 5:
			return american;
		case 6:
			return `${american} ${hour}:${minute}`;
		case 7:
			return `${american} ${half} PM`;
		case 8:
			return `${american} ${half}am`;
		case 9:
			return american.replaceAll('/', '-');
		case 10:
			return `${iso}T${hour}`;
		default:
			return `${hour}:${minute}`;
	}
}

/** What is in cells where nobody looked: none of it belongs to one field only. */
const ODD_CELLS: readonly unknown[] = [
	...['', ' ', null, undefined, true, false, 0, -0, 1, 42, 1.5, -3, 1e21, NaN, {}, [], new Date(0)],
	...[
		['CARDLINKED'],
		'N/A',
		'-',
		'x',
		'..',
		'7.49873E+27',
		FULL_CARD,
		`${FULL_CARD} `,
		'4111-1111-1111-1111',
	],
	...['%34111111111111111', 'Café', '４２', '²', 'a\tb', 'a\u200bb', ' padded ', 'x'.repeat(300), '{"a":1}'],
	...['n/a', '#N/A', 'none', ' NULL ', '--', '#REF!', '#Value!', 'yes', 'No', '5814.0', '42.0', '45935.0'],
	...[
		0.1 + 0.2,
		1998.9999999999998,
		'1.234,56',
		'1.234',
		'03.10.2026',
		20_260_304,
		'Visa •••• 4242',
		'x4242',
	],
	...['411111******4242', '00000', '555-555-0123 x12', '3/4/85', '13/4/1985', '2026-12-31', '12/31/2026'],
	...['[1]', 'SETTLED', 'debit', '1,234.50', '0,123', '$0', '.5', '5.', '1e3', 'A@B', '+1@gmail.com'],
];

function oddCell(): unknown {
	const made: unknown[] = [writtenDate('MDY', true), digits(below(20)), `$${digits(2)}.${digits(below(4))}`];
	return [...ODD_CELLS, ...made][below(ODD_CELLS.length + made.length)];
}

function amountCell({ amounts, numberFormat }: RowSettings): unknown {
	const decimalSign = numberFormat === 'comma' ? ',' : '.';
	const [number, text] = [below(90_000), `${digits(3)}${decimalSign}${digits(2)}`];
	return oneOf<unknown>([
		number,
		String(number),
		...(amounts === 'cents' ? [] : [number / 100, (number / 100) * 3, text, `$${text}`]),
	]);
}

/** Cells as most sheets have them, by the key of their column. */
const USUAL_CELLS: Readonly<Record<string, (settings: RowSettings) => unknown>> = {
	id: () => `id-${digits(6)}`,
	amount: amountCell,
	subtotal: amountCell,
	currency: () => oneOf(['USD', 'usd', '840']),
	direction: () => oneOf(['DEBIT', 'credit', 'Debit', 'DR']),
	status: () => oneOf(['SETTLED', 'approved', 'Posted', 'Returned', 'declined']),
	cardBIN: () => oneOf<unknown>(['411111', 411_111, '4111 11', '41111122']),
	cardLastFour: () => oneOf<unknown>([digits(4), below(10_000), `****${digits(4)}`]),
	mcc: () => oneOf<unknown>(['5814', 742]),
	email: () =>
		`${oneOf(['Jordan', 'sam.o', 'a+b'])}${digits(3)}@${oneOf(['example.com', 'Gmail.com', 'x.org'])}`,
	hashedEmail: () => oneOf(['', '', '0f'.repeat(32)]),
	enrolledRewards: () =>
		oneOf<unknown>([['CARDLINKED'], 'CARDLINKED', 'none', 'card-linked', 'yes', false, '', 'n/a', []]),
	zipCode: () => oneOf<unknown>(['30301', 2_134, '30301-1234']),
	phoneNumber: () => oneOf(['+15555550123', `(617) 555-${digits(4)}`]),
	birthYear: () => oneOf<unknown>([1990, '1985', '3/4/1985', '-']),
	historicalTransactionsSent: () => oneOf<unknown>([true, 'yes', 0]),
	paymentType: () => oneOf(['CARD', 'card', 'Card']),
	merchantAddrZipcode: () => '30303',
	userZipCode: () => '30303',
	cardLastFours: () => oneOf<unknown>(['4242, 1881', ['4242']]),
	merchantAddrState: () => oneOf(['GA', 'Georgia']),
};

function usualCell({ key, input, choices }: Column, settings: RowSettings): unknown {
	if (input === 'date') return writtenDate(settings.dateOrder, false, below(8) > 0);
	const usual = USUAL_CELLS[key];
	if (usual) return usual(settings);
	const [value] = Object.keys(choices);
	return value ?? oneOf([`REF ${digits(6)}`, `ref-${digits(9)}`, 'BLUE DOOR COFFEE ATLANTA GA', digits(15)]);
}

/** After all dates. */
const LATER = Date.UTC(2_040, 0, 1);

/** How a sheet is read. */
export function randomSettings(): RowSettings {
	const choices: RowChoices = {
		amounts: oneOf(['cents', 'dollars']),
		dateOrder: oneOf(['MDY', 'DMY', 'YMD']),
		timeZone: oneOf(['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe']),
		email: oneOf(['hash', 'hashAndAddress', 'address']),
		defaults: oneOf<RowSettings['defaults']>([
			...([{}, {}, { currency: 'USD', direction: 'DEBIT', cardNetwork: 'visa' }] as const),
			{ enrolledRewards: 'none', description2: 'N/A' },
		]),
		numberFormat: oneOf(['point', 'point', 'comma']),
		strict: below(3) === 0,
	};
	// Half of the dates are later than that.
	return settingsOf(choices, oneOf([undefined, undefined, Date.UTC(2_015, 5, 15, 12), LATER]));
}

/** A row with most of its required cells and some of the others, and with an odd one in every third. */
export function randomRow(
	columns: readonly Column[],
	type: string,
	settings: RowSettings,
): Record<string, unknown> {
	const isOdd = below(3) === 0;
	// An object in a row is there with all of its fields, or not at all: some of them go only together.
	const isThere = memoize((group: string) => below(/date|merchant/i.test(group) ? 4 : 16) < 3);
	const cells = columns.map((column): [string, unknown] => {
		const [group] = column.path;
		const isFilled = column.required ? below(200) > 0 : isThere(group ?? '');
		if (!isFilled) return [column.key, undefined];
		return [column.key, isOdd && below(12) === 0 ? oddCell() : usualCell(column, settings)];
	});
	const extra =
		below(40) === 0
			? ([
					['notes', oddCell()],
					['merchant', oddCell()],
				] as const)
			: [];
	const typed = below(2) === 0 ? [['type', type] as const] : [];
	const filled = cells.filter(([, cell]) => cell !== undefined || below(2) === 0);
	const row: Record<string, unknown> = Object.fromEntries([...typed, ...filled, ...extra]);
	return below(2) === 0 ? row : nested(row, columns);
}

/** The same row with its objects as Kard documents them; now and then with a field in one and beside it. */
function nested(row: Record<string, unknown>, columns: readonly Column[]): Record<string, unknown> {
	for (const { key, path } of columns) {
		if (path.length === 1 || !Object.hasOwn(row, key)) continue;
		set(row, path, row[key]);
		if (below(100) > 0) Reflect.deleteProperty(row, key);
	}
	return row;
}

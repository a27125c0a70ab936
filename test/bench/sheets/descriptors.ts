/** Chance that is the same in every run. */
export class SeededChance {
	constructor(private state: number) {}

	/** A number from 0 up to, but not including, 1 (mulberry32). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number between two, both included. */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	digits(count: number): string {
		return Array.from({ length: count }, () => String(this.between(0, 9))).join('');
	}

	letters(count: number): string {
		return Array.from({ length: count }, () => String.fromCharCode(this.between(65, 90))).join('');
	}

	one<T>(first: T, ...others: readonly T[]): T {
		return others[this.between(0, others.length) - 1] ?? first;
	}
}

/** Makes one descriptor. */
export type Descriptor = (chance: SeededChance) => string;

const two = (value: number) => String(value).padStart(2, '0');

function date(chance: SeededChance): string {
	const [year, month, day] = [
		String(chance.between(2023, 2026)),
		two(chance.between(1, 12)),
		two(chance.between(1, 28)),
	];
	return chance.one(
		`${month}/${day}/${year}`,
		`${year}-${month}-${day}`,
		`${month}/${day}/${year.slice(2)}`,
		`${month}-${day}-${year}`,
		`${year}${month}${day}`,
		`${month}${day}${year.slice(2)}`,
		`${month}/${day}`,
	);
}

function phone(chance: SeededChance): string {
	const area = String(chance.between(201, 989));
	const [exchange, line] = [String(chance.between(200, 999)), chance.digits(4)];
	return chance.one(
		`${area}-${exchange}-${line}`,
		`${area}${exchange}${line}`,
		`(${area}) ${exchange}-${line}`,
		`${area}.${exchange}.${line}`,
		`1-${area}-${exchange}-${line}`,
		`+1${area}${exchange}${line}`,
	);
}

function amount(chance: SeededChance): string {
	const [dollars, cents] = [chance.between(1, 9_999), two(chance.between(0, 99))];
	return chance.one(
		`${String(dollars)}.${cents}`,
		`$${dollars.toLocaleString('en-US')}.${cents}`,
		`USD ${String(dollars)}.${cents}`,
		String(dollars),
	);
}

/** The routing number of an American bank, without regard to its check digit: 12 districts, banks and thrifts. */
function routing(chance: SeededChance): string {
	return two(chance.between(1, 12) + chance.one(0, 0, 0, 20)) + chance.digits(7);
}

const STATES = ['GA', 'CA', 'TX', 'NY', 'WA', 'MN', 'FL'] as const;
const place = (chance: SeededChance) => `${chance.letters(chance.between(5, 9))} ${chance.one(...STATES)}`;
const store = (chance: SeededChance) => chance.digits(chance.between(3, 6));

/** Ten forms of descriptors that a bank writes, none of which holds a card number. */
export const DESCRIPTORS: Readonly<Record<string, Descriptor>> = {
	'ACH trace': (c) =>
		c.one(
			`ORIG CO NAME:${c.letters(8)} ORIG ID:${c.digits(10)} SEC:WEB TRACE#:091000${c.digits(9)} EED:${c.digits(6)}`,
			`ACH DEBIT ${c.letters(6)} TRACE ${routing(c).slice(0, 8)}${c.digits(7)}`,
			`PPD ID: ${c.digits(10)} TRACE#${routing(c).slice(0, 8)}-${c.digits(7)}`,
		),
	'Zelle confirmation': (c) =>
		c.one(
			`ZELLE CONF 1${c.digits(c.between(9, 17))}`,
			`ZELLE PAYMENT TO ${c.letters(5)} ${c.digits(11)}`,
			`ZELLE FROM ${c.letters(6)} CONF# ${c.letters(1)}${c.digits(2)}${c.letters(3)}${c.digits(3)}`,
		),
	'Amazon order': (c) =>
		c.one(
			`AMZN Mktp US*${c.letters(2)}${c.digits(1)}${c.letters(4)} 11${c.digits(1)}-${c.digits(7)}-${c.digits(7)}`,
			`AMAZON.COM ORDER 1${c.digits(2)}-${c.digits(7)}-${c.digits(7)} WA`,
			`AMAZON EU ${c.one('2', '3', '4', '7')}0${c.digits(1)}-${c.digits(7)}-${c.digits(7)}`,
			`AMZN DIGITAL D01-${c.digits(7)}-${c.digits(7)} 888-802-3080`,
		),
	'Store and phone number': (c) =>
		c.one(
			`POS PURCHASE ${c.letters(7)} ${store(c)} ${phone(c)} ${place(c)}`,
			`${c.letters(6)} #${store(c)} ${phone(c)}`,
			`SHELL OIL ${c.digits(11)} ${place(c)} ${phone(c)}`,
			`${c.letters(6)} ${store(c)} ${date(c)} ${phone(c)}`,
		),
	'Check number and date': (c) =>
		c.one(
			`CHECK ${c.digits(c.between(3, 8))} ${date(c)}`,
			`CHECK #${c.digits(4)} ${date(c)} ${date(c)}`,
			`CK ${c.digits(6)} DATED ${date(c)} ${amount(c)}`,
			`${date(c)} ${c.digits(4)} ${amount(c)}`,
		),
	'Wire reference': (c) =>
		c.one(
			`WIRE REF ${String(c.between(2023, 2026))}${two(c.between(1, 12))}${two(c.between(1, 28))}${c.digits(8)}`,
			`FED WIRE IMAD ${String(c.between(2023, 2026))}${two(c.between(1, 12))}${two(c.between(1, 28))}B1Q${c.letters(3)}${c.digits(2)}${c.letters(1)}${c.digits(6)}`,
			`WIRE TYPE:WIRE OUT DATE:${date(c)} TIME:${c.digits(4)} ET TRN:${c.digits(10)} FDREF/DS${c.digits(7)}`,
			`INTL WIRE SEQ:${c.digits(6)} ABA ${routing(c)} ACCT ${c.digits(c.between(8, 12))}`,
		),
	'Square or PayPal': (c) =>
		c.one(
			`SQ *${c.letters(8)} ${phone(c)} ${place(c)}`,
			`PAYPAL *${c.letters(8)} 402-935-7733 CA`,
			`PAYPAL *${c.letters(6)} 4029357733 ${store(c)}`,
			`PAYPAL INST XFER ${c.digits(13).replace(/^./, '1')} ${c.letters(6)}`,
			`PP*${c.digits(1)}${c.letters(2)}${c.digits(5)}${c.letters(2)}${c.digits(6)}${c.letters(1)} ${date(c)}`,
		),
	'Parcel tracking': (c) =>
		c.one(
			`UPS 1Z${c.digits(3)}${c.letters(1)}${c.digits(2)}${c.digits(10)}`,
			`UPS*1Z${c.letters(1)}${c.digits(5)}${c.digits(10)} 800-742-5877`,
			`FEDEX ${c.digits(12)} ${place(c)}`,
			`USPS PO ${c.digits(10)} ${place(c)}`,
			`USPS 94${c.digits(20)}`,
			`USPS 94${c.digits(2)} ${c.digits(4)} ${c.digits(4)} ${c.digits(4)} ${c.digits(4)} ${c.digits(2)}`,
		),
	'Invoice, date, amount': (c) =>
		c.one(
			`INV ${c.digits(c.between(4, 8))} ${date(c)} ${amount(c)}`,
			`INVOICE-${String(c.between(2023, 2026))}-${c.digits(4)} ${date(c)} ${amount(c)}`,
			`BILL ${c.digits(6)}/${c.digits(4)} ${date(c)} ${amount(c)} ${amount(c)}`,
			`${date(c)} ${date(c)} INV${c.digits(6)} ${amount(c)}`,
		),
	'Member number': (c) =>
		c.one(
			`COSTCO MEMBER 111${c.digits(9)}`,
			`MEMBERSHIP #${c.digits(c.between(6, 12))} ${date(c)}`,
			`AADVANTAGE ${c.digits(1)}${c.letters(2)}${c.digits(4)} FLT ${c.digits(4)} ${date(c)}`,
			`SKYMILES ${c.digits(10)} TKT 006${c.digits(10)}`,
			`GYM MEMBER ${c.digits(5)}-${c.digits(4)} ${phone(c)}`,
			`LOYALTY 1${c.digits(15)}`,
		),
};

/** Forms whose digits may truly be those of a card, told apart by nothing but chance. */
export const AMBIGUOUS: Readonly<Record<string, Descriptor>> = {
	'Any 16 digits': (c) => `REF ${c.digits(16)}`,
	'Any 15 digits': (c) => `REF ${c.digits(15)}`,
	'Any 13 digits': (c) => `REF ${c.digits(13)}`,
	'16 digits that begin with 4': (c) => `REF 4${c.digits(15)}`,
	'YYMMDDhhmmss and four digits': (c) =>
		`REF ${two(c.between(23, 26))}${two(c.between(1, 12))}${two(c.between(1, 28))}${two(c.between(0, 23))}${two(c.between(0, 59))}${two(c.between(0, 59))}${c.digits(4)}`,
	'Last fours, one to six, with ", "': (c) =>
		Array.from({ length: c.between(1, 6) }, () => c.digits(4)).join(', '),
	'Last fours, four exactly, with ","': (c) => Array.from({ length: 4 }, () => c.digits(4)).join(','),
};

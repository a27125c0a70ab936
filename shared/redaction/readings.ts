import type { MaskedSpan } from './spans';

/** A text with its escapes resolved, and where each of its units is in the text as it came. */
interface Reading {
	readonly text: string;
	/** The place of each unit, and at the end the length of the text as it came. Missing where nothing moved. */
	readonly places?: Uint32Array;
}

/** Escapes within escapes, such as `%2540` or JSON within JSON, are followed so far. */
const DEEPEST = 4;

const ESCAPE =
	/\\u\{(?<point>[0-9a-f]{1,6})\}|[\\%]u(?<unit>[0-9a-f]{4})|\\x(?<byte>[0-9a-f]{2})|\\(?<sign>[/"'\\bfnrt])|(?<percent>(?:%[0-9a-f]{2})+)|&#(?<decimal>\d{1,7});?|&#x(?<hex>[0-9a-f]{1,6});?|&(?<name>[a-z]{2,7});/giu;

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Names of the HTML standard for signs that stand in secrets and addresses, and between the groups of a card. */
const NAMED: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', period: '.', plus: '+' },
	...{ lowbar: '_', sol: '/', bsol: '\\', num: '#', percnt: '%', equals: '=', colon: ':', semi: ';' },
	...{ excl: '!', quest: '?', dollar: '$', ast: '*', comma: ',', verbar: '|', shy: '\u00AD' },
	...{ dash: '-', hyphen: '-', ndash: '-', mdash: '-', minus: '-' },
	...{ nbsp: '\u00A0', ensp: ' ', emsp: ' ', thinsp: ' ', tab: ' ', newline: ' ' },
};

/** The text as it came, and as it reads with its escapes resolved once, twice and so on, as long as it has any. */
export function readingsOf(text: string): Reading[] {
	const readings: Reading[] = [{ text }];
	for (let last = readings[0]; last !== undefined && readings.length <= DEEPEST; last = readings.at(-1)) {
		const next = resolved(last);
		if (next === undefined) break;
		readings.push(next);
	}
	return readings;
}

/** Where a part of a reading is in the text as it came. */
export function placeOf({ places }: Reading, span: MaskedSpan): MaskedSpan {
	if (places === undefined) return span;
	return { ...span, start: places[span.start] ?? 0, end: places[span.end] ?? 0 };
}

/** The reading with each of its escapes resolved; undefined when it has none. */
function resolved(reading: Reading): Reading | undefined {
	if (!/[\\%&]/u.test(reading.text)) return undefined;
	const writer = new ReadingWriter(reading);
	for (const match of reading.text.matchAll(ESCAPE)) {
		const characters = charactersOf(match.groups ?? {});
		if (characters !== undefined) writer.replace(match.index, match[0].length, characters);
	}
	return writer.finish();
}

/** What an escape means, character by character, and how much of the text each takes where they differ. */
type Characters = readonly { readonly text: string; readonly length?: number }[];

function charactersOf(groups: Readonly<Record<string, string | undefined>>): Characters | undefined {
	const { point, unit, byte, sign, percent, decimal, hex, name } = groups;
	if (percent !== undefined) return bytesOf(percent);
	if (sign !== undefined) return [{ text: CONTROL[sign] ?? sign }];
	if (name !== undefined) {
		const text = NAMED[name.toLowerCase()];
		return text === undefined ? undefined : [{ text }];
	}
	const code = decimal === undefined ? parseInt(point ?? unit ?? byte ?? hex ?? '', 16) : Number(decimal);
	return code <= 0x10ffff ? [{ text: String.fromCodePoint(code) }] : undefined;
}

/** Percent-encoded bytes as UTF-8; one by one where they are none. */
function bytesOf(percent: string): Characters {
	try {
		return Array.from(decodeURIComponent(percent), (text) => ({ text, length: 3 * Buffer.byteLength(text) }));
	} catch {
		return percent
			.slice(1)
			.split('%')
			.map((byte) => ({ text: String.fromCharCode(parseInt(byte, 16)), length: 3 }));
	}
}

class ReadingWriter {
	private readonly parts: string[] = [];
	private readonly places: number[] = [];
	private next = 0;
	private isChanged = false;

	constructor(private readonly from: Reading) {}

	replace(start: number, length: number, characters: Characters): void {
		this.copyUpTo(start);
		for (const character of characters) {
			const place = this.placeAt(this.next);
			this.places.push(...new Array<number>(character.text.length).fill(place));
			this.parts.push(character.text);
			this.next += character.length ?? length;
		}
		this.isChanged = true;
	}

	finish(): Reading | undefined {
		if (!this.isChanged) return undefined;
		this.copyUpTo(this.from.text.length);
		this.places.push(this.placeAt(this.from.text.length));
		return { text: this.parts.join(''), places: Uint32Array.from(this.places) };
	}

	private copyUpTo(end: number): void {
		this.parts.push(this.from.text.slice(this.next, end));
		for (; this.next < end; this.next += 1) this.places.push(this.placeAt(this.next));
	}

	private placeAt(unit: number): number {
		return this.from.places?.[unit] ?? unit;
	}
}

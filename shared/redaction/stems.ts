/** The signs of hexadecimal, from zero on; each sign of a text stands for the same digit as the one at its place. */
export const HEX_DIGITS = ['0123456789abcdef', '0123456789ABCDEF'] as const;
/** The signs of base64 in its two alphabets. */
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const BASE64_DIGITS = [`${LETTERS_AND_DIGITS}+/`, `${LETTERS_AND_DIGITS}-_`] as const;

const NO_DIGIT = -1;
/** A power of two. */
const SLOTS = 8_192;

function slotOf(stem: number): number {
	return (stem ^ (stem >>> 12)) & (SLOTS - 1);
}

/** Numbers that are looked for in a text, each written in so many digits. One look at each unit of the text tells. */
export class Stems {
	private readonly digits = new Int8Array(128).fill(NO_DIGIT);
	private readonly bits: number;
	private readonly mask: number;
	private readonly stems = new Set<number>();
	/** Which stems there are, roughly: most are ruled out without a look into the set. */
	private readonly slots = new Uint8Array(SLOTS);

	/**
	 * @param alphabets the signs of the digits in their order: 16 or 64
	 * @param length how many digits a number has; together they have 32 bits at most
	 */
	constructor(
		alphabets: readonly string[],
		private readonly length: number,
	) {
		for (const alphabet of alphabets) {
			for (let digit = 0; digit < alphabet.length; digit += 1)
				this.digits[alphabet.charCodeAt(digit)] = digit;
		}
		this.bits = Math.log2(alphabets[0]?.length ?? 0);
		this.mask = -1 >>> (32 - this.bits * length);
	}

	add(stem: number): void {
		this.stems.add(stem & this.mask);
		this.slots[slotOf(stem & this.mask)] = 1;
	}

	/** Whether a text has any of them, wherever it begins. */
	areIn(text: string): boolean {
		const { digits, bits, mask, stems, slots } = this;
		if (stems.size === 0) return false;
		let stem = 0;
		let length = 0;
		for (let place = 0; place < text.length; place += 1) {
			const digit = digits[text.charCodeAt(place)] ?? NO_DIGIT;
			length = digit === NO_DIGIT ? 0 : length + 1;
			stem = ((stem << bits) | digit) & mask;
			if (length >= this.length && slots[slotOf(stem)] === 1 && stems.has(stem)) return true;
		}
		return false;
	}
}

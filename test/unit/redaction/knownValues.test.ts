import fc from 'fast-check';
import { Redactor } from '../../../shared/redaction/redactor';
import { merged, type MaskedSpan } from '../../../shared/redaction/spans';
import { WholeValues } from '../../../shared/redaction/wholeValues';
import { lowered, WrittenForms } from '../../../shared/redaction/writtenForms';

/** Every form that a value may be written in, and every part by which a long form is found, the slow way. */
function formsOf(value: string): { hex: string[]; base64: string[] } {
	const bytes = Buffer.from(value);
	if (bytes.length < 4) return { hex: [], base64: [] };
	const base64 = [0, 1, 2].map((before) => {
		const written = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		return written.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + bytes.length)) / 6));
	});
	return { hex: partsOf(bytes.toString('hex')), base64: base64.flatMap(partsOf) };
}

function partsOf(form: string): string[] {
	const count = Math.max(1, Math.floor(form.length / 32));
	return Array.from({ length: count }, (_, part) =>
		form.slice(part * 32, part === count - 1 ? undefined : (part + 1) * 32),
	);
}

function placesOf(needle: string, text: string): MaskedSpan[] {
	const spans: MaskedSpan[] = [];
	for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
		spans.push({ start, end: start + needle.length });
	}
	return spans;
}

const bare = (spans: readonly MaskedSpan[]) => merged(spans).map(({ start, end }) => [start, end]);

function spansTheSlowWay(values: readonly string[], text: string): MaskedSpan[] {
	const forms = values.map(formsOf);
	const usual = text.replaceAll('-', '+').replaceAll('_', '/');
	const inBase64 = forms.flatMap(({ base64 }) => base64.flatMap((needle) => placesOf(needle, usual)));
	// Not `toLowerCase`, which makes two units of some letters.
	const inLowerCase = text.replace(/[A-F]/g, (letter) => letter.toLowerCase());
	const runs = Array.from(text.matchAll(/[\w+/=-]+/g), ({ index, 0: run }) => ({
		start: index,
		end: index + run.length,
	}));
	return merged([
		...forms.flatMap(({ hex }) => hex.flatMap((needle) => placesOf(needle, inLowerCase))),
		...runs.filter(({ start, end }) => inBase64.some((span) => span.start >= start && span.start < end)),
	]);
}

const value = fc.oneof(
	fc.stringMatching(/^[0-9]{1,8}$/),
	fc.stringMatching(/^[a-z.@é]{1,12}$/),
	fc.string({ minLength: 28, maxLength: 80 }),
	fc.string({ unit: 'binary', maxLength: 8 }),
);
const encodings: readonly ((value: string) => string)[] = [
	(text) => text,
	(text) => Buffer.from(text).toString('hex'),
	(text) => Buffer.from(text).toString('hex').toUpperCase(),
	(text) => Buffer.from(text).toString('base64'),
	(text) => Buffer.from(`a${text}`).toString('base64url'),
	(text) => Buffer.from(`ab${text}c`).toString('base64'),
	// Half of it, which may be a part of a long one.
	(text) => Buffer.from(text).toString('base64').slice(0, 40),
	(text) => Buffer.from(text).toString('hex').slice(7),
];

/** Values, and a text that repeats some of them in some form, with anything around them. */
const repeating = fc
	.tuple(fc.array(value, { maxLength: 5 }), fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }))
	.chain(([values, others]) =>
		fc.record({
			values: fc.constant(values),
			text: fc
				.array(
					fc
						.tuple(fc.constantFrom(...values, ...others, ''), fc.constantFrom(...encodings))
						.map(([text, encode]) => encode(text)),
					{ maxLength: 5 },
				)
				.chain((parts) => fc.constantFrom('', ' ', ':', 'x').map((between) => parts.join(between))),
		}),
	);

it('forms of values are found where they are written out and looked for one by one', () => {
	let found = 0;
	fc.assert(
		fc.property(repeating, ({ values, text }) => {
			const expected = spansTheSlowWay(values, text);
			found += expected.length;
			expect(bare(new WrittenForms(values).spansIn(text, lowered(text)))).toEqual(bare(expected));
		}),
		{ numRuns: 3_000 },
	);
	expect(found).toBeGreaterThan(1_000);
});

it('whole values are found as every token and every run of digits is looked up', () => {
	const wholes = (values: readonly string[], text: string) => {
		const known = new Set(values);
		const trimmed = (token: string) => [
			token,
			token.replace(/[@._+-]+$/, ''),
			token.replace(/^[@._+-]+/, ''),
			token.replace(/^[@._+-]+|[@._+-]+$/g, ''),
		];
		const tokens = Array.from(text.matchAll(/[\p{L}\p{N}@._+-]+/gu), ({ index, 0: token }) => {
			const whole = trimmed(token).find((one) => known.has(one));
			return whole === undefined
				? []
				: [{ start: index + token.indexOf(whole), end: index + token.indexOf(whole) + whole.length }];
		}).flat();
		const isFree = (start: number) => !tokens.some((span) => start >= span.start && start < span.end);
		const digits = Array.from(text.matchAll(/\p{Nd}+/gu), ({ index, 0: run }) =>
			known.has(run) && isFree(index) ? [{ start: index, end: index + run.length }] : [],
		).flat();
		return { spans: merged([...tokens, ...digits]), isFirstLook: tokens.length + digits.length === 0 };
	};
	const part = fc.oneof(fc.stringMatching(/^[a-b1-2@._+-]{1,3}$/), fc.constantFrom('é', '٣', ' ', ',', '"'));
	let found = 0;
	fc.assert(
		fc.property(
			fc.array(part, { minLength: 1, maxLength: 6 }),
			fc.array(part, { maxLength: 8 }),
			(parts, words) => {
				const values = parts.filter((one) => /[\p{L}\p{N}]/u.test(one));
				const text = words.join('');
				const expected = wholes(values, text);
				const spans = merged(new WholeValues(values).addedTo([], text));
				found += spans.length;
				if (expected.isFirstLook) expect(spans).toEqual([]);
				// What is masked may lay bare a further one beside it.
				for (const { start, end } of expected.spans) {
					expect(spans.some((span) => span.start <= start && span.end >= end)).toBe(true);
				}
			},
		),
		{ numRuns: 3_000 },
	);
	expect(found).toBeGreaterThan(200);
});

it('a text that was masked has nothing more to be masked', () => {
	fc.assert(
		fc.property(repeating, ({ values, text }) => {
			const redactor = new Redactor({ values });
			const masked = redactor.text(text);
			expect(redactor.text(masked)).toBe(masked);
		}),
	);
});

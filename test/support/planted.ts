import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Received, Reply } from './scriptedKard';

/** A way of writing a text, in which somebody could still read it. */
export type Encoding = (text: string) => string;

const bytesOf = (text: string): string[] =>
	Array.from(Buffer.from(text), (byte) => byte.toString(16).padStart(2, '0'));
const unitOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');
const eachCharacter = (encode: Encoding) => (text: string) => Array.from(text, encode).join('');

const percent: Encoding = (text) =>
	bytesOf(text)
		.map((byte) => `%${byte}`)
		.join('');
const base64: Encoding = (text) => Buffer.from(text).toString('base64');

/** The ways of writing that are tried, by name. */
export const ENCODINGS: Readonly<Record<string, Encoding>> = {
	asItIs: (text) => text,
	json: (text) => JSON.stringify(text).slice(1, -1),
	jsonTwice: (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
	escapedSlashes: (text) => text.replaceAll('/', '\\/'),
	unicodeEscapes: eachCharacter((character) => `\\u${unitOf(character)}`),
	unicodeEscapesTwice: eachCharacter((character) => `\\\\u${unitOf(character).toUpperCase()}`),
	hexEscapes: eachCharacter((character) => `\\x${unitOf(character).slice(2)}`),
	url: encodeURIComponent,
	form: (text) => new URLSearchParams({ text }).toString().slice('text='.length),
	percent,
	percentUpperCase: (text) => percent(text).toUpperCase(),
	percentTwice: (text) => percent(text).replaceAll('%', '%25'),
	decimalEntities: eachCharacter((character) => `&#${String(character.codePointAt(0))};`),
	hexEntities: eachCharacter((character) => `&#x${unitOf(character)};`),
	entitiesTwice: eachCharacter((character) => `&amp;#x${unitOf(character)};`),
	hex: (text) => bytesOf(text).join(''),
	hexUpperCase: (text) => bytesOf(text).join('').toUpperCase(),
	base64,
	base64url: (text) => Buffer.from(text).toString('base64url'),
	base64InUrl: (text) => encodeURIComponent(base64(text)),
	basicPair: (text) => base64(`client-1:${text}`),
	basicPairUrl: (text) => Buffer.from(`id-of-client:${text}`).toString('base64url'),
	base64OfJson: (text) => base64(`{"client_secret":"${text}"}`),
	base64InText: (text) => `${base64(`x${text}`)}QUJD`,
};

/** What a host that manages the token keeps secret; the second token is the renewed one. */
export const HOST_SECRETS = {
	clientSecret: 'Kx7/pQ+client~secret=9',
	webhookKey: 'whk Zm9v+key/1234567==',
	firstToken: 'eyJhbGciOi.first-token_0001.aBcDeF',
	secondToken: 'eyJhbGciOi.second-token_0002.gHiJkL',
};

/** All of these, and whatever the request was signed in with. */
export function echo(encode: Encoding, { headers }: Received): string {
	return [...Object.values(HOST_SECRETS), String(headers.authorization)].map(encode).join(' , ');
}

/** A way of writing, or several of them character by character. */
export const anyEncoding: fc.Arbitrary<Encoding> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...Object.values(ENCODINGS)) },
	fc
		.infiniteStream(fc.constantFrom('asItIs', 'unicodeEscapes', 'percent', 'hexEntities', 'percentTwice'))
		.map((names): Encoding => {
			const chosen = [...names.take(64)];
			return (text) =>
				Array.from(text, (character, place) => ENCODINGS[chosen[place % 64] ?? '']?.(character) ?? '').join(
					'',
				);
		}),
);

/** Words that may stand around what is planted. They touch it with a sign that is no part of it. */
const anyWords = fc.constantFrom(
	'',
	'is not valid',
	'The value',
	'jean-luc',
	'é',
	'5 of 12',
	'<b>',
	'{"a":',
	'see https://kard.example/x?y=',
);
const anySeparator = fc.constantFrom(' ', ', ', ': ', ' = ', '"', "'", '/', '(', '\n', '<', '&');

/** Puts texts among words. */
export const anySentence: fc.Arbitrary<(planted: readonly string[]) => string> = fc
	.record({ words: fc.array(anyWords, { maxLength: 3 }), separator: anySeparator })
	.map(
		({ words, separator }) =>
			(planted) =>
				planted
					.flatMap((text, place) => [words[place] ?? '', text])
					.concat(words[planted.length] ?? '')
					.join(separator),
	);

/** Error bodies in which a text may be told, from Kard's own form to what stands in front of Kard. */
const BODIES: readonly ((text: string, id: string) => unknown)[] = [
	(text, id) => ({ errors: [{ status: '400', title: 'Bad Request', detail: text, id }] }),
	(text, id) => ({
		errors: [{ status: '400', title: text, id, source: { pointer: `/data/0/attributes/${text}` } }],
	}),
	(text, id) => ({ errors: [{ id, detail: null, meta: { got: [text, { [text]: text }] } }], data: [] }),
	(text) => ({ errors: [{ detail: text }, { detail: `again ${text}`, code: text }] }),
	(text) => ({ errors: { email: [text], [text]: 'is odd' } }),
	(text) => ({ errors: text }),
	(text) => ({ message: text }),
	(text) => ({ Message: text, requestId: text }),
	(text) => ({ error: text, error_description: text }),
	(text) => ({ error: { message: text, trace: [[[[text]]]] } }),
	(text) => ({ detail: text }),
	(text) => ({ [text]: text }),
	(text) => [text],
	(text) => text,
	(text) => `<html><body>${text}</body></html>`,
	(text) => `{"errors":[{"detail":"${text.replaceAll('"', "'")}"`,
	(text) => JSON.stringify(text),
	(text) => ({ errors: [{ detail: `${'x'.repeat(470)} ${text} ${'y'.repeat(3_000)}` }] }),
	(text) => ({ message: `${'x '.repeat(1_980)}${text}` }),
];

const STATUSES = [400, 400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 503, 302, 207, 200, 201];

/** An answer that tells a text, given the id of what was sent. */
type Telling = (text: string, id: string) => Reply;

/** Any answer that tells a text: in its body, in its headers, or in both. */
export const anyTelling: fc.Arbitrary<Telling> = fc
	.record({
		status: fc.constantFrom(...STATUSES),
		body: fc.constantFrom(...BODIES),
		type: fc.constantFrom(
			'application/json',
			'application/vnd.api+json',
			'text/plain',
			'text/html; charset=utf-8',
		),
		header: fc.constantFrom('X-Echo', 'WWW-Authenticate', 'Location', 'Set-Cookie', undefined),
	})
	.map(({ status, body, type, header }) => (text, id) => ({
		status,
		body: body(text, id),
		headers: {
			'Content-Type': type,
			...(header === undefined ? {} : { [header]: `Bearer ${text.replace(/[^\x20-\x7E]/g, ' ')}` }),
		},
	}));

/** Everything that a log, a debugger or a host could show of what a call gave. */
export function everythingOf(outcome: unknown): string {
	const seen = new Set<unknown>();
	const parts: string[] = [
		inspect(outcome, {
			showHidden: true,
			depth: Infinity,
			getters: true,
			maxStringLength: null,
			maxArrayLength: null,
		}),
	];
	const visit = (value: unknown): void => {
		if (typeof value === 'string' || typeof value === 'number') parts.push(String(value));
		if (typeof value !== 'object' || value === null || seen.has(value)) return;
		seen.add(value);
		for (const name of Object.getOwnPropertyNames(value)) {
			parts.push(name);
			visit(Reflect.get(value, name));
		}
	};
	visit(outcome);
	parts.push(String(JSON.stringify(outcome)));
	// Places in files are numbers that somebody's year of birth may look like.
	return parts.join('\n').replace(/^\s+at .*$/gm, '');
}

/** Where a text can be found in what was shown, with what stands around it, by the way it is written. */
export function leaksIn(shown: string, secret: string): string[] {
	return Object.entries(ENCODINGS).flatMap(([name, encode]) => {
		const place = shown.indexOf(encode(secret));
		return place < 0 ? [] : [`${name}: …${shown.slice(Math.max(0, place - 60), place + 120)}…`];
	});
}

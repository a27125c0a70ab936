import { gzipSync } from 'node:zlib';
import { SIGNATURE_HEADER } from '../../../shared';
import { upTo } from '../support/rows';
import { notification, signatureOf } from './deliveries';

/** A body as Kard would send it, and what signs it rightly. */
export interface Genuine {
	readonly body: string;
	readonly signature: string;
	readonly key: string;
	/** The right signature of anything else. */
	sign(body: string | Uint8Array): string;
}

/** What takes the place of the body and of the headers of a genuine delivery. */
export interface Forgery {
	readonly body?: string | Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A notification whose signature has both digits in it that base64 for the web writes otherwise. */
export function genuine(key: string): Genuine {
	const sign = (body: string | Uint8Array) => signatureOf(body, key);
	const bodyOf = (number: number) =>
		JSON.stringify(notification(`delivery-${String(number)}`, 'earnedRewardSettled', { name: 'Café' }));
	const body = upTo(100)
		.map(bodyOf)
		.find((one) => sign(one).includes('+') && sign(one).includes('/'));
	if (body === undefined) throw new Error('No signature has both digits.');
	return { body, signature: sign(body), key, sign };
}

const signedAs = (signature: string): Forgery => ({ headers: { [SIGNATURE_HEADER]: signature } });

/** What can be wrong with a signature. The body is the genuine one. */
export const wrongSignatures: Readonly<Record<string, (of: Genuine) => Forgery>> = {
	'of another key': ({ body }) => signedAs(signatureOf(body, 'not-the-key')),
	'of the key with a space behind it': ({ body, key }) => signedAs(signatureOf(body, `${key} `)),
	'of the empty key': ({ body }) => signedAs(signatureOf(body, '')),
	'of another body': ({ sign }) => signedAs(sign(JSON.stringify(notification('another')))),
	'with one digit changed': ({ signature }) =>
		signedAs(signature.replace(/^./, (digit) => (digit === 'A' ? 'B' : 'A'))),
	empty: () => signedAs(''),
	short: ({ signature }) => signedAs(signature.slice(0, 20)),
	'short by its padding': ({ signature }) => signedAs(signature.slice(0, -1)),
	long: ({ signature }) => signedAs(`${signature}A`),
	'very long': ({ signature }) => signedAs(signature.repeat(150)),
	'twice in one header': ({ signature }) => signedAs(`${signature}, ${signature}`),
	'with a letter of another alphabet': ({ signature }) => signedAs(`é${signature.slice(1)}`),
	'all of letters of another alphabet': () => signedAs('ÿ'.repeat(44)),
	'in base64 for the web': ({ signature }) => signedAs(signature.replace(/\+/g, '-').replace(/\//g, '_')),
	'in hexadecimal': ({ signature }) => signedAs(Buffer.from(signature, 'base64').toString('hex')),
	'in capitals': ({ signature }) => signedAs(signature.toUpperCase()),
	'with the name of its method in front': ({ signature }) => signedAs(`sha256=${signature}`),
	'in quotes': ({ signature }) => signedAs(`"${signature}"`),
};

const asText = (body: string): Forgery => ({ body, headers: { 'content-type': 'text/plain' } });
const inCharset = (body: string, encoding: 'utf16le' | 'latin1', charset: string): Forgery => ({
	body: Buffer.from(body, encoding),
	headers: { 'content-type': `application/json; charset=${charset}` },
});
const otherOrder = (body: string) =>
	body.replace(/^\{"data":\{("type":"[^"]*"),("id":"[^"]*")/, '{"data":{$2,$1');

/** What can be done to a body on the way. The signature is the genuine one, that of the body as it was. */
export const changedBodies: Readonly<Record<string, (of: Genuine) => Forgery>> = {
	'with another amount': ({ body }) => ({ body: body.replace('1999', '9999') }),
	'with a line break at its end': ({ body }) => ({ body: `${body}\n` }),
	'with spaces in it': ({ body }) => ({ body: JSON.stringify(JSON.parse(body), null, 1) }),
	'with its keys in another order': ({ body }) => ({ body: otherOrder(body) }),
	'with a letter written as an escape': ({ body }) => ({ body: body.replace('é', '\\u00e9') }),
	'with the mark of its encoding in front': ({ body }) => ({
		body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)]),
	}),
	'in UTF-16': ({ body }) => inCharset(body, 'utf16le', 'utf-16le'),
	'in Latin-1': ({ body }) => inCharset(body, 'latin1', 'latin1'),
	'cut off': ({ body }) => asText(body.slice(0, -1)),
	'left out': () => asText(''),
	'packed, with the signature of the packed bytes': ({ body, sign }) => ({
		body: gzipSync(body),
		headers: { 'content-encoding': 'gzip', [SIGNATURE_HEADER]: sign(gzipSync(body)) },
	}),
};

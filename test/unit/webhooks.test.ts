import crypto, { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { verifyWebhookSignature } from '../../shared';

const KEY = 'webhook-key-1';
const BODY = '{ "data": {"id": "n-1", "name": "Café ☕"},\n "amount": 1.0 }';

/** The signature as Kard's guide makes it. */
function sign(body: string | Uint8Array, key = KEY): string {
	return createHmac('sha256', key).update(body).digest('base64');
}

describe('the signature of a webhook', () => {
	it('is a known one', () => {
		// The HMAC-SHA256 of RFC 4231, test case 2, in base64.
		const signature = Buffer.from(
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
			'hex',
		).toString('base64');

		expect(verifyWebhookSignature('what do ya want for nothing?', signature, 'Jefe')).toBe(true);
	});

	it('is right for the body as it arrived, as text or as bytes', () => {
		expect(verifyWebhookSignature(BODY, sign(BODY), KEY)).toBe(true);
		expect(verifyWebhookSignature(Buffer.from(BODY), sign(BODY), KEY)).toBe(true);
		expect(verifyWebhookSignature(new TextEncoder().encode(BODY), sign(BODY), KEY)).toBe(true);
	});

	it('is right for bytes that are no text', () => {
		const bytes = new Uint8Array([0, 255, 254, 128, 10]);

		expect(verifyWebhookSignature(bytes, sign(bytes), KEY)).toBe(true);
	});

	it('is right for an empty body', () => {
		expect(verifyWebhookSignature('', sign(''), KEY)).toBe(true);
	});

	it.each([
		['wrong', sign(BODY, 'another key')],
		['missing', undefined],
		['empty', ''],
		['short', sign(BODY).slice(0, 20)],
		['without its padding', sign(BODY).slice(0, -1)],
		['long', `${sign(BODY)}=`],
		['of the same length, but not base64', '!'.repeat(44)],
		['not ASCII', `${'é'.repeat(43)}=`],
		['full of emoji', '☕️'.repeat(22)],
		['in hexadecimal', Buffer.from(sign(BODY), 'base64').toString('hex')],
		['in the alphabet of URLs', `-_${sign(BODY).slice(2)}`],
		['with another letter case', sign(BODY).toLowerCase()],
		['with white space around it', ` ${sign(BODY)}`],
		['with a line break behind it', `${sign(BODY)}\n`],
		['with a prefix', `sha256=${sign(BODY)}`],
		['of another body', sign(`${BODY} `)],
		['of the body written anew', sign(JSON.stringify(JSON.parse(BODY)))],
	])('that is %s is refused, without an exception', (_, signature) => {
		expect(verifyWebhookSignature(BODY, signature, KEY)).toBe(false);
	});

	it('written in another way for the same bytes is refused: Kard writes it in one way only', () => {
		const signature = sign(BODY);
		const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
		const last = digits.indexOf(signature.charAt(42));
		const other = `${signature.slice(0, 42)}${digits.charAt(last + 1)}=`;
		expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(signature, 'base64'));

		expect(verifyWebhookSignature(BODY, other, KEY)).toBe(false);
	});

	it.each<[string, string | Uint8Array]>([
		['cut off', BODY.slice(0, -1)],
		['empty', ''],
		['written anew', JSON.stringify(JSON.parse(BODY))],
		['with its keys in another order', '{ "amount": 1.0, "data": {"id": "n-1", "name": "Café ☕"} }'],
		['with other line breaks', BODY.replace('\n', '\r\n')],
		['with a line break behind it', `${BODY}\n`],
		['with escapes in place of its letters', BODY.replace('é', '\\u00e9')],
		['with its letters composed otherwise', BODY.normalize('NFD')],
		['with a byte order mark', `\uFEFF${BODY}`],
		['in UTF-16', Buffer.from(BODY, 'utf16le')],
		['in Latin-1', Buffer.from(BODY, 'latin1')],
	])('is not right for the body %s', (_, body) => {
		expect(verifyWebhookSignature(body, sign(BODY), KEY)).toBe(false);
		expect(verifyWebhookSignature(body, sign(body), KEY)).toBe(true);
	});

	it('is made with the key as it is, white space and all', () => {
		for (const key of [` ${KEY}`, `${KEY}\n`, KEY.toUpperCase()]) {
			expect(verifyWebhookSignature(BODY, sign(BODY), key)).toBe(false);
			expect(verifyWebhookSignature(BODY, sign(BODY, key), key)).toBe(true);
		}
	});

	it('is refused where the key is empty, even when it was made with the empty key', () => {
		expect(verifyWebhookSignature(BODY, sign(BODY, ''), '')).toBe(false);
	});

	it.each([[[sign(BODY)]], [44], [null], [{}]])(
		'that is no text at all (%j) is refused',
		(signature: unknown) => {
			expect(Reflect.apply(verifyWebhookSignature, undefined, [BODY, signature, KEY])).toBe(false);
		},
	);

	describe('is compared in the same time wherever it is wrong', () => {
		const right = sign(BODY);
		const wrongAt = (place: number) =>
			right.slice(0, place) + (right.charAt(place) === 'A' ? 'B' : 'A') + right.slice(place + 1);
		const compare = jest.spyOn(crypto, 'timingSafeEqual');

		beforeEach(() => compare.mockClear());
		afterAll(() => {
			compare.mockRestore();
		});

		it.each([
			['nowhere', right],
			['at its first digit', wrongAt(0)],
			['in the middle', wrongAt(21)],
			['at its last digit', wrongAt(42)],
			['everywhere', `${'A'.repeat(43)}=`],
		])('%s: once, all of it, and by nothing else', (_, signature) => {
			expect(verifyWebhookSignature(BODY, signature, KEY)).toBe(signature === right);

			expect(compare.mock.calls).toEqual([[Buffer.from(right), Buffer.from(signature)]]);
		});

		it('what cannot be a signature at all is not compared: its form is no secret', () => {
			expect(verifyWebhookSignature(BODY, right.slice(1), KEY)).toBe(false);

			expect(compare).not.toHaveBeenCalled();
		});
	});

	it('is right for its own body, and for no other', () => {
		fc.assert(
			fc.property(
				fc.uint8Array(),
				fc.uint8Array(),
				fc.string({ minLength: 1, unit: 'grapheme' }),
				(body, other, key) => {
					expect(verifyWebhookSignature(body, sign(body, key), key)).toBe(true);
					const isSame = Buffer.from(body).equals(Buffer.from(other));
					expect(verifyWebhookSignature(other, sign(body, key), key)).toBe(isSame);
				},
			),
		);
	});

	it('never brings the program down', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (signature, key) => {
				expect(verifyWebhookSignature(BODY, signature, key)).toBe(false);
			}),
		);
	});
});

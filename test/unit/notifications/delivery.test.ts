import { createHmac } from 'node:crypto';
import {
	judgeDelivery,
	notificationSamples,
	SIGNATURE_HEADER,
	type DeliveryRules,
	type Judgement,
} from '../../../shared';

const KEY = 'webhook-key-1';
const RULES: DeliveryRules = { webhookKey: KEY, verifySignature: true, events: ['clawback'] };
const BODY = JSON.stringify(notificationSamples.clawback);
const payload = notificationSamples.clawback;

function sign(body: string | Uint8Array, key = KEY): string {
	return createHmac('sha256', key).update(body).digest('base64');
}

/** Judges a body that is signed as Kard signs it, unless the headers say otherwise. */
function judge(
	rawBody: string | Uint8Array,
	rules: Partial<DeliveryRules> = {},
	headers: Readonly<Record<string, unknown>> = { [SIGNATURE_HEADER]: sign(rawBody) },
): Judgement {
	return judgeDelivery({ rawBody, headers }, { ...RULES, ...rules });
}

describe('a delivery that Kard signed', () => {
	it.each([
		['text', BODY],
		['bytes', Buffer.from(BODY)],
	])('is wanted where its event is, and comes with what it says: as %s', (_, body) => {
		expect(judge(body)).toEqual({ verdict: 'wanted', payload });
	});

	it('is unwanted where its event was not chosen', () => {
		expect(judge(BODY, { events: ['earnedRewardSettled'] })).toEqual({ verdict: 'unwanted', payload });
		expect(judge(BODY, { events: [] })).toEqual({ verdict: 'unwanted', payload });
	});

	it.each([
		['an event that Kard has added since', { data: { type: 'birthdayReward', id: 'n-1' } }],
		['an event named like what every object has', { data: { type: 'toString', id: 'n-1' } }],
		['an event that is named in another letter case', { data: { type: 'CLAWBACK' } }],
	])('is wanted with %s: nobody could have chosen it', (_, content) => {
		expect(judge(JSON.stringify(content), { events: [] })).toEqual({ verdict: 'wanted', payload: content });
	});

	it.each<[string, string | Uint8Array]>([
		['nothing', ''],
		['white space', ' \n'],
		['half a document', BODY.slice(0, -1)],
		['a list', `[${BODY}]`],
		['a text', '"clawback"'],
		['a number', '7'],
		['null', 'null'],
		['no notification of anything', '{"hello":1}'],
		['without an event', '{"data":{"id":"n-1"}}'],
		['with an event that is no text', '{"data":{"type":7}}'],
		['a list of notifications', `{"data":[${BODY}]}`],
		['a form', 'data=1'],
		['UTF-16', Buffer.from(BODY, 'utf16le')],
		['bytes that are no text', new Uint8Array([0, 255, 254, 128])],
	])('is unreadable where it is %s', (_, body) => {
		expect(judge(body)).toEqual({ verdict: 'unreadable' });
	});
});

describe('the signature of a delivery', () => {
	it.each(['notify-signature', 'Notify-Signature', 'NOTIFY-SIGNATURE'])('is found under %s', (name) => {
		expect(judge(BODY, {}, { host: 'example.com', [name]: sign(BODY) })).toMatchObject({ verdict: 'wanted' });
	});

	it.each<[string, Readonly<Record<string, unknown>>]>([
		['there is none', {}],
		['it is empty', { 'notify-signature': '' }],
		['it is undefined', { 'notify-signature': undefined }],
		['it stands under another name', { 'x-notify-signature': sign(BODY) }],
		['it was made with another key', { 'notify-signature': sign(BODY, 'another key') }],
		['it belongs to another body', { 'notify-signature': sign(`${BODY} `) }],
		['there is white space around it', { 'notify-signature': ` ${sign(BODY)} ` }],
		['there are two, as a list', { 'notify-signature': [sign(BODY), sign(BODY)] }],
		['there is one, but as a list', { 'notify-signature': [sign(BODY)] }],
		['there are two, joined to one', { 'notify-signature': `${sign(BODY)}, ${sign(BODY)}` }],
		[
			'there are two in different letter case, both of them right',
			{ 'notify-signature': sign(BODY), 'Notify-Signature': sign(BODY) },
		],
		[
			'there are two in different letter case, one of them wrong',
			{ 'Notify-Signature': sign(BODY, 'another key'), 'notify-signature': sign(BODY) },
		],
	])('is refused where %s', (_, headers) => {
		expect(judge(BODY, {}, headers)).toEqual({ verdict: 'forged' });
	});

	it('is looked at before anything is read: what is forged may be anything', () => {
		for (const body of ['', 'no JSON', BODY, '{"data":{"type":"earnedRewardSettled"}}']) {
			expect(judge(body, {}, {})).toEqual({ verdict: 'forged' });
		}
	});

	it('is refused where the key is empty, even when it was made with the empty key', () => {
		const headers = { [SIGNATURE_HEADER]: sign(BODY, '') };

		expect(judge(BODY, { webhookKey: '' }, headers)).toEqual({ verdict: 'forged' });
	});

	it.each(['', KEY])('is not asked for where it is not verified, with the key "%s"', (webhookKey) => {
		const rules = { webhookKey, verifySignature: false };

		expect(judge(BODY, rules, {})).toEqual({ verdict: 'wanted', payload });
		expect(judge(BODY, rules, { [SIGNATURE_HEADER]: 'wrong' })).toEqual({ verdict: 'wanted', payload });
		expect(judge('no JSON', rules, {})).toEqual({ verdict: 'unreadable' });
		expect(judge(BODY, { ...rules, events: [] }, {})).toEqual({ verdict: 'unwanted', payload });
	});
});

import { listeningN8n, type Listening } from '../support/listening';
import { shortWaits } from './shortWaits';

const n8n = listeningN8n();

shortWaits();

/** What a workflow says that cannot be activated. Nothing is subscribed then. */
async function refusalOf(how: Listening): Promise<unknown> {
	const refused: unknown = await n8n.listen(how).then(
		() => 'activated',
		(error: unknown) => error,
	);
	expect(n8n.subscriptions().filter(({ enabled }) => enabled)).toEqual([]);
	return refused;
}

describe('without a webhook key', () => {
	it.each([
		['kardApi', ''],
		['kardApi', '  '],
		['kardTokenApi', ''],
	] as const)('(%s, %j) activating is refused, and says how to go on', async (signIn, webhookKey) => {
		expect(await refusalOf({ signIn, credential: { webhookKey } })).toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(
				/^The credential has no Webhook Key, .* Fill in the Webhook Key that Kard gave you, or turn off Verify Signature in the options\.$/,
			) as unknown,
		});
	});

	it('activating is possible where signatures are not verified', async () => {
		const workflow = await n8n.listen({
			options: { verifySignature: false },
			credential: { webhookKey: '' },
		});

		expect(n8n.subscriptions()).toMatchObject([{ url: workflow.webhookUrl, enabled: true }]);
	});
});

it.each([
	['no event', [], /^No event is chosen\. Choose at least one\.$/],
	[
		'an event that Kard does not have',
		['earnedRewardSettled', 'rewardDoubled'],
		/^The event "rewardDoubled" cannot be subscribed to\. Kard refused the request \(400\)/,
	],
])('%s is refused', async (_, events, message) => {
	expect(await refusalOf({ events })).toMatchObject({ message: expect.stringMatching(message) as unknown });
});

it('an address in the open is refused where Kard is not on this machine', async () => {
	const refused = await refusalOf({
		publicBaseUrl: 'http://n8n.example.com',
		// This machine by a name that does not look like it, so that nothing leaves it.
		credential: { baseUrl: 'https://[::ffff:127.0.0.1]:1' },
	});

	expect(refused).toMatchObject({
		message: expect.stringMatching(
			/^Kard delivers over HTTPS only, and the address here is http:\/\/n8n\.example\.com\/webhook\/.* It needs a public address that begins with https:\/\//,
		) as unknown,
	});
	expect(n8n.sandbox.requests).toEqual([]);
});

it('wrong credentials are refused with what to check', async () => {
	expect(await refusalOf({ credential: { clientSecret: 'not-the-secret' } })).toMatchObject({
		message: expect.stringMatching(/did not accept the client ID and client secret \(401\)/) as unknown,
	});
});

it('a bearer token that is no longer good is refused with what to check', async () => {
	const refused = await refusalOf({ signIn: 'kardTokenApi', credential: { accessToken: 'no-token' } });

	expect(refused).toMatchObject({ message: expect.stringMatching(/\(401\).*token/i) as unknown });
});

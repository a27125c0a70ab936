import omit from 'lodash/omit';
import { fakeKard, token } from '../client/fakeKard';
import { echo, ENCODINGS, everythingOf, HOST_SECRETS, leaksIn } from '../client/planted';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { userLine } from './support/rows';

const n8n = kardInN8n();
const kard = fakeKard();

const { clientSecret, webhookKey, firstToken, secondToken } = HOST_SECRETS;
const SECRETS = Object.values(HOST_SECRETS);

async function run(workflow: string, onError: Changes['onError']): Promise<KardRun> {
	const credential = { baseUrl: kard.baseUrl, clientSecret, webhookKey };
	const parameters = { options: { maxRetries: 0 } };
	return await n8n.run(workflow, [userLine(1)], { credential, parameters, ...(onError && { onError }) });
}

/** All that n8n keeps of a run, without the sheet, and the error that stopped it. */
function keptOf({ result }: KardRun): string {
	const { runData, error } = result.run.data.resultData;
	return [JSON.stringify(result.run.data), everythingOf({ runData: omit(runData, 'Sheet'), error })].join(
		'\n',
	);
}

describe.each(Object.entries(ENCODINGS))('an answer that repeats the secrets, written as %s', (_, encode) => {
	it.each<[string, string, Changes['onError']]>([
		['get-users', 'a read that stops the run', 'stopWorkflow'],
		['get-users', 'a read of which the run goes on', 'continueRegularOutput'],
		['create-users', 'a bulk write that stops the run', 'stopWorkflow'],
		['create-users', 'a bulk write with an error output', 'continueErrorOutput'],
	])(
		'with a token that n8n renewed on the way, %s, %s: n8n keeps none of them',
		async (workflow, _words, onError) => {
			kard.answerToken(token(firstToken), token(secondToken));
			kard.answer((request) => {
				if (request.headers.authorization === `Bearer ${firstToken}`) return { status: 401 };
				const told = echo(encode, request);
				return {
					status: 400,
					headers: { 'X-Echo': told.replace(/[^\x20-\x7E]/g, ' ') },
					body: {
						errors: [{ status: '400', title: told, detail: `No: ${told}`, id: 'user-1', [told]: told }],
					},
				};
			});

			const kept = keptOf(await run(workflow, onError));

			expect(kard.tokenRequests).toHaveLength(2);
			expect(kept).toContain('No: ');
			expect(SECRETS.flatMap((secret) => leaksIn(kept, secret))).toEqual([]);
		},
	);

	it('in what a read gives: the item holds none of them', async () => {
		kard.answerToken(token(firstToken));
		kard.answer((request) => ({
			body: { data: { type: 'user', id: 'user-1', attributes: { note: echo(encode, request) } } },
		}));

		const done = await run('get-users', 'stopWorkflow');

		expect(done.json).toMatchObject([{ note: expect.stringContaining('•••') as string }]);
		const kept = keptOf(done);
		expect([clientSecret, webhookKey, firstToken].flatMap((secret) => leaksIn(kept, secret))).toEqual([]);
	});

	it('to the request for a token: n8n keeps none of them', async () => {
		kard.answerToken((request) => ({
			status: 401,
			headers: { 'X-Echo': echo(encode, request).replace(/[^\x20-\x7E]/g, ' ') },
			body: { error: 'invalid_client', error_description: `${echo(encode, request)} ${request.body}` },
		}));

		const kept = keptOf(await run('get-users', 'stopWorkflow'));

		expect(kept).toContain('did not accept the client ID');
		expect([clientSecret, webhookKey].flatMap((secret) => leaksIn(kept, secret))).toEqual([]);
		expect(kept).not.toContain(Buffer.from(`${n8n.sandbox.clientId}:${clientSecret}`).toString('base64'));
	});
});

/**
 * What the test of a credential says in a real n8n, with the packed package installed, against the sandbox:
 * `npx tsx test/hosts/run-credentials.ts <path of an n8n command> [--stay]`. It sends what the editor sends when
 * somebody saves a credential and tests it, prints each answer, and fails where one is not as it should be. With
 * `--stay` n8n goes on running afterwards, with the credentials in it, until it is interrupted.
 */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { z } from 'zod/v4';
import { credentialFor } from '../../examples/demo/runExample';
import { say } from '../../examples/demo/print';
import { startSandbox, type Sandbox } from '../../sandbox';
import { close, listen } from '../support/server';
import { inRealN8n } from './inRealN8n';
import type { N8nServer } from './n8nServer';
import { check } from './triggerStage';

type Data = Readonly<Record<string, unknown>>;

const answer = z.looseObject({ status: z.string(), message: z.string() });
const saved = z.looseObject({ data: z.record(z.string(), z.unknown()) });

/** What nobody may read: names of errors, codes of programs, and the secrets of the sandbox. */
const NEVER_SHOWN = /KARD_|\bE[A-Z]{5,}\b|Error:|not-real|sandbox-token-/;

/** A credential with one mistake in it, and what its test should say. */
interface Case {
	readonly title: string;
	readonly changes: Data;
	readonly says: RegExp;
}

function casesFor({ clientSecret }: Sandbox, page: string, moved: string): readonly Case[] {
	return [
		{ title: 'everything right', changes: {}, says: /^/ },
		{ title: 'no organization ID', changes: { organizationId: '' }, says: /^/ },
		{
			title: 'wrong secret',
			changes: { clientSecret: `${clientSecret}x` },
			says: /did not accept the Client Secret/,
		},
		{
			title: 'wrong environment',
			changes: { clientId: 'production-client' },
			says: /does not know this Client ID.*environment/,
		},
		{ title: 'wrong address, a web page', changes: { baseUrl: page }, says: /^There is no Kard API at / },
		{ title: 'wrong address, a redirection', changes: { baseUrl: moved }, says: /redirection/ },
		{
			title: 'unreachable host, nothing listens',
			changes: { baseUrl: 'http://127.0.0.1:9' },
			says: /nothing answers at 127\.0\.0\.1:9/,
		},
		{
			title: 'unreachable host, no such name',
			changes: { baseUrl: 'https://kard.invalid' },
			says: /the host kard\.invalid was not found/,
		},
		{
			title: 'wrong organization',
			changes: { organizationId: 'organization-1' },
			says: /Organization ID is not the one of these credentials.*"sandbox-organization"/,
		},
		{ title: 'no environment', changes: { environment: '' }, says: /^No Environment is chosen/ },
	];
}

/** The same mistakes of somebody who has a token. */
function tokenCases(cases: readonly Case[]): readonly Case[] {
	const own = cases.filter(({ changes }) => !('clientSecret' in changes || 'clientId' in changes));
	const changes = { accessToken: 'expired-token' };
	return [...own, { title: 'wrong token', changes, says: /did not accept the Access Token/ }];
}

/** Saves a credential, changes it as somebody does in the editor, and tests it. */
async function answerOf(server: N8nServer, type: string, before: Data, { title, changes }: Case) {
	const name = `${type}, ${title}`;
	const id = await server.addCredential({ name, type, data: before });
	// The editor gets the secrets blanked, and sends them back so.
	const { data } = saved.parse(await server.send('GET', `/credentials/${id}?includeData=true`));
	const changed = { ...data, ...changes };
	await server.send('PATCH', `/credentials/${id}`, { name, type, data: changed });
	const credentials = { id, name, type, data: changed };
	return answer.parse(await server.send('POST', '/credentials/test', { credentials }));
}

async function tryAll(server: N8nServer, type: string, before: Data, cases: readonly Case[]) {
	say(`${type}:`);
	for (const one of cases) {
		const { status, message } = await answerOf(server, type, before, one);
		say(`        ${status}: ${message}`);
		const isGood = (status === 'OK') === (one.says.source === '^') && one.says.test(message);
		check(one.title, isGood && !NEVER_SHOWN.test(message));
	}
}

async function tokenOf({ baseUrl, clientId, clientSecret }: Sandbox): Promise<string> {
	const body = JSON.stringify({ client_id: clientId, client_secret: clientSecret });
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(`${baseUrl}/v2/auth/token`, { method: 'POST', headers, body });
	return z.looseObject({ access_token: z.string() }).parse(await response.json()).access_token;
}

const webPage: RequestListener = (_, response) => {
	response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not found</body></html>');
};
const redirection: RequestListener = (_, response) => {
	response.writeHead(301, { location: 'https://example.com/' }).end();
};

inRealN8n(async (n8n) => {
	const sandbox = await startSandbox();
	const pages = [createServer(webPage), createServer(redirection)];
	const [page = '', moved = ''] = await Promise.all(pages.map(listen));
	const server = await n8n.serve();
	try {
		say(`n8n ${await n8n.version()} on ${server.url}, sandbox on ${sandbox.baseUrl}`);
		await server.setUpOwner();
		// As n8n keeps it after a run: with a token that Kard still takes.
		const data = { ...credentialFor(sandbox), accessToken: await tokenOf(sandbox) };
		const cases = casesFor(sandbox, page, moved);
		await tryAll(server, 'kardApi', data, cases);
		await tryAll(server, 'kardTokenApi', data, tokenCases(cases));
		if (process.argv.includes('--stay')) await once(process, 'SIGINT');
	} finally {
		await server.stop();
		await Promise.all([sandbox.close(), ...pages.map(close)]);
	}
});

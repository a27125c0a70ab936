/** What is measured, as a script that is run in a fresh process: see `Task`. */
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import axios from 'axios';
import chunk from 'lodash/chunk';
import type { z } from 'zod/v4';
import { axiosTransport } from '../../../shared/axios';
import { KardClient, transactionOperations, userOperations, type Transport } from '../../../shared/host';
import { connect } from '../floor/connect';
import { answerTask } from '../process/answerTask';
import { memoryInUse } from '../process/memoryInUse';
import { ORGANIZATION, sheetOf, type Sheet } from './sheet';
import { task, type memoryAnswer, type sendingAnswer, type Task, type time } from './task';

type Sending = Extract<Task, { measure: 'sending' }>;
type Sides = Sending['side'];
type Limit = 'JSON' | 'SHA-256' | 'zod';

async function timed(act: () => Promise<void> | void): Promise<z.infer<typeof time>> {
	const [cpuBefore, wallBefore] = [process.cpuUsage(), performance.now()];
	await act();
	const wallMs = performance.now() - wallBefore;
	const { user, system } = process.cpuUsage(cpuBefore);
	return { cpuMs: (user + system) / 1_000, wallMs };
}

function clientOf({ baseUrl, clientId, clientSecret }: Sending['connection'], wrap = (it: Transport) => it) {
	const transport = wrap(axiosTransport(axios.create({ httpAgent: new Agent({ keepAlive: true }) })));
	return new KardClient({
		organizationId: ORGANIZATION,
		auth: { clientId, clientSecret },
		baseUrl,
		transport,
	});
}

/** Sends a sheet, and gives how many of its rows were not taken. */
type Send = (sheet: Sheet) => Promise<number>;

const senders: Readonly<Record<Sides, (of: Sending) => Promise<Send>>> = {
	ours: ({ connection }) => {
		const client = clientOf(connection);
		return Promise.resolve(async (sheet) => (await sheet.ours(client)).failed.length);
	},
	floor: async ({ connection, firstAlone }) => {
		const http = await connect(connection);
		return async (sheet) => (await sheet.floor(http, firstAlone)).size;
	},
};

async function measureSending(of: Sending): Promise<z.infer<typeof sendingAnswer>> {
	const send = await senders[of.side](of);
	if (of.warmUp > 0) await send(sheetOf(of.sheet, of.warmUp));
	const sheet = sheetOf(of.sheet, of.rows);
	let failed = 0;
	const taken = await timed(async () => {
		failed = await send(sheet);
	});
	return { ...taken, failed };
}

/** How many times on its way the memory is looked at. */
const LOOKS = 10;

async function measureMemory(
	of: Extract<Task, { measure: 'memory' }>,
): Promise<z.infer<typeof memoryAnswer>> {
	await sheetOf(of.sheet, 100).ours(clientOf(of.connection));
	const sheet = sheetOf(of.sheet, of.rows);
	const every = Math.max(1, Math.floor(of.rows / sheet.size / LOOKS));
	let [requests, most] = [0, 0];
	const looking = (send: Transport): Transport => {
		return async (request) => {
			const response = await send(request);
			requests += 1;
			if (requests % every === 0) most = Math.max(most, memoryInUse());
			return response;
		};
	};
	const client = clientOf(of.connection, looking);
	const before = memoryInUse();
	const result = await sheet.ours(client);
	const after = memoryInUse();
	// Used after the measurement, so that neither is collected before.
	if (result.succeeded.length !== sheet.resources().length) throw new Error('Not every row was taken.');
	return { result: after - before, most: Math.max(most, after) - before };
}

/** What cannot be left out, whoever does it, ready to be done. */
function limitOf(limit: Limit, sheet: Sheet): () => void {
	const resources = sheet.resources();
	const [{ type = '' } = {}] = resources;
	if (limit === 'JSON') {
		const bodies = chunk(resources, sheet.size).map((data) => ({ data }));
		return () => bodies.map((body) => JSON.stringify(body).length);
	}
	if (limit === 'SHA-256') {
		const texts = resources.map(({ id }) => `${id}, of which the hash is made`);
		return () => texts.map((text) => createHash('sha256').update(text).digest('hex'));
	}
	const schema =
		type === 'user' ? userOperations.create.rows.user : transactionOperations.submit.rows.transaction;
	const rows = resources.map(({ id, attributes }) => ({ id, ...attributes }));
	return () => {
		if (!rows.every((row) => schema.safeParse(row).success)) throw new Error('The schema refuses a row.');
	};
}

void answerTask(task, async (of) => {
	if (of.measure === 'sending') return await measureSending(of);
	if (of.measure === 'memory') return await measureMemory(of);
	limitOf(of.measure, sheetOf(of.sheet, 100))();
	return await timed(limitOf(of.measure, sheetOf(of.sheet, of.rows)));
});

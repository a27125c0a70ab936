/** A create as a good engineer writes it by hand: full batches with `z.request`, several at once. */
import chunk from 'lodash/chunk';
import pLimit from 'p-limit';
import { defineApp, version as platformVersion, type Bundle, type ZObject } from 'zapier-platform-core';
import { z as schema } from 'zod/v4';
import { USUAL_CONCURRENCY } from '../../../shared/settings/operationSettings';
import { transactionResource } from '../floor/typedRows';
import type { TransactionLine } from './lines';

/** What one request takes at most. */
const BATCH_SIZE = 500;

const answer = schema.object({
	errors: schema.array(schema.object({ id: schema.string(), detail: schema.string() })).optional(),
});

function resourceOf(line: TransactionLine) {
	const { merchantName, merchantAddrCity, merchantAddrState, merchantAddrZipcode, ...row } = line;
	const merchant = {
		name: merchantName,
		addrCity: merchantAddrCity,
		addrState: merchantAddrState,
		addrZipcode: merchantAddrZipcode,
	};
	return transactionResource({ ...row, merchant });
}

async function sendBatch(z: ZObject, { url, token }: Bundle['authData'], lines: readonly TransactionLine[]) {
	const data = lines.map(resourceOf);
	const response = await z.request({
		method: 'POST',
		url: String(url),
		headers: { Authorization: `Bearer ${String(token)}`, 'Content-Type': 'application/json' },
		body: JSON.stringify({ data }),
	});
	const refused = new Map(answer.parse(response.data).errors?.map(({ id, detail }) => [id, detail]));
	return data.map(({ id }) => ({ id, error: refused.get(id) ?? '' }));
}

const lineItems = schema.custom<TransactionLine[]>((given) => Array.isArray(given));

/** Sends all line items, and says of each what became of it. */
export async function submitTransactions(z: ZObject, { authData, inputData }: Bundle) {
	const limit = pLimit(USUAL_CONCURRENCY);
	const batches = chunk(lineItems.parse(inputData.transactions), BATCH_SIZE);
	const sent = await Promise.all(batches.map((lines) => limit(() => sendBatch(z, authData, lines))));
	const results = sent.flat().map(({ id, error }, index) => ({
		row: index + 1,
		id,
		status: error === '' ? 'submitted' : 'failed',
		error,
	}));
	const failed = results.filter(({ status }) => status === 'failed').length;
	return { id: 'results', accepted: results.length - failed, failed, results };
}

/** The app of somebody who needs this one action. */
export const handWrittenApp = defineApp({
	version: '1.0.0',
	platformVersion,
	// As it is in ours: what is compared is how rows are read and sent.
	flags: { cleanInputData: false },
	creates: {
		submit_transactions: {
			key: 'submit_transactions',
			noun: 'Transaction',
			display: { label: 'Submit Transactions', description: 'Submits card transactions.' },
			operation: { perform: submitTransactions },
		},
	},
});

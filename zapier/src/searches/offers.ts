import uniqBy from 'lodash/uniqBy';
import type { PlainInputField } from 'zapier-platform-core';
import { offerOperations, simplifyResource, type Column, type KardClient } from '../../../shared/index';
import { idFields, idsOf } from '../fields/ids';
import { inputField, valuesOf } from '../fields/inputField';
import { resourceOutput } from '../fields/outputFields';
import { queryColumns } from './queryColumns';

const operation = offerOperations.getMany;

/** What one offer is to Zapier. */
export const offerOutput = resourceOutput(operation.item);

/** An offer laid flat, with every field. */
export type Offer = ReturnType<typeof offerOutput.complete>;

/** An offer as it could be. */
export const offerSample = offerOutput.complete(simplifyResource(operation.sample));

function isFilter({ path: [name] }: Column): boolean {
	return name?.startsWith('filter[') ?? false;
}

const columns = queryColumns(operation);

/** The fields that say whose offers are wanted and which of them. */
export const offerFilterFields: PlainInputField[] = [
	...idFields(operation),
	...columns.filter(isFilter).map((column) => inputField(column)),
];

/** The fields that say whose offers are wanted, which of them, in which order, and what comes with them. */
export const offerFields: PlainInputField[] = [
	...offerFilterFields,
	...columns.filter((column) => !isFilter(column)).map((column) => inputField(column)),
];

/** Which part of a list is wanted. */
export interface Range {
	/** How many offers to leave out at the beginning. */
	readonly skip?: number;
	/** How many offers to take; all of them when it is missing. */
	readonly limit?: number;
}

/** Lists offers as the person asked for them. */
export async function listOffers(
	client: KardClient,
	inputs: Readonly<Record<string, unknown>>,
	{ skip = 0, limit = Infinity }: Range = {},
): Promise<Offer[]> {
	const pageSize = Math.min(skip + limit, operation.pageSize);
	const query = { ...valuesOf(columns, inputs), pageSize };
	const found: Offer[] = [];
	for await (const page of client.list(operation, idsOf(operation, inputs), query).pages()) {
		found.push(...page.data.map((offer) => offerOutput.complete(simplifyResource(offer, page.included))));
		if (found.length >= skip + limit) break;
	}
	// A list that changes while it is read may name an offer twice, and Zapier takes no two results with one id.
	return uniqBy(found, 'id').slice(skip, skip + limit);
}

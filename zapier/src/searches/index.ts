import omit from 'lodash/omit';
import type { Search } from 'zapier-platform-core';
import {
	KardNotFoundError,
	operations,
	type AnyOperation,
	type SingleOperation,
	type Step,
} from '../../../shared/host';
import { idFields, idsOf } from '../fields/ids';
import { resourceOutput } from '../fields/outputFields';
import { actionFor, type Action } from '../host/action';
import { inStep, type StepLimits } from '../host/step';
import { ofOne } from '../host/throttle';
import { wordsOfOne } from '../words';
import { findAll, findFirst } from './listSearches';

/** A search for one thing by its id; nothing where there is none. */
function findById(operation: SingleOperation, step: Step, limits: StepLimits): Search {
	const output = resourceOutput(operation.answer, operation.attributes);
	return {
		...wordsOfOne(operation, step),
		operation: {
			// The search that finds a thing by its ID is no help to fill in that ID.
			inputFields: idFields(operation).map((field) => omit(field, 'search')),
			throttle: ofOne.throttle,
			perform: inStep(limits, async ({ client }, { inputData }) => {
				try {
					const found = await client.single(operation, { ids: idsOf(operation, inputData) }, ofOne.options);
					return [output.of(found)];
				} catch (error) {
					if (error instanceof KardNotFoundError) return [];
					throw error;
				}
			}),
			outputFields: output.fields,
			sample: output.of(operation.sample),
		},
	};
}

/** The actions that look up what an operation reads; none where the catalogue says so, or where it writes. */
function searchesOf(operation: AnyOperation): Action<Search>[] {
	const { steps } = operation;
	if ('none' in steps || operation.method !== 'GET') return [];
	const { one, many } = steps;
	if (operation.kind === 'single') {
		return one ? [actionFor(one, (limits) => findById(operation, one, limits))] : [];
	}
	if (operation.kind !== 'list') return [];
	return [
		...(one ? [actionFor(one, (limits) => findFirst(operation, one, limits))] : []),
		...(many ? [actionFor(many, (limits) => findAll(operation, many, limits))] : []),
	];
}

/** Every action that looks something up. */
export const searches: readonly Action<Search>[] = operations.flatMap(searchesOf);

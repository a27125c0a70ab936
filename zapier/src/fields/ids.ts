import type { PlainInputField } from 'zapier-platform-core';
import type { z } from 'zod/v4';
import { columnsOf, type Ids } from '../../../shared/index';
import { inputField, textOf } from './inputField';

/** An operation whose path may name something. */
interface Located {
	readonly ids?: z.ZodObject;
}

/** The fields of the ids that stand in the path of an operation. */
export function idFields({ ids }: Located): PlainInputField[] {
	return ids ? columnsOf(ids).map((column) => inputField(column)) : [];
}

/** The ids that stand in the path of an operation, as the person gave them. */
export function idsOf({ ids }: Located, inputs: Readonly<Record<string, unknown>>): Ids {
	return Object.fromEntries((ids ? columnsOf(ids) : []).map(({ key }) => [key, textOf(inputs[key])]));
}

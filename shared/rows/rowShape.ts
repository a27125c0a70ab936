import { z } from 'zod/v4';
import type { Column } from '../fields/columns';
import { fieldOf } from '../fields/kind';
import type { Cells } from './cells';

/** What is beside the attributes of a resource. */
const FRAME: ReadonlySet<string> = new Set(['type', 'id']);

/** A part of a row: a field, by the place of its column, something that is always the same, or an object of parts. */
type Part =
	| { readonly is: 'field'; readonly name: string; readonly place: number; readonly required: boolean }
	| { readonly is: 'constant'; readonly name: string; readonly value: unknown }
	| { readonly is: 'object'; readonly name: string; readonly required: boolean; readonly inside: Shape };

/**
 * What the attributes of a row consist of, or an object in them: its parts, and the places of the columns in it, from the
 * first up to, but not including, the end.
 */
interface Shape {
	readonly parts: readonly Part[];
	readonly first: number;
	readonly end: number;
}

/** What rows of a schema consist of; undefined where there is anything in it that only the schema itself understands. */
export function shapeOf(
	schema: z.ZodObject,
	path: readonly string[],
	columns: readonly Column[],
): Shape | undefined {
	const places = columns.flatMap((column, place) =>
		path.every((name, depth) => column.path[depth] === name) ? [place] : [],
	);
	const parts: Part[] = [];
	for (const [name, inner] of Object.entries<z.core.$ZodType>(schema.shape)) {
		if (path.length === 0 && FRAME.has(name)) continue;
		const part = partOf(name, inner, [...path, name], columns);
		if (part === undefined) return undefined;
		parts.push(part);
	}
	return { parts, first: places[0] ?? 0, end: (places.at(-1) ?? -1) + 1 };
}

function partOf(
	name: string,
	schema: z.core.$ZodType,
	path: readonly string[],
	columns: readonly Column[],
): Part | undefined {
	const place = columns.findIndex((column) => column.path.join('.') === path.join('.'));
	if (schema instanceof z.ZodDefault) {
		const usual = { name, value: schema.def.defaultValue };
		if (schema.unwrap() instanceof z.ZodLiteral) return { is: 'constant', ...usual };
		// Inside another object, the value would only hold where that object is there.
		return place < 0 || path.length > 1 ? undefined : { is: 'field', name, place, required: true };
	}
	const required = !(schema instanceof z.ZodOptional);
	const bare = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
	if (bare instanceof z.ZodObject && (bare.def.checks ?? []).length === 0) {
		const inside = shapeOf(bare, path, columns);
		return inside && { is: 'object', name, required, inside };
	}
	const isField = place >= 0 && !(bare instanceof z.ZodPipe) && fieldOf(bare) !== undefined;
	return isField ? { is: 'field', name, place, required } : undefined;
}

function isFilled({ first, end }: Shape, values: readonly unknown[]): boolean {
	for (let place = first; place < end; place += 1) if (values[place] !== undefined) return true;
	return false;
}

/** Puts what was read where it is sent; undefined where something is missing. */
export function assemble({ parts }: Shape, values: readonly unknown[]): Cells | undefined {
	const made: Record<string, unknown> = {};
	for (const part of parts) {
		if (part.is === 'constant') {
			made[part.name] = part.value;
			continue;
		}
		const isLeftOut = part.is === 'object' && !isFilled(part.inside, values);
		const value =
			part.is === 'field' ? values[part.place] : isLeftOut ? undefined : assemble(part.inside, values);
		if (value !== undefined) made[part.name] = value;
		else if (part.required || (part.is === 'object' && !isLeftOut)) return undefined;
	}
	return made;
}

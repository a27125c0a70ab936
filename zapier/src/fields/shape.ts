import mapValues from 'lodash/mapValues';
import { z } from 'zod/v4';

/** What a schema says of a value that is handed over, as far as Zapier wants to know it. */
export interface Shape {
	readonly title?: string | undefined;
	/** For a single value: its type. */
	readonly type?: 'string' | 'integer' | 'number' | 'boolean' | undefined;
	/** For an object: what is in it. */
	readonly properties?: Readonly<Record<string, Shape>> | undefined;
	/** For a list: what each of its items is. */
	readonly items?: Shape | undefined;
}

function bareShape(schema: z.core.$ZodType): Shape {
	const wrappers = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodCatch];
	for (const Wrapper of wrappers) if (schema instanceof Wrapper) return shapeOf(schema.unwrap());
	if (schema instanceof z.ZodObject) return { properties: propertiesOf(schema) };
	if (schema instanceof z.ZodArray) return { items: shapeOf(schema.element) };
	if (schema instanceof z.ZodNumber) return { type: schema.format?.includes('int') ? 'integer' : 'number' };
	return { type: schema instanceof z.ZodBoolean ? 'boolean' : 'string' };
}

/** The shape of what a schema describes; what is neither object, list, number nor yes or no is a text. */
function shapeOf(schema: z.core.$ZodType): Shape {
	const { title } = z.globalRegistry.get(schema) ?? {};
	const shape = bareShape(schema);
	return title === undefined ? shape : { ...shape, title };
}

/** The shapes of what is in an object; of nothing in what is no object. */
export function propertiesOf(schema: z.core.$ZodType): Readonly<Record<string, Shape>> {
	if (!(schema instanceof z.ZodObject)) return {};
	const inside: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
	return mapValues(inside, shapeOf);
}

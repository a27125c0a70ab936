import { z } from 'zod/v4';

/** One error of an answer. Kard names the resource by `id`, a field by `source`. */
const errorObject = z.looseObject({
	status: z.union([z.string(), z.number().transform(String)]).optional(),
	title: z.string().optional(),
	detail: z.string().optional(),
	id: z.string().optional(),
	source: z
		.looseObject({
			pointer: z.string().optional(),
			parameter: z.string().optional(),
			header: z.string().optional(),
		})
		.optional(),
});

/** One error of an answer. */
export type ErrorObject = z.infer<typeof errorObject>;

const errorDocument = z.looseObject({ errors: z.array(errorObject).min(1) });

/** The errors an answer lists; undefined when it is not an error document. */
export function errorsIn(body: unknown): ErrorObject[] | undefined {
	const parsed = errorDocument.safeParse(body);
	return parsed.success ? parsed.data.errors : undefined;
}

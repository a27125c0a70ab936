import { isFields, type Fields } from '../json';

/** The place in a request that an error is about. */
interface ErrorSource {
	/** The path of a field in the body: `/data/0/attributes/amount`. */
	readonly pointer?: string | undefined;
	/** The name of a query parameter. */
	readonly parameter?: string | undefined;
	/** The name of a header. */
	readonly header?: string | undefined;
}

/** One error of an answer. Kard names the resource by `id`, a field by `source`. What else it holds is passed on. */
export interface ErrorObject {
	/** The status in digits: `409`. */
	readonly status?: string | undefined;
	readonly title?: string | undefined;
	readonly detail?: string | undefined;
	readonly id?: string | undefined;
	readonly source?: ErrorSource | undefined;
	readonly [further: string]: unknown;
}

/** Which parts of an error say in words what happened, the most telling first; gateways have `Message`. */
const WORDS = ['detail', 'message', 'Message', 'error_description', 'error', 'title'] as const;

/** The words in a value of any form; a number is read as its digits. */
function textIn(value: unknown, depth = 0): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	// What is written deeper than this is no reason but a document.
	if (depth > 2) return undefined;
	if (Array.isArray(value)) {
		const texts = value.map((one: unknown) => textIn(one, depth + 1)).filter((text) => text !== undefined);
		return texts.length === 0 ? undefined : texts.join('; ');
	}
	if (!isFields(value)) return undefined;
	return WORDS.map((name) => textIn(value[name], depth + 1)).find((text) => text !== undefined);
}

function statusIn(error: Fields): string | undefined {
	const written = textIn(error.status) ?? textIn(error.statusCode);
	return /^\s*([1-5]\d\d)\b/.exec(written ?? '')?.[1] ?? written;
}

function sourceIn(source: unknown): ErrorSource | undefined {
	if (typeof source === 'string') return source.startsWith('/') ? { pointer: source } : undefined;
	if (!isFields(source)) return undefined;
	const [pointer, parameter, header] = [source.pointer, source.parameter, source.header].map((place) =>
		typeof place === 'string' && place !== '' ? place : undefined,
	);
	return pointer === undefined && parameter === undefined && header === undefined
		? undefined
		: { pointer, parameter, header };
}

/** The parts that have a value: `null` says no more than a part that is missing. */
function present(fields: Fields): Fields {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
	);
}

/** Whether a part is missing, or a text that says something. */
function isTextOrMissing(part: unknown): boolean {
	return part === undefined || (typeof part === 'string' && part.trim() !== '');
}

/** Whether an error is written just as Kard's documents have it, so that nothing in it has to be read otherwise. */
function isAsDocumented(error: Fields): error is ErrorObject {
	const { status, title, detail, id, source } = error;
	const isStatus = status === undefined ? error.statusCode === undefined : isStatusText(status);
	const says = typeof detail === 'string' || typeof title === 'string';
	if (!isStatus || !says || ![title, detail, id].every(isTextOrMissing)) return false;
	if (source !== undefined && !(isFields(source) && isOnlyPointer(source))) return false;
	return Object.values(error).every((value) => value !== undefined && value !== null);
}

function isStatusText(status: unknown): boolean {
	return typeof status === 'string' && /^[1-5]\d\d$/.test(status);
}

function isOnlyPointer(source: Fields): boolean {
	return isTextOrMissing(source.pointer) && Object.keys(source).join() === 'pointer';
}

/** Reads one error, whatever its form. What cannot be read of it is left out; that it is there stays known. */
function readError(error: unknown): ErrorObject {
	if (!isFields(error)) return present({ detail: textIn(error) });
	if (isAsDocumented(error)) return error;
	const { title, detail, id, source } = error;
	return present({
		...error,
		status: statusIn(error),
		title: textIn(title),
		detail: textIn(detail) ?? (textIn(title) === undefined ? textIn(error) : undefined),
		id: typeof id === 'object' ? undefined : textIn(id),
		source: sourceIn(source),
	});
}

/** What tells one error from a list of them under the names of fields: `{"email": ["is taken"]}`. */
const OWN_PARTS = ['status', 'statusCode', 'code', 'id', 'source', 'detail', 'message', 'title'];

function readErrors(errors: unknown): readonly ErrorObject[] {
	if (Array.isArray(errors)) return errors.map(readError);
	if (!isFields(errors)) return errors ? [readError(errors)] : [];
	if (OWN_PARTS.some((name) => name in errors)) return [readError(errors)];
	return Object.entries(errors).map(([name, about]) => {
		const words = textIn(about);
		return words === undefined ? { detail: name } : { detail: `${name}: ${words}` };
	});
}

/**
 * The errors an answer lists; undefined when it lists none. Each is read by itself and as far as it can be read, so
 * that an odd one takes no other away. `errors` may also be a single error, a text, or an object of errors.
 */
export function errorsIn(body: unknown): readonly ErrorObject[] | undefined {
	const errors = isFields(body) ? readErrors(body.errors) : [];
	return errors.length === 0 ? undefined : errors;
}

/** Whether the errors are written as Kard writes them. With a status of success, all else is no refusal. */
export function isErrorList(body: unknown): boolean {
	return isFields(body) && Array.isArray(body.errors) && body.errors.every(isFields);
}

/** The status of its own that an error has, where it is one of an error: 400 to 599. */
export function ownStatus({ status }: ErrorObject): number | undefined {
	return /^[45]\d\d$/.test(status ?? '') ? Number(status) : undefined;
}

/** What an error says in words; undefined where it says nothing. */
export function wordsIn({ detail, title }: ErrorObject): string | undefined {
	return detail ?? title;
}

/**
 * Why an answer says no, in its own words; undefined when it gives no reason. Besides the errors it lists, this takes
 * `{"message": …}` and `{"error": …}`, as gateways and token endpoints write them.
 */
export function reasonIn(body: unknown): string | undefined {
	const listed = errorsIn(body)?.map(wordsIn);
	return listed?.find((text) => text !== undefined) ?? (isFields(body) ? textIn(body) : undefined);
}

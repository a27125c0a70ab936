import type { Content } from '../http/response';
import { isFields, type Fields } from '../json';
import { isCreation, type SingleOperation } from '../catalogue/description/operation';
import { completed, idIn, isResource, isText } from './resource';
import { withoutNulls } from './withoutNulls';

/** What is known of an operation on one resource before Kard answers. */
interface Known {
	readonly operation: SingleOperation;
	readonly ids: Readonly<Record<string, string>>;
	/** The id of the resource, where it is known before Kard answers. */
	readonly id: string | undefined;
	/** The attributes that were sent. */
	readonly sent?: Fields | undefined;
}

/** What a response with a status of success holds. */
interface Held {
	readonly data: unknown;
	/** Related resources that were asked for. */
	readonly included?: readonly unknown[];
	/** What a person should know where this is not what Kard sent. */
	readonly notes?: readonly string[];
}

/** What a response holds, or what it lacks to be of any use. */
type SingleReading = Held | { readonly lacks: string };

/** What is under `data`, or the document itself; of a list of one, that one. */
function resourceIn(document: unknown): unknown {
	const data = isFields(document) && 'data' in document ? document.data : document;
	const list: readonly unknown[] = Array.isArray(data) ? data : [];
	return list.length === 1 ? list[0] : data;
}

const UNREADABLE: Readonly<Record<Content['kind'], string>> = {
	empty: 'sent nothing back',
	unreadable: 'its response is not JSON, but something like a web page',
	json: 'its response could not be read',
};

/** Kard has done what it was asked to, as its status says; only its response is of no use. */
function doneAnyway(known: Known, kind: Content['kind'], status: number): SingleReading {
	const { operation, ids, id, sent } = known;
	const { type } = operation.sample;
	const what = `Kard accepted this (${String(status)}), but ${UNREADABLE[kind]}`;
	const notes = kind === 'unreadable' ? { notes: [`${what}.`] } : {};
	if (type === undefined) return { data: { ...ids }, ...notes };
	const data = { type, id, attributes: sent ?? {} };
	if (operation.method === 'DELETE') return { data, ...notes };
	return { data, notes: [`${what}. Shown is what was sent.`] };
}

function readResource(resource: Fields, document: unknown, { operation, id: known }: Known): SingleReading {
	const id = idIn(resource) ?? known;
	if (id === undefined) return { lacks: 'data.id' };
	const included = isFields(document) && Array.isArray(document.included) ? document.included : [];
	return {
		data: completed(resource, { type: operation.sample.type, id }),
		...(included.length > 0 && { included }),
	};
}

/** A response that is no resource: whatever it says is beside what was asked about. */
function readFacts(document: unknown, { ids }: Known): SingleReading {
	const found = resourceIn(document);
	const facts = isFields(found) ? found : {};
	const unsaid = Object.entries(ids).filter(([name]) => !isText(facts[name]));
	return { data: { ...facts, ...Object.fromEntries(unsaid) } };
}

/**
 * Reads a response with a status of success. What was asked for must be there, and so must the id of what was created;
 * any other write has been done whatever its response looks like.
 */
export function readSingle(known: Known, content: Content, status: number): SingleReading {
	const { method, sample } = known.operation;
	const document = content.kind === 'json' ? withoutNulls(content.value) : undefined;
	// A gateway that says what went wrong says nothing of what became of the request.
	if (isFields(document) && !isResource(document.data) && Boolean(document.error)) return { lacks: 'data' };
	const resource = resourceIn(document);
	if (sample.type !== undefined && isResource(resource)) return readResource(resource, document, known);
	if (sample.type === undefined && content.kind !== 'unreadable') return readFacts(document, known);
	const needsResponse = method === 'GET' || isCreation(known.operation);
	return needsResponse ? { lacks: 'data' } : doneAnyway(known, content.kind, status);
}

import type { Content } from '../http/response';
import { isFields, type Fields } from '../json';
import type { SingleOperation } from '../catalogue';
import { completed, idIn, isResource, isText } from './resource';
import { withoutNulls } from './withoutNulls';

/** What is known of an operation on one resource before Kard answers. */
export interface Asked {
	readonly operation: SingleOperation;
	readonly ids: Readonly<Record<string, string>>;
	/** The attributes that were sent. */
	readonly sent?: Fields | undefined;
}

/**
 * What an answer with a status of success holds, or what it lacks to be of any use. A note tells a person that what
 * is handed over is not what Kard answered.
 */
export type SingleReading = { readonly data: unknown; readonly note?: string } | { readonly lacks: string };

/** What stands under `data`, or the document itself; of a list of one, that one. */
function resourceIn(document: unknown): unknown {
	const data = isFields(document) && 'data' in document ? document.data : document;
	const list: readonly unknown[] = Array.isArray(data) ? data : [];
	return list.length === 1 ? list[0] : data;
}

const UNREADABLE: Readonly<Record<Content['kind'], string>> = {
	empty: 'sent nothing back',
	unreadable: 'answered with something that is not JSON, such as a web page',
	json: 'answered in a form that could not be read',
};

/** Whether Kard gives what is written an id of its own, which only its answer tells. */
function isCreation({ sentAs }: SingleOperation): boolean {
	return sentAs?.list === true;
}

/** Kard has done what it was asked to, as its status says; only its answer is of no use. */
function taken({ operation, ids, sent }: Asked, kind: Content['kind'], status: number): SingleReading {
	const [id] = Object.values(ids);
	const { type } = operation.sample;
	const note = `Kard took this (${String(status)}) and ${UNREADABLE[kind]}`;
	const isOdd = kind === 'unreadable';
	if (type === undefined) return { data: { ...ids }, ...(isOdd ? { note: `${note}.` } : {}) };
	const data = { type, id, attributes: sent ?? {} };
	if (operation.method === 'DELETE') return { data, ...(isOdd ? { note: `${note}.` } : {}) };
	return { data, note: `${note}. Shown is what was sent.` };
}

function readResource(resource: Fields, { operation, ids }: Asked): SingleReading {
	const id = idIn(resource) ?? (isCreation(operation) ? undefined : Object.values(ids)[0]);
	if (id === undefined) return { lacks: 'data.id' };
	return { data: completed(resource, { type: operation.sample.type, id }) };
}

/** An answer that is no resource: whatever it says stands beside what was asked about. */
function readFacts(document: unknown, { ids }: Asked): SingleReading {
	const found = resourceIn(document);
	const facts = isFields(found) ? found : {};
	const unsaid = Object.entries(ids).filter(([name]) => !isText(facts[name]));
	return { data: { ...facts, ...Object.fromEntries(unsaid) } };
}

/**
 * Reads an answer with a status of success. What was asked for must be there, and so must the id of what was created;
 * any other write has been done whatever its answer looks like.
 */
export function readSingle(asked: Asked, content: Content, status: number): SingleReading {
	const { method, sample } = asked.operation;
	const document = content.kind === 'json' ? withoutNulls(content.value) : undefined;
	// A gateway that says what went wrong says nothing of what became of the request.
	if (isFields(document) && !isResource(document.data) && Boolean(document.error)) return { lacks: 'data' };
	const resource = resourceIn(document);
	if (sample.type !== undefined && isResource(resource)) return readResource(resource, asked);
	if (sample.type === undefined && content.kind !== 'unreadable') return readFacts(document, asked);
	const needsAnswer = method === 'GET' || isCreation(asked.operation);
	return needsAnswer ? { lacks: 'data' } : taken(asked, content.kind, status);
}

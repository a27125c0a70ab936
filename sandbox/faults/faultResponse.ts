import { STATUS_CODES } from 'node:http';
import { errorObject } from '../http/apiError';
import { JSON_TYPE, type RawResponse } from '../http/rawResponse';
import type { Fault, FaultKind } from './fault';

const USUAL_STATUS: Partial<Record<FaultKind, number>> = {
	status: 500,
	malformedJson: 200,
	html: 502,
	empty: 204,
	override: 200,
};

/** The response that a fault gives in place of the true one, if it gives any. */
export function faultyResponse(fault: Fault): RawResponse | undefined {
	const status = fault.status ?? USUAL_STATUS[fault.kind];
	if (status === undefined || USUAL_STATUS[fault.kind] === undefined) return undefined;
	const headers = { ...fault.headers, ...(fault.retryAfter ? { 'Retry-After': fault.retryAfter } : {}) };
	return { status, headers, ...contentOf(fault, status) };
}

function contentOf(fault: Fault, status: number): Pick<RawResponse, 'contentType' | 'text'> {
	switch (fault.kind) {
		case 'html':
			return { contentType: 'text/html; charset=utf-8', text: errorPage(status) };
		case 'empty':
			return { text: '' };
		case 'malformedJson':
			return { contentType: JSON_TYPE, text: '{"data": [{"type": "user", "id": "cut-o' };
		default:
			return { contentType: JSON_TYPE, text: textOf(fault.body ?? usualBody(fault.kind, status)) };
	}
}

function usualBody(kind: FaultKind, status: number): unknown {
	return kind === 'status' ? { errors: [errorObject(status, 'This is a fault of the sandbox.')] } : null;
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function errorPage(status: number): string {
	const title = `${String(status)} ${STATUS_CODES[status] ?? 'Error'}`;
	return `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}

import { z } from 'zod/v4';
import { described, type FieldWords } from './kind';
import { err, type Reading } from './reading';
import { readReference } from './reference';
import { LONGEST_TEXT } from './text';

const NOT_REACHABLE = 'is not an address that Kard can send to. Write it in full, beginning with https://';
/** What the parser of web addresses drops without a word, wherever it is. */
export const DROPPED = /[\t\r\n]/;

/** The address of a web server that Kard can call. */
export function webAddress(words: FieldWords) {
	return described(z.string().max(LONGEST_TEXT).refine(isWebAddress, { error: NOT_REACHABLE }), words, {
		input: 'text',
		read: readWebAddress,
	});
}

function readWebAddress(raw: unknown): Reading<string> {
	const address = readReference(raw, LONGEST_TEXT);
	return address.ok && !isWebAddress(address.value) ? err(NOT_REACHABLE) : address;
}

/** Whether the name of a host is one of this machine. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether Kard can call an address: `https`, or `http` on this machine, which only a local Kard can call. */
function isWebAddress(text: string): boolean {
	if (DROPPED.test(text.trim()) || !URL.canParse(text)) return false;
	const { protocol, hostname } = new URL(text);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

import { cellText } from '../fields/cell';
import type { Column } from '../fields/columns';
import { containsCardNumber } from '../redaction/cardNumber';
import type { RowSettings } from '../rows/rowSettings';
import type { Candidate } from './candidates';
import { saysNothing, shapeOf, type CellShape } from './cellShape';

/** How sure it is that cells are of a field, from 0 to 3; below 0 where they are not. */
export type Evidence = number;

/** So many of the filled cells have to be of a field, so that one slip does not hide what a column is. */
const ENOUGH = 0.8;

/** An id has a digit, and neither space nor decimals. */
const LIKE_AN_ID = /^(?=.*\d)[\p{L}\d][\p{L}\d:_.-]{2,}$/u;

/** What the cells of a field look like, where its heading leaves it open, and how sure that is. */
const PROOFS: Readonly<Record<string, readonly [RegExp, Evidence]>> = {
	id: [LIKE_AN_ID, 1],
	userId: [LIKE_AN_ID, 1],
	transactionId: [LIKE_AN_ID, 1],
	email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 2],
	phoneNumber: [/^\+?(?:[^\dA-Z]*\d){10,15}$/i, 2],
	zipCode: [/^\d{5}(?:-\d{4})?$/, 1],
	birthYear: [/^(?:19|20)\d\d$/, 1],
	mcc: [/^(?:0?7[4-8]\d|1[57]\d\d|2[78]\d\d|3\d{3}|[4-8]\d{3}|9[2-79]\d\d)$/, 2],
	currency: [/^[A-Z]{3}$/, 2],
	authorizationCode: [/^(?=.*\d)[A-Z\d]{6}$/i, 1],
	retrievalReferenceNumber: [/^\d{12}$/, 1],
	acquirerReferenceNumber: [/^\d{23}$/, 2],
	merchantId: [/^\d{8,15}$/, 1],
	merchantStoreId: [/^\d{1,6}$/, 1],
	hashedEmail: [/^[\da-f]{64}$/i, 2],
	financialInstitutionId: [LIKE_AN_ID, 1],
	financialInstitutionName: [/\p{L} \p{L}/u, 1],
	cardLastFours: [/^\W*\d{4}(?:\W+\d{4})*$/, 2],
	cardBIN: [/^\d{6}(?:\d\d)?$/, 2],
	cardLastFour: [/^(?:[^\d]*\d{4}|\d{1,3}|\d(?:[ -]?\d){11,18})$/, 2],
};

const NO_QUANTITY: readonly CellShape[] = ['email', 'clock', 'date', 'yesOrNo', 'phrase', 'word'];
const NO_CODE: readonly CellShape[] = [...NO_QUANTITY, 'amount'];
const NO_NAME: readonly CellShape[] = ['email', 'date', 'clock', 'amount', 'number', 'yesOrNo', 'digits'];

/** Cells of other shapes speak against a field: an email is no date. By field, or by what kind of field it is. */
const AGAINST: Readonly<Record<string, readonly CellShape[]>> = {
	email: ['date', 'amount', 'number', 'digits', 'yesOrNo'],
	birthYear: ['email', 'amount', 'yesOrNo', 'phrase', 'word'],
	phoneNumber: NO_QUANTITY,
	cardLastFour: NO_CODE,
	cardBIN: NO_CODE,
	mcc: NO_CODE,
	zip: NO_CODE,
	coordinate: NO_QUANTITY,
	currency: ['email', 'date', 'amount', 'yesOrNo', 'phrase'],
	merchantName: NO_NAME,
	merchantAddrCity: NO_NAME,
	description: NO_NAME,
	coreProviderId: NO_NAME,
	cardPresence: [],
	id: ['date', 'clock', 'amount', 'yesOrNo', 'phrase'],
	amount: NO_QUANTITY,
	date: ['email', 'clock', 'yesOrNo', 'phrase', 'word'],
	boolean: ['email', 'date', 'phrase', 'word'],
	choice: ['email', 'date', 'amount', 'number', 'digits'],
	choices: ['email', 'date', 'amount'],
	text: ['email', 'date', 'amount', 'yesOrNo'],
};

const AS_REFERENCE = /(?:^id|I[dD]|Number|Code)$/;

/** What speaks against a field is said for the field itself, else for what kind of field it is. */
function against({ key, input }: Column): readonly CellShape[] {
	if (key in AGAINST) return AGAINST[key] ?? [];
	if (/zip/i.test(key)) return AGAINST.zip ?? [];
	if (key.endsWith('itude')) return AGAINST.coordinate ?? [];
	return (AS_REFERENCE.test(key) ? AGAINST.id : AGAINST[input]) ?? [];
}

function isYesOrNo(cell: unknown): boolean {
	return shapeOf(cell) === 'yesOrNo' || ['0', '1'].includes(cellText(cell) ?? '');
}

/** How sure it is that a cell is of a field. */
function proof({ column, words }: Candidate, cell: unknown, settings: RowSettings): Evidence {
	const { key, input, choices } = column;
	const shape = shapeOf(cell);
	if (input === 'date') return shape === 'date' ? 2 : 0;
	if (input === 'amount') return shape === 'amount' ? 2 : shape === 'digits' || shape === 'number' ? 1 : 0;
	// "Opt-in" may be about anything; "Rewards" with a yes is about rewards.
	if (input === 'choices' && isYesOrNo(cell)) return words.includes('reward') ? 2 : 0.5;
	if (input === 'choice' || input === 'choices') {
		const reading = column.read(cell, settings);
		const values: readonly unknown[] = reading.ok ? [reading.value].flat() : [];
		return values.some((value) => typeof value === 'string' && value in choices) ? 2 : 0;
	}
	const [pattern, strength] = PROOFS[/zip/i.test(key) ? 'zipCode' : key] ?? [];
	return pattern?.test(cellText(cell) ?? '') === true ? (strength ?? 0) : 0;
}

/** Whether no row gains anything from a column of which not one cell can be read. */
function isLeftOutUnread({ key, input, isOpen, required }: Column): boolean {
	return key === 'hashedEmail' || (input === 'choice' && isOpen === false && !required);
}

/**
 * What the filled cells of a column say of a field: 3 where they hold full card numbers, which the field has to refuse; 2
 * and 1 where they look like the field's, the surer the higher; 0.5 where only some do; 0 where they say nothing; -1
 * where none can be of it.
 */
export function evidenceOf(candidate: Candidate, cells: readonly unknown[], settings: RowSettings): Evidence {
	const { column } = candidate;
	const filled = cells.filter((cell) => !saysNothing(cell));
	if (filled.length === 0) return 0;
	const holdsCard = (cell: unknown) => containsCardNumber(cellText(cell) ?? '');
	if (column.key.startsWith('cardLastFour') && filled.some(holdsCard)) return 3;
	const shapes = against(column);
	if (filled.every((cell) => shapes.includes(shapeOf(cell)))) return -1;
	const proofs = filled.map((cell) => proof(candidate, cell, settings)).filter((strength) => strength > 0);
	if (proofs.length === 0 && isLeftOutUnread(column)) return -1;
	if (proofs.length < ENOUGH * filled.length) return proofs.length > 0 ? 0.5 : 0;
	return Math.min(...proofs);
}

import { KardValidationError } from '../errors';

/** RFC 9110, 5.6.2: the signs that a header's name is made of. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What HTTP libraries send as it is. They strip or refuse everything else, each in its own way. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks that a header can be sent as it is.
 * @param label what a person knows the value by
 * @throws KardValidationError
 */
export function checkHeader(name: string, value: string, label = `Header ${name}`): void {
	const complain = (message: string): never => {
		throw new KardValidationError(`${label} ${message}`, [{ path: name, message }]);
	};
	if (!NAME.test(name)) complain('has a name that no HTTP header can have.');
	if (!VALUE.test(value)) {
		complain(
			'holds a sign that cannot be sent in an HTTP header, such as a line break or a letter that is not Latin. ' +
				'Check it for signs that came in by copying.',
		);
	}
}

/**
 * Checks that headers can be sent as they stand.
 * @throws KardValidationError about the first that cannot
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
}

/** Why no connection came about, by the code of the operating system or of the HTTP client. */
const REASONS: readonly (readonly [RegExp, (host: string) => string])[] = [
	[/^(ENOTFOUND|EAI_AGAIN)$/, (host) => `the host ${host} was not found`],
	[/^ECONNREFUSED$/, (host) => `nothing answers at ${host}`],
	[/^(EHOSTUNREACH|ENETUNREACH)$/, (host) => `there is no way to ${host} from this network`],
	[/^(ECONNRESET|EPIPE)$/, (host) => `the connection to ${host} broke off`],
	[
		/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH$)/,
		(host) => `the certificate of ${host} is not one that this machine trusts`,
	],
	[/^(EPROTO$|ERR_SSL_)/, (host) => `no secure connection (https) to ${host} could be made`],
];

/**
 * Says that there was no response, why, and what to check.
 * @param reason what the transport said, for what it gave no code that is known here
 */
export function unreachable(url: string, code: string | undefined, reason: string): string {
	const words = REASONS.find(([pattern]) => pattern.test(code ?? ''))?.[1];
	const why =
		words === undefined
			? `, or the connection broke off${reason === '' ? '' : ` (${reason})`}`
			: `: ${words(new URL(url).host)}`;
	return (
		`Kard could not be reached${why}. Check the Environment or the Base URL, and whether a proxy or firewall stands ` +
		'in between.'
	);
}

/** Whether notifications may be sent to an address: one with `https`, or with `http` on this machine, where tests listen. */
export function mayBeDeliveredTo(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	if (protocol === 'https:') return true;
	return protocol === 'http:' && isThisMachine(hostname);
}

function isThisMachine(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

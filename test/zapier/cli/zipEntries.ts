/** A file in a zip. */
interface ZipEntry {
	readonly name: string;
	/** Its size once it is unpacked, in bytes. */
	readonly size: number;
}

/** How an entry of the table of contents begins, by the zip format. */
const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const HEADER_LENGTH = 46;

/** What a zip holds, by its table of contents. */
export function zipEntries(zip: Buffer): readonly ZipEntry[] {
	const entries: ZipEntry[] = [];
	for (let at = zip.indexOf(ENTRY); at >= 0; at = zip.indexOf(ENTRY, at + HEADER_LENGTH)) {
		const length = zip.readUInt16LE(at + 28);
		const name = zip.toString('utf8', at + HEADER_LENGTH, at + HEADER_LENGTH + length);
		entries.push({ name, size: zip.readUInt32LE(at + 24) });
	}
	return entries;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const REPOSITORY = join(__dirname, '../..');
const OWN_PAGE = 'https://github.com/n8n-nodes-kard/n8n-nodes-kard';

function filesIn(folder: string, ending: RegExp): string[] {
	const all = readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' });
	return all.filter((path) => ending.test(path)).map((path) => join(REPOSITORY, folder, path));
}

const documents = [
	...readdirSync(REPOSITORY)
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(REPOSITORY, name)),
	...['docs', '.github', '.changeset'].flatMap((folder) => filesIn(folder, /\.md$/)),
].map((path) => ({ path, name: relative(REPOSITORY, path), text: readFileSync(path, 'utf8') }));

function withoutCode(text: string): string {
	return text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

/** The anchors of a document, as GitHub makes them of its headings. */
function anchorsOf(path: string): ReadonlySet<string> {
	const text = readFileSync(path, 'utf8').replace(/^```[^]*?^```/gm, '');
	const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s_-]/gu, '')
				.replaceAll(' ', '-'),
		),
	);
}

function leadsSomewhere(link: string, from: string): boolean {
	const [file = '', anchor] = link.split('#');
	const path = file === '' ? from : resolve(dirname(from), file);
	return existsSync(path) && (anchor === undefined || anchorsOf(path).has(anchor));
}

describe('the documents', () => {
	it.each(documents)('have no link that leads nowhere: $name', ({ path, text }) => {
		const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
		const inside = links.filter((link) => !/^(https?|mailto):/.test(link));
		expect(inside.filter((link) => !leadsSomewhere(link, path))).toEqual([]);
	});

	it.each(documents)('name only commands that there are: $name', ({ text }) => {
		const manifest = readFileSync(join(REPOSITORY, 'package.json'), 'utf8');
		const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => script);
		expect(named.filter((script) => !manifest.includes(`"${script}":`))).toEqual([]);
	});

	it('have the sections that n8n links to from the nodes and credentials', () => {
		const sources = [...filesIn('nodes', /\.(ts|json)$/), ...filesIn('credentials', /\.ts$/)];
		const anchors = sources.flatMap((path) =>
			[...readFileSync(path, 'utf8').matchAll(new RegExp(`${OWN_PAGE}#([\\w-]+)`, 'g'))].map(
				([, anchor = '']) => anchor,
			),
		);
		const known = anchorsOf(join(REPOSITORY, 'README.md'));
		expect(anchors.length).toBeGreaterThan(0);
		expect(anchors.filter((anchor) => anchor !== 'readme' && !known.has(anchor))).toEqual([]);
	});
});

import { readFileSync } from 'node:fs';
import ts from 'typescript';

const NAMES = /^(describe|it|test|publishedSuite)$/;

/** The name at the bottom of `it.each(…)`, `describe.skip`, `it`. */
function calledName(node: ts.Expression): string {
	if (ts.isIdentifier(node)) return node.text;
	if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return calledName(node.expression);
	return '';
}

/** The titles of the suites and tests of a file, as they stand in its source: `%s` and the like are not filled in. */
export function testTitles(file: string): ReadonlySet<string> {
	const titles = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && NAMES.test(calledName(node.expression))) {
			const [title] = node.arguments;
			if (title && ts.isStringLiteralLike(title)) titles.add(title.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
	return titles;
}

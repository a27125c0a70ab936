import ts from 'typescript';

/** How far code is indented that has any indentation: the compiler has its own measure, and the bundler another. */
function indentationOf(code: string): number {
	return /^ +/m.exec(code)?.[0].length ?? 1;
}

function isOverLines(node: ts.Node, source: ts.SourceFile): boolean {
	const isText = ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
	if (isText && node.getText(source).includes('\n')) return true;
	return ts.forEachChild(node, (child) => isOverLines(child, source)) ?? false;
}

/**
 * JavaScript of the compiler, indented with tabs: a fourteenth of the package is spaces otherwise. A file with a text
 * that goes over several lines stays as it is, for the spaces there may be the text's own.
 */
export function withTabs(code: string): string {
	const source = ts.createSourceFile('file.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
	if (isOverLines(source, source)) return code;
	const width = indentationOf(code);
	return code.replace(/^ +/gm, (spaces) => {
		const tabs = Math.floor(spaces.length / width);
		return '\t'.repeat(tabs) + ' '.repeat(spaces.length % width);
	});
}

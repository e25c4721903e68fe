/** Light colours for code: good enough for reading, small enough to need no grammar. */
const WORDS = new Set(('abstract as async await boolean break case catch char class const continue def default del do done double echo elif else '
  + 'elseif enum esac except export extends false fi final finally float fn for from func function go if implements import in instanceof '
  + 'int interface is let local long loop match module mut new nil none not null of or package pass private protected pub public raise record '
  + 'return select self static struct super switch then this throw throws trait true try type typeof undefined use var void while with yield '
  + 'SELECT FROM WHERE AND OR INSERT INTO UPDATE SET DELETE CREATE TABLE JOIN ON GROUP ORDER BY LIMIT VALUES None True False').split(' '));

const TOKEN = /(\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|<!--[\s\S]*?-->|(?<=^|\s)#[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\b(\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|0x[\da-f]+)\b|([A-Za-z_$][\w$]*)/gim;
const KINDS = ['', 'comment', 'string', 'number', 'word'];
const LONGEST = 20_000;

/** Replaces the text of a `code` element by coloured spans. */
export function highlight(code) {
  const text = code.textContent;
  if (text.length > LONGEST) return;
  const out = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = KINDS[match.findIndex((group, index) => index > 0 && group !== undefined)];
    if (kind === 'word' && !WORDS.has(match[0])) continue;
    out.append(text.slice(end, match.index), span(kind, match[0]));
    end = match.index + match[0].length;
  }
  out.append(text.slice(end));
  code.replaceChildren(out);
}

function span(kind, text) {
  const element = document.createElement('span');
  element.className = `code-${kind}`;
  element.textContent = text;
  return element;
}

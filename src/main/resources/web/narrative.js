// Narrative is XHTML from strangers. It is parsed into a document that runs and loads nothing, and what the list below
// names is built anew; everything else is left out, its text kept.

import { h, safeUrl } from './dom.js';

const ELEMENTS = new Set(('a abbr b blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre q '
  + 's samp small span strong sub sup table tbody td tfoot th thead tr tt u ul var').split(' '));
const ATTRIBUTES = new Set(['colspan', 'rowspan', 'lang', 'dir', 'abbr', 'scope', 'title']);
const SILENT = new Set(['script', 'style', 'iframe', 'object', 'embed', 'svg', 'math', 'template', 'noscript']);
const DEEPEST = 60;

export function narrative(div) {
  const box = h('div', { class: 'narrative' });
  if (typeof div !== 'string' || !div) return box;
  const parsed = new DOMParser().parseFromString(unstyled(div), 'application/xhtml+xml');
  if (parsed.querySelector('parsererror')) {
    box.textContent = 'The narrative is not well-formed XHTML and is not shown.';
    return box;
  }
  copy(parsed.documentElement, box, 0);
  return box;
}

/** Styles are left out anyway; inside tags they would only make the browser report what its policy refuses. */
function unstyled(div) {
  return div.replace(/<[^<>]+>/g, (tag) => tag.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, ''));
}

function copy(from, to, depth) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) {
      to.append(document.createTextNode(child.nodeValue));
    } else if (child.nodeType === Node.ELEMENT_NODE && depth < DEEPEST) {
      const name = child.localName.toLowerCase();
      if (SILENT.has(name)) continue;
      copy(child, ELEMENTS.has(name) ? to.appendChild(rebuilt(child, name)) : to, depth + 1);
    }
  }
}

function rebuilt(element, name) {
  // A heading inside a narrative must not disturb the order of the page's own.
  const node = document.createElement(/^h[1-6]$/.test(name) ? 'p' : name);
  for (const attribute of element.attributes) {
    if (ATTRIBUTES.has(attribute.name)) node.setAttribute(attribute.name, attribute.value);
  }
  const target = name === 'a' && element.getAttribute('href');
  if (target && safeUrl(target)) {
    node.setAttribute('href', safeUrl(target));
    node.setAttribute('rel', 'noopener noreferrer');
  }
  return node;
}

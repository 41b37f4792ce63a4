// Builds DOM nodes. Text goes in as text nodes only, so that nothing a server sent is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** h('a', {href, class, onclick}, 'text', node, [more]) */
export function h(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'href') setHref(node, value);
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** The URL if a link may lead there (http, https, or relative to this page), else null: never javascript: or data:. */
export function safeUrl(value) {
  try {
    const url = new URL(value, document.baseURI);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

function setHref(node, value) {
  const url = safeUrl(value);
  if (!url) return;
  node.setAttribute('href', url);
  if (new URL(url).origin !== location.origin) node.setAttribute('rel', 'noopener noreferrer external');
}

// --- the sign of a presence, as in the timeline picture ---

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export function sign(presence) {
  const svg = shape('svg', { viewBox: '0 0 18 18', class: `sign sign-${presence}`, role: 'img', 'aria-label': presence });
  if (presence === 'absent') svg.append(shape('circle', { cx: 9, cy: 9, r: 5 }), shape('line', { x1: 3, y1: 15, x2: 15, y2: 3 }));
  else if (presence === 'result') svg.append(shape('rect', { x: 4, y: 4, width: 10, height: 10 }));
  else if (presence === 'unknown') svg.append(shape('path', { d: 'M9 1l8 8l-8 8l-8 -8Z' }));
  else svg.append(shape('circle', { cx: 9, cy: 9, r: 5.5 }));
  return svg;
}

/** Hands text to the person as a file. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h('a', { download: name });
  link.href = url;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

export function title(text) {
  document.title = `${text} · Casebook`;
  return h('h1', {}, text);
}

// The picture that the server draws, taken over node by node, and saved as SVG or PNG.

import { h, replace, save } from './dom.js';
import { base, local } from './fhir.js';

const NS = 'http://www.w3.org/2000/svg';
const ELEMENTS = new Set(['svg', 'g', 'a', 'title', 'text', 'rect', 'path', 'circle', 'line']);
const ATTRIBUTES = new Set(('x y x1 x2 y1 y2 cx cy r d width height viewBox fill stroke stroke-width stroke-dasharray class role aria-label '
  + 'font-family font-size font-weight text-anchor').split(' '));
const NARROW = 760;

export function timelinePicture(patient) {
  const box = h('div', { class: 'picture scroll', tabindex: '0', role: 'region', 'aria-label': 'Picture of the timeline' }, h('p', {}, 'Drawing …'));
  const state = {};
  const draw = async () => {
    const narrow = window.innerWidth < NARROW;
    if (state.narrow === narrow) return;
    state.narrow = narrow;
    const response = await fetch(`${base}/${patient}/$timeline${narrow ? '?layout=narrow' : ''}`, { headers: { Accept: 'image/svg+xml' } });
    if (!response.ok) {
      replace(box, h('p', {}, `The server answered ${response.status} instead of a picture.`));
      return;
    }
    state.text = await response.text();
    replace(box, picture(state.text));
  };
  draw();
  window.addEventListener('resize', draw);
  const name = `${patient.replace('/', '-')}-timeline`;
  return h('figure', { class: 'timeline' }, box,
    h('figcaption', {}, 'Drawn from the resources. The order is the article’s: no calendar date is known. ',
      h('button', { type: 'button', onclick: () => save(new Blob([state.text], { type: 'image/svg+xml' }), `${name}.svg`) }, 'Save as SVG'), ' ',
      h('button', { type: 'button', onclick: () => png(state.text).then((blob) => save(blob, `${name}.png`)) }, 'Save as PNG')));
}

function picture(text) {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const source = parsed.documentElement;
  if (source.localName !== 'svg') return h('p', {}, 'The picture cannot be read.');
  return copy(source);
}

function copy(from) {
  const node = document.createElementNS(NS, from.localName);
  for (const attribute of from.attributes) {
    if (ATTRIBUTES.has(attribute.name)) node.setAttribute(attribute.name, attribute.value);
  }
  if (from.localName === 'a') node.setAttribute('href', local(from.getAttribute('href') ?? ''));
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) node.append(document.createTextNode(child.nodeValue));
    else if (child.nodeType === Node.ELEMENT_NODE && ELEMENTS.has(child.localName)) node.append(copy(child));
  }
  return node;
}

/** Twice the size, so that it can be printed. */
async function png(text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  } finally {
    URL.revokeObjectURL(url);
  }
}

// Where a statement comes from: fact number, certainty, place in the article, DOI.

import { h } from './dom.js';
import { base, extensions, extension, once, root } from './fhir.js';

/** Cases whose facts are listed, in words of our own, beside the resources. */
const LISTED = new Set(['vitale-2009']);
const facts = new Map();

export const CERTAINTY = {
  stated: 'stated: the article says so',
  entailed: 'entailed: it follows from what the article says',
  interpreted: 'interpreted: the curators read it so',
};

export function sources(resource) {
  return extensions(resource, 'case-source').map((source) => ({
    fact: extension(source, 'fact')?.valueId,
    location: extension(source, 'location')?.valueString,
    certainty: extension(source, 'certainty')?.valueCodeableConcept?.coding?.[0]?.code,
    document: extension(source, 'document')?.valueReference?.reference,
  }));
}

export function phase(resource) {
  return extension(resource, 'case-phase')?.valueCodeableConcept?.coding?.[0]?.code;
}

export async function factList(id) {
  if (!LISTED.has(id)) return null;
  if (!facts.has(id)) facts.set(id, fetch(`${root}assets/${id}-facts.json`).then((r) => (r.ok ? r.json() : null)));
  return facts.get(id);
}

export function doi(document) {
  return document?.masterIdentifier?.value ?? document?.content?.[0]?.attachment?.url;
}

export function placeName(list, place) {
  return (place ?? '').split(',').map((p) => `${p} (${list?.places?.[p] ?? 'article'})`).join(', ');
}

/** The trace panel of a resource; null where it names no source. */
export async function traceView(resource) {
  const found = sources(resource);
  if (!found.length) return null;
  const rows = await Promise.all(found.map(row));
  return h('section', { class: 'trace', 'aria-labelledby': 'trace' }, h('h2', { id: 'trace' }, 'Where this comes from'),
    phase(resource) && h('p', {}, 'Phase of the case: ', h('strong', {}, phase(resource))),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Sources' }, h('table', {}, h('thead', {}, h('tr', {}, ['Fact', 'What the article says (our words)', 'Certainty', 'Place', 'Source'].map((t) => h('th', { scope: 'col' }, t)))), h('tbody', {}, rows))));
}

async function row(source) {
  const id = source.document?.split('/')[1];
  const [list, document] = await Promise.all([factList(id), source.document ? once(source.document) : null]);
  const fact = list?.facts?.find((f) => f.id === source.fact);
  const link = doi(document);
  return h('tr', {},
    h('th', { scope: 'row' }, LISTED.has(id) ? h('a', { href: `${root}case/${id}#${source.fact}` }, source.fact) : source.fact),
    h('td', {}, fact?.text ?? ''),
    h('td', {}, h('span', { class: `certainty certainty-${source.certainty in CERTAINTY ? source.certainty : 'unsaid'}` }, CERTAINTY[source.certainty] ?? source.certainty ?? 'not said')),
    h('td', {}, placeName(list, source.location ?? fact?.place)),
    h('td', {}, link ? h('a', { href: link }, link.replace(/^https?:\/\//, '')) : source.document && h('a', { href: `${base}/${source.document}` }, source.document)));
}

/** One line: facts and the surest certainty. */
export function traceLine(resource) {
  const found = sources(resource);
  return found.length ? `${[...new Set(found.map((s) => s.fact))].join(' ')} · ${['stated', 'entailed', 'interpreted'].find((c) => found.some((s) => s.certainty === c)) ?? 'not said'}` : '';
}


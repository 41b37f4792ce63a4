// One resource: readable, as JSON, and where it comes from.

import { h, replace, title } from './dom.js';
import { ask, base, label, local, referenceUrl, resources, words } from './fhir.js';
import { jsonView } from './json.js';
import { narrative } from './narrative.js';
import { outcomeView } from './outcome.js';
import { traceView } from './trace.js';
import { timelinePicture } from './timeline.js';

const HIDDEN = new Set(['resourceType', 'id', 'meta', 'text']);
const MANY = 20;
/** Shown in the trace, in words. */
const TRACED = /\/(case-source|case-phase)$/;

export async function show(main, path) {
  const answer = await ask(path);
  if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { answer });
  const resource = answer.resource;
  if (!resource) {
    replace(main, title(path), h('pre', { class: 'json', tabindex: '0', 'aria-label': 'Answer' }, answer.text));
    return;
  }
  const key = `${resource.resourceType}/${resource.id}`;
  const stored = /^[A-Z]\w+\/[^/$]+(\/_history\/[^/]+)?$/.test(path.split('?')[0]);
  const trace = await traceView(resource);
  replace(main,
    title(label(resource)),
    stored && head(resource, key, path),
    path.split('?')[0].endsWith('$timeline') && timelinePicture(path.split('/').slice(0, 2).join('/')),
    resource.text?.div && h('section', { 'aria-labelledby': 'narrative' }, h('h2', { id: 'narrative' }, 'In words'), narrative(resource.text.div)),
    trace,
    resource.resourceType === 'OperationOutcome' && outcomeView(resource),
    !path.includes('$timeline') && h('section', { 'aria-labelledby': 'elements' }, h('h2', { id: 'elements' }, 'Elements'), elements(resource)),
    stored && resource.id && h('section', { 'aria-labelledby': 'pointing' }, h('h2', { id: 'pointing' }, 'What points here'), pointing(key)),
    h('section', { 'aria-labelledby': 'json' }, h('h2', { id: 'json' }, 'JSON'), jsonView(resource)));
}

function head(resource, key, path) {
  const version = resource.meta?.versionId;
  return h('p', { class: 'meta' },
    h('code', {}, key), ' · version ', version, ' of ', h('time', { datetime: resource.meta?.lastUpdated }, resource.meta?.lastUpdated ?? ''), ' · ',
    h('a', { href: `${base}/${key}/_history` }, 'History and differences'),
    path.includes('/_history/') && [' · ', h('a', { href: `${base}/${key}` }, 'Current version')],
    resource.resourceType === 'Patient' && [' · ', h('a', { href: `${base}/${key}/$timeline` }, 'Timeline')],
    ' · ', h('a', { href: `${base}/${path.split('?')[0]}?_format=json` }, 'raw JSON'), ' · ', h('a', { href: `${base}/${path.split('?')[0]}?_format=xml` }, 'raw XML'));
}

/** Who refers to this resource, asked for when somebody wants to know. */
function pointing(key) {
  const [type, id] = key.split('/');
  const box = h('div', { 'aria-live': 'polite' });
  const button = h('button', { type: 'button', onclick: async () => {
    button.disabled = true;
    const answer = await ask(`${type}?_id=${encodeURIComponent(id)}&_revinclude=*&_count=200`);
    const found = resources(answer.resource).filter((r) => `${r.resourceType}/${r.id}` !== key);
    replace(box, !answer.ok ? outcomeView(answer.resource) : found.length
      ? h('ul', {}, found.map((r) => h('li', {}, h('a', { href: `${base}/${r.resourceType}/${r.id}` }, label(r)), ' ', h('small', {}, r.resourceType))))
      : h('p', {}, 'Nothing on this server.'));
    button.remove();
  } }, 'Find the resources that refer to this one');
  return [button, box];
}

function elements(resource) {
  return definitions(Object.entries(resource).filter(([name]) => !HIDDEN.has(name)).map(([name, value]) =>
    [name, name === 'extension' && Array.isArray(value) ? value.filter((e) => !TRACED.test(e?.url)) : value])
    .filter(([, value]) => !Array.isArray(value) || value.length), 0);
}

function definitions(entries, depth) {
  return h('dl', { class: depth ? 'nested' : 'elements' }, entries.map(([term, value, name]) =>
    h('div', {}, h('dt', {}, term), h('dd', {}, shown(value, name ?? term, depth)))));
}

/** An extension goes by the last part of its URL. */
function extensions(list, depth) {
  return definitions(list.map((e) => {
    const { url, ...rest } = e ?? {};
    const values = Object.entries(rest);
    const term = h('span', { title: url }, String(url).split('/').pop());
    return [term, values.length === 1 ? values[0][1] : rest, values[0]?.[0]];
  }), depth + 1);
}

function shown(value, name, depth) {
  if ((name === 'extension' || name === 'modifierExtension') && Array.isArray(value)) return extensions(value, depth);
  if (Array.isArray(value)) return list(value, name, depth);
  if (value === null || typeof value !== 'object') return scalar(value, name);
  if (typeof value.reference === 'string') return reference(value);
  if (Array.isArray(value.coding)) return concept(value);
  if (typeof value.code === 'string' && typeof value.system === 'string' && 'display' in value) return coding(value);
  if ('value' in value && ('unit' in value || 'code' in value)) return `${value.comparator ?? ''}${value.value} ${value.unit ?? value.code}`;
  if (name === 'text' && typeof value.div === 'string') return narrative(value.div);
  return definitions(Object.entries(value), depth + 1);
}

function list(values, name, depth) {
  if (values.length === 1) return shown(values[0], name, depth);
  const item = (v) => h('li', {}, shown(v, name, depth + 1));
  const box = h('ul', { class: 'values' }, values.slice(0, MANY).map(item));
  if (values.length > MANY) {
    const more = h('li', {}, h('button', { type: 'button', onclick: () => {
      more.replaceWith(...values.slice(MANY).map(item));
    } }, `show ${values.length - MANY} more`));
    box.append(more);
  }
  return box;
}

function scalar(value, name) {
  if (typeof value !== 'string') return String(value);
  if (name === 'div') return narrative(value);
  if (name === 'fullUrl' || name === 'url') {
    if (value.startsWith(base)) return h('a', { href: local(value) }, value);
  }
  return /^https?:\/\/\S+$/.test(value) ? h('a', { href: value }, value) : value;
}

function reference(value) {
  const url = referenceUrl(value.reference);
  const text = value.display ? `${value.display} (${value.reference})` : value.reference;
  return url ? h('a', { href: url }, text) : text;
}

function concept(value) {
  return [h('span', {}, words(value)), h('ul', { class: 'codings' }, value.coding.map((c) => h('li', {}, coding(c))))];
}

function coding(value) {
  return [value.display && value.display !== value.code ? `${value.display} ` : '', h('code', {}, `${value.system ?? ''}|${value.code ?? ''}`)];
}


// The versions of a resource, and what changed between two of them.

import { h, replace, title } from './dom.js';
import { base, local, read } from './fhir.js';
import { diffTable } from './diff.js';

export async function show(main, key) {
  const bundle = await read(`${key}/_history?_count=100`);
  const versions = (bundle.entry ?? []).map((entry) => ({
    id: entry.resource?.meta?.versionId ?? /W\/"(.*)"/.exec(entry.response?.etag ?? '')?.[1] ?? '?',
    when: entry.resource?.meta?.lastUpdated ?? entry.response?.lastModified ?? '',
    method: entry.request?.method ?? '',
    resource: entry.resource,
  }));
  const box = h('div', { 'aria-live': 'polite' });
  const whole = versions.filter((v) => v.resource);
  const next = bundle.link?.find((l) => l.relation === 'next');
  replace(main,
    title(`History of ${key}`),
    h('p', { class: 'meta' }, `${versions.length} version${versions.length === 1 ? '' : 's'}, the newest first. `, h('a', { href: `${base}/${key}` }, 'Current version'),
      next && [' · ', h('a', { href: local(next.url) }, 'Older versions')]),
    table(key, versions),
    whole.length > 1 && h('section', { 'aria-labelledby': 'diff' }, h('h2', { id: 'diff' }, 'Differences'), choice(whole, box), box));
  if (whole.length > 1) compare(box, whole[1], whole[0]);
}

function table(key, versions) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Versions' }, h('table', {},
    h('thead', {}, h('tr', {}, ['Version', 'Time', 'By'].map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, versions.map((v) => h('tr', {},
      h('th', { scope: 'row' }, v.resource ? h('a', { href: `${base}/${key}/_history/${encodeURIComponent(v.id)}` }, v.id) : v.id),
      h('td', {}, h('time', { datetime: v.when }, v.when)),
      h('td', {}, v.method === 'DELETE' ? 'deleted' : v.method))))));
}

function choice(whole, box) {
  const select = (id, text, chosen) => [h('label', { for: id }, text), h('select', { id }, whole.map((v, i) =>
    h('option', { value: String(i), selected: i === chosen }, `version ${v.id}`)))];
  const form = h('form', { class: 'row' }, select('before', 'From', 1), select('after', 'to', 0));
  form.addEventListener('change', () => compare(box, whole[form.elements.before.value], whole[form.elements.after.value]));
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

function compare(box, before, after) {
  // Version and time differ always and say nothing.
  const text = ({ resource }) => {
    const { versionId, lastUpdated, ...meta } = resource.meta ?? {};
    return JSON.stringify({ ...resource, meta: Object.keys(meta).length ? meta : undefined }, null, 2);
  };
  replace(box, diffTable(text(before), text(after), [`version ${before.id}`, `version ${after.id}`]));
}

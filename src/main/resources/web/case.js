// A case report: its sections in reading order beside the timeline, then every fact and what carries it.

import { h, replace, sign, title } from './dom.js';
import { ask, base, label, read, resources } from './fhir.js';
import { narrative } from './narrative.js';
import { timelinePicture } from './timeline.js';
import { CERTAINTY, doi, factList, placeName, sources } from './trace.js';

export async function show(main, id) {
  const report = await read(`Composition/${encodeURIComponent(id)}`);
  const patient = report.subject?.reference;
  const [found, document, list, timeline] = await Promise.all([
    collect(patient), source(patient), factList(id), patient ? ask(`${patient}/$timeline`) : null]);
  const events = new Map(readEvents(timeline?.resource));
  const byKey = new Map(found.map((r) => [`${r.resourceType}/${r.id}`, r]));
  const context = { events, byKey };
  replace(main,
    title(report.title ?? id),
    cite(document),
    h('div', { class: 'case' },
      h('div', { class: 'report' }, contents(report), (report.section ?? []).map((s) => section(s, context, 2))),
      patient && h('section', { class: 'beside', 'aria-labelledby': 'timeline-picture' }, h('h2', { id: 'timeline-picture' }, 'The case in time'), timelinePicture(patient))),
    facts(found, list, document),
    list && leftOut(list));
  const target = location.hash && window.document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
}

async function collect(patient) {
  if (!patient) return [];
  const [subject, bundle] = await Promise.all([read(patient), read(`${patient}/*?_count=200`)]);
  const rest = resources(bundle).filter((r) => `${r.resourceType}/${r.id}` !== patient);
  return [subject, ...rest];
}

async function source(patient) {
  const bundle = patient && await read(`DocumentReference?subject=${encodeURIComponent(patient)}&_count=1`);
  return resources(bundle)[0];
}

function readEvents(parameters) {
  return (parameters?.parameter ?? []).filter((p) => p.name === 'event').map((p) => {
    const part = (name) => p.part.find((x) => x.name === name);
    return [part('resource').valueReference.reference, {
      title: part('title')?.valueString, presence: part('presence')?.valueCode, detail: part('detail')?.valueString,
      time: part('time')?.valueString, certainty: part('certainty')?.valueCode,
      facts: p.part.filter((x) => x.name === 'fact').map((x) => x.valueString),
    }];
  });
}

function cite(document) {
  if (!document) return null;
  const link = doi(document);
  return h('div', { class: 'cite' },
    h('p', {}, (document.author ?? []).map((a) => a.display).filter(Boolean).join(', ')),
    h('p', {}, 'From the published article: ', link && h('a', { href: link }, link.replace(/^https?:\/\//, '')), ' · ',
      h('a', { href: `${base}/DocumentReference/${document.id}` }, 'how it is cited here')));
}

function contents(report) {
  return h('nav', { class: 'contents', 'aria-label': 'Sections' }, h('ul', {},
    (report.section ?? []).map((s) => h('li', {}, h('a', { href: `#${anchor(s)}` }, s.title))),
    h('li', {}, h('a', { href: '#facts' }, 'All facts')), h('li', {}, h('a', { href: '#left-out' }, 'Left out'))));
}

function anchor(section) {
  return section.id ?? `section-${(section.title ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

function section(part, context, level) {
  const nested = part.section ?? [];
  const code = part.code?.coding?.[0]?.code;
  const id = anchor(part);
  if (level > 2) return h('li', { id }, h('strong', {}, part.title), ' ', narrative(part.text?.div));
  return h('section', { class: `part part-${code === 'background' ? 'background' : 'case'}`, 'aria-labelledby': id },
    h(`h${level}`, { id }, part.title),
    narrative(part.text?.div),
    part.entry?.length && h('ul', { class: 'entries' }, part.entry.map((e) => entry(e.reference, context))),
    nested.length > 0 && h('ul', { class: 'statements' }, nested.map((s) => section(s, context, level + 1))));
}

function entry(reference, { events, byKey }) {
  const event = events.get(reference);
  const resource = byKey.get(reference);
  const results = (resource?.result ?? []).map((r) => entry(r.reference, { events, byKey }));
  return h('li', {},
    event && sign(event.presence),
    h('span', { class: 'entry' },
      h('a', { href: `${base}/${reference}` }, event?.title ?? (resource ? label(resource) : reference)),
      event && h('span', { class: 'entry-detail' }, [event.detail, event.time].filter(Boolean).join(' · ')),
      event && h('span', { class: 'entry-source' }, [event.facts.join(' '), event.certainty].filter(Boolean).join(' · ')),
      results.length > 0 && h('ul', { class: 'entries' }, results)));
}

function facts(found, list, document) {
  const carriers = new Map();
  for (const resource of found) {
    for (const s of sources(resource)) {
      if (!carriers.has(s.fact)) carriers.set(s.fact, []);
      carriers.get(s.fact).push({ resource, ...s });
    }
  }
  const numbers = [...new Set([...(list?.facts ?? []).map((f) => f.id), ...carriers.keys()])].sort();
  const rows = numbers.filter((n) => !(list?.leftOut ?? []).some((o) => o.id === n)).map((n) => {
    const fact = list?.facts.find((f) => f.id === n);
    const carried = carriers.get(n) ?? [];
    const certainties = [...new Set(carried.map((c) => c.certainty))];
    const place = carried.map((c) => c.location).find(Boolean) ?? fact?.place;
    return h('tr', { id: n },
      h('th', { scope: 'row' }, n),
      h('td', {}, fact?.text ?? ''),
      h('td', {}, list ? placeName(list, place) : place),
      h('td', {}, certainties.length ? certainties.map((c) => CERTAINTY[c]?.split(':')[0] ?? c).join(', ') : 'about the article'),
      h('td', {}, h('ul', { class: 'plain' }, [
        ...carried.map((c) => h('li', {}, h('a', { href: `${base}/${c.resource.resourceType}/${c.resource.id}` }, label(c.resource)), ' ', h('small', {}, c.resource.resourceType))),
        ...(fact?.in ?? []).map((r) => h('li', {}, h('a', { href: `${base}/${r}` }, r)))])));
  });
  return h('section', { 'aria-labelledby': 'facts' }, h('h2', { id: 'facts' }, 'All facts of the article'),
    h('p', {}, 'Every statement of the article has a number; beside it stand the resources that carry it. The words are ours, not the article’s',
      document ? [', which is at ', h('a', { href: doi(document) }, 'its publisher')] : '', '.'),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Facts' }, h('table', { class: 'facts' },
      h('thead', {}, h('tr', {}, ['Fact', 'What is said', 'Where in the article', 'Certainty', 'Carried by'].map((t) => h('th', { scope: 'col' }, t)))),
      h('tbody', {}, rows))));
}

function leftOut(list) {
  return h('section', { 'aria-labelledby': 'left-out' }, h('h2', { id: 'left-out' }, 'Left out, and why'),
    h('dl', { class: 'elements' }, list.leftOut.map((o) => h('div', { id: o.id }, h('dt', {}, o.id ? `${o.id}: ${o.what}` : o.what), h('dd', {}, o.why)))));
}


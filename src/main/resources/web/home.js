import { h, replace, title } from './dom.js';
import { ask, base, read, resources, root } from './fhir.js';

const REPORTS = 'Composition?type=https://casebook.example/fhir/CodeSystem/case-document-type%7Cstructured-case-report&_count=50';

export async function show(main) {
  const [capability, reports] = await Promise.all([read('metadata'), read(REPORTS)]);
  const counts = h('div', { 'aria-live': 'polite' }, h('p', {}, 'Counting …'));
  replace(main,
    title('Clinical case reports as FHIR'),
    h('p', { class: 'lead' }, 'This server publishes case reports as coded, validated HL7 FHIR R4 resources. Every statement of a case points back to the numbered fact of the article that it comes from.'),
    h('section', { 'aria-labelledby': 'cases' }, h('h2', { id: 'cases' }, 'Cases'), cases(resources(reports))),
    h('section', { 'aria-labelledby': 'address' }, h('h2', { id: 'address' }, 'FHIR address'),
      h('p', {}, h('code', { class: 'address' }, base)),
      h('pre', { class: 'command', tabindex: '0' }, `curl -H 'Accept: application/fhir+json' '${base}/Patient'`),
      h('p', {}, `${capability.software?.name ?? 'Server'} ${capability.software?.version ?? ''}, FHIR ${capability.fhirVersion}. `,
        h('a', { href: `${base}/metadata` }, 'What it can do'), ' · ', h('a', { href: `${root}search` }, 'Try a search'), ' · ',
        h('a', { href: `${root}validate` }, 'Validate a resource'))),
    h('section', { 'aria-labelledby': 'content' }, h('h2', { id: 'content' }, 'What is in it'), counts));
  await count(counts, capability);
}

function cases(list) {
  if (!list.length) return h('p', {}, 'No case report is loaded.');
  return h('ul', { class: 'cards' }, list.map((report) => h('li', {},
    h('a', { class: 'card-title', href: `${root}case/${encodeURIComponent(report.id)}` }, report.title ?? report.id),
    h('span', {}, report.date ? `Published ${report.date}` : ''))));
}

/** One batch asks for the count of every type. */
async function count(box, capability) {
  const types = (capability.rest?.[0]?.resource ?? []).map((r) => r.type);
  const batch = { resourceType: 'Bundle', type: 'batch', entry: types.map((t) => ({ request: { method: 'GET', url: `${t}?_summary=count` } })) };
  const answer = await ask('', { method: 'POST', body: JSON.stringify(batch), headers: { 'Content-Type': 'application/fhir+json' } });
  const found = (answer.resource?.entry ?? []).map((e, i) => [types[i], e.resource?.total ?? 0]).filter(([, n]) => n > 0);
  const total = found.reduce((sum, [, n]) => sum + n, 0);
  replace(box, h('p', {}, `${total.toLocaleString('en')} resources of ${found.length} types.`),
    h('ul', { class: 'counts' }, found.sort((a, b) => b[1] - a[1]).map(([type, n]) =>
      h('li', {}, h('a', { href: `${base}/${type}` }, type), ' ', h('span', { class: 'number' }, n.toLocaleString('en'))))));
}

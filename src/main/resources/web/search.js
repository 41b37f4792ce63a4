// The search console, and the page of every search address.

import { h, replace, title } from './dom.js';
import { ask, base, label, local, read, words } from './fhir.js';
import { jsonView } from './json.js';
import { outcomeView } from './outcome.js';
import { phase, traceLine } from './trace.js';

const MODIFIERS = {
  string: ['', ':exact', ':contains', ':missing'],
  token: ['', ':not', ':text', ':in', ':not-in', ':above', ':below', ':of-type', ':missing'],
  reference: ['', ':identifier', ':above', ':below', ':missing'],
  uri: ['', ':above', ':below', ':missing'],
  date: ['', ':missing'],
  number: ['', ':missing'],
  quantity: ['', ':missing'],
  composite: ['', ':missing'],
  special: [''],
};
const HINTS = {
  string: 'beginning of the text, any case',
  token: 'code, or system|code',
  reference: 'Type/id',
  uri: 'the whole URI',
  date: '2009-12, or ge2009 and so on',
  number: '10, or gt10 and so on',
  quantity: 'value|system|unit code, or gt10 and so on',
  composite: 'value$value',
  special: 'see the documentation',
};
const COMMON = [
  { name: '_id', type: 'token' }, { name: '_lastUpdated', type: 'date' }, { name: '_tag', type: 'token' },
  { name: '_profile', type: 'uri' }, { name: '_has', type: 'special' }, { name: '_text', type: 'string' }, { name: '_content', type: 'string' },
];

export async function show(main, address) {
  const capability = await read('metadata');
  const types = new Map(capability.rest[0].resource.map((r) => [r.type, r]));
  const [path, query] = (address ?? '').split(/\?(.*)/s);
  const first = path.split('/')[0];
  const results = h('section', { 'aria-live': 'polite', 'aria-label': 'Results' });
  const form = consoleForm(types, types.has(first) && !path.includes('/') ? first : 'Observation', new URLSearchParams(query ?? ''), results);
  replace(main, title(path ? `Search ${path}` : 'Search'),
    h('p', { class: 'lead' }, 'Choose a type and parameters; the address below is what any client would send.'), form, results);
  if (address !== '' && address !== null && address !== undefined) await run(results, address);
}

function consoleForm(types, chosen, given, results) {
  const type = h('select', { id: 'type', name: 'type' }, [...types.keys()].map((t) => h('option', { value: t, selected: t === chosen }, t)));
  const rows = h('div', { class: 'criteria' });
  const field = (id, text, value, list) => h('div', { class: 'field' }, h('label', { for: id }, text), h('input', { id, name: id, value, list, autocomplete: 'off' }));
  const includes = h('datalist', { id: 'includes' });
  const revincludes = h('datalist', { id: 'revincludes' });
  const names = h('datalist', { id: 'sorts' });
  const shown = h('code', { class: 'address', id: 'address' });
  const curl = h('pre', { class: 'command', tabindex: '0', 'aria-label': 'curl command' });
  const explain = h('input', { type: 'checkbox', id: '_explain', checked: given.get('_explain') === 'true' });
  const form = h('form', { class: 'console', 'aria-label': 'Search' },
    h('div', { class: 'field' }, h('label', { for: 'type' }, 'Resource type'), type),
    h('fieldset', {}, h('legend', {}, 'Parameters'), rows, h('button', { type: 'button', onclick: () => { addRow(); update(); } }, 'Add a parameter')),
    h('details', { open: ['_include', '_revinclude', '_sort', '_count'].some((n) => given.has(n)) }, h('summary', {}, 'Includes, order, page'),
      h('div', { class: 'fields' }, field('_include', '_include', given.get('_include'), 'includes'), field('_revinclude', '_revinclude', given.get('_revinclude'), 'revincludes'),
        field('_sort', '_sort', given.get('_sort'), 'sorts'), field('_count', '_count', given.get('_count'))), includes, revincludes, names),
    h('p', { class: 'check' }, explain, h('label', { for: '_explain' }, 'Explain how the server answers it (_explain)')),
    h('p', {}, 'Address: ', shown), curl, h('button', { type: 'submit', class: 'primary' }, 'Search'));

  const parameters = () => [...(types.get(type.value)?.searchParam ?? []), ...COMMON]
    .filter((p, i, all) => all.findIndex((q) => q.name === p.name) === i);

  function addRow(name = '', value = '') {
    const [bare, modifier] = name.split(/:(.*)/s);
    const id = `p${rows.childElementCount}-${Date.now() % 100000}`;
    const chooser = h('select', { id: `${id}n`, class: 'name' }, h('option', { value: '' }, 'choose …'),
      parameters().map((p) => h('option', { value: p.name, selected: p.name === bare }, `${p.name} (${p.type})`)));
    if (bare && !parameters().some((p) => p.name === bare)) chooser.append(h('option', { value: bare, selected: true }, bare));
    const modifiers = h('select', { id: `${id}m`, class: 'modifier' });
    const input = h('input', { id: `${id}v`, class: 'value', value, autocomplete: 'off' });
    const about = h('p', { class: 'about', id: `${id}a` });
    input.setAttribute('aria-describedby', about.id);
    const fill = () => {
      const parameter = parameters().find((p) => p.name === chooser.value);
      const list = MODIFIERS[parameter?.type] ?? [''];
      replace(modifiers, list.map((m) => h('option', { value: m }, m || 'none')));
      if (modifier && !list.includes(`:${modifier}`)) modifiers.append(h('option', { value: `:${modifier}` }, `:${modifier}`));
      if (modifier) modifiers.value = `:${modifier}`;
      replace(about, parameter && [parameter.documentation ? `${parameter.documentation} ` : '', `${parameter.type}: ${HINTS[parameter.type] ?? ''} `,
        parameter.definition && h('code', {}, parameter.definition)]);
    };
    chooser.addEventListener('change', fill);
    const row = h('div', { class: 'criterion' },
      h('div', { class: 'field' }, h('label', { for: chooser.id }, 'Parameter'), chooser),
      h('div', { class: 'field' }, h('label', { for: modifiers.id }, 'Modifier'), modifiers),
      h('div', { class: 'field grow' }, h('label', { for: input.id }, 'Value'), input),
      h('button', { type: 'button', class: 'remove', onclick: () => { row.remove(); update(); } }, 'Remove'), about);
    fill();
    rows.append(row);
  }

  function query() {
    const pairs = [...rows.children].map((row) => [row.querySelector('.name').value + row.querySelector('.modifier').value, row.querySelector('.value').value])
      .filter(([name, value]) => name && !name.startsWith(':') && value);
    for (const name of ['_include', '_revinclude', '_sort', '_count']) {
      const value = form.querySelector(`#${name}`).value.trim();
      if (value) pairs.push([name, value]);
    }
    if (explain.checked) pairs.push(['_explain', 'true']);
    return `${type.value}${pairs.length ? '?' : ''}${pairs.map(([n, v]) => `${encodeURIComponent(n).replace(/%3A/g, ':')}=${encodeURIComponent(v).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/').replace(/%24/g, '$')}`).join('&')}`;
  }

  function update() {
    const address = `${base}/${query()}`;
    replace(shown, address);
    replace(curl, `curl -H 'Accept: application/fhir+json' '${address.replaceAll("'", '%27')}'`);
  }

  function options() {
    const resource = types.get(type.value);
    replace(includes, (resource?.searchInclude ?? []).map((i) => h('option', { value: i })));
    replace(revincludes, (resource?.searchRevInclude ?? []).map((i) => h('option', { value: i })));
    replace(names, (resource?.searchParam ?? []).map((p) => h('option', { value: p.name })));
  }

  const given_ = [...given].filter(([n]) => !['_include', '_revinclude', '_sort', '_count', '_explain', '_format', '_page'].includes(n));
  given_.forEach(([n, v]) => addRow(n, v));
  if (!given_.length) addRow();
  type.addEventListener('change', () => { replace(rows); addRow(); options(); update(); });
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = query();
    history.pushState(null, '', `${base}/${address}`);
    run(results, address);
  });
  options();
  update();
  return form;
}

window.addEventListener('popstate', () => location.reload());

async function run(box, address) {
  replace(box, h('p', {}, 'Searching …'));
  const started = performance.now();
  const answer = await ask(address.replace(/([?&])_format=html&?/, '$1'));
  const took = Math.round(performance.now() - started);
  if (!answer.ok || answer.resource?.resourceType !== 'Bundle') {
    replace(box, h('h2', {}, `Refused: ${answer.status}`), outcomeView(answer.resource));
    return;
  }
  replace(box, results(answer.resource, took));
}

function results(bundle, took) {
  const entries = bundle.entry ?? [];
  const outcomes = entries.filter((e) => e.search?.mode === 'outcome' || e.resource?.resourceType === 'OperationOutcome');
  const matches = entries.filter((e) => e.resource && !outcomes.includes(e) && e.search?.mode !== 'include');
  const included = entries.filter((e) => e.search?.mode === 'include');
  return [
    h('h2', {}, `${bundle.total === undefined ? `${matches.length} on this page` : `${bundle.total} found`}`),
    h('p', { class: 'meta' }, `${matches.length} shown, ${included.length} included, ${took} ms`),
    outcomes.map((o) => h('section', { 'aria-label': 'What the server says' }, h('h3', {}, 'What the server says'), outcomeView(o.resource))),
    matches.length > 0 && table('Found', matches),
    included.length > 0 && table('Included', included),
    pages(bundle),
    h('details', {}, h('summary', {}, 'The Bundle as JSON'), jsonView(bundle)),
  ];
}

function table(caption, entries) {
  const history_ = entries.some((e) => e.request);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, h('table', { class: 'results' },
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ['Resource', 'What it is', 'Says', 'Phase', history_ ? 'Version' : 'Source'].map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, entries.map(({ resource, fullUrl }) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: resource.id ? `${base}/${resource.resourceType}/${resource.id}` : local(fullUrl ?? '') }, `${resource.resourceType}/${resource.id ?? ''}`)),
      h('td', {}, label(resource)), h('td', {}, says(resource)), h('td', {}, phase(resource) ?? ''),
      h('td', {}, history_ ? h('a', { href: `${base}/${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}` }, `version ${resource.meta?.versionId}`) : traceLine(resource)))))));
}

function says(resource) {
  const quantity = resource.valueQuantity;
  if (quantity) return `${quantity.value} ${quantity.unit ?? quantity.code ?? ''}`;
  const value = words(resource.valueCodeableConcept) || resource.valueString || words(resource.interpretation?.[0]) || words(resource.clinicalStatus);
  return value || (typeof resource.status === 'string' ? resource.status : '') || (typeof resource.gender === 'string' ? resource.gender : '');
}

function pages(bundle) {
  const order = ['first', 'previous', 'next', 'last'];
  const links = (bundle.link ?? []).filter((l) => order.includes(l.relation));
  if (!links.length) return null;
  return h('nav', { class: 'pages', 'aria-label': 'Pages' }, h('ul', {}, links.sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation))
    .map((l) => h('li', {}, h('a', { href: local(l.url), rel: l.relation }, l.relation)))));
}


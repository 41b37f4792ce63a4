// Validation: the text on one side, what is wrong with it at its line.

import { h, append, replace, title } from './dom.js';
import { ask, read } from './fhir.js';
import { bySeverity, issues, outcomeView } from './outcome.js';

const SAMPLE = `{
  "resourceType": "Observation",
  "status": "finished",
  "code": { "text": "Calcium in serum" },
  "valueQuantity": { "value": "9.4", "unit": "mg/dL" }
}`;
const LARGEST = 20 * 1024 * 1024;

export async function show(main) {
  const capability = await read('metadata');
  const profiles = [...new Set(capability.rest[0].resource.flatMap((r) => r.supportedProfile ?? []))].sort();
  const area = h('textarea', { id: 'body', rows: '22', spellcheck: 'false', 'aria-describedby': 'how' });
  area.value = SAMPLE;
  const profile = h('input', { id: 'profile', list: 'profiles', autocomplete: 'off', placeholder: 'none: what the resource itself claims' });
  const file = h('input', { type: 'file', id: 'file', accept: '.json,.xml,application/json,application/fhir+json,application/xml,application/fhir+xml' });
  const found = h('section', { class: 'found', 'aria-live': 'polite', 'aria-label': 'Issues' }, h('p', {}, 'Nothing checked yet.'));
  const numbered = h('div', {});
  const form = h('form', { class: 'validate' },
    h('p', { id: 'how' }, 'Paste a resource or a Bundle, as JSON or XML, choose a file, or drop one on the text. Nothing is stored.'),
    h('div', { class: 'fields' }, h('div', { class: 'field' }, h('label', { for: 'file' }, 'File'), file),
      h('div', { class: 'field grow' }, h('label', { for: 'profile' }, 'Profile'), profile,
        h('datalist', { id: 'profiles' }, profiles.map((p) => h('option', { value: p }))))),
    h('label', { for: 'body' }, 'Resource'), area, h('button', { type: 'submit', class: 'primary' }, 'Validate'));
  const load = async (chosen) => {
    if (!chosen) return;
    if (chosen.size > LARGEST) replace(found, h('p', {}, 'The file is larger than 20 MB; send it to $validate by a client.'));
    else area.value = await chosen.text();
  };
  file.addEventListener('change', () => load(file.files[0]));
  area.addEventListener('dragover', (event) => event.preventDefault());
  area.addEventListener('drop', (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    load(event.dataTransfer.files[0]);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    replace(found, h('p', {}, 'Checking …'));
    await check(area.value, profile.value.trim(), found, numbered);
  });
  replace(main, title('Validate'), h('div', { class: 'sides' }, h('div', {}, form), h('div', {}, found)), numbered);
}

/** The type by the first thing that names it; the server says what is wrong with a text that names none. */
function typeOf(text) {
  return (text.trimStart().startsWith('<') ? /<([A-Z][A-Za-z]+)[\s>/]/ : /"resourceType"\s*:\s*"([A-Z][A-Za-z]+)"/).exec(text)?.[1];
}

async function check(text, profile, found, numbered) {
  const xml = text.trimStart().startsWith('<');
  const type = typeOf(text);
  replace(numbered);
  if (!type) {
    replace(found, h('h2', {}, 'No resource'), h('p', {}, xml ? 'The outermost element names no resource type.' : 'There is no "resourceType"; every FHIR resource in JSON has one.'));
    return;
  }
  const query = profile ? `?profile=${encodeURIComponent(profile)}` : '';
  const answer = await ask(`${type}/$validate${query}`, { method: 'POST', body: text, headers: { 'Content-Type': xml ? 'application/fhir+xml' : 'application/fhir+json' } });
  const list = issues(answer.resource);
  const bad = list.filter((i) => i.severity === 'error' || i.severity === 'fatal').length;
  replace(found,
    h('h2', {}, !answer.resource ? `The server answered ${answer.status}` : bad ? `${bad} error${bad === 1 ? '' : 's'}` : 'Valid'),
    h('p', { class: 'meta' }, bySeverity(list).map(([severity, some]) => `${some.length} × ${severity}`).join(', ')),
    answer.resource?.resourceType === 'OperationOutcome' && outcomeView(answer.resource, (line) => {
      const row = document.getElementById(`L${line}`);
      row?.scrollIntoView({ block: 'center' });
      row?.focus();
    }));
  replace(numbered, listing(text, list));
}

/** The text with line numbers, every issue below its line. */
function listing(text, list) {
  const at = new Map();
  list.filter((i) => i.line).forEach((i) => at.set(i.line, [...(at.get(i.line) ?? []), i]));
  const rows = text.split('\n').map((line, index) => {
    const here = at.get(index + 1);
    return h('li', { id: `L${index + 1}`, tabindex: here ? '-1' : null, class: here ? `at at-${here[0].severity}` : null },
      h('code', {}, line || ' '), here?.map((i) => h('span', { class: `note note-${i.severity}` }, `${i.severity}: ${i.text}`)));
  });
  return append(h('section', { 'aria-labelledby': 'listing' }, h('h2', { id: 'listing' }, 'The text, line by line')),
    [h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Text with issues' }, h('ol', { class: 'listing' }, rows.slice(0, 5000))),
      rows.length > 5000 && h('p', {}, 'Only the first 5,000 lines are shown.')]);
}

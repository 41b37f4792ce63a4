// JSON as text with links: references lead to the resource, web addresses to the web.

import { h, append } from './dom.js';
import { referenceUrl, local, base } from './fhir.js';

const MANY = 40;

export function jsonView(value) {
  const pre = h('pre', { class: 'json', tabindex: '0', 'aria-label': 'JSON' });
  write(pre, value, '', 0);
  return pre;
}

function write(out, value, key, depth) {
  const pad = '  '.repeat(depth + 1);
  const end = '  '.repeat(depth);
  if (Array.isArray(value)) {
    append(out, '[');
    items(out, value.map((v) => [null, v]), key, depth, pad);
    append(out, value.length ? `\n${end}]` : ']');
  } else if (value && typeof value === 'object') {
    append(out, '{');
    items(out, Object.entries(value), key, depth, pad);
    append(out, `\n${end}}`);
  } else {
    out.append(scalar(value, key));
  }
}

function items(out, entries, key, depth, pad) {
  const one = (target, [name, value], last) => {
    append(target, `\n${pad}`);
    if (name !== null) append(target, [h('span', { class: 'json-key' }, JSON.stringify(name)), ': ']);
    write(target, value, name ?? key, depth + 1);
    if (!last) append(target, ',');
  };
  const shown = entries.length > MANY ? entries.slice(0, MANY) : entries;
  shown.forEach((entry, i) => one(out, entry, i === entries.length - 1));
  if (shown.length < entries.length) {
    // A long list is written when somebody wants it.
    const rest = h('span', {});
    const button = h('button', { type: 'button', class: 'more', onclick: () => {
      button.remove();
      entries.slice(MANY).forEach((entry, i) => one(rest, entry, MANY + i === entries.length - 1));
    } }, `show ${entries.length - MANY} more`);
    append(out, [`\n${pad}`, button, rest]);
  }
}

function scalar(value, key) {
  const text = JSON.stringify(value);
  if (typeof value !== 'string') return h('span', { class: 'json-literal' }, text);
  if (key === 'reference' || key === 'fullUrl') {
    const url = referenceUrl(value) ?? (key === 'fullUrl' && value.startsWith(`${base}/`) ? local(value) : null);
    if (url) return h('a', { href: url }, text);
  }
  if (/^https?:\/\/\S+$/.test(value)) return h('a', { href: key === 'url' && value.includes('/fhir') && value.startsWith(base) ? local(value) : value }, text);
  return h('span', { class: 'json-text' }, text);
}

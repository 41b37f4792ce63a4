// Finds out from the address what to show.

import { h, replace } from './dom.js';
import { root, place } from './fhir.js';
import { failure } from './outcome.js';

const VIEWS = {
  home: () => import('./home.js'),
  case: () => import('./case.js'),
  search: () => import('./search.js'),
  validate: () => import('./validate.js'),
  resource: () => import('./resource.js'),
  history: () => import('./history.js'),
};

function view() {
  const path = location.pathname.slice(new URL(root).pathname.length);
  if (path === '') return ['home'];
  if (path === 'search' || path === 'validate') return [path, ''];
  if (path.startsWith('case/')) return ['case', decodeURIComponent(path.slice(5))];
  const fhir = place();
  const [address] = fhir.split('?');
  const parts = address.split('/').filter(Boolean);
  const operation = parts.some((p) => p.startsWith('$') || p.startsWith('%24'));
  if (parts.length === 3 && parts[2] === '_history') return ['history', parts.slice(0, 2).join('/')];
  if (!operation && (parts.length < 2 || parts[1] === '_search' || parts.length === 3) && !address.includes('_history') && parts[0] !== 'metadata') {
    return ['search', fhir];
  }
  return ['resource', fhir];
}

function navigation(current) {
  const links = [['', 'Start'], ['case/vitale-2009', 'The case'], ['search', 'Search'], ['validate', 'Validate'], ['fhir/metadata', 'Capabilities']];
  replace(document.getElementById('nav'), h('ul', {}, links.map(([path, text]) =>
    h('li', {}, h('a', { href: root + path, 'aria-current': location.href.split(/[?#]/)[0] === root + path ? 'page' : null }, text)))));
}

async function start() {
  // The console changes the address without loading the document again; relative links must not move with it.
  for (const link of document.querySelectorAll('link[href], a.brand')) link.setAttribute('href', link.href);
  const main = document.getElementById('main');
  const [name, argument] = view();
  navigation(name);
  try {
    const module = await VIEWS[name]();
    await module.show(main, argument);
  } catch (error) {
    if (!error.answer) console.error(error);
    document.title = 'Not shown · Casebook';
    replace(main, failure(error));
  }
  document.body.dataset.ready = 'true';
}

start();

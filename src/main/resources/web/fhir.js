// Talks to this server's public FHIR service, and to nothing else.

/** The address of the server as this page sees it, with a slash at its end. */
export const root = new URL('../', import.meta.url).href;
export const base = `${root}fhir`;
const JSON_TYPE = 'application/fhir+json';

/** The part of the page's address behind /fhir/, with its query. */
export function place() {
  const path = location.href.split('#')[0].slice(root.length);
  return path === 'fhir' || path.startsWith('fhir/') || path.startsWith('fhir?') ? path.slice(4).replace(/^\//, '') : null;
}

/** The same address on this origin, whatever name the server gave itself in a link. */
export function local(url) {
  try {
    const parsed = new URL(url, `${base}/`);
    const at = parsed.pathname.lastIndexOf('/fhir');
    return at < 0 ? url : base + parsed.pathname.slice(at + 5) + parsed.search;
  } catch {
    return url;
  }
}

/** Where a reference leads on this server; null for what is not a resource here. */
export function referenceUrl(reference) {
  const match = /^(?:(https?:\/\/.*)\/)?([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?)$/.exec(reference ?? '');
  if (!match) return null;
  return match[1] && match[1] !== base ? null : `${base}/${match[2]}`;
}

/** Answers of any status: {status, ok, resource, headers}; resource is null where the body is no JSON. */
export async function ask(path, { method = 'GET', body, headers = {} } = {}) {
  const url = path.startsWith(root) ? path : `${base}${path && !path.startsWith('?') ? '/' : ''}${path}`;
  const response = await fetch(url, { method, body, headers: { Accept: JSON_TYPE, ...headers } });
  const text = await response.text();
  let resource = null;
  try {
    resource = text ? JSON.parse(text) : null;
  } catch {
    resource = null;
  }
  return { status: response.status, ok: response.ok, resource, text, headers: response.headers, url };
}

/** The resource, or an error that carries the OperationOutcome. */
export async function read(path) {
  const answer = await ask(path);
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} for ${path}`), { answer });
  return answer.resource;
}

export function resources(bundle) {
  return (bundle?.entry ?? []).filter((e) => e.resource && e.search?.mode !== 'outcome').map((e) => e.resource);
}

const known = new Map();

/** A resource that several parts of a page ask for; null where it cannot be had. */
export function once(path) {
  if (!known.has(path)) known.set(path, read(path).catch(() => null));
  return known.get(path);
}

export function extension(element, name) {
  return extensions(element, name)[0];
}

export function extensions(element, name) {
  return (element?.extension ?? []).filter((e) => e.url === name || e.url?.endsWith(`/${name}`));
}

/** A CodeableConcept in words. */
export function words(concept) {
  const coding = concept?.coding?.[0];
  return concept?.text ?? coding?.display ?? coding?.code ?? '';
}

/** What to call a resource. */
export function label(resource) {
  const name = resource.name;
  if (typeof name === 'string') return resource.title ?? name;
  if (Array.isArray(name) && name[0]) return name[0].text ?? [...(name[0].given ?? []), name[0].family].filter(Boolean).join(' ');
  const concept = resource.code ?? resource.medicationCodeableConcept ?? resource.serviceType ?? resource.type;
  const said = typeof resource.title === 'string' ? resource.title : words(Array.isArray(concept) ? concept[0] : concept);
  return (typeof said === 'string' && said) || `${resource.resourceType} ${resource.id ?? ''}`.trim();
}

// An OperationOutcome for people: what was found, where, by which rule, what to do.

import { h } from './dom.js';
import { extension } from './fhir.js';

const ORDER = ['fatal', 'error', 'warning', 'information'];

export function issues(outcome) {
  return (outcome?.issue ?? []).map((issue) => ({
    severity: ORDER.includes(issue.severity) ? issue.severity : 'information',
    code: issue.code,
    text: issue.details?.text ?? issue.diagnostics ?? issue.code,
    line: extension(issue, 'operationoutcome-issue-line')?.valueInteger ?? lineOf(issue),
    column: extension(issue, 'operationoutcome-issue-col')?.valueInteger,
    rule: extension(issue, 'operationoutcome-issue-source')?.valueString ?? extension(issue, 'operationoutcome-message-id')?.valueCode,
    expression: issue.expression ?? [],
  }));
}

function lineOf(issue) {
  const match = (issue.location ?? []).map((l) => /[Ll]ine[\s\[]*(\d+)/.exec(l)).find(Boolean);
  return match ? Number(match[1]) : undefined;
}

export function bySeverity(list) {
  return ORDER.map((severity) => [severity, list.filter((i) => i.severity === severity)]).filter(([, found]) => found.length);
}

export function outcomeView(outcome, onLine) {
  const groups = bySeverity(issues(outcome));
  if (!groups.length) return h('p', {}, 'The server said nothing more.');
  return h('div', { class: 'outcome' }, groups.map(([severity, found]) => h('section', { 'aria-label': severity },
    h('h3', { class: `severity severity-${severity}` }, `${severity} (${found.length})`),
    h('ul', {}, found.map((issue) => issueView(issue, onLine))))));
}

function issueView(issue, onLine) {
  const where = issue.line && (onLine
    ? h('button', { type: 'button', class: 'line', onclick: () => onLine(issue.line) }, `line ${issue.line}${issue.column ? `, column ${issue.column}` : ''}`)
    : h('span', {}, `line ${issue.line}`));
  return h('li', {},
    h('span', { class: 'issue-text' }, issue.text),
    h('span', { class: 'issue-where' },
      where, ' ', issue.expression.map((e) => [h('code', {}, e), ' ']),
      issue.rule && h('span', {}, 'rule ', h('code', {}, issue.rule), ' '), h('span', {}, issue.code)));
}

export function failure(error) {
  const answer = error.answer;
  return h('div', { class: 'failure', role: 'alert' },
    h('h1', {}, answer ? `The server answered ${answer.status}` : 'This could not be shown'),
    answer?.resource?.resourceType === 'OperationOutcome' ? outcomeView(answer.resource) : h('p', {}, error.message));
}
